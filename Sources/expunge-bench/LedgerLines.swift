import Foundation
import Ledger

/// Lines like those of real waves: dispatch, answer, outcome; made again for any index, so that none has to be kept.
struct LedgerLines {
  static let subjects = 29_000
  private static let partners = [
    "google-analytics", "google-ads", "meta-pixel", "linkedin-insight", "tiktok", "pinterest", "hotjar",
    "contentsquare",
    "microsoft-clarity", "microsoft-ads", "snap", "reddit", "criteo", "quantcast", "adobe-analytics", "heap",
    "mixpanel",
    "fullstory", "segment", "hubspot",
  ]
  /// Each dispatch tells of 8 subjects, as single indices.
  private static let spans = 8
  private static let rounds = subjects / spans
  /// An opening, three lines for each dispatch, a close.
  static let linesPerWave = rounds * partners.count * 3 + 2

  private let signer: Ed25519Signer
  private let setRoot: LedgerHash
  private let start = LedgerTime(seconds: 1_764_979_200)
  private let holders: [KeyHolder]

  init(signer: Ed25519Signer) {
    self.signer = signer
    var tree = MerkleAccumulator()
    for leaf in Self.leaves { tree.append(leaf) }
    setRoot = tree.root
    holders = ["legal", "privacy"].compactMap { role in
      LedgerCode(role).map {
        KeyHolder(role: $0, key: "SHA256:" + Self.hash("key \(role)").base64.dropLast())
      }
    }
  }

  static var leaves: [LedgerHash] { (0..<subjects).map { hash("subject \($0)") } }

  func wave(_ number: Int) -> String { "incident-2025-w\(number + 1)" }

  /// Lines 0 and 1 are the genesis and the matter; the waves follow one after another.
  func line(_ index: Int) -> [UInt8] {
    let (wave, at) = (index - 2).quotientAndRemainder(dividingBy: Self.linesPerWave)
    let time = LedgerTime(seconds: start.seconds + Int64(index / 50))
    if at == 0 { return Entry.waveOpen(opening(wave, time)).encoded }
    if at == Self.linesPerWave - 1 { return Entry.waveClose(close(wave, time)).encoded }
    return traffic(wave, at - 1, index, time).encoded
  }

  func genesis() throws -> GenesisEntry {
    try GenesisEntry(
      at: start, origin: signer.name, operatorName: "Example Devices Inc.", vkey: signer.vkey.description,
      schema: LedgerSchema.digest, commitment: GenesisEntry.commitmentMethod)
  }

  func matter() -> [UInt8] {
    Entry.matter(
      MatterEntry(
        at: start, matter: "m1", digest: Self.hash("matter"), discoveredOn: "2025-12-06", containedAt: nil, data: [],
        clocks: [])
    ).encoded
  }

  private func opening(_ wave: Int, _ time: LedgerTime) -> WaveOpenEntry {
    WaveOpenEntry(
      at: time, matter: "m1", wave: self.wave(wave), subjects: Self.subjects, setRoot: setRoot,
      partners: Self.partners.map {
        WavePartner(
          id: $0, name: $0.capitalized, route: LedgerCode("api"), bestGrade: .claimedCompleteSigned, scope: .subjects,
          subjects: IndexRanges(0...Self.subjects - 1), rest: nil)
      }, plan: Self.hash("plan \(wave)"), approvals: holders)
  }

  private func close(_ wave: Int, _ time: LedgerTime) -> WaveCloseEntry {
    WaveCloseEntry(
      at: time, wave: self.wave(wave),
      totals: Self.partners.sorted().map { WaveTotal(partner: $0, outcome: .deleted, subjects: Self.subjects) },
      by: holders[0])
  }

  /// - Parameter at: From 0 in the wave.
  private func traffic(_ wave: Int, _ at: Int, _ index: Int, _ time: LedgerTime) -> Entry {
    let (unit, step) = at.quotientAndRemainder(dividingBy: 3)
    let (round, number) = unit.quotientAndRemainder(dividingBy: Self.partners.count)
    let partner = Self.partners[number]
    let subjects = IndexRanges(indices: (0..<Self.spans).map { round + $0 * Self.rounds })
    let dispatch = "\(partner)-\(wave * Self.rounds + round)"
    return switch step {
    case 0:
      .dispatch(
        DispatchEntry(
          at: time, wave: self.wave(wave), partner: partner, dispatch: dispatch, attempt: 1, route: Self.code("api"),
          subjects: subjects, identifiers: ["client-id", "ip", "url"].map(Self.code),
          sentAt: time, result: .accepted, grade: .acceptedUnsigned, reason: nil,
          evidence: Self.hash("sent \(wave) \(unit)"), adapter: Self.hash("adapter \(number)")))
    case 1:
      .answer(
        AnswerEntry(
          at: time, wave: self.wave(wave), partner: partner, dispatch: dispatch, via: .poll, subjects: subjects,
          outcome: .deleted, grade: .claimedCompleteSigned, reason: Self.code("partner-states-completion"),
          answeredAt: time, signer: Self.hash("signer \(number)"), evidence: Self.hash("answer \(wave) \(unit)")))
    case _:
      .outcome(
        OutcomeEntry(
          at: time, wave: self.wave(wave), partner: partner, subjects: subjects, outcome: .deleted,
          grade: .claimedCompleteSigned, reason: Self.code("partner-states-completion"),
          residual: OutcomeResidual(backupsUntil: "2026-03-01"), answers: [index - 2, index - 1]))
    }
  }

  private static func hash(_ text: String) -> LedgerHash { TreeHash.sha256(Array(text.utf8)) }

  private static func code(_ text: String) -> LedgerCode {
    guard let code = LedgerCode(text) else { preconditionFailure("'\(text)' is no code") }
    return code
  }
}
