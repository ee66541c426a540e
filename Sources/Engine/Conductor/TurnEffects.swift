import Ledger
import Store
import Workflow

extension Turn {
  /// Carries out one effect. Sending and asking are the claim's business: they never come out of an answer.
  mutating func apply(
    _ effect: DispatchEffect, to dispatch: inout DispatchRecord, of instruction: ActiveInstruction, proof: Proof
  ) throws {
    switch effect {
    case .send, .ask, .poll: break
    case .record(let transmission):
      let index = try dispatchLine(dispatch, transmission, of: instruction, proof: proof)
      dispatch.answer = index
      note(transmission, of: dispatch, instruction, receipt: index)
      if transmission.result == .accepted, dispatch.purpose == .reminder || dispatch.purpose == .redirect {
        try putOff(dispatch, of: instruction, receipt: index)
      }
    case .answer(let via, let outcome, let grade, let reason):
      let index = try answerLine(
        dispatch, dispatch.subjects, via, outcome, grade, reason, of: instruction, proof: proof)
      dispatch.answer = index
      if via == .poll, outcome == nil, let grade { note(taken: grade, of: dispatch, instruction, receipt: index) }
    case .itemAnswer(let via, let item):
      dispatch.answer = try answerLine(
        dispatch, item.subjects, via, item.outcome, item.grade, item.reason, of: instruction, proof: proof)
    case .settle(let items):
      try settle(items, of: dispatch, instruction)
    case .split(let subjects, let state):
      try split(subjects, state, from: dispatch, of: instruction)
    case .part(let subjects): try part(subjects, of: dispatch, instruction)
    case .halt(let reason): halt(instruction, reason)
    case .rest(let until):
      instruction.allowance.rest(until: until)
    case .health(let healthy):
      let dice = conductor.surroundings.dice()
      instruction.allowance.note(healthy: healthy, terms: instruction.terms, at: now, dice: dice)
    }
  }

  /// A credential that is refused once is not shown again, by no entry that uses it: each of its attempts would be a
  /// failed login too.
  private func halt(_ instruction: ActiveInstruction, _ reason: Reason) {
    _ = instruction.apply(.halted(reason))
    guard reason.refusesCredentials else { return }
    for other in conductor.active where other !== instruction && other.sharesAccount(with: instruction) {
      _ = other.apply(.halted(reason))
    }
  }

  private mutating func settle(
    _ items: [Item], of dispatch: DispatchRecord, _ instruction: ActiveInstruction
  ) throws {
    switch dispatch.purpose {
    case .deletion: heap(try afterProbes(items, of: dispatch, instruction), of: dispatch, instruction)
    case .probe: settleProbe(items, of: dispatch, instruction)
    case .recheck: noteRecheck(items, of: dispatch, instruction)
    case .reminder, .redirect: break
    }
  }

  /// The rungs that a transmission reaches by itself. What was claimed is counted where subjects settle.
  private func note(
    _ transmission: Transmission, of dispatch: DispatchRecord, _ instruction: ActiveInstruction, receipt: Int
  ) {
    guard transmission.result == .accepted, !transmission.isStep, dispatch.purpose == .deletion, dispatch.parent == nil
    else { return }
    let count = dispatch.subjects?.count ?? 1
    instruction.reach(.issued, subjects: count, at: now, receipt: receipt)
    for rung in transmission.grade?.rungs ?? [] where rung <= .receiptConfirmed {
      instruction.reach(rung, subjects: count, at: now, receipt: receipt)
    }
  }

  /// What a later look says of a transmission that had proved less, or nothing.
  private func note(
    taken grade: Grade, of dispatch: DispatchRecord, _ instruction: ActiveInstruction, receipt: Int
  ) {
    guard dispatch.purpose == .deletion, dispatch.parent == nil else { return }
    var known: [Rung] = []
    switch dispatch.state {
    case .polling(_, let wait): known = [.issued] + wait.grade.rungs
    case .asking: break
    case .ready, .intent, .inDoubt, .waiting, .settled, .needsPerson: return
    }
    for rung in [.issued] + grade.rungs where rung <= .receiptConfirmed && !known.contains(rung) {
      instruction.reach(rung, subjects: dispatch.subjects?.count ?? 1, at: now, receipt: receipt)
    }
  }

  private func heap(_ items: [Item], of dispatch: DispatchRecord, _ instruction: ActiveInstruction) {
    for item in items {
      guard case .settled(let outcome, let grade, let reason) = item.standing else { continue }
      let subjects = dispatch.subjects == nil ? instruction.covered(by: dispatch) : item.subjects
      instruction.heaps.add(
        OutcomeHeaps.Key(outcome: outcome, grade: grade, reason: reason), subjects: subjects, answer: dispatch.answer)
      for rung in grade?.rungs ?? [] where rung > .receiptConfirmed {
        instruction.reach(rung, subjects: subjects?.count ?? 1, at: now, receipt: dispatch.answer ?? 0)
      }
    }
  }

  private mutating func split(
    _ subjects: SubjectRanges, _ state: DispatchState, from dispatch: DispatchRecord, of instruction: ActiveInstruction
  ) throws {
    if dispatch.purpose == .recheck {
      if case .needsPerson(let reason, _) = state { _ = instruction.apply(.late(reason)) }
      return
    }
    try insertChild(subjects, state, of: dispatch, parent: dispatch.number, instruction)
  }

  /// Counted like the dispatch in whose place it stands.
  private mutating func part(
    _ subjects: SubjectRanges, of dispatch: DispatchRecord, _ instruction: ActiveInstruction
  ) throws {
    try insertChild(subjects, .ready(due: now, tries: .init()), of: dispatch, parent: dispatch.parent, instruction)
  }

  private mutating func insertChild(
    _ subjects: SubjectRanges, _ state: DispatchState, of dispatch: DispatchRecord, parent: Int?,
    _ instruction: ActiveInstruction
  ) throws {
    let number = instruction.record.nextNumber
    instruction.record.nextNumber += 1
    instruction.recordChanged = true
    var child = DispatchRecord(
      instruction: instruction.id, number: number, parent: parent,
      // Who is still there after a claim is asked for again by a person's word: a deletion, not a look-up.
      purpose: dispatch.purpose == .probe ? .deletion : dispatch.purpose,
      lane: dispatch.lane, subjects: subjects, state: state,
      key: conductor.key(of: instruction, number: number))
    // Told in the line above: what a wait that only time ends will rest on.
    child.answer = dispatch.answer
    try session.insert(child)
  }

  /// Cuts a dispatch that is too large for one call in two. Nothing was sent, so nothing is told.
  mutating func halve(_ dispatch: DispatchRecord, of instruction: ActiveInstruction) throws {
    guard let subjects = dispatch.subjects else { return }
    let middle = subjects.count / 2
    for half in [subjects.slice(0..<middle), subjects.slice(middle..<subjects.count)] {
      try part(half, of: dispatch, instruction)
    }
    instruction.touched = true
  }
}
