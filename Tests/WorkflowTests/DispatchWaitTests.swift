import Testing
import Workflow

/// Taken, and not done: jobs that are asked for, and waits that only a clock ends.
struct DispatchWaitTests {
  static func accepted(_ acceptance: Acceptance, in context: DispatchContext = .usual()) -> DispatchStep {
    DispatchState.intent(epoch: 3, tries: .init(attempt: 1))
      .on(.answered(epoch: 3, attempt: 1, .accepted(acceptance)), at: noon, in: context)
  }

  static func wait(hasJob: Bool, due: Instant = noon, polls: Int = 0, grade: Grade = .acceptedSigned)
    -> DispatchState.Wait
  {
    .init(due: due, since: noon, hasJob: hasJob, polls: polls, grade: grade, tries: .init(attempt: 1))
  }

  static func polled(_ verdict: PollVerdict, at now: Instant, in context: DispatchContext = .usual()) -> DispatchStep {
    DispatchState.polling(epoch: 3, wait(hasJob: true)).on(.polled(epoch: 3, verdict), at: now, in: context)
  }

  @Test(arguments: [(nil, Span.minutes(10)), (Span.hours(3), .hours(3))])
  func `a job is asked for first when the partner said, or else when its entry says`(_ asked: Span?, _ due: Span) {
    let step = Self.accepted(Acceptance(grade: .acceptedSigned, job: [1], askAfter: asked))
    #expect(step.next == .waiting(Self.wait(hasJob: true, due: noon + due)))
    #expect(
      step.effects == [
        .record(Transmission(attempt: 1, result: .accepted, grade: .acceptedSigned, reason: nil)),
        .answer(.response, nil, .acceptedSigned, nil), .health(true),
      ])
  }

  @Test(arguments: [(nil, Span.days(30)), (Span.days(45), .days(45))])
  func `without a job the wait is the partner's own time, or ours`(_ completes: Span?, _ due: Span) {
    var context = DispatchContext.usual()
    context.terms.completesWithin = completes
    let step = Self.accepted(Acceptance(grade: .acceptedSigned), in: context)
    #expect(step.next == .waiting(Self.wait(hasJob: false, due: noon + due)))
  }

  @Test func `a job that nobody can ask for is a wait without a job`() {
    var context = DispatchContext.usual()
    context.terms.poll = nil
    #expect(
      Self.accepted(Acceptance(grade: .acceptedSigned, job: [1]), in: context).next
        == .waiting(Self.wait(hasJob: false, due: noon + .days(30))))
  }

  @Test(arguments: [(nil, Span.hours(1)), (Span.minutes(5), .minutes(5)), (Span.zero, .seconds(2))])
  func `a pending job is asked for again, and never without a pause`(_ asked: Span?, _ pause: Span) {
    let step = Self.polled(.pending(askAfter: asked), at: noon)
    #expect(step == DispatchStep(.waiting(Self.wait(hasJob: true, due: noon + pause, polls: 1)), [.health(true)]))
  }

  @Test func `the last question is asked when giving up is due, and not given up before`() {
    let almost = noon + .days(10) + .minutes(-5)
    let step = Self.polled(.pending(askAfter: .days(400)), at: almost)
    #expect(step.next == .waiting(Self.wait(hasJob: true, due: noon + .days(10), polls: 1)))
  }

  @Test func `a job that never finished is unanswered for all, with the grade it had`() {
    let step = Self.polled(.pending(askAfter: nil), at: noon + .days(10))
    #expect(step.next == .settled)
    #expect(
      step.settled == [
        Item(subjects: .all(10), standing: .settled(.unanswered, .acceptedSigned, Reason("job-never-finished")))
      ])
  }

  @Test func `a job that finished at the last question is done`() {
    let done = Item(subjects: .all(10), standing: .settled(.deleted, .claimedUnsigned, nil))
    let step = Self.polled(.items([done]), at: noon + .days(10))
    #expect(step.settled == [done])
    #expect(step.effects.contains(.itemAnswer(.poll, done)))
  }

  @Test func `a forgotten job proves nothing`() {
    let step = Self.polled(.unknown(.trouble), at: noon)
    #expect(step.next == .needsPerson(.trouble, tries: .init(attempt: 1)))
    #expect(step.settled.isEmpty)
  }

  @Test(arguments: [
    (nil, DispatchEffect.health(false)), (Span.hours(2), .rest(until: noon + .hours(2))),
    (Span(milliseconds: .max), .rest(until: noon + .days(7))),
  ])
  func `a failed question rests the partner as it wishes, for a week at most`(_ wish: Span?, _ effect: DispatchEffect) {
    #expect(Self.polled(.unanswered(.trouble, retryAfter: wish), at: noon).effects == [effect])
    let asking = DispatchState.asking(epoch: 3, tries: .init(attempt: 1))
    let asked = asking.on(.polled(epoch: 3, .unanswered(.trouble, retryAfter: wish)), at: noon, in: .usual(.queryFirst))
    #expect(asked.effects == [effect])
    #expect(asked.next.tries.strikes == (wish == nil ? 1 : 0))
    #expect(asked.next.due ?? noon <= noon + .days(7))
  }

  @Test func `a question that fails too often ends as unanswered`() {
    let asking = DispatchState.asking(epoch: 3, tries: .init(attempt: 1, strikes: 4))
    let step = asking.on(
      .polled(epoch: 3, .unanswered(.trouble, retryAfter: nil)), at: noon, in: .usual(.queryFirst))
    #expect(step.settled == [Item(subjects: .all(10), standing: .settled(.unanswered, nil, .trouble))])
  }

  @Test func `a partner that never saw the dispatch is sent it again`() {
    let asking = DispatchState.asking(epoch: 3, tries: .init(attempt: 1, strikes: 1))
    let step = asking.on(.polled(epoch: 3, .unknown(.trouble)), at: noon, in: .usual(.queryFirst))
    #expect(step == DispatchStep(.ready(due: noon, tries: .init(attempt: 1, strikes: 1)), [.health(true)]))
  }

  @Test func `a partner that knows the dispatch is waited for`() {
    let asking = DispatchState.asking(epoch: 3, tries: .init(attempt: 1, strikes: 1))
    let step = asking.on(.polled(epoch: 3, .pending(askAfter: nil)), at: noon, in: .usual(.queryFirst))
    #expect(step.next.kind == "waiting")
    #expect(step.effects == [.answer(.poll, nil, .acceptedUnsigned, nil), .health(true)])
  }

  @Test func `time that has passed is a presumption, and said to be one`() {
    var context = DispatchContext.usual()
    context.terms.completesWithin = .days(45)
    let step = DispatchState.waiting(Self.wait(hasJob: false)).waitEnded(at: noon, in: context)
    let item = Item.Standing.settled(.deleted, .presumedByElapsedTime, Reason("completion-time-elapsed"))
    #expect(step == DispatchStep(.settled, [.settle([Item(subjects: .all(10), standing: item)])]))
  }

  @Test func `silence is an outcome`() {
    let step = DispatchState.waiting(Self.wait(hasJob: false)).waitEnded(at: noon, in: .usual())
    let item = Item.Standing.settled(.unanswered, .acceptedSigned, Reason("no-answer"))
    #expect(step == DispatchStep(.settled, [.settle([Item(subjects: .all(10), standing: item)])]))
  }

  @Test(arguments: Stand.allCases)
  func `no other wait ends by its clock, and none before its time`(_ stand: Stand) {
    let early = stand.state.waitEnded(at: noon + .milliseconds(-1), in: .usual())
    #expect(early == DispatchStep(stand.state))
    let due = stand.state.waitEnded(at: noon, in: .usual())
    #expect((due == DispatchStep(stand.state)) == (stand != .waiting))
  }
}
