import Foundation
import Ledger

/// Entries for tests, with as few words as possible.
enum Samples {
  static let at = LedgerTime(seconds: 1_764_979_200)
  static let hash = TreeHash.leaf([1])
  static let by = KeyHolder(role: code("legal"), key: "SHA256:" + hash.base64.dropLast())
  static let other = KeyHolder(role: code("privacy"), key: "SHA256:" + TreeHash.leaf([2]).base64.dropLast())

  static func code(_ text: String) -> LedgerCode {
    guard let code = LedgerCode(text) else { preconditionFailure("no code: \(text)") }
    return code
  }

  static func signer(_ byte: UInt8 = 7) throws -> Ed25519Signer {
    try Ed25519Signer(name: "example.com/expunge/m1", seed: Array(repeating: byte, count: 32))
  }

  static func genesis() throws -> GenesisEntry {
    GenesisEntry(
      at: at, origin: "example.com/expunge/m1", operatorName: "Example é \"Ltd\"", vkey: try signer().vkey.description,
      schema: LedgerSchema.digest, commitment: GenesisEntry.commitmentMethod)
  }

  static func partner(_ id: String, _ subjects: IndexRanges) -> WavePartner {
    WavePartner(
      id: id, name: "Partner \(id)", route: code("api"), bestGrade: .claimedCompleteSigned, scope: .subjects,
      subjects: subjects, rest: .noIdentifier)
  }

  static func open(_ partners: [WavePartner], subjects: Int, root: LedgerHash = hash) -> WaveOpenEntry {
    WaveOpenEntry(
      at: at, matter: "m1", wave: "w1", subjects: subjects, setRoot: root, partners: partners, plan: hash,
      approvals: [by, other])
  }

  static func dispatch(_ partner: String, _ subjects: IndexRanges?) -> DispatchEntry {
    DispatchEntry(
      at: at, wave: "w1", partner: partner, dispatch: "\(partner)-1", attempt: 1, route: code("api"),
      subjects: subjects,
      identifiers: [code("ip")], sentAt: at, result: .accepted, grade: .acceptedUnsigned, reason: nil, evidence: hash,
      adapter: hash)
  }

  static func answer(_ partner: String, _ subjects: IndexRanges?, via: LedgerVia = .poll) -> AnswerEntry {
    AnswerEntry(
      at: at, wave: "w1", partner: partner, dispatch: "\(partner)-1", via: via, subjects: subjects, outcome: .deleted,
      grade: .claimedCompleteUnsigned, reason: code("done"), answeredAt: at, signer: nil, evidence: hash)
  }

  static func outcome(
    _ partner: String, _ subjects: IndexRanges?, _ outcome: LedgerOutcome = .deleted, answers: [Int] = []
  ) -> OutcomeEntry {
    OutcomeEntry(
      at: at, wave: "w1", partner: partner, subjects: subjects, outcome: outcome, grade: .claimedCompleteUnsigned,
      reason: nil, residual: OutcomeResidual(backupsUntil: "2026-03-01"), answers: answers)
  }

  static func close(_ totals: [(String, LedgerOutcome, Int)]) -> WaveCloseEntry {
    WaveCloseEntry(
      at: at, wave: "w1", totals: totals.map { WaveTotal(partner: $0.0, outcome: $0.1, subjects: $0.2) }, by: by)
  }

  static func matter(_ number: Int = 0, at: LedgerTime = at) -> MatterEntry {
    MatterEntry(
      at: at, matter: "m1", digest: TreeHash.leaf(Array("\(number)".utf8)), discoveredOn: "2025-12-06",
      containedAt: nil, data: [code("ip")], clocks: [])
  }

  /// One of every kind.
  static func all() throws -> [Entry] {
    let ranges = IndexRanges([0...4, 9...9])
    return [
      .genesis(try genesis()),
      .matter(
        MatterEntry(
          at: at, matter: "m1", digest: hash, discoveredOn: "2025-12-06", containedAt: nil, data: [code("ip")],
          clocks: [MatterClock(duty: code("gdpr.33"), from: "2025-12-06", due: "2025-12-09T10:00:00Z")])),
      .waveOpen(open([partner("p1", ranges)], subjects: 10)),
      .dispatch(dispatch("p1", ranges)), .answer(answer("p1", nil)), .outcome(outcome("p1", ranges, answers: [3, 4])),
      .hold(HoldEntry(at: at, wave: "w1", partner: nil, subjects: nil, basis: code("litigation"), until: "2026-01-01")),
      .release(
        ReleaseEntry(at: at, wave: "w1", partner: "p1", subjects: ranges, basis: code("litigation"), until: nil)),
      .amend(
        try AmendEntry(
          at: at, index: 5, from: .outcome(outcome("p1", ranges)), to: .outcome(outcome("p1", nil, .refused)),
          reason: code("typo"))),
      .key(KeyEntry(at: at, vkey: try signer().vkey.description, action: .retire, fromSize: 9)),
      .anchor(AnchorEntry(at: at, size: 3, root: hash, token: hash, cosignature: nil, time: at, authority: hash)),
      .shred(ShredEntry(at: at, wave: "w1", subjects: nil, by: by)),
      .waveClose(close([("p1", .deleted, 6), ("p1", .refused, 4)])),
    ]
  }
}
