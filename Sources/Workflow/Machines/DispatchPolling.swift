extension DispatchState {
  func polled(_ verdict: PollVerdict, epoch: Int, at now: Instant, in context: DispatchContext) -> DispatchStep {
    switch self {
    case .polling(epoch, let wait): return polled(verdict, wait, at: now, in: context)
    case .asking(epoch, let tries): return asked(verdict, tries, at: now, in: context)
    case .ready, .intent, .inDoubt, .asking, .waiting, .polling, .settled, .needsPerson:
      return DispatchStep(self, [.answer(.poll, nil, nil, Reason("late-answer"))])
    }
  }

  private func polled(
    _ verdict: PollVerdict, _ wait: Wait, at now: Instant, in context: DispatchContext
  ) -> DispatchStep {
    switch verdict {
    case .pending(let askAfter):
      return again(wait, after: askAfter, at: now, in: context).preceded(by: [.health(true)])
    case .taken(let grade, let reason):
      var raised = wait
      raised.grade = max(wait.grade, grade)
      let news: [DispatchEffect] = wait.grade < grade ? [.answer(.poll, nil, grade, reason)] : []
      return again(raised, after: nil, at: now, in: context).preceded(by: news + [.health(true)])
    case .items(let items):
      return itemised(items, via: .poll, tries: wait.tries, at: now, in: context).preceded(by: [.health(true)])
    case .unknown(let reason):
      // A job that was accepted and is no longer known proves nothing: a person looks.
      return DispatchStep(
        .needsPerson(reason, tries: wait.tries), [.answer(.poll, nil, nil, reason), .health(true)])
    case .unanswered(let reason, let retryAfter):
      let step = again(wait, after: retryAfter, at: now, in: context)
      return step.preceded(by: rests(retryAfter, reason, at: now))
    case .proceeding(let reason):
      var next = wait
      next.due = now
      return DispatchStep(.waiting(next), [.answer(.poll, nil, nil, reason), .health(true)])
    case .continuing(let reason): return continued(wait, reason, at: now)
    case .halted(let reason):
      var later = wait
      later.due = now + (context.terms.poll?.every ?? .hours(1))
      return DispatchStep(.waiting(later), [.halt(reason)])
    }
  }

  /// A wish that is beyond belief is cut, not followed: nobody would ever be asked again.
  private func rests(_ wish: Span?, _ reason: Reason, at now: Instant) -> [DispatchEffect] {
    wish.map { [.rest(until: now + min($0, RetrySchedule.longestRest))] } ?? [.health(reason.isAnAnswer)]
  }

  private func again(_ wait: Wait, after asked: Span?, at now: Instant, in context: DispatchContext) -> DispatchStep {
    var next = wait
    next.polls += 1
    let end = wait.since + (context.terms.poll?.giveUp ?? context.terms.answerWithin)
    if now >= end {
      let reason = Reason("job-never-finished")
      // What earlier calls were answered must not be thrown away, and later ones were never made: a person looks.
      return wait.isMidway
        ? DispatchStep(.needsPerson(reason, tries: wait.tries))
        : ended(.unanswered, wait.grade, reason, in: context)
    }
    let every = context.terms.poll?.every ?? .hours(1)
    // A partner that says "now" again and again must not be asked without a pause.
    let pause = asked.map { max($0, min(every, context.terms.retry.base)) } ?? every
    next.due = min(now + pause, end)
    return DispatchStep(.waiting(next))
  }

  /// What a `query-first` partner said when it was asked whether it knows the dispatch.
  private func asked(
    _ verdict: PollVerdict, _ tries: Tries, at now: Instant, in context: DispatchContext
  ) -> DispatchStep {
    switch verdict {
    case .pending(let askAfter): return known(.acceptedUnsigned, nil, askAfter, tries, at: now, in: context)
    case .taken(let grade, let reason): return known(grade, reason, nil, tries, at: now, in: context)
    case .items(let items):
      return itemised(items, via: .poll, tries: tries, at: now, in: context).preceded(by: [.health(true)])
    case .unknown:
      // None arrived, so nothing that is said of an earlier attempt can mean ours.
      let next = Tries(attempt: tries.attempt, strikes: tries.strikes, doubt: tries.doubt == .past ? .past : nil)
      return DispatchStep(.ready(due: now, tries: next), [.health(true)])
    case .unanswered(let reason, let retryAfter):
      var next = tries
      next.strikes += retryAfter == nil ? 1 : 0
      if next.areSpent(by: context.terms) {
        return spent(next, reason, in: context).preceded(by: [.health(reason.isAnAnswer)])
      }
      let wish = min(retryAfter ?? .zero, RetrySchedule.longestRest)
      let pause = max(wish, context.terms.retry.wait(after: next.strikes, dice: context.dice))
      return DispatchStep(.inDoubt(due: now + pause, tries: next), rests(retryAfter, reason, at: now))
    case .proceeding(let reason):
      return DispatchStep(.inDoubt(due: now, tries: tries), [.answer(.poll, nil, nil, reason), .health(true)])
    case .continuing(let reason):
      return DispatchStep(.ready(due: now, tries: tries), [.answer(.poll, nil, nil, reason), .health(true)])
    case .halted(let reason):
      return DispatchStep(.inDoubt(due: now, tries: tries), [.halt(reason)])
    }
  }

  private func known(
    _ grade: Grade, _ reason: Reason?, _ askAfter: Span?, _ tries: Tries, at now: Instant, in context: DispatchContext
  ) -> DispatchStep {
    let wait = Wait(
      due: now + (askAfter ?? context.terms.poll?.first ?? .hours(1)), since: now, hasJob: true, polls: 0,
      grade: grade, tries: tries)
    return DispatchStep(.waiting(wait), [.answer(.poll, nil, grade, reason), .health(true)])
  }

  /// The wait of a dispatch without a job is over: the partner's own completion time has passed, or nobody answered.
  public func waitEnded(at now: Instant, in context: DispatchContext) -> DispatchStep {
    guard case .waiting(let wait) = self, !wait.hasJob, wait.due <= now else { return DispatchStep(self) }
    if context.terms.completesWithin != nil {
      return ended(.deleted, .presumedByElapsedTime, Reason("completion-time-elapsed"), in: context)
    }
    return ended(.unanswered, wait.grade, Reason("no-answer"), in: context)
  }
}
