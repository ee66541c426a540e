extension DispatchState {
  /// The one place where a dispatch changes. Pure and total: late, repeated, unknown and out-of-order events are everyday input.
  public func on(_ event: DispatchEvent, at now: Instant, in context: DispatchContext) -> DispatchStep {
    switch event {
    case .claimed(let epoch): claimed(by: epoch)
    case .answered(let epoch, let attempt, let verdict):
      answered(verdict, epoch: epoch, attempt: attempt, at: now, in: context)
    case .polled(let epoch, let verdict): polled(verdict, epoch: epoch, at: now, in: context)
    case .recovered(let epoch): recovered(before: epoch, at: now, in: context)
    case .abandoned(let outcome, let reason): abandoned(outcome, reason, in: context)
    case .personRepeats: repeated(at: now)
    }
  }

  private func claimed(by epoch: Int) -> DispatchStep {
    switch self {
    case .ready(_, let tries):
      var next = tries
      next.attempt += 1
      return DispatchStep(.intent(epoch: epoch, tries: next), [.send(attempt: next.attempt)])
    case .inDoubt(_, let tries):
      return DispatchStep(.asking(epoch: epoch, tries: tries), [.ask])
    case .waiting(let wait) where wait.hasJob:
      return DispatchStep(.polling(epoch: epoch, wait), [.poll])
    case .waiting, .intent, .asking, .polling, .settled, .needsPerson:
      return DispatchStep(self)
    }
  }

  private func answered(
    _ verdict: Verdict, epoch: Int, attempt: Int, at now: Instant, in context: DispatchContext
  ) -> DispatchStep {
    switch self {
    case .intent(epoch, let tries) where tries.attempt == attempt:
      return current(verdict, tries: tries, at: now, in: context)
    case .ready, .intent, .inDoubt, .asking, .waiting, .polling, .settled, .needsPerson:
      // A result of a transmission that is no longer the current one: kept as an observation, changes nothing.
      return DispatchStep(self, [.answer(.response, nil, nil, Reason("late-answer"))])
    }
  }

  private func current(_ verdict: Verdict, tries: Tries, at now: Instant, in context: DispatchContext) -> DispatchStep {
    let attempt = tries.attempt
    switch verdict {
    case .notSent(let reason):
      return failed(tries, reason, strike: true, rest: nil, at: now, in: context)
    case .busy(let reason, let retryAfter):
      if reason.asksToWait { return waits(tries, reason, rest: retryAfter, at: now, in: context) }
      if retryAfter == nil, reason.mayHaveActed, context.terms.inDoubt != .safeToRepeat {
        return lost(tries, reason, at: now, in: context)
      }
      // A partner in trouble may have acted before it said so.
      return failed(tries.doubted, reason, strike: retryAfter == nil, rest: retryAfter, at: now, in: context)
    case .lost(let reason): return lost(tries, reason, at: now, in: context)
    case .rejected(let reason):
      return DispatchStep(
        .needsPerson(reason, tries: reason.mayHaveActed ? tries.doubted : tries),
        [.record(Transmission(attempt: attempt, result: .failed, grade: nil, reason: reason)), .health(true)])
    case .halted(let reason):
      // The subjects are not at fault: they stay ready for the day a person lets the partner go on.
      return DispatchStep(
        .ready(due: now, tries: reason.mayHaveActed ? tries.doubted : tries),
        [.record(Transmission(attempt: attempt, result: .failed, grade: nil, reason: reason)), .halt(reason)])
    case .accepted(let acceptance):
      return accepted(acceptance, tries: tries, at: now, in: context)
    case .proceeding(let reason): return proceeded(tries, reason, at: now)
    case .cut(let reason): return cut(tries, reason, at: now, in: context)
    case .items(let items):
      // That the partner took it is as well proved as what it answered: by a signature or by none.
      let isSigned = items.contains { $0.grade == .claimedSigned }
      let record = DispatchEffect.record(
        Transmission(
          attempt: attempt, result: .accepted, grade: isSigned ? .acceptedSigned : .acceptedUnsigned, reason: nil))
      return itemised(items, via: .response, tries: tries, at: now, in: context)
        .preceded(by: [record, .health(true)])
    }
  }

  private func lost(_ tries: Tries, _ reason: Reason, at now: Instant, in context: DispatchContext) -> DispatchStep {
    let record = DispatchEffect.record(
      Transmission(attempt: tries.attempt, result: .inDoubt, grade: nil, reason: reason))
    if reason.isUnprovenRepeat {
      return unproven(tries, reason, at: now, in: context).preceded(by: [record, .health(true)])
    }
    return doubted(tries, reason, at: now, in: context).preceded(by: [record, .health(reason.isAnAnswer)])
  }

  private func accepted(
    _ acceptance: Acceptance, tries: Tries, at now: Instant, in context: DispatchContext
  ) -> DispatchStep {
    if acceptance.isMidway { return paused(acceptance, tries: tries, at: now, in: context) }
    let hasJob = acceptance.job != nil && context.terms.poll != nil
    let first =
      hasJob
      ? acceptance.askAfter ?? context.terms.poll?.first ?? .hours(1)
      : context.terms.completesWithin ?? context.terms.answerWithin
    let wait = Wait(
      due: now + first, since: now, hasJob: hasJob, polls: 0, grade: acceptance.grade, tries: tries)
    return DispatchStep(
      .waiting(wait),
      [
        .record(
          Transmission(attempt: tries.attempt, result: .accepted, grade: acceptance.grade, reason: acceptance.remark)),
        .answer(.response, nil, acceptance.grade, nil), .health(true),
      ])
  }

  private func failed(
    _ tries: Tries, _ reason: Reason, strike: Bool, rest: Span?, at now: Instant, in context: DispatchContext
  ) -> DispatchStep {
    var tries = tries
    if strike || tries.isLongRun { tries.strikes += 1 }
    let record = DispatchEffect.record(
      Transmission(attempt: tries.attempt, result: .failed, grade: nil, reason: reason))
    if tries.areSpent(by: context.terms) {
      return spent(tries, reason, in: context).preceded(by: [record, .health(false)])
    }
    let pause = max(rest ?? .zero, context.terms.retry.wait(after: tries.strikes, dice: context.dice))
    if pause > RetrySchedule.longestRest {
      return DispatchStep(.needsPerson(Reason("rest-too-long"), tries: tries), [record])
    }
    let rests = rest.map { [DispatchEffect.rest(until: now + $0)] } ?? [.health(false)]
    return DispatchStep(.ready(due: now + pause, tries: tries), [record] + rests)
  }

  /// A limit is no failure: it is waited for, longer each time, and the whole partner with it.
  private func waits(
    _ tries: Tries, _ reason: Reason, rest: Span?, at now: Instant, in context: DispatchContext
  ) -> DispatchStep {
    var tries = tries
    if tries.attempt.isMultiple(of: reason.waitsPerStrike) { tries.strikes += 1 }
    let record = DispatchEffect.record(
      Transmission(attempt: tries.attempt, result: .failed, grade: nil, reason: reason))
    if tries.areSpent(by: context.terms) { return spent(tries, reason, in: context).preceded(by: [record]) }
    let pause = rest ?? context.terms.retry.wait(after: max(tries.strikes, tries.attempt), dice: context.dice)
    if pause > RetrySchedule.longestRest {
      return DispatchStep(.needsPerson(Reason("rest-too-long"), tries: tries), [record])
    }
    let due = now + max(pause, context.terms.retry.wait(after: tries.strikes, dice: context.dice))
    return DispatchStep(.ready(due: due, tries: tries), [record, .rest(until: now + pause)])
  }

  /// The retry budget is used up. What was answered of several calls must not be thrown away: a person looks.
  func spent(_ tries: Tries, _ reason: Reason, in context: DispatchContext) -> DispatchStep {
    context.isMidway
      ? DispatchStep(.needsPerson(reason, tries: tries)) : ended(.unanswered, nil, reason, in: context)
  }

  /// Rule 3: doubt is settled by the partner's declared policy, never by a guess.
  private func doubted(
    _ tries: Tries, _ reason: Reason, at now: Instant, in context: DispatchContext
  ) -> DispatchStep {
    var tries = tries.doubted
    tries.strikes += 1
    switch context.terms.inDoubt {
    case .neverRepeat:
      return DispatchStep(.needsPerson(Reason("in-doubt"), tries: tries))
    case .safeToRepeat, .queryFirst:
      if tries.areSpent(by: context.terms) { return spent(tries, reason, in: context) }
      let due = now + context.terms.retry.wait(after: tries.strikes, dice: context.dice)
      return DispatchStep(
        context.terms.inDoubt == .queryFirst ? .inDoubt(due: due, tries: tries) : .ready(due: due, tries: tries))
    }
  }

  /// The partner says that it has this already, but nothing of ours can have reached it. Sending it again would only be
  /// called a repeat of what we just sent: the partner is asked what it has, or a person is.
  private func unproven(
    _ tries: Tries, _ reason: Reason, at now: Instant, in context: DispatchContext
  ) -> DispatchStep {
    var tries = tries
    tries.strikes += 1
    guard context.terms.inDoubt == .queryFirst, !tries.areSpent(by: context.terms) else {
      return DispatchStep(.needsPerson(reason, tries: tries))
    }
    let due = now + context.terms.retry.wait(after: tries.strikes, dice: context.dice)
    return DispatchStep(.inDoubt(due: due, tries: tries))
  }

  private func recovered(before epoch: Int, at now: Instant, in context: DispatchContext) -> DispatchStep {
    let reason = Reason("interrupted")
    switch self {
    case .intent(let held, let tries) where held < epoch:
      let record = DispatchEffect.record(
        Transmission(attempt: tries.attempt, result: .inDoubt, grade: nil, reason: reason))
      return doubted(tries, reason, at: now, in: context).preceded(by: [record])
    case .asking(let held, let tries) where held < epoch:
      return DispatchStep(.inDoubt(due: now, tries: tries))
    case .polling(let held, var wait) where held < epoch:
      wait.due = now
      return DispatchStep(.waiting(wait))
    case .intent, .asking, .polling, .ready, .inDoubt, .waiting, .settled, .needsPerson:
      return DispatchStep(self)
    }
  }

  private func abandoned(_ outcome: Outcome, _ reason: Reason, in context: DispatchContext) -> DispatchStep {
    switch self {
    case .settled: DispatchStep(self)
    case .ready, .intent, .inDoubt, .asking, .waiting, .polling, .needsPerson:
      ended(outcome, nil, reason, in: context)
    }
  }

  private func repeated(at now: Instant) -> DispatchStep {
    switch self {
    case .needsPerson(_, let tries):
      DispatchStep(.ready(due: now, tries: Tries(attempt: tries.attempt, strikes: 0, doubt: tries.doubt)))
    case .ready, .intent, .inDoubt, .asking, .waiting, .polling, .settled:
      DispatchStep(self)
    }
  }

  /// All subjects of the dispatch end the same way.
  func ended(_ outcome: Outcome, _ grade: Grade?, _ reason: Reason?, in context: DispatchContext) -> DispatchStep {
    let item = Item(subjects: context.subjects ?? SubjectRanges(), standing: .settled(outcome, grade, reason))
    return DispatchStep(.settled, [.settle([item])])
  }
}

extension DispatchState.Tries {
  func areSpent(by terms: Terms) -> Bool { strikes >= terms.retry.attempts }

  /// After an attempt that may have reached the partner.
  fileprivate var doubted: Self { Self(attempt: attempt, strikes: strikes, doubt: .open) }

  /// Repeats that a partner asked for are bounded too, only much later: each hundredth counts.
  fileprivate var isLongRun: Bool { attempt.isMultiple(of: 100) }
}

extension DispatchStep {
  func preceded(by effects: [DispatchEffect]) -> DispatchStep {
    DispatchStep(next, effects + self.effects)
  }
}
