import Foundation
import Ledger
import Store
import Vault
import Workflow

/// What a person says of a partner, with the file that shows it. Nothing can be marked done without evidence.
public struct HandAnswer: Sendable {
  public enum Meaning: Hashable, Sendable {
    /// Settles everything that is open at the partner. After the end it stays beside what settled, and changes nothing.
    case attest(Outcome)
    /// The partner refuses.
    case refuse(Reason)
    /// Kept beside the rest; decides nothing.
    case note
  }

  public var instruction: InstructionID
  public var meaning: Meaning
  /// File names and bytes; at least one.
  public var evidence: [(name: String, bytes: [UInt8])]
  /// When the partner said it, if that is known.
  public var answeredAt: Instant?

  public init(
    instruction: InstructionID, meaning: Meaning, evidence: [(name: String, bytes: [UInt8])], answeredAt: Instant?
  ) {
    self.instruction = instruction
    self.meaning = meaning
    self.evidence = evidence
    self.answeredAt = answeredAt
  }
}

public enum HandAnswerError: Error, Hashable, Sendable, CustomStringConvertible {
  case noEvidence
  case notSent(String)
  case nothingOpen(String)
  case underWay(String)

  public var description: String {
    switch self {
    case .noEvidence: "an answer by hand needs --evidence FILE: the mail, the screenshot, the letter that shows it"
    case .notSent(let id): "instruction \(id) has not been sent, so it cannot have been answered"
    case .nothingOpen(let id):
      "instruction \(id) is settled; file what came in as `instruction note \(id) --evidence FILE`"
    case .underWay(let id):
      "calls of instruction \(id) are under way or in doubt; run `expunge retry` first, then say what came of them"
    }
  }
}

/// Files answers by hand: evidence sealed, receipt written, machines moved, in one transaction.
public struct HandAnswers {
  let store: any Store
  let vault: Vault
  let surroundings: Surroundings

  public init(store: any Store, vault: Vault, surroundings: Surroundings) {
    self.store = store
    self.vault = vault
    self.surroundings = surroundings
  }

  /// - Returns: the ledger index of the answer's line.
  public func file(_ answer: HandAnswer) throws -> Int {
    guard !answer.evidence.isEmpty else { throw HandAnswerError.noEvidence }
    guard let wave = try store.read({ try $0.wave(answer.instruction.wave) }) else {
      throw StoreError.missing("wave \(answer.instruction.wave)")
    }
    let evidence = try keep(answer.evidence, of: wave)
    return try store.write { session in
      guard let record = try session.instruction(answer.instruction) else {
        throw StoreError.missing("instruction \(answer.instruction)")
      }
      try check(record)
      var filing = Filing(wave: wave, record: record, session: session, now: surroundings.now())
      let index = try filing.file(answer, evidence: evidence)
      try filing.finish()
      return index
    }
  }

  private func keep(_ files: [(name: String, bytes: [UInt8])], of wave: WaveRecord) throws -> [UInt8] {
    let writer = try EvidenceWriter(try vault.open(wave.id))
    let id = try writer.append(
      try EvidenceRecord(files: files.map { EvidenceFile(name: $0.name, bytes: $0.bytes) }))
    try writer.sync()
    return id.bytes
  }

  private func check(_ record: InstructionRecord) throws {
    switch record.state {
    case .planned, .approved: throw HandAnswerError.notSent(record.id.description)
    case .sending, .awaiting, .needsPerson, .held, .settled, .reopened: break
    }
  }
}

/// One answer by hand inside its transaction.
private struct Filing {
  let wave: WaveRecord
  var record: InstructionRecord
  let session: any StoreWriting
  let now: Instant
  var book = LineBook()

  init(wave: WaveRecord, record: InstructionRecord, session: any StoreWriting, now: Instant) {
    self.wave = wave
    self.record = record
    self.session = session
    self.now = now
  }

  mutating func file(_ answer: HandAnswer, evidence: [UInt8]) throws -> Int {
    switch answer.meaning {
    case .note:
      if record.state.isSettled, wave.stage == .sending {
        record.state = record.state.on(.late(Reason("came-in-late"))).next
      }
      return try line(answer, nil, nil, Reason("note"), evidence)
    case .attest(let outcome):
      return try settle(answer, outcome, nil, evidence)
    case .refuse(let reason):
      return try settle(answer, .refused, reason, evidence)
    }
  }

  private mutating func settle(
    _ answer: HandAnswer, _ outcome: Outcome, _ reason: Reason?, _ evidence: [UInt8]
  ) throws -> Int {
    let index = try line(answer, outcome, .attestedByPerson, reason, evidence)
    if record.state.isOver { return try stayBeside(answer, outcome, reason, receipt: index) }
    let (subjects, count) = try endEverythingOpen()
    guard count > 0 else { throw HandAnswerError.nothingOpen(record.id.description) }
    try book.add(
      .outcome(
        OutcomeEntry(
          at: now.ledger, wave: wave.id, partner: record.id.partner, subjects: subjects?.ledger,
          outcome: try known(outcome.ledger, outcome.rawValue), grade: .attestedByPerson, reason: reason?.ledger,
          residual: nil, answers: [index])), to: wave.matter, in: session)
    try session.add(
      Tally(outcome: outcome, grade: .attestedByPerson, reason: reason, subjects: count), to: record.id)
    if outcome == .deleted || outcome == .partlyDeleted {
      record.ladder.reach(.claimed, subjects: count, at: now, receipt: index)
    }
    record.state = record.state.on(.completed(outcome)).next
    record.timer = nil
    return index
  }

  /// Two answers that differ both stay. While the wave is open a person weighs them before it can be closed.
  private mutating func stayBeside(
    _ answer: HandAnswer, _ outcome: Outcome, _ reason: Reason?, receipt: Int
  ) throws -> Int {
    let late = LateAnswer(
      receipt: receipt, via: .person, outcome: outcome, grade: .attestedByPerson, reason: reason, subjects: nil,
      at: answer.answeredAt ?? now)
    try session.add(late, to: record.id)
    let settled = try session.tallies(of: record.id).filter { $0.subjects > 0 && late.speaks(of: $0) }
    if wave.stage == .sending, settled.contains(where: { $0.outcome != outcome }) {
      record.state = record.state.on(.late(Reason("answers-differ"))).next
    }
    return receipt
  }

  /// - Returns: the subjects that were open (`nil` for everyone), and how many.
  private mutating func endEverythingOpen() throws -> (SubjectRanges?, Int) {
    guard let plan = wave.plan.partner(record.id.partner) else { throw StoreError.missing("partner in plan") }
    var ranges = SubjectRanges()
    var selectorIsOpen = false
    for var dispatch in try session.openDispatches(of: record.id, limit: .max) {
      guard dispatch.state.epoch == nil else { throw HandAnswerError.underWay(record.id.description) }
      let before = dispatch.state
      dispatch.state = .settled
      try session.update(dispatch, expecting: before)
      guard dispatch.purpose == .deletion else { continue }
      if let subjects = dispatch.subjects { ranges = ranges.union(subjects) } else { selectorIsOpen = true }
    }
    while let (_, subjects) = plan.dispatch(record.begun) {
      if let subjects { ranges = ranges.union(subjects) } else { selectorIsOpen = true }
      record.begun += 1
    }
    guard selectorIsOpen else { return (ranges, ranges.count) }
    if plan.scope == .selector { return (nil, wave.subjects) }
    let all = ranges.union(SubjectRanges.all(wave.subjects).subtracting(plan.routed))
    return (all, all.count)
  }

  private mutating func line(
    _ answer: HandAnswer, _ outcome: Outcome?, _ grade: Grade?, _ reason: Reason?, _ evidence: [UInt8]
  ) throws -> Int {
    try book.add(
      .answer(
        AnswerEntry(
          at: now.ledger, wave: wave.id, partner: record.id.partner, dispatch: nil, via: .person, subjects: nil,
          outcome: outcome?.ledger, grade: grade?.ledger ?? .attestedByPerson, reason: reason?.ledger,
          answeredAt: answer.answeredAt?.ledger, signer: nil, evidence: try hash(evidence))), to: wave.matter,
      in: session)
  }

  mutating func finish() throws {
    try session.update(record)
    try book.commit(in: session)
  }
}

extension InstructionState {
  /// Settled, also where something that came in since waits to be weighed.
  var isOver: Bool {
    switch self {
    case .settled, .reopened: true
    case .planned, .approved, .sending, .awaiting, .needsPerson, .held: false
    }
  }
}
