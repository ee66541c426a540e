import Store
import Workflow

extension Turn {
  /// Takes one subject out of what a partner has still to be sent; the others of the same dispatch go on in one of
  /// their own.
  ///
  /// A dispatch that the partner has taken stays whole: what it answers holds for the subject too, and asking needs no
  /// identifier. Only where nobody else is waited for, waiting ends.
  /// - Returns: whether anything was withdrawn.
  mutating func withdraw(_ subject: Int, from instruction: ActiveInstruction, _ reason: Reason) throws -> Bool {
    try beginUnsent(upTo: subject, of: instruction)
    var found = false
    let one = SubjectRanges(subject...subject)
    for open in try session.openDispatches(of: instruction.id, limit: .max) where open.purpose != .reminder {
      guard let subjects = open.subjects, subjects.contains(subject) else { continue }
      let others = subjects.subtracting(one)
      guard others.isEmpty || open.state.isToBeSent else { continue }
      if open.purpose == .redirect {
        try shorten(open, to: others, instruction)
        continue
      }
      if !others.isEmpty { try goOn(with: others, of: open, instruction) }
      var ended = open
      ended.state = .settled
      try session.update(ended, expecting: open.state)
      instruction.heaps.add(
        OutcomeHeaps.Key(outcome: .withdrawn, grade: nil, reason: reason), subjects: one, answer: open.answer)
      instruction.touched = true
      found = true
    }
    return found
  }

  /// Dispatches that only the plan knows become rows, up to the one with the subject: rows can be changed, plans not.
  private mutating func beginUnsent(upTo subject: Int, of instruction: ActiveInstruction) throws {
    let numbers = instruction.record.begun..<max(instruction.record.begun, instruction.record.planned)
    let last = numbers.first { instruction.plan.dispatch($0)?.subjects?.contains(subject) ?? false }
    guard let last else { return }
    for number in numbers where number <= last {
      guard let (lane, subjects) = instruction.plan.dispatch(number) else { continue }
      try session.insert(
        DispatchRecord(
          instruction: instruction.id, number: number, lane: lane, subjects: subjects,
          state: .ready(due: now, tries: .init()), key: conductor.key(of: instruction, number: number)))
    }
    instruction.record.begun = last + 1
    instruction.recordChanged = true
  }

  /// A letter to another contact speaks of people whom another dispatch answers for.
  private func shorten(
    _ letter: DispatchRecord, to others: SubjectRanges, _ instruction: ActiveInstruction
  ) throws {
    var ended = letter
    ended.state = .settled
    try session.update(ended, expecting: letter.state)
    guard !others.isEmpty else { return }
    let number = instruction.record.nextNumber
    instruction.record.nextNumber += 1
    instruction.recordChanged = true
    try session.insert(
      DispatchRecord(
        instruction: instruction.id, number: number, parent: letter.parent, purpose: .redirect, lane: letter.lane,
        subjects: others, state: letter.state.fresh, key: conductor.key(of: instruction, number: number)))
  }

  private mutating func goOn(
    with others: SubjectRanges, of parent: DispatchRecord, _ instruction: ActiveInstruction
  ) throws {
    let number = instruction.record.nextNumber
    instruction.record.nextNumber += 1
    instruction.recordChanged = true
    try session.insert(
      DispatchRecord(
        instruction: instruction.id, number: number, parent: parent.number, purpose: parent.purpose,
        lane: parent.lane, subjects: others, state: parent.state.fresh,
        key: conductor.key(of: instruction, number: number)))
  }
}

extension DispatchState {
  /// Nothing of it is with the partner that an answer is expected to.
  fileprivate var isToBeSent: Bool {
    switch self {
    case .ready, .needsPerson: true
    case .intent, .inDoubt, .asking, .waiting, .polling, .settled: false
    }
  }

  /// As a dispatch of its own, which has had no attempt yet.
  fileprivate var fresh: DispatchState {
    switch self {
    case .ready(let due, let tries): .ready(due: due, tries: Tries(attempt: 0, strikes: tries.strikes))
    case .needsPerson(let reason, let tries): .needsPerson(reason, tries: Tries(attempt: 0, strikes: tries.strikes))
    case .intent, .inDoubt, .asking, .waiting, .polling, .settled: self
    }
  }
}
