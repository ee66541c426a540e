import Store
import Workflow

extension Turn {
  /// After all events of a turn: writes the outcomes, and asks whether the instruction itself has moved on.
  mutating func close(_ instruction: ActiveInstruction) throws {
    try outcomeLines(of: instruction)
    if instruction.record.timer == nil, let reminder = nextReminder(of: instruction), reminder > now {
      instruction.record.timer = reminder
      instruction.recordChanged = true
      // What was claimed before in this turn knew only of the end of the wait.
      instruction.quietUntil = instruction.quietUntil.map { min($0, max(reminder, instruction.allowance.restUntil)) }
    }
    guard instruction.record.begun == instruction.record.planned, instruction.inFlight == 0 else { return }
    let open = try session.openDispatches(of: instruction.id, limit: 1000)
    guard open.isEmpty else {
      if !instruction.record.state.isEnded { rest(instruction, open) }
      return
    }
    if instruction.record.state.isEnded {
      instruction.isRechecking = false
    } else {
      _ = instruction.apply(.completed(try session.tallies(of: instruction.id).summary))
      if instruction.terms.probe != nil { instruction.probes.settledAt = now }
    }
    instruction.record.timer = instruction.recheckDue
    instruction.recordChanged = true
  }

  private func rest(_ instruction: ActiveInstruction, _ open: [DispatchRecord]) {
    let personal = open.compactMap { dispatch -> Reason? in
      guard case .needsPerson(let reason, _) = dispatch.state else { return nil }
      return reason
    }
    if personal.count == open.count, let first = personal.first {
      _ = instruction.apply(.halted(first))
      return
    }
    let waits = open.compactMap { dispatch -> Instant? in
      guard case .waiting(let wait) = dispatch.state else { return nil }
      return wait.due
    }
    if let last = waits.max(), waits.count + personal.count == open.count {
      _ = instruction.apply(.transmitted(until: last))
    } else {
      _ = instruction.apply(.resumed)
    }
  }

  /// Everything that is not settled ends the same way: what is open, and what was never begun.
  /// - Parameter takenToo: Also what the partner took, what it answered in part, and what waits for a person.
  mutating func giveUp(
    _ instruction: ActiveInstruction, _ outcome: Outcome, _ reason: Reason, takenToo: Bool
  ) throws {
    for open in try session.openDispatches(of: instruction.id, limit: .max)
    where open.state.epoch == nil && (takenToo || open.isUntaken || open.isUnsentLetter(of: instruction.plan)) {
      var dispatch = open
      try move(&dispatch, .abandoned(outcome, reason), of: instruction, proof: Proof())
    }
    while let (_, subjects) = instruction.plan.dispatch(instruction.record.begun) {
      let number = instruction.record.begun
      let unbegun = DispatchRecord(
        instruction: instruction.id, number: number, lane: nil, subjects: subjects, state: .settled, key: "")
      instruction.heaps.add(
        OutcomeHeaps.Key(outcome: outcome, grade: nil, reason: reason), subjects: instruction.covered(by: unbegun),
        answer: nil)
      instruction.record.begun += 1
    }
    instruction.recordChanged = true
    instruction.touched = true
  }
}

extension DispatchRecord {
  /// What is kept of it is only the letter, which nobody took.
  fileprivate func isUnsentLetter(of plan: PlannedPartner) -> Bool {
    guard plan.route == .email else { return false }
    return switch state {
    case .ready, .inDoubt: true
    case .intent, .asking, .waiting, .polling, .settled, .needsPerson: false
    }
  }

  /// Nothing that the partner said of it would be lost.
  fileprivate var isUntaken: Bool {
    switch state {
    case .ready, .intent, .inDoubt, .asking: sealedJob == nil
    case .waiting, .polling, .settled, .needsPerson: false
    }
  }
}
