import Channels
import Store
import Workflow

/// What is particular to letters: who is written to, what went before, what a reminder puts off.
extension Turn {
  func contacts(of instruction: ActiveInstruction) -> Contacts {
    Contacts(plan: instruction.plan, session: session, now: now) { [conductor] in
      conductor.key(of: instruction, number: $0)
    }
  }

  /// The partner's mail server does not know the recipient.
  mutating func redirect(_ held: Held, of instruction: ActiveInstruction) throws {
    guard let dispatch = try session.dispatch(instruction.id, number: held.dispatch.number),
      case .needsPerson = dispatch.state
    else { return }
    if dispatch.purpose == .reminder {
      var ended = dispatch
      ended.state = .settled
      try session.update(ended, expecting: dispatch.state)
    }
    try contacts(of: instruction).refused(dispatch, by: held.contact, &instruction.record)
    instruction.recordChanged = true
    instruction.quietUntil = nil
  }

  /// A letter that says when an answer is expected puts off the end of waiting until then. A redirected one stands in
  /// the place of the letter that did not arrive.
  mutating func putOff(_ dispatch: DispatchRecord, of instruction: ActiveInstruction, receipt: Int) throws {
    let due = now + (instruction.terms.completesWithin ?? instruction.terms.answerWithin)
    for var open in try session.openDispatches(of: instruction.id, limit: .max) where open.purpose == .deletion {
      if dispatch.purpose == .redirect, open.number != dispatch.parent { continue }
      let before = open.state
      switch before {
      case .waiting(var wait) where !wait.hasJob:
        wait.due = max(wait.due, due)
        open.state = .waiting(wait)
      case .needsPerson(_, let tries) where dispatch.purpose == .redirect:
        open.state = .waiting(
          DispatchState.Wait(due: due, since: now, hasJob: false, polls: 0, grade: .transmitted, tries: tries))
        let count = open.subjects?.count ?? 1
        instruction.reach(.issued, subjects: count, at: now, receipt: receipt)
        for rung in Grade.transmitted.rungs { instruction.reach(rung, subjects: count, at: now, receipt: receipt) }
      case .ready, .intent, .inDoubt, .asking, .waiting, .polling, .settled, .needsPerson: continue
      }
      if dispatch.purpose == .redirect { open.answer = receipt }
      try session.update(open, expecting: before)
    }
  }

  /// Letters of the instruction before this one, oldest first: their keys, and how many of them are reminders.
  func letters(before dispatch: DispatchRecord) throws -> (keys: [String], reminders: Int) {
    var keys: [String] = []
    var reminders = 0
    for earlier in try session.dispatches(of: dispatch.instruction) where earlier.number != dispatch.number {
      guard earlier.number < dispatch.number, !earlier.bodyHash.isEmpty else { continue }
      keys.append(earlier.key)
      if earlier.purpose == .reminder { reminders += 1 }
    }
    return (keys, reminders)
  }

  /// Letters are kept as long as they may have to be sent again.
  func forgets(_ state: DispatchState, of instruction: ActiveInstruction) -> Bool {
    guard instruction.plan.route == .email else { return false }
    return switch state {
    case .waiting, .settled: true
    case .ready, .intent, .inDoubt, .asking, .polling, .needsPerson: false
    }
  }

  /// Nobody answered, not even the last reminder: a person asks by another way, or says that it stays unanswered.
  func silence(_ state: DispatchState, of instruction: ActiveInstruction) -> DispatchStep? {
    guard instruction.plan.route == .email, instruction.terms.completesWithin == nil,
      case .waiting(var wait) = state, !wait.hasJob, wait.due <= now
    else { return nil }
    if let reminder = instruction.record.timer {
      wait.due = max(now, reminder) + instruction.terms.answerWithin
      return DispatchStep(.waiting(wait))
    }
    return DispatchStep(.needsPerson(Reason("no-answer"), tries: wait.tries))
  }
}
