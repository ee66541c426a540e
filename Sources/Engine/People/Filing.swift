import Ledger
import Store
import Workflow

/// What came in from a partner outside the engine's own calls: by a person, or by mail.
struct FiledAnswer {
  var via: Via
  var outcome: Outcome?
  var grade: Grade?
  var reason: Reason?
  /// When the partner said it, if that is known.
  var answeredAt: Instant?
  /// When the partner's last backup will have expired, by day.
  var backupsUntil: String?
  /// The evidence's id in the vault of the wave.
  var evidence: [UInt8]
}

/// One answer inside its transaction: its line, the outcome that rests on it, and the machines it moves.
struct Filing {
  let wave: WaveRecord
  private(set) var record: InstructionRecord
  let session: any StoreWriting
  let now: Instant
  /// Shared by all answers of a transaction.
  private(set) var book: LineBook

  init(wave: WaveRecord, record: InstructionRecord, session: any StoreWriting, now: Instant, book: LineBook) {
    self.wave = wave
    self.record = record
    self.session = session
    self.now = now
    self.book = book
  }

  /// Why nothing could be settled now; `nil` if it can be, or if the answer would come late and stay beside the end.
  func obstacle() throws -> HandAnswerError? {
    switch record.state {
    case .planned, .approved: return .notSent(record.id.description)
    case .settled, .reopened: return nil
    case .sending, .awaiting, .needsPerson, .held: break
    }
    let open = try session.openDispatches(of: record.id, limit: .max)
    guard open.allSatisfy({ $0.state.epoch == nil }) else { return .underWay(record.id.description) }
    let anything = record.begun < record.planned || open.contains { $0.purpose == .deletion }
    return anything ? nil : .nothingOpen(record.id.description)
  }

  /// Why an answer cannot be one to everything that is open: part of it the partner has never been sent. What people do
  /// by hand, or ask by letter, the partner may know of all the same.
  func unsent() throws -> HandAnswerError? {
    guard !record.state.isOver, let plan = wave.plan.partner(record.id.partner), plan.route?.isByProgram == true else {
      return nil
    }
    let waiting = try session.openDispatches(of: record.id, limit: .max)
      .count { $0.purpose == .deletion && $0.parent == nil && $0.state.tries.attempt == 0 }
    let unsent = waiting + max(0, record.planned - record.begun)
    return unsent == 0 ? nil : .unsent(record.id.description, requests: unsent, of: record.planned)
  }

  /// Settles everything that is open. After the end the answer stays beside what settled.
  /// - Returns: the ledger index of the answer's line.
  mutating func settle(_ outcome: Outcome, by answer: FiledAnswer) throws -> Int {
    var answer = answer
    answer.outcome = outcome
    let index = try line(answer)
    if record.state.isOver { return try stayBeside(outcome, answer, receipt: index) }
    let (subjects, count) = try endEverythingOpen()
    guard count > 0 else { throw HandAnswerError.nothingOpen(record.id.description) }
    try book.add(
      .outcome(
        OutcomeEntry(
          at: now.ledger, wave: wave.id, partner: record.id.partner, subjects: subjects?.ledger,
          outcome: try known(outcome.ledger, outcome.rawValue), grade: answer.grade?.ledger,
          reason: answer.reason?.ledger, residual: answer.backupsUntil.map { OutcomeResidual(backupsUntil: $0) },
          answers: [index])), to: wave.matter, in: session)
    try session.add(
      Tally(outcome: outcome, grade: answer.grade, reason: answer.reason, subjects: count), to: record.id)
    climb(answer.grade, outcome, subjects: count, receipt: index)
    record.state = record.state.on(.completed(outcome)).next
    record.timer = nil
    return index
  }

  /// A line that decides nothing.
  mutating func note(_ answer: FiledAnswer) throws -> Int { try line(answer) }

  /// After the end, while the wave is open, a person weighs what came in before it can be closed.
  mutating func reopenIfOver(_ reason: Reason) {
    guard record.state.isSettled, wave.stage == .sending else { return }
    record.state = record.state.on(.late(reason)).next
  }

  /// The partner said that it has the letter.
  mutating func confirmReceipt(_ answer: FiledAnswer) throws -> Int {
    let index = try line(answer)
    if record.ladder[.receiptConfirmed] == nil {
      record.ladder.reach(.receiptConfirmed, subjects: wave.subjects, at: now, receipt: index)
    }
    return index
  }

  /// A partner that answers has the letter, whatever it answers; what it claims is a fact of its own.
  private mutating func climb(_ grade: Grade?, _ outcome: Outcome, subjects: Int, receipt: Int) {
    let rungs = grade?.rungs ?? []
    if rungs.contains(.receiptConfirmed), record.ladder[.receiptConfirmed] == nil {
      record.ladder.reach(.receiptConfirmed, subjects: subjects, at: now, receipt: receipt)
    }
    if rungs.contains(.claimed), outcome == .deleted || outcome == .partlyDeleted {
      record.ladder.reach(.claimed, subjects: subjects, at: now, receipt: receipt)
    }
  }

  /// The partner named a day: neither a reminder nor the end of waiting before the day after it. A day far away puts
  /// nothing off for so long.
  mutating func promise(_ day: Instant?, _ answer: FiledAnswer) throws -> Int {
    let index = try line(answer)
    guard let day, !record.state.isOver else { return index }
    let next = min(day + .days(1), now + Filing.patience)
    if let timer = record.timer { record.timer = max(timer, next) }
    for var dispatch in try session.openDispatches(of: record.id, limit: .max) where dispatch.purpose == .deletion {
      let before = dispatch.state
      guard case .waiting(var wait) = before, !wait.hasJob, wait.due < next else { continue }
      wait.due = next
      dispatch.state = .waiting(wait)
      try session.update(dispatch, expecting: before)
    }
    return index
  }

  /// How far a partner's own date may put off what is due.
  private static let patience = Span.days(90)

  mutating func change<Value>(_ change: (inout InstructionRecord) throws -> Value) rethrows -> Value {
    try change(&record)
  }

  /// Two answers that differ both stay.
  private mutating func stayBeside(_ outcome: Outcome, _ answer: FiledAnswer, receipt: Int) throws -> Int {
    let late = LateAnswer(
      receipt: receipt, via: answer.via, outcome: outcome, grade: answer.grade, reason: answer.reason, subjects: nil,
      at: answer.answeredAt ?? now)
    try session.add(late, to: record.id)
    let settled = try session.tallies(of: record.id).filter { $0.subjects > 0 && late.speaks(of: $0) }
    if settled.contains(where: { $0.outcome != outcome }) { reopenIfOver(Reason("answers-differ")) }
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

  private mutating func line(_ answer: FiledAnswer) throws -> Int {
    try book.add(
      .answer(
        AnswerEntry(
          at: now.ledger, wave: wave.id, partner: record.id.partner, dispatch: nil,
          via: try known(answer.via.ledger, answer.via.rawValue), subjects: nil, outcome: answer.outcome?.ledger,
          grade: answer.grade?.ledger, reason: answer.reason?.ledger, answeredAt: answer.answeredAt?.ledger,
          signer: nil, evidence: try hash(answer.evidence))), to: wave.matter, in: session)
  }

  /// Stores the record; the lines are committed with the book.
  func finish() throws { try session.update(record) }
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

extension Route {
  /// Whether the partner hears of people only by what expunge sends.
  fileprivate var isByProgram: Bool {
    switch self {
    case .api, .opendsr, .ddrf, .drp, .file: true
    case .email, .portal: false
    }
  }
}
