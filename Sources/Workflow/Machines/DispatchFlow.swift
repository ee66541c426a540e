extension DispatchState {
  /// A dispatch of several calls is one transmission after the other, each with an intent of its own. What was answered
  /// pays for the trouble that went before.
  func proceeded(_ tries: Tries, _ reason: Reason, at now: Instant) -> DispatchStep {
    DispatchStep(
      .ready(due: now, tries: tries.paid),
      [
        .record(
          Transmission(attempt: tries.attempt, result: .accepted, grade: .transmitted, reason: reason, isStep: true)),
        .health(true),
      ])
  }

  /// The partner works on as few jobs at once as it says: the next call waits for the end of this call's job.
  func paused(
    _ acceptance: Acceptance, tries: Tries, at now: Instant, in context: DispatchContext
  ) -> DispatchStep {
    let wait = Wait(
      due: now + (acceptance.askAfter ?? context.terms.poll?.first ?? .hours(1)), since: now, hasJob: true, polls: 0,
      grade: acceptance.grade, tries: tries.paid, isMidway: true)
    return DispatchStep(
      .waiting(wait),
      [
        .record(
          Transmission(
            attempt: tries.attempt, result: .accepted, grade: .transmitted, reason: Reason("job-open"), isStep: true)),
        .health(true),
      ])
  }

  /// The job that the next call waited for is over.
  func continued(_ wait: Wait, _ reason: Reason, at now: Instant) -> DispatchStep {
    DispatchStep(
      .ready(due: now, tries: wait.tries.paid),
      [.answer(.poll, nil, nil, reason), .health(true)])
  }

  /// After a time in which nobody could ask: it does not count against the partner, from the first question that was
  /// not asked.
  public func resumed(at now: Instant) -> DispatchState {
    guard case .waiting(var wait) = self, wait.hasJob, wait.due < now else { return self }
    wait.since = wait.since + (now - wait.due)
    wait.due = now
    return .waiting(wait)
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

extension DispatchState.Tries {
  /// What was answered pays for the trouble that went before.
  fileprivate var paid: Self { Self(attempt: attempt, strikes: 0, doubt: doubt.map { _ in .past }) }
}
