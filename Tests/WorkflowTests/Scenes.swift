import Workflow

let noon = Instant(seconds: 1_670_328_000)

extension Reason {
  static let trouble = Reason("trouble")
}

extension Terms {
  /// Two seconds, four, eight ... up to an hour; five strikes; jobs are asked for every hour for ten days.
  static func usual(_ policy: InDoubtPolicy = .safeToRepeat) -> Terms {
    Terms(
      inDoubt: policy, retry: RetrySchedule(base: .seconds(2), cap: .hours(1), attempts: 5),
      poll: PollSchedule(first: .minutes(10), every: .hours(1), giveUp: .days(10)))
  }
}

extension DispatchContext {
  /// Ten subjects; the dice show one half.
  static func usual(_ policy: InDoubtPolicy = .safeToRepeat) -> DispatchContext {
    DispatchContext(terms: .usual(policy), subjects: .all(10), dice: 0.5)
  }

  static func selector(_ policy: InDoubtPolicy = .safeToRepeat) -> DispatchContext {
    DispatchContext(terms: .usual(policy), subjects: nil, dice: 0.5)
  }
}

/// One dispatch in each of its states: epoch 3, attempt 2, one strike.
enum Stand: String, CaseIterable {
  case ready, intent, inDoubt, asking, waitingForJob, waiting, polling, settled, needsPerson

  var state: DispatchState {
    let tries = DispatchState.Tries(attempt: 2, strikes: 1)
    func wait(_ hasJob: Bool) -> DispatchState.Wait {
      .init(due: noon, since: noon, hasJob: hasJob, polls: 1, grade: .acceptedUnsigned, tries: tries)
    }
    return switch self {
    case .ready: .ready(due: noon, tries: tries)
    case .intent: .intent(epoch: 3, tries: tries)
    case .inDoubt: .inDoubt(due: noon, tries: tries)
    case .asking: .asking(epoch: 3, tries: tries)
    case .waitingForJob: .waiting(wait(true))
    case .waiting: .waiting(wait(false))
    case .polling: .polling(epoch: 3, wait(true))
    case .settled: .settled
    case .needsPerson: .needsPerson(.trouble, tries: tries)
    }
  }
}

extension DispatchState {
  var kind: String {
    switch self {
    case .ready: "ready"
    case .intent: "intent"
    case .inDoubt: "inDoubt"
    case .asking: "asking"
    case .waiting: "waiting"
    case .polling: "polling"
    case .settled: "settled"
    case .needsPerson: "needsPerson"
    }
  }
}

extension DispatchStep {
  /// What is told of groups of subjects, in order.
  var itemAnswers: [Item] {
    effects.compactMap { if case .itemAnswer(_, let item) = $0 { item } else { nil } }
  }

  /// The subjects of every group that settles or goes on, in the order told.
  var groups: [SubjectRanges] {
    effects.flatMap { effect -> [SubjectRanges] in
      switch effect {
      case .settle(let items): items.map(\.subjects)
      case .split(let subjects, _), .part(let subjects): [subjects]
      case .send, .ask, .poll, .record, .answer, .itemAnswer, .halt, .rest, .health: []
      }
    }
  }

  var transmissions: [Transmission] {
    effects.compactMap { if case .record(let transmission) = $0 { transmission } else { nil } }
  }

  var settled: [Item] {
    effects.flatMap { if case .settle(let items) = $0 { items } else { [Item]() } }
  }

  var isLate: Bool {
    effects.count == 1
      && effects.allSatisfy { if case .answer(_, nil, nil, Reason("late-answer")) = $0 { true } else { false } }
  }
}
