import Store
import Testing
import Workflow

/// What partners still work on, for those that take only so many jobs at once.
struct QuotaTests {
  @Test func `everything that may have left and is not over counts, in all waves`() throws {
    let shelf = try Shelf(.memory)
    try shelf.stock()
    let wait = WorkTests.wait
    try shelf.store.write { session in
      for (number, state) in Samples.dispatchStates.enumerated() { try session.insert(Samples.dispatch(number, state)) }
      var between = Samples.dispatch(50, .ready(due: noon, tries: .init()))
      between.sealedJob = [1]
      try session.insert(between)
      var reminder = Samples.dispatch(51, .waiting(wait))
      reminder.purpose = .reminder
      try session.insert(reminder)
      try session.insert(Samples.dispatch(0, .waiting(wait), of: Samples.zeta))
    }
    // Of the states: an intent, a doubt, a question, two waits, a poll; and one between two calls.
    #expect(try shelf.store.read { try $0.unfinishedDispatches(at: ["acme"]) } == 7)
    #expect(try shelf.store.read { try $0.unfinishedDispatches(at: ["acme", "zeta"]) } == 8)
    #expect(try shelf.store.read { try $0.unfinishedDispatches(at: ["nobody"]) } == 0)
  }
}
