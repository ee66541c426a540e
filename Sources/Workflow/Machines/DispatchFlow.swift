extension DispatchState {
  /// A dispatch of several calls is one transmission after the other, each with an intent of its own. What was answered
  /// pays for the trouble that went before.
  func proceeded(_ tries: Tries, _ reason: Reason, at now: Instant) -> DispatchStep {
    DispatchStep(
      .ready(due: now, tries: Tries(attempt: tries.attempt, strikes: 0)),
      [
        .record(
          Transmission(attempt: tries.attempt, result: .accepted, grade: .transmitted, reason: reason, isStep: true)),
        .health(true),
      ])
  }

  /// Each half is a dispatch of its own, so that the one subject at fault ends alone and nobody waits for it.
  func cut(_ tries: Tries, _ reason: Reason, at now: Instant, in context: DispatchContext) -> DispatchStep {
    let record = DispatchEffect.record(
      Transmission(attempt: tries.attempt, result: .failed, grade: nil, reason: reason))
    guard let subjects = context.subjects, subjects.count > 1 else {
      return DispatchStep(.needsPerson(reason, tries: tries), [record, .health(true)])
    }
    let middle = subjects.count / 2
    let halves = [subjects.slice(0..<middle), subjects.slice(middle..<subjects.count)]
    return DispatchStep(
      .settled, [record, .health(true)] + halves.map(DispatchEffect.part))
  }
}
