extension DispatchState {
  /// Rule 8: what was sent equals what is in all outcomes. Each subject settles, goes on in a dispatch of its own, or waits for a person.
  func itemised(
    _ items: [Item], via: Via, tries: Tries, at now: Instant, in context: DispatchContext
  ) -> DispatchStep {
    let sorting = Sorting(tries.doubt == nil ? items : items.map(\.afterDoubt), of: context.subjects)
    if context.subjects == nil {
      let answer = DispatchEffect.answer(
        via, sorting.commonOutcome, sorting.commonOutcome.flatMap { _ in sorting.bestGrade }, sorting.commonReason)
      return whole(sorting, tries: tries, at: now, in: context).preceded(by: [answer])
    }
    var effects: [DispatchEffect] = []
    for item in sorting.settled { effects += [.itemAnswer(via, item), .settle([item])] }
    for (grade, subjects) in sorting.taken {
      effects.append(.itemAnswer(via, Item(subjects: subjects, standing: .accepted(grade))))
      effects.append(.split(subjects, taken(grade, tries: tries.fresh, at: now, in: context)))
    }
    for (reason, subjects) in sorting.again {
      effects.append(.itemAnswer(via, Item(subjects: subjects, standing: .tryAgain(reason))))
      effects.append(.split(subjects, retry(tries.fresh, at: now, in: context)))
    }
    for (reason, subjects) in sorting.doubtful {
      effects.append(.itemAnswer(via, Item(subjects: subjects, standing: .inDoubt(reason))))
      var fresh = tries.fresh
      fresh.doubt = .past
      effects.append(.split(subjects, doubted(ofItems: fresh, reason, at: now, in: context)))
    }
    for (reason, subjects) in sorting.personal {
      effects.append(.itemAnswer(via, Item(subjects: subjects, standing: .needsPerson(reason))))
      effects.append(.split(subjects, .needsPerson(reason, tries: tries.fresh)))
    }
    return DispatchStep(.settled, effects).joiningSpent(in: context)
  }

  /// A selector names nobody, so it cannot be split: it ends once, or the dispatch itself goes on.
  private func whole(
    _ sorting: Sorting, tries: Tries, at now: Instant, in context: DispatchContext
  ) -> DispatchStep {
    let next: DispatchState
    if let (reason, _) = sorting.personal.first {
      next = .needsPerson(reason, tries: tries)
    } else if let (reason, _) = sorting.doubtful.first {
      next = doubted(ofItems: tries, reason, at: now, in: context)
    } else if !sorting.again.isEmpty {
      next = retry(tries, at: now, in: context)
    } else if let (grade, _) = sorting.taken.first {
      next = taken(grade, tries: tries, at: now, in: context)
    } else if let only = sorting.settled.first, sorting.settled.allSatisfy({ $0.standing == only.standing }) {
      return DispatchStep(.settled, [.settle([only])])
    } else {
      next = .needsPerson(Reason("answers-differ"), tries: tries)
    }
    return next.isOver ? ended(.unanswered, nil, Reason("retries-spent"), in: context) : DispatchStep(next)
  }

  private func taken(
    _ grade: Grade, tries: Tries, at now: Instant, in context: DispatchContext
  ) -> DispatchState {
    let span = context.terms.completesWithin ?? context.terms.answerWithin
    return .waiting(Wait(due: now + span, since: now, hasJob: false, polls: 0, grade: grade, tries: tries))
  }

  private func retry(_ tries: Tries, at now: Instant, in context: DispatchContext) -> DispatchState {
    let next = Tries(attempt: tries.attempt, strikes: tries.strikes + 1, doubt: tries.doubt)
    if next.areSpent(by: context.terms) { return .settled }
    return .ready(due: now + context.terms.retry.wait(after: next.strikes, dice: context.dice), tries: next)
  }

  private func doubted(
    ofItems tries: Tries, _ reason: Reason, at now: Instant, in context: DispatchContext
  ) -> DispatchState {
    switch context.terms.inDoubt {
    case .safeToRepeat: retry(tries, at: now, in: context)
    // A look-up by the batch's key says nothing about one missing item.
    case .queryFirst, .neverRepeat: .needsPerson(reason, tries: tries)
    }
  }
}

extension DispatchState.Tries {
  /// A dispatch of its own counts its attempts from the start, and keeps the strikes.
  fileprivate var fresh: Self { Self(attempt: 0, strikes: strikes, doubt: doubt.map { _ in .past }) }
}

extension DispatchStep {
  /// A split whose budget is spent is no new dispatch but an end: `unanswered`.
  fileprivate func joiningSpent(in context: DispatchContext) -> DispatchStep {
    var step = self
    step.effects = effects.map { effect in
      guard case .split(let subjects, .settled) = effect else { return effect }
      return .settle([Item(subjects: subjects, standing: .settled(.unanswered, nil, Reason("retries-spent")))])
    }
    return step
  }
}

extension Item {
  /// Not found is true now. After an attempt that may have arrived it does not say that there never was anything.
  fileprivate var afterDoubt: Item {
    guard case .settled(.notFound, let grade, nil) = standing else { return self }
    return Item(subjects: subjects, standing: .settled(.notFound, grade, .earlierAttempt))
  }
}

/// An answer's items, put into the heaps that the machine treats alike.
private struct Sorting {
  var settled: [Item] = []
  var taken: [(Grade, SubjectRanges)] = []
  var again: [(Reason, SubjectRanges)] = []
  var doubtful: [(Reason, SubjectRanges)] = []
  var personal: [(Reason, SubjectRanges)] = []

  init(_ items: [Item], of sent: SubjectRanges?) {
    var named = SubjectRanges()
    for item in items {
      // An answer can speak only for subjects that were sent, and once for each.
      let subjects = sent.map { item.subjects.intersection($0).subtracting(named) } ?? item.subjects
      if sent != nil, subjects.isEmpty { continue }
      named = named.union(subjects)
      switch item.standing {
      case .settled:
        if let place = settled.firstIndex(where: { $0.standing == item.standing }) {
          settled[place].subjects = settled[place].subjects.union(subjects)
        } else {
          settled.append(Item(subjects: subjects, standing: item.standing))
        }
      case .accepted(let grade): take(subjects, grade)
      case .tryAgain(let reason): again.join(subjects, under: reason)
      case .inDoubt(let reason): doubtful.join(subjects, under: reason)
      case .needsPerson(let reason): personal.join(subjects, under: reason)
      }
    }
    if sent == nil, items.isEmpty { doubtful.join(SubjectRanges(), under: Reason("missing-item")) }
    if let silent = sent?.subtracting(named), !silent.isEmpty {
      doubtful.join(silent, under: Reason("missing-item"))
    }
  }

  private mutating func take(_ subjects: SubjectRanges, _ grade: Grade) {
    if let place = taken.firstIndex(where: { $0.0 == grade }) {
      taken[place].1 = taken[place].1.union(subjects)
    } else {
      taken.append((grade, subjects))
    }
  }

  var bestGrade: Grade? { settled.compactMap(\.grade).max() }

  /// Said only when it holds for all that the answer settles.
  var commonOutcome: Outcome? {
    let outcomes = Set(settled.compactMap(\.outcome))
    return outcomes.count == 1 && taken.isEmpty && again.isEmpty && doubtful.isEmpty && personal.isEmpty
      ? outcomes.first : nil
  }

  var commonReason: Reason? {
    if !doubtful.isEmpty { return doubtful[0].0 }
    if !again.isEmpty { return again[0].0 }
    return personal.first?.0
  }
}

extension [(Reason, SubjectRanges)] {
  fileprivate mutating func join(_ subjects: SubjectRanges, under reason: Reason) {
    if let place = firstIndex(where: { $0.0 == reason }) {
      self[place].1 = self[place].1.union(subjects)
    } else {
      append((reason, subjects))
    }
  }
}
