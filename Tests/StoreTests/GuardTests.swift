import Store
import Testing
import Workflow

/// A stale worker changes nothing, and a transaction happens as a whole or not at all.
struct GuardTests {
  struct Trouble: Error {}

  @Test(arguments: Home.allCases)
  func `an instruction is updated only from the version that was read`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    var mine = try #require(try shelf.store.read { try $0.instruction(Samples.acme) })
    var other = mine
    mine.state = .approved
    try shelf.store.write { try $0.update(mine) }
    other.state = .settled(.refused)
    #expect(throws: StoreError.stale("instruction w/acme")) { try shelf.store.write { try $0.update(other) } }
    mine.version = 1
    #expect(try shelf.store.read { try $0.instruction(Samples.acme) } == mine)
  }

  static let held = DispatchState.intent(epoch: 5, tries: .init(attempt: 2, strikes: 1))

  @Test(
    arguments: Home.allCases,
    [
      DispatchState.intent(epoch: 4, tries: .init(attempt: 2)), .intent(epoch: 6, tries: .init(attempt: 2)),
      .intent(epoch: 5, tries: .init(attempt: 1)), .intent(epoch: 5, tries: .init(attempt: 3)),
      .ready(due: noon, tries: .init(attempt: 2)), .asking(epoch: 5, tries: .init(attempt: 2)), .settled,
    ])
  func `a dispatch is updated only from the kind, epoch and attempt that were read`(
    _ home: Home, _ expected: DispatchState
  ) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    let before = Samples.dispatch(0, Self.held)
    var after = before
    after.state = .settled
    try shelf.store.write { try $0.insert(before) }
    #expect(throws: StoreError.stale("dispatch acme-0")) {
      try shelf.store.write { session throws in
        _ = try session.append([Samples.line(1)], to: "m")
        try session.update(after, expecting: expected)
      }
    }
    #expect(try shelf.store.read { try $0.dispatch(Samples.acme, number: 0) } == before)
    #expect(try shelf.store.read { try $0.outbox(of: "m", limit: 9) }.isEmpty)
  }

  @Test(arguments: Home.allCases)
  func `an outcome is written once`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    var dispatch = Samples.dispatch(0, Self.held)
    try shelf.store.write { try $0.insert(dispatch) }
    dispatch.state = .settled
    try shelf.store.write { try $0.update(dispatch, expecting: Self.held) }
    #expect(throws: StoreError.self) { try shelf.store.write { try $0.update(dispatch, expecting: Self.held) } }
  }

  @Test(arguments: Home.allCases)
  func `what throws in the middle has never happened`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    #expect(throws: Trouble.self) {
      try shelf.store.write { session throws in
        try session.insert(Samples.dispatch(0))
        try session.add(Tally(outcome: .deleted, grade: nil, reason: nil, subjects: 1), to: Samples.acme)
        try session.set(.void, of: "w")
        try session.insertSubjectBlock([1], of: "w", number: 0)
        _ = try session.append([Samples.line(1)], to: "m")
        _ = try session.takeEpoch()
        throw Trouble()
      }
    }
    try shelf.store.read { session throws in
      #expect(try session.dispatches(of: Samples.acme).isEmpty)
      #expect(try session.tallies(of: Samples.acme).isEmpty)
      #expect(try session.wave("w")?.stage == .planned)
      #expect(try session.subjectBlock(of: "w", number: 0) == nil)
      #expect(try session.outbox(of: "m", limit: 9).isEmpty)
      #expect(try session.ledger(of: "m") == LedgerPosition(next: 1, size: 1, root: [1]))
      #expect(try session.epoch() == 0)
    }
  }

  @Test(arguments: Home.allCases)
  func `a transaction sees its own writes`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    let seen = try shelf.store.write { session throws in
      try session.insert(Samples.dispatch(4))
      return try session.dispatch(Samples.acme, number: 4)
    }
    #expect(seen == Samples.dispatch(4))
  }

  @Test(arguments: Home.allCases)
  func `an outcome is stored though its task was cancelled`(_ home: Home) async throws {
    let shelf = try Shelf(home)
    let store = shelf.store
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try store.write { try $0.takeEpoch() }
    }
    #expect(try await task.value == 1)
    #expect(try store.read { try $0.epoch() } == 1)
  }

  @Test func `errors say what happened, to what, and what to do`() {
    #expect(
      [
        StoreError.stale("wave w"), .exists("wave w"), .missing("wave w"), .newer(found: 3, known: 1),
        .foreign(path: "/a/b"), .unsafe(path: "/a/b", why: "why"), .damaged("page 3"),
      ].map(\.description) == [
        "wave w was changed by another worker meanwhile; nothing was written",
        "wave w exists already; choose another name or show what is there",
        "wave w does not exist; `expunge status` lists what does",
        "the database has schema 3, this expunge knows 1; install the newer expunge",
        "/a/b is not a database of expunge; point --home elsewhere", "/a/b: why",
        "the database is damaged: page 3; restore the last backup, and do not delete the ledger",
      ])
  }
}
