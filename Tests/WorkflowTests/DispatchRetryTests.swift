import Testing
import Workflow

struct DispatchRetryTests {
  static func intent(_ attempt: Int, _ strikes: Int) -> DispatchState {
    .intent(epoch: 3, tries: .init(attempt: attempt, strikes: strikes))
  }

  static func failed(_ verdict: Verdict, attempt: Int = 1, strikes: Int = 0, in context: DispatchContext = .usual())
    -> DispatchStep
  {
    intent(attempt, strikes).on(.answered(epoch: 3, attempt: attempt, verdict), at: noon, in: context)
  }

  @Test(arguments: [Verdict.notSent(.trouble), .busy(.trouble, retryAfter: nil)])
  func `a failure waits for its backoff and takes one strike`(_ verdict: Verdict) {
    let step = Self.failed(verdict, attempt: 3, strikes: 2)
    let doubt: DispatchState.Doubt? = verdict == .notSent(.trouble) ? nil : .open
    #expect(step.next == .ready(due: noon + .seconds(4), tries: .init(attempt: 3, strikes: 3, doubt: doubt)))
    #expect(
      step.effects == [
        .record(Transmission(attempt: 3, result: .failed, grade: nil, reason: .trouble)), .health(false),
      ])
  }

  @Test(arguments: [
    (Verdict.notSent(.trouble), InDoubtPolicy.safeToRepeat), (.busy(.trouble, retryAfter: nil), .neverRepeat),
    (.lost(.trouble), .safeToRepeat), (.lost(.trouble), .queryFirst),
  ])
  func `the last strike ends all subjects as unanswered`(_ verdict: Verdict, _ policy: InDoubtPolicy) {
    let step = Self.failed(verdict, attempt: 5, strikes: 4, in: .usual(policy))
    #expect(step.next == .settled)
    #expect(step.settled == [Item(subjects: .all(10), standing: .settled(.unanswered, nil, .trouble))])
    #expect(step.transmissions.count == 1)
  }

  @Test(arguments: [500, 502, 504, 599])
  func `a server that failed at it may have done it: doubt is settled by the partner's policy`(_ status: Int) {
    let verdict = Verdict.busy(Reason("status-\(status)"), retryAfter: nil)
    let never = Self.failed(verdict, in: .usual(.neverRepeat))
    #expect(never.next == .needsPerson(Reason("in-doubt"), tries: .init(attempt: 1, strikes: 1, doubt: .open)))
    #expect(never.transmissions.map(\.result) == [.inDoubt])
    #expect(Self.failed(verdict, in: .usual(.queryFirst)).next.kind == "inDoubt")
    #expect(Self.failed(verdict, in: .usual(.safeToRepeat)).next.kind == "ready")
  }

  @Test(arguments: [
    Verdict.busy(Reason("status-503"), retryAfter: nil), .busy(Reason("status-500"), retryAfter: .zero),
  ])
  func `a server that does not begin, or says when to come again, is taken at its word`(_ verdict: Verdict) {
    #expect(Self.failed(verdict, in: .usual(.neverRepeat)).next.kind == "ready")
  }

  @Test(
    arguments: [
      ("fault-in-answer", DispatchState.Doubt.open), ("unknown-item", .open), ("unexpected-content", .open),
      ("status-400", nil), ("credentials", nil), ("status-500", .open),
    ] as [(String, DispatchState.Doubt?)])
  func `what stopped at an answer of no use may have been done when a person repeats it`(
    _ code: String, _ doubt: DispatchState.Doubt?
  ) {
    let rejected = Self.failed(.rejected(Reason(code)))
    #expect(rejected.next == .needsPerson(Reason(code), tries: .init(attempt: 1, strikes: 0, doubt: doubt)))
    #expect(rejected.next.on(.personRepeats, at: noon, in: .usual()).next.tries.doubt == doubt)
    #expect(Self.failed(.halted(Reason(code))).next.tries.doubt == doubt)
  }

  @Test func `the strike before the last still goes on`() {
    #expect(Self.failed(.notSent(.trouble), attempt: 4, strikes: 3).next.kind == "ready")
  }

  @Test func `the partner's own wish takes no strike and rests the partner`() {
    let step = Self.failed(.busy(.trouble, retryAfter: .seconds(120)), attempt: 4, strikes: 4)
    #expect(step.next == .ready(due: noon + .seconds(120), tries: .init(attempt: 4, strikes: 4, doubt: .open)))
    #expect(
      step.effects == [
        .record(Transmission(attempt: 4, result: .failed, grade: nil, reason: .trouble)),
        .rest(until: noon + .seconds(120)),
      ])
  }

  @Test func `a wish shorter than our own backoff does not hurry us`() {
    let step = Self.failed(.busy(.trouble, retryAfter: .zero), attempt: 4, strikes: 3)
    #expect(step.next == .ready(due: noon + .seconds(4), tries: .init(attempt: 4, strikes: 3, doubt: .open)))
  }

  @Test(arguments: [Span.days(7), .days(8), Span(milliseconds: .max)])
  func `a wish of more than a week is a matter for a person`(_ wish: Span) {
    let step = Self.failed(.busy(.trouble, retryAfter: wish))
    if wish > .days(7) {
      #expect(step.next == .needsPerson(Reason("rest-too-long"), tries: .init(attempt: 1, strikes: 0, doubt: .open)))
    } else {
      #expect(step.next == .ready(due: noon + wish, tries: .init(attempt: 1, strikes: 0, doubt: .open)))
    }
  }

  @Test func `even wishes are followed only a hundred times as often as strikes`() {
    let wish = Verdict.busy(.trouble, retryAfter: .seconds(1))
    #expect(Self.failed(wish, attempt: 499, strikes: 4).next.tries.strikes == 4)
    #expect(Self.failed(wish, attempt: 500, strikes: 3).next.tries.strikes == 4)
    #expect(Self.failed(wish, attempt: 500, strikes: 4).next.kind == "settled")
  }

  @Test func `a budget beyond all counting does not overflow`() {
    var context = DispatchContext.usual()
    context.terms.retry.attempts = .max
    #expect(Self.failed(.notSent(.trouble), in: context).next.kind == "ready")
  }

  @Test func `a rejection is for a person, and says nothing against the partner's health`() {
    let step = Self.failed(.rejected(.trouble), attempt: 2, strikes: 1)
    #expect(step.next == .needsPerson(.trouble, tries: .init(attempt: 2, strikes: 1)))
    #expect(
      step.effects == [.record(Transmission(attempt: 2, result: .failed, grade: nil, reason: .trouble)), .health(true)])
  }

  @Test func `a halt stops the partner and takes no strike of the subjects`() {
    let step = Self.failed(.halted(.trouble), attempt: 2, strikes: 1)
    #expect(step.next == .ready(due: noon, tries: .init(attempt: 2, strikes: 1)))
    #expect(
      step.effects == [
        .record(Transmission(attempt: 2, result: .failed, grade: nil, reason: .trouble)), .halt(.trouble),
      ])
  }

  @Test func `the repeats of one dispatch are bounded whatever the dice show`() {
    for seed in 0..<200 {
      var dice = Seeded(seed)
      var state = DispatchState.ready(due: noon, tries: .init())
      var sent = 0
      while !state.isOver {
        var context = DispatchContext.usual()
        context.dice = Double.random(in: 0..<1, using: &dice)
        state = state.on(.claimed(epoch: 1), at: noon, in: context).next
        sent += 1
        let verdict = dice.coin() ? Verdict.notSent(.trouble) : .lost(.trouble)
        state = state.on(.answered(epoch: 1, attempt: sent, verdict), at: noon, in: context).next
        if sent > 5 { break }
      }
      #expect(sent == 5, "seed \(seed)")
    }
  }
}
