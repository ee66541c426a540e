import Testing

@testable import Workflow

/// Dispatches whose calls wait for each other's jobs, and waits that stood still.
@Suite struct DispatchPauseTests {
  private func waiting(isMidway: Bool, hasJob: Bool = true) -> DispatchState.Wait {
    .init(
      due: noon, since: noon, hasJob: hasJob, polls: 0, grade: .acceptedUnsigned,
      tries: .init(attempt: 2, strikes: 1), isMidway: isMidway)
  }

  private func polled(_ verdict: PollVerdict, at now: Instant, isMidway: Bool = true) -> DispatchStep {
    DispatchState.polling(epoch: 1, waiting(isMidway: isMidway))
      .on(.polled(epoch: 1, verdict), at: now, in: .usual())
  }

  @Test func `an accepted call of several is a step, and its job is asked about`() {
    let acceptance = Acceptance(grade: .acceptedUnsigned, job: [1], isMidway: true)
    let step = DispatchState.intent(epoch: 1, tries: .init(attempt: 2, strikes: 1))
      .on(.answered(epoch: 1, attempt: 2, .accepted(acceptance)), at: noon, in: .usual())
    guard case .waiting(let wait) = step.next else {
      Issue.record("\(step.next)")
      return
    }
    #expect(wait.isMidway && wait.hasJob && wait.due == noon + .minutes(10) && wait.tries.strikes == 0)
    #expect(step.transmissions.map(\.isStep) == [true])
    #expect(step.settled.isEmpty)
  }

  @Test func `the end of the job makes the next call due at once`() {
    let step = polled(.continuing(Reason("next-call")), at: noon + .hours(1))
    #expect(step.next == .ready(due: noon + .hours(1), tries: .init(attempt: 2, strikes: 0)))
    #expect(step.settled.isEmpty && step.groups.isEmpty)
  }

  @Test func `a job in the middle that never ends goes to a person, and nobody is settled by it`() {
    let late = noon + .days(10)
    let step = polled(.pending(askAfter: nil), at: late)
    #expect(step.next == .needsPerson(Reason("job-never-finished"), tries: .init(attempt: 2, strikes: 1)))
    #expect(step.settled.isEmpty)
    #expect(polled(.pending(askAfter: nil), at: late, isMidway: false).next == .settled)
  }

  @Test func `time in which nobody could ask does not count against the partner`() {
    let back = noon + .days(40)
    guard case .waiting(let wait) = DispatchState.waiting(waiting(isMidway: false)).resumed(at: back) else {
      Issue.record("no longer waiting")
      return
    }
    #expect(wait.due == back && wait.since == noon + .days(40))
    let step = DispatchState.polling(epoch: 1, wait)
      .on(.polled(epoch: 1, .pending(askAfter: nil)), at: back, in: .usual())
    #expect(step.next.due == back + .hours(1))
    let silent = DispatchState.waiting(waiting(isMidway: false, hasJob: false))
    #expect(silent.resumed(at: back) == silent)
    let early = DispatchState.waiting(waiting(isMidway: false))
    #expect(early.resumed(at: noon) == early)
  }

  @Test func `a halted partner is asked about what it took, unless the credential was refused`() {
    #expect(InstructionState.needsPerson(Reason("redirect")).mayAsk)
    #expect(!InstructionState.needsPerson(Reason("credentials")).mayAsk)
    #expect(!InstructionState.needsPerson(Reason("redirect")).mayTransmit)
    #expect(!InstructionState.held(basis: Reason("litigation"), until: nil, before: .sending).mayAsk)
    #expect(InstructionState.awaiting(until: noon).mayAsk && !InstructionState.settled(.deleted).mayAsk)
  }
}
