import Ledger
import Store
import Workflow

extension Turn {
  mutating func dispatchLine(
    _ dispatch: DispatchRecord, _ transmission: Transmission, of instruction: ActiveInstruction, proof: Proof
  ) throws -> Int {
    let facts = try lineFacts(of: instruction)
    let entry = DispatchEntry(
      at: now.ledger, wave: instruction.id.wave, partner: instruction.id.partner, dispatch: dispatch.name,
      attempt: transmission.attempt, route: facts.route,
      subjects: dispatch.subjects?.ledger,
      identifiers: try proof.identifiers.map(LineFacts.codes(of:)) ?? facts.identifiers(dispatch.lane, of: instruction),
      sentAt: proof.sentAt?.ledger, result: try known(transmission.result.ledger, transmission.result.rawValue),
      grade: transmission.grade?.ledger, reason: transmission.reason?.ledger,
      evidence: try proof.evidence.map(hash),
      adapter: facts.adapter)
    return try book.add(.dispatch(entry), to: instruction.matter, in: session)
  }

  private func lineFacts(of instruction: ActiveInstruction) throws -> LineFacts {
    let facts = try instruction.lineFacts ?? LineFacts(instruction)
    instruction.lineFacts = facts
    return facts
  }

  /// - Parameter subjects: Those of the dispatch that the answer speaks of.
  mutating func answerLine(
    _ dispatch: DispatchRecord, _ subjects: SubjectRanges?, _ via: Via, _ outcome: Outcome?, _ grade: Grade?,
    _ reason: Reason?,
    of instruction: ActiveInstruction, proof: Proof
  ) throws -> Int {
    let entry = AnswerEntry(
      at: now.ledger, wave: instruction.id.wave, partner: instruction.id.partner, dispatch: dispatch.answeredName,
      via: try known(via.ledger, via.rawValue), subjects: subjects?.ledger, outcome: outcome?.ledger,
      grade: grade?.ledger, reason: reason?.ledger, answeredAt: now.ledger, signer: try proof.signer.map(hash),
      evidence: try proof.evidence.map(hash))
    return try book.add(.answer(entry), to: instruction.matter, in: session)
  }

  /// One `outcome/1` line for each heap of subjects that ended alike in this turn.
  mutating func outcomeLines(of instruction: ActiveInstruction) throws {
    for (key, subjects, answers) in instruction.heaps.take() {
      if let subjects, subjects.isEmpty { continue }
      let entry = OutcomeEntry(
        at: now.ledger, wave: instruction.id.wave, partner: instruction.id.partner, subjects: subjects?.ledger,
        outcome: try known(key.outcome.ledger, key.outcome.rawValue), grade: key.grade?.ledger,
        reason: key.reason?.ledger, residual: nil, answers: answers)
      try book.add(.outcome(entry), to: instruction.matter, in: session)
      try session.add(
        Tally(
          outcome: key.outcome, grade: key.grade, reason: key.reason,
          subjects: subjects?.count ?? instruction.population),
        to: instruction.id)
    }
  }
}

extension DispatchRecord {
  /// The transmission that an answer to this one speaks of: a look-up speaks of the deletion that was claimed, and long
  /// after the end of none.
  fileprivate var answeredName: String? {
    switch purpose {
    case .deletion, .reminder, .redirect: name
    case .probe: parent.map { "\(instruction.partner)-\($0)" }
    case .recheck: nil
    }
  }
}

/// What every line of one instruction says alike, in the ledger's words.
final class LineFacts {
  let route: LedgerCode
  let adapter: LedgerHash
  private var lanes: [Int: [LedgerCode]] = [:]

  init(_ instruction: ActiveInstruction) throws {
    route = try known(LedgerCode(instruction.plan.route?.rawValue ?? ""), "no route")
    adapter = try hash(try instruction.access.adapter(of: instruction.id.partner))
  }

  /// - Parameter lane: `nil` for a selector, which sends no identifiers.
  func identifiers(_ lane: Int?, of instruction: ActiveInstruction) throws -> [LedgerCode] {
    guard let lane else { return [] }
    if let known = lanes[lane] { return known }
    let codes = try LineFacts.codes(of: try instruction.access.kinds(of: instruction.id.partner, lane: lane))
    lanes[lane] = codes
    return codes
  }

  static func codes(of kinds: [IdentifierKind]) throws -> [LedgerCode] {
    try kinds.sorted().map { try known(LedgerCode($0.rawValue), $0.rawValue) }
  }
}
