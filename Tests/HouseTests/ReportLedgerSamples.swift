import Foundation
import Ledger

/// A small ledger in a fresh directory, written as an engine would.
final class ReportLedger {
  let path: String
  static let at = LedgerTime(seconds: 1_765_188_000)
  static let hash = TreeHash.leaf([1])

  init(_ entries: [Entry]) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID().uuidString)").path
    let signer = try Ed25519Signer(name: "example.com/expunge/acme-2025", seed: Array(repeating: 7, count: 32))
    let writer = try LedgerWriter.create(
      path, signer: signer, operatorName: "Acme \u{1B}[1mHealth", at: Self.at, commitHead: { _ in })
    _ = try writer.writeSubjectSet(wave: "w1", leaves: (0..<10).map { TreeHash.leaf([UInt8($0)]) })
    for start in stride(from: 0, to: entries.count, by: LedgerWriter.batchLimit) {
      let batch = entries[start..<min(start + LedgerWriter.batchLimit, entries.count)]
      try writer.append(entries: batch.map(\.encoded), commitHead: { _ in })
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static func code(_ text: String) throws -> LedgerCode {
    guard let code = LedgerCode(text) else { throw CocoaError(.coderInvalidValue) }
    return code
  }

  static func by(_ role: String) throws -> KeyHolder {
    KeyHolder(role: try code(role), key: "SHA256:" + hash.base64.dropLast())
  }

  static func partner(_ id: String, _ name: String, _ route: String?, _ subjects: IndexRanges) throws -> WavePartner {
    WavePartner(
      id: id, name: name, route: try route.map(code), bestGrade: route == nil ? nil : .claimedCompleteSigned,
      scope: .subjects, subjects: subjects, rest: route == nil ? .notPossible : .noIdentifier)
  }

  static func open(_ partners: [WavePartner], wave: String = "w1") throws -> Entry {
    .waveOpen(
      WaveOpenEntry(
        at: at, matter: "acme-2025", wave: wave, subjects: 10, setRoot: hash, partners: partners, plan: hash,
        approvals: [try by("legal"), try by("privacy")]))
  }

  static func dispatch(_ partner: String, _ subjects: IndexRanges?, wave: String = "w1") throws -> Entry {
    .dispatch(
      DispatchEntry(
        at: at, wave: wave, partner: partner, dispatch: "\(partner)-0", attempt: 1, route: try code("api"),
        subjects: subjects, identifiers: [try code("client-id"), try code("ip")], sentAt: at, result: .accepted,
        grade: .acceptedUnsigned, reason: nil, evidence: hash, adapter: hash))
  }

  static func outcome(
    _ partner: String, _ subjects: IndexRanges?, _ outcome: LedgerOutcome, _ grade: LedgerGrade?, reason: String? = nil,
    answers: [Int] = []
  ) throws -> OutcomeEntry {
    OutcomeEntry(
      at: at, wave: "w1", partner: partner, subjects: subjects, outcome: outcome, grade: grade,
      reason: try reason.map(code), residual: OutcomeResidual(backupsUntil: "2026-03-01"), answers: answers)
  }

  /// One entry of every kind, and a correction that turns two claims into a refusal.
  static func everything() throws -> ReportLedger {
    let wrong = try outcome("ga4", IndexRanges(6...7), .deleted, .claimedCompleteUnsigned, answers: [3, 4])
    var right = wrong
    (right.outcome, right.reason) = (.refused, try code("refused-by-partner"))
    return try ReportLedger([
      .matter(
        MatterEntry(
          at: at, matter: "acme-2025", digest: hash, discoveredOn: "2025-12-06", containedAt: at,
          data: [try code("ip-address"), try code("page-url")],
          clocks: [MatterClock(duty: try code("hipaa-164.404"), from: "2025-12-06", due: "2026-02-04")])),
      try open([
        try partner("ga4", "Google \u{1B}[31mAnalytics\u{9B}2J", "api", IndexRanges(0...7)),
        try partner("edgelog", "Edge Log", nil, IndexRanges()),
        try partner("late", "Late Ltd", "email", IndexRanges(0...9)),
      ]),
      try dispatch("ga4", IndexRanges([0...3, 5...5, 7...7])),
      .answer(
        AnswerEntry(
          at: at, wave: "w1", partner: "ga4", dispatch: "ga4-0", via: .poll, subjects: IndexRanges(0...5),
          outcome: .deleted, grade: .claimedCompleteUnsigned, reason: nil, answeredAt: at, signer: nil, evidence: hash)),
      .outcome(try outcome("ga4", IndexRanges(0...5), .deleted, .claimedCompleteUnsigned, answers: [3, 4])),
      .outcome(wrong),
      .outcome(try outcome("ga4", IndexRanges(8...9), .noIdentifier, nil, reason: "no-identifier")),
      .outcome(try outcome("edgelog", nil, .notPossible, nil, reason: "no-interface")),
      .hold(
        HoldEntry(
          at: at, wave: "w1", partner: "late", subjects: nil, basis: try code("litigation"), until: "2026-01-01")),
      .release(
        ReleaseEntry(at: at, wave: "w1", partner: nil, subjects: nil, basis: try code("litigation"), until: nil)),
      .amend(try AmendEntry(at: at, index: 6, from: .outcome(wrong), to: .outcome(right), reason: try code("misread"))),
      .key(KeyEntry(at: at, vkey: "example.com/old+1", action: .retire, fromSize: 9)),
      .anchor(AnchorEntry(at: at, size: 3, root: hash, token: hash, cosignature: nil, time: at, authority: hash)),
      .shred(ShredEntry(at: at, wave: "w1", subjects: nil, by: try by("legal"))),
      try open([try partner("ga4", "Google Analytics 4", "api", IndexRanges(0...9))], wave: "w2"),
      try dispatch("ga4", nil, wave: "w2"),
      .waveClose(
        WaveCloseEntry(
          at: at, wave: "w1", totals: [WaveTotal(partner: "edgelog", outcome: .notPossible, subjects: 10)],
          by: try by("legal"))),
    ])
  }
}
