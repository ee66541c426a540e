import Foundation
import Ledger

/// What happens at one partner of a sample ledger; ten different things, by number.
struct SheetPartnerScript {
  let number: Int
  let wave: String
  let subjects: Int

  private var id: String { SheetLedger.id(number) }
  private let hash = TreeHash.leaf([2])
  private var routed: IndexRanges { IndexRanges(0...(subjects * 9 / 10 - 1)) }
  private var rest: IndexRanges { routed.complement(size: subjects) }
  private var half: IndexRanges { IndexRanges(0...(subjects / 2 - 1)) }
  private var otherHalf: IndexRanges { routed.subtracting(half) }

  init(number: Int, wave: String, subjects: Int) {
    (self.number, self.wave, self.subjects) = (number, wave, subjects)
  }

  private var route: String? {
    switch number % 10 {
    case 3: nil
    case 2, 4: "email"
    case 1, 5: "opendsr"
    case 6: "portal"
    case _: "api"
    }
  }

  func details() throws -> WavePartner {
    let isSelector = number % 10 == 7
    return WavePartner(
      id: id, name: SheetLedger.name(number), route: try route.map(SheetLedger.code),
      bestGrade: route == nil ? nil : number % 10 == 1 ? .verifiedByProbe : .claimedCompleteSigned,
      scope: isSelector ? .selector : .subjects, subjects: route == nil || isSelector ? IndexRanges() : routed,
      rest: route == nil ? .notPossible : isSelector ? nil : .noIdentifier)
  }

  func play(into ledger: SheetLedger, closed: Bool) throws {
    guard route != nil else {
      try ledger.add(try outcome(ledger, nil, .notPossible, nil, "no-interface"))
      return
    }
    if number % 10 != 7 { try ledger.add(try outcome(ledger, rest, .noIdentifier, nil, "no-identifier")) }
    switch number % 10 {
    case 0, 8, 9: try claims(ledger)
    case 1: try verified(ledger)
    case 2: try unanswered(ledger, closed: closed)
    case 4: try presumed(ledger)
    case 5: try contradicts(ledger)
    case 6: try byHand(ledger)
    case _: try selector(ledger)
    }
  }

  private func claims(_ ledger: SheetLedger) throws {
    try ledger.add(try dispatch(ledger, half, .failed, nil, "connect-timeout"))
    let first = try ledger.add(try dispatch(ledger, half, .accepted, .acceptedUnsigned, attempt: 2))
    ledger.wait(days: 1)
    let answer = try ledger.add(try self.answer(ledger, half, .deleted, .claimedCompleteUnsigned, via: .poll))
    try ledger.add(try outcome(ledger, half, .deleted, .claimedCompleteUnsigned, nil, [first, answer]))
    try ledger.add(try dispatch(ledger, otherHalf, .accepted, .acceptedUnsigned, number: 1))
    ledger.wait(days: 2)
    let second = try ledger.add(
      try self.answer(ledger, otherHalf, .notFound, .claimedCompleteUnsigned, via: .poll, number: 1))
    try ledger.add(try outcome(ledger, otherHalf, .notFound, .claimedCompleteUnsigned, "not-found-in-batch", [second]))
  }

  private func verified(_ ledger: SheetLedger) throws {
    let sent = try ledger.add(try dispatch(ledger, routed, .accepted, .acceptedSigned))
    ledger.wait(days: 1)
    let said = try ledger.add(try answer(ledger, routed, .deleted, .claimedCompleteSigned, via: .callback))
    ledger.wait(days: 1)
    let seen = try ledger.add(try answer(ledger, routed, .deleted, .verifiedByProbe, via: .poll))
    try ledger.add(try outcome(ledger, routed, .deleted, .verifiedByProbe, nil, [sent, said, seen]))
  }

  private func unanswered(_ ledger: SheetLedger, closed: Bool) throws {
    try ledger.add(try dispatch(ledger, routed, .accepted, .transmitted))
    guard closed else { return }
    try ledger.add(try outcome(ledger, routed, .unanswered, nil, "no-answer"))
    ledger.wait(days: 1)
    try ledger.add(try answer(ledger, half, .refused, .attestedByPerson, via: .mail, reason: "refused-by-partner"))
  }

  private func presumed(_ ledger: SheetLedger) throws {
    try ledger.add(
      .hold(
        HoldEntry(
          at: ledger.now, wave: wave, partner: id, subjects: nil, basis: try SheetLedger.code("litigation"),
          until: "2026-01-01")))
    ledger.wait(days: 2)
    try ledger.add(
      .release(
        ReleaseEntry(
          at: ledger.now, wave: wave, partner: id, subjects: nil, basis: try SheetLedger.code("litigation"), until: nil)
      ))
    let sent = try ledger.add(try dispatch(ledger, routed, .accepted, .acceptedUnsigned))
    try ledger.add(
      try outcome(ledger, routed, .deleted, .presumedByElapsedTime, "completion-time-elapsed", [sent]))
  }

  private func contradicts(_ ledger: SheetLedger) throws {
    let sent = try ledger.add(try dispatch(ledger, routed, .accepted, .acceptedSigned))
    let first = try ledger.add(try answer(ledger, routed, .deleted, .claimedCompleteSigned, via: .callback))
    let wrong = try entry(ledger, routed, .deleted, .claimedCompleteSigned, nil, [sent, first])
    let at = try ledger.add(.outcome(wrong))
    ledger.wait(days: 1)
    let second = try ledger.add(
      try answer(ledger, half, .partlyDeleted, .claimedCompleteSigned, via: .callback, reason: "kept-for-tax"))
    let third = try ledger.add(try answer(ledger, otherHalf, .partlyDeleted, .claimedCompleteSigned, via: .callback))
    var right = wrong
    (right.outcome, right.reason) = (.partlyDeleted, try SheetLedger.code("kept-for-tax"))
    right.answers = [second, third]
    try ledger.add(
      .amend(
        try AmendEntry(
          at: ledger.now, index: at, from: .outcome(wrong), to: .outcome(right), reason: try SheetLedger.code("misread")
        )
      ))
  }

  private func byHand(_ ledger: SheetLedger) throws {
    ledger.wait(days: 1)
    let said = try ledger.add(try answer(ledger, nil, .partlyDeleted, .attestedByPerson, via: .person))
    try ledger.add(try outcome(ledger, routed, .partlyDeleted, .attestedByPerson, "accepted-in-part", [said]))
  }

  private func selector(_ ledger: SheetLedger) throws {
    let sent = try ledger.add(try dispatch(ledger, nil, .accepted, .acceptedUnsigned))
    ledger.wait(days: 1)
    let said = try ledger.add(try answer(ledger, nil, .deleted, .claimedCompleteUnsigned, via: .response))
    try ledger.add(try outcome(ledger, nil, .deleted, .claimedCompleteUnsigned, nil, [sent, said]))
  }

  func dispatch(
    _ ledger: SheetLedger, _ subjects: IndexRanges?, _ result: LedgerResult, _ grade: LedgerGrade?,
    _ reason: String? = nil, attempt: Int = 1, number: Int = 0
  ) throws -> Entry {
    .dispatch(
      DispatchEntry(
        at: ledger.now, wave: wave, partner: id, dispatch: "\(id)-\(number)", attempt: attempt,
        route: try SheetLedger.code(route ?? "api"), subjects: subjects,
        identifiers: subjects == nil ? [] : [try SheetLedger.code("client-id")],
        sentAt: result == .failed ? nil : ledger.now, result: result, grade: grade,
        reason: try reason.map(SheetLedger.code), evidence: hash, adapter: hash))
  }

  func answer(
    _ ledger: SheetLedger, _ subjects: IndexRanges?, _ outcome: LedgerOutcome?, _ grade: LedgerGrade?, via: LedgerVia,
    reason: String? = nil, number: Int = 0
  ) throws -> Entry {
    .answer(
      AnswerEntry(
        at: ledger.now, wave: wave, partner: id, dispatch: via == .person || via == .mail ? nil : "\(id)-\(number)",
        via: via, subjects: subjects, outcome: outcome,
        grade: grade, reason: try reason.map(SheetLedger.code), answeredAt: ledger.now, signer: nil, evidence: hash))
  }

  private func outcome(
    _ ledger: SheetLedger, _ subjects: IndexRanges?, _ outcome: LedgerOutcome, _ grade: LedgerGrade?,
    _ reason: String?, _ answers: [Int] = []
  ) throws -> Entry {
    .outcome(try entry(ledger, subjects, outcome, grade, reason, answers))
  }

  private func entry(
    _ ledger: SheetLedger, _ subjects: IndexRanges?, _ outcome: LedgerOutcome, _ grade: LedgerGrade?,
    _ reason: String?, _ answers: [Int]
  ) throws -> OutcomeEntry {
    OutcomeEntry(
      at: ledger.now, wave: wave, partner: id, subjects: subjects, outcome: outcome, grade: grade,
      reason: try reason.map(SheetLedger.code),
      residual: outcome == .deleted ? OutcomeResidual(backupsUntil: "2026-03-01") : nil, answers: answers)
  }
}
