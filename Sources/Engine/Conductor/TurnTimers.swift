import Ledger
import Store
import Workflow

extension Turn {
  /// Reminders, the end of a hold, the end of waiting for a person's answer.
  mutating func fireTimer(of instruction: ActiveInstruction) throws {
    guard let timer = instruction.record.timer, timer <= now else { return }
    instruction.record.timer = nil
    instruction.recordChanged = true
    switch instruction.record.state {
    case .held(_, let until?, _) where until <= now:
      try release(instruction)
      instruction.record.timer = nextReminder(of: instruction)
    case .sending, .awaiting:
      try remind(instruction)
    case .settled, .reopened: try recheck(instruction)
    // Nobody is reminded of a letter that a person looks after; tomorrow it may be different.
    case .needsPerson where nextReminder(of: instruction) != nil: instruction.record.timer = now + .days(1)
    case .held, .planned, .approved, .needsPerson: break
    }
  }

  private mutating func release(_ instruction: ActiveInstruction) throws {
    for effect in instruction.apply(.release) {
      switch effect {
      case .recordRelease(let basis):
        let entry = ReleaseEntry(
          at: now.ledger, wave: instruction.id.wave, partner: instruction.id.partner, subjects: nil,
          basis: try known(basis.ledger, basis.code), until: nil)
        try book.add(.release(entry), to: instruction.matter, in: session)
      case .recordHold: break
      }
    }
    try session.resumeWaits(of: instruction.id, at: now)
    instruction.quietUntil = nil
  }

  /// A reminder is a dispatch of its own: own number, own key, own intent.
  private mutating func remind(_ instruction: ActiveInstruction) throws {
    guard instruction.record.remindersSent < instruction.terms.reminders.count else { return }
    let number = instruction.record.nextNumber
    instruction.record.nextNumber += 1
    instruction.record.remindersSent += 1
    escalate(instruction)
    let reminder = DispatchRecord(
      instruction: instruction.id, number: number, parent: 0, purpose: .reminder, lane: nil, subjects: nil,
      state: .ready(due: now, tries: .init()), key: conductor.key(of: instruction, number: number))
    try session.insert(reminder)
    instruction.quietUntil = nil
    instruction.record.timer = followingReminder(of: instruction)
  }

  /// The last of several letters goes to somebody else at the partner, if there is anybody.
  private func escalate(_ instruction: ActiveInstruction) {
    let reminders = instruction.terms.reminders.count
    guard reminders > 1, instruction.record.remindersSent == reminders else { return }
    instruction.record.contact = max(instruction.record.contact, instruction.plan.contacts.escalation)
  }

  /// One letter a step: after a rest that went past several steps, the next one still keeps its distance.
  private func followingReminder(of instruction: ActiveInstruction) -> Instant? {
    guard let planned = nextReminder(of: instruction) else { return nil }
    let (reminders, sent) = (instruction.terms.reminders, instruction.record.remindersSent)
    guard sent > 0 else { return planned }
    let gap = reminders[sent].milliseconds - reminders[sent - 1].milliseconds
    return max(planned, now + Span(milliseconds: max(gap, 0)))
  }

  func nextReminder(of instruction: ActiveInstruction) -> Instant? {
    guard instruction.plan.route == .email, let issued = instruction.record.ladder[.issued]?.first,
      instruction.record.remindersSent < instruction.terms.reminders.count
    else { return nil }
    return issued + instruction.terms.reminders[instruction.record.remindersSent]
  }
}

extension StoreWriting {
  /// The partner may be asked again: the time in which nobody could does not count against it.
  func resumeWaits(of instruction: InstructionID, at now: Instant) throws {
    for var dispatch in try dueWaits(of: instruction, at: now, limit: .max) {
      let before = dispatch.state
      dispatch.state = before.resumed(at: now)
      if dispatch.state != before { try update(dispatch, expecting: before) }
    }
  }
}
