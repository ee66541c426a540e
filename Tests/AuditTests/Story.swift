import Foundation
import Ledger

/// One honest wave of ten people at two partners, line by line.
enum Story {
  static let start = LedgerTime(Date())
  static let hash = TreeHash.leaf([1])

  static func at(_ second: Int64) -> LedgerTime { LedgerTime(seconds: start.seconds + second) }

  static func code(_ text: String) -> LedgerCode {
    guard let code = LedgerCode(text) else { preconditionFailure("no code: \(text)") }
    return code
  }

  static func signer(_ byte: UInt8 = 7) throws -> Ed25519Signer {
    try Ed25519Signer(name: "example.com/expunge/m1", seed: Array(repeating: byte, count: 32))
  }

  // The set: each subject has its own key, an address and two client ids.

  static func subjectKey(_ index: Int) throws -> CommitmentKey {
    try CommitmentKey(Array(repeating: UInt8(index + 1), count: 32))
  }

  static func identifiers(_ index: Int) -> [SubjectSet.Identifier] {
    [
      .init(kind: code("client-id"), ordinal: 0, value: Array("c-\(index)".utf8)),
      .init(kind: code("client-id"), ordinal: 1, value: Array("second \u{E9} \(index)".utf8)),
      .init(kind: code("ip"), ordinal: 0, value: Array("203.0.113.\(index)".utf8)),
    ]
  }

  static let leaves: [LedgerHash] = {
    var set = SubjectSet()
    return (0..<10).compactMap { index in
      (try? subjectKey(index)).map { set.leaf(subjectKey: $0, identifiers: identifiers(index)) }
    }
  }()

  static var setRoot: LedgerHash {
    func root(_ leaves: ArraySlice<LedgerHash>) -> LedgerHash {
      guard leaves.count > 1 else { return leaves.first ?? TreeHash.empty }
      var split = 1
      while split * 2 < leaves.count { split *= 2 }
      return TreeHash.node(root(leaves.prefix(split)), root(leaves.dropFirst(split)))
    }
    return root(leaves[...])
  }

  // The lines.

  static func genesis(_ signer: Ed25519Signer) throws -> Entry {
    .genesis(
      GenesisEntry(
        at: at(0), origin: signer.name, operatorName: "Example Devices é", vkey: try signer.vkey.description,
        schema: LedgerSchema.digest, commitment: "hmac-sha256/1"))
  }

  static let matter = Entry.matter(
    MatterEntry(
      at: at(0), matter: "m1", digest: hash, discoveredOn: "2025-12-06", containedAt: nil, data: [code("ip")],
      clocks: [MatterClock(duty: code("gdpr.33"), from: "2025-12-06", due: "2025-12-09T10:00:00Z")]))

  static func opening(_ wave: String = "w1", partners: [WavePartner]? = nil) -> Entry {
    let keys = [1, 2].map { KeyHolder(role: code("legal"), key: "SHA256:" + TreeHash.leaf([$0]).base64.dropLast()) }
    return .waveOpen(
      WaveOpenEntry(
        at: at(1), matter: "m1", wave: wave, subjects: 10, setRoot: setRoot,
        partners: partners ?? [partner("p1", IndexRanges(0...9), rest: nil), partner("p2", IndexRanges(3...4))],
        plan: hash, approvals: keys))
  }

  static func partner(_ id: String, _ routed: IndexRanges, rest: LedgerOutcome? = .noIdentifier) -> WavePartner {
    WavePartner(
      id: id, name: "Partner \(id)", route: code("api"), bestGrade: .claimedCompleteSigned, scope: .subjects,
      subjects: routed, rest: rest)
  }

  static func dispatch(
    _ partner: String, _ subjects: IndexRanges, attempt: Int = 1, _ result: LedgerResult = .accepted, at second: Int64
  ) -> Entry {
    .dispatch(
      DispatchEntry(
        at: at(second), wave: "w1", partner: partner, dispatch: "\(partner)-0", attempt: attempt, route: code("api"),
        subjects: subjects, identifiers: [code("ip")], sentAt: result == .accepted ? at(second) : nil, result: result,
        grade: result == .accepted ? .acceptedUnsigned : nil, reason: nil, evidence: hash, adapter: hash))
  }

  static func answer(
    _ partner: String, _ subjects: IndexRanges?, _ outcome: LedgerOutcome, _ grade: LedgerGrade, via: LedgerVia,
    at second: Int64
  ) -> Entry {
    .answer(
      AnswerEntry(
        at: at(second), wave: "w1", partner: partner, dispatch: "\(partner)-0", via: via, subjects: subjects,
        outcome: outcome, grade: grade, reason: nil, answeredAt: at(second), signer: nil,
        evidence: TreeHash.leaf(Array("\(second)".utf8))))
  }

  static func outcome(
    _ partner: String, _ subjects: IndexRanges?, _ outcome: LedgerOutcome, _ grade: LedgerGrade?, answers: [Int],
    at second: Int64
  ) -> OutcomeEntry {
    OutcomeEntry(
      at: at(second), wave: "w1", partner: partner, subjects: subjects, outcome: outcome, grade: grade, reason: nil,
      residual: nil, answers: answers)
  }

  static func close(_ totals: [(String, LedgerOutcome, Int)], at second: Int64) -> Entry {
    .waveClose(
      WaveCloseEntry(
        at: at(second), wave: "w1", totals: totals.map { WaveTotal(partner: $0.0, outcome: $0.1, subjects: $0.2) },
        by: KeyHolder(role: code("legal"), key: "SHA256:" + hash.base64.dropLast())))
  }

  static let refused = outcome("p2", IndexRanges(3...4), .refused, .attestedByPerson, answers: [9], at: 8)

  /// Fourteen lines: the wave is opened, worked, corrected once and closed.
  static func lines(signer: Ed25519Signer? = nil) throws -> [Entry] {
    var corrected = refused
    corrected.reason = code("litigation")
    return [
      try genesis(try signer ?? self.signer()), matter, opening(),
      .outcome(outcome("p2", IndexRanges([0...2, 5...9]), .noIdentifier, nil, answers: [], at: 2)),
      dispatch("p1", IndexRanges(0...9), at: 3),
      answer("p1", IndexRanges(0...9), .deleted, .claimedCompleteUnsigned, via: .response, at: 4),
      .outcome(outcome("p1", nil, .deleted, .claimedCompleteUnsigned, answers: [5], at: 5)),
      dispatch("p2", IndexRanges(3...4), .inDoubt, at: 6),
      dispatch("p2", IndexRanges(3...4), attempt: 2, at: 6),
      answer("p2", nil, .refused, .attestedByPerson, via: .person, at: 7),
      .outcome(refused),
      .amend(
        try AmendEntry(at: at(9), index: 10, from: .outcome(refused), to: .outcome(corrected), reason: code("typo"))),
      close([("p1", .deleted, 10), ("p2", .noIdentifier, 8), ("p2", .refused, 2)], at: 10),
      .answer(
        AnswerEntry(
          at: at(11), wave: "w1", partner: "p1", dispatch: "p1-0", via: .mail, subjects: nil, outcome: .notFound,
          grade: .claimedCompleteUnsigned, reason: code("late"), answeredAt: at(11), signer: nil, evidence: nil)),
    ]
  }

  /// Line 3 of the ledger that follows when its first three lines were anchored.
  static func anchor(size: Int, root: LedgerHash, token: [UInt8], by authority: StampAuthority, at second: Int64) throws
    -> Entry
  {
    .anchor(
      AnchorEntry(
        at: at(second), size: size, root: root, token: TreeHash.sha256(token), cosignature: nil,
        time: try authority.time(of: token), authority: authority.authority))
  }
}
