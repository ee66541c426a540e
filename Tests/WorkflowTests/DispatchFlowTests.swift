import Testing

@testable import Workflow

/// Dispatches of several calls, and batches that are refused because of one subject.
@Suite struct DispatchFlowTests {
  private let now = Instant(seconds: 1_700_000_000)
  private let terms = Terms(inDoubt: .neverRepeat, retry: RetrySchedule(attempts: 3))

  private func step(_ verdict: Verdict, tries: DispatchState.Tries, subjects: Int = 4) -> DispatchStep {
    let context = DispatchContext(terms: terms, subjects: .all(subjects), dice: 0.5)
    return DispatchState.intent(epoch: 1, tries: tries)
      .on(.answered(epoch: 1, attempt: tries.attempt, verdict), at: now, in: context)
  }

  @Test func `an answered call makes the next one due at once, with the strikes paid`() {
    let step = step(.proceeding(Reason("step-done")), tries: .init(attempt: 7, strikes: 2))
    #expect(step.next == .ready(due: now, tries: .init(attempt: 7, strikes: 0)))
    #expect(
      step.transmissions == [
        Transmission(attempt: 7, result: .accepted, grade: .transmitted, reason: Reason("step-done"), isStep: true)
      ])
    #expect(step.settled.isEmpty && step.groups.isEmpty)
  }

  @Test func `a cut batch goes on in two halves that nobody has taken yet`() {
    let step = step(.cut(Reason("one-is-refused")), tries: .init(attempt: 1, strikes: 0), subjects: 5)
    #expect(step.next == .settled)
    #expect(step.groups == [SubjectRanges(0...1), SubjectRanges(2...4)])
    #expect(step.effects.contains(.part(SubjectRanges(0...1))) && step.effects.contains(.part(SubjectRanges(2...4))))
    #expect(step.transmissions.map(\.result) == [.failed])
  }

  @Test func `the subject at fault stands alone before a person`() {
    let step = step(.cut(Reason("one-is-refused")), tries: .init(attempt: 1, strikes: 0), subjects: 1)
    #expect(step.next == .needsPerson(Reason("one-is-refused"), tries: .init(attempt: 1, strikes: 0)))
    #expect(step.groups.isEmpty)
  }

  @Test func `a partner that asks to wait for ever is given up in the end`() {
    var state = DispatchState.ready(due: now, tries: .init())
    let context = DispatchContext(terms: terms, subjects: .all(1), dice: 0.5)
    var transmissions = 0
    while !state.isOver, transmissions < 10_000 {
      state = state.on(.claimed(epoch: 1), at: now, in: context).next
      transmissions += 1
      let busy = Verdict.busy(Reason("status-429"), retryAfter: .seconds(1))
      state = state.on(.answered(epoch: 1, attempt: state.tries.attempt, busy), at: now, in: context).next
    }
    #expect(transmissions == 300)
  }

  @Test func `one of several questions is answered, the next one is due at once`() {
    let wait = DispatchState.Wait(
      due: now, since: now, hasJob: true, polls: 3, grade: .acceptedUnsigned, tries: .init(attempt: 1))
    let context = DispatchContext(terms: terms, subjects: .all(2), dice: 0.5)
    let step = DispatchState.polling(epoch: 1, wait)
      .on(.polled(epoch: 1, .proceeding(Reason("job-done"))), at: now, in: context)
    #expect(step.next.due == now && step.settled.isEmpty)
  }

  @Test func `what a mixed answer took waits for the partner's time, and is not sent again`() {
    let step = step(
      .items([
        Item(subjects: SubjectRanges(0...1), standing: .accepted(.acceptedUnsigned)),
        Item(subjects: SubjectRanges(2...3), standing: .settled(.refused, .acceptedUnsigned, nil)),
      ]), tries: .init(attempt: 1, strikes: 0))
    let wait = DispatchState.Wait(
      due: now + .days(30), since: now, hasJob: false, polls: 0, grade: .acceptedUnsigned, tries: .init())
    #expect(step.next == .settled)
    #expect(step.effects.contains(.split(SubjectRanges(0...1), .waiting(wait))))
    #expect(step.settled.map(\.subjects) == [SubjectRanges(2...3)])
  }

  @Test func `an answer in the middle is not thrown away when the retries are spent`() {
    func end(isMidway: Bool) -> DispatchState {
      let context = DispatchContext(terms: terms, subjects: .all(4), dice: 0.5, isMidway: isMidway)
      return DispatchState.intent(epoch: 1, tries: .init(attempt: 3, strikes: 2))
        .on(.answered(epoch: 1, attempt: 3, .busy(Reason("status-503"), retryAfter: nil)), at: now, in: context).next
    }
    #expect(end(isMidway: false) == .settled)
    #expect(
      end(isMidway: true) == .needsPerson(Reason("status-503"), tries: .init(attempt: 3, strikes: 3, doubt: .open)))
  }

  @Test func `an answer that cannot be used says nothing against the partner's health`() {
    #expect(step(.lost(Reason("unreadable-answer")), tries: .init(attempt: 1)).effects.contains(.health(true)))
    #expect(step(.lost(Reason("timeout-after-send")), tries: .init(attempt: 1)).effects.contains(.health(false)))
    #expect(
      !step(.busy(Reason("status-429"), retryAfter: nil), tries: .init(attempt: 1)).effects.contains(.health(false)))
  }
}
