import Store
import Workflow

extension Turn {
  /// Holds back the subjects of whom a claim is to be verified: they settle when the look-up has answered.
  /// - Returns: what settles now.
  mutating func afterProbes(
    _ items: [Item], of dispatch: DispatchRecord, _ instruction: ActiveInstruction
  ) throws -> [Item] {
    guard instruction.terms.probe != nil, !instruction.probed.isEmpty else { return items }
    return try items.compactMap { item in
      guard case .settled(.deleted, let grade, _) = item.standing else { return item }
      let probed = item.subjects.intersection(instruction.probed)
      for subject in probed.indices { try insertProbe(subject, grade, of: dispatch, instruction) }
      for rung in grade?.rungs ?? [] where rung > .receiptConfirmed && !probed.isEmpty {
        instruction.reach(rung, subjects: probed.count, at: now, receipt: dispatch.answer ?? 0)
      }
      let rest = item.subjects.subtracting(probed)
      return rest.isEmpty ? nil : Item(subjects: rest, standing: item.standing)
    }
  }

  private mutating func insertProbe(
    _ subject: Int, _ grade: Grade?, of dispatch: DispatchRecord, _ instruction: ActiveInstruction
  ) throws {
    try insertLookUp(
      .probe, of: subject, lane: dispatch.lane, parent: dispatch.number, answer: dispatch.answer,
      grade: grade ?? .transmitted, due: now + (instruction.terms.probe?.after ?? .zero), instruction)
  }

  private mutating func insertLookUp(
    _ purpose: DispatchPurpose, of subject: Int, lane: Int?, parent: Int?, answer: Int?, grade: Grade, due: Instant,
    _ instruction: ActiveInstruction
  ) throws {
    let number = instruction.record.nextNumber
    instruction.record.nextNumber += 1
    instruction.recordChanged = true
    var lookUp = DispatchRecord(
      instruction: instruction.id, number: number, parent: parent, purpose: purpose, lane: lane,
      subjects: SubjectRanges(subject...subject),
      state: .waiting(.init(due: due, since: now, hasJob: true, polls: 0, grade: grade, tries: .init())),
      key: conductor.key(of: instruction, number: number))
    lookUp.answer = answer
    lookUp.sealedJob = try instruction.access.seal(
      job: Array("look-up".utf8), instruction: instruction.id, number: number)
    try session.insert(lookUp)
    instruction.quietUntil = nil
  }

  /// What a look-up says settles its subject; where it never answered, the claim stands as it was made.
  mutating func settleProbe(_ items: [Item], of dispatch: DispatchRecord, _ instruction: ActiveInstruction) {
    for item in items {
      guard case .settled(let outcome, let grade, let reason) = item.standing else { continue }
      let key: OutcomeHeaps.Key
      switch (outcome, grade) {
      case (.deleted, .verifiedByProbe):
        key = OutcomeHeaps.Key(outcome: outcome, grade: grade, reason: reason)
        instruction.probes.verified = instruction.probes.verified.union(item.subjects)
        instruction.reach(.verified, subjects: item.subjects.count, at: now, receipt: dispatch.answer ?? 0)
      case (.unanswered, _):
        key = OutcomeHeaps.Key(
          outcome: .deleted, grade: dispatch.state.waited?.grade, reason: Reason("probe-unanswered"))
      case (.deleted, _), (.partlyDeleted, _), (.notFound, _), (.notHeld, _), (.expiredByRetention, _),
        (.noIdentifier, _), (.retainedWithReason, _), (.refused, _), (.notPossible, _), (.withdrawn, _):
        key = OutcomeHeaps.Key(outcome: outcome, grade: grade, reason: reason)
      }
      instruction.heaps.add(key, subjects: item.subjects, answer: dispatch.answer)
    }
  }

  /// After the end a look-up settles nothing: what it shows stands beside the outcome.
  mutating func noteRecheck(_ items: [Item], of dispatch: DispatchRecord, _ instruction: ActiveInstruction) {
    for item in items where item.grade == .verifiedByProbe {
      instruction.reach(.verified, subjects: 0, at: now, receipt: dispatch.answer ?? 0)
    }
  }

  /// Begins the next repetition of an ended instruction's look-ups.
  mutating func recheck(_ instruction: ActiveInstruction) throws {
    if try session.openDispatches(of: instruction.id, limit: 1).isEmpty,
      instruction.recheckDue.map({ $0 <= now }) ?? false
    {
      for subject in instruction.probes.verified.indices {
        try insertLookUp(
          .recheck, of: subject, lane: instruction.plan.lane(of: subject), parent: nil, answer: nil,
          grade: .verifiedByProbe, due: now, instruction)
      }
      instruction.probes.rounds += 1
      instruction.isRechecking = true
      instruction.touched = true
    }
    instruction.record.timer = instruction.isRechecking ? now + .hours(1) : instruction.recheckDue
  }
}

extension ActiveInstruction {
  /// When the next repetition is due; `nil` when there is none.
  var recheckDue: Instant? {
    guard let settledAt = probes.settledAt, let again = terms.probe?.again, probes.rounds < again.count,
      !probes.verified.isEmpty
    else { return nil }
    return settledAt + again[probes.rounds]
  }
}

extension PlannedPartner {
  fileprivate func lane(of subject: Int) -> Int? { lanes.firstIndex { $0.subjects.contains(subject) } }
}

extension DispatchState {
  fileprivate var waited: Wait? {
    switch self {
    case .waiting(let wait), .polling(_, let wait): wait
    case .ready, .intent, .inDoubt, .asking, .settled, .needsPerson: nil
    }
  }
}
