import Testing
import Workflow

/// A partner that shows later that it took a dispatch, before it says what came of it.
struct DispatchTakenTests {
  private let reason = Reason("file-taken")

  private func polled(since grade: Grade) -> DispatchStep {
    DispatchState.polling(epoch: 3, DispatchWaitTests.wait(hasJob: true, grade: grade))
      .on(.polled(epoch: 3, .taken(.acceptedUnsigned, reason)), at: noon, in: .usual())
  }

  @Test func `what was only sent is told as taken, once`() {
    let first = polled(since: .transmitted)
    #expect(first.effects == [.answer(.poll, nil, .acceptedUnsigned, reason), .health(true)])
    guard case .waiting(let wait) = first.next else {
      Issue.record("it is waited for on")
      return
    }
    #expect(wait.grade == .acceptedUnsigned && wait.polls == 1 && wait.due > noon)
    #expect(polled(since: .acceptedUnsigned).effects == [.health(true)])
    #expect(polled(since: .acceptedSigned).effects == [.health(true)], "nothing proves less than before")
  }

  @Test func `it settles the doubt whether an attempt arrived`() {
    let step = DispatchState.asking(epoch: 3, tries: .init(attempt: 1))
      .on(.polled(epoch: 3, .taken(.acceptedUnsigned, reason)), at: noon, in: .usual())
    guard case .waiting(let wait) = step.next else {
      Issue.record("it is waited for on")
      return
    }
    #expect(wait.hasJob && wait.grade == .acceptedUnsigned)
    #expect(step.effects == [.answer(.poll, nil, .acceptedUnsigned, reason), .health(true)])
  }
}
