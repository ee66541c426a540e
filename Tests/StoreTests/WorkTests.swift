import Store
import Testing
import Workflow

/// What the engine is told to do: what is due, what a crash left, and whether there is anything at all.
struct WorkTests {
  static let wait = DispatchState.Wait(
    due: noon, since: noon, hasJob: true, polls: 0, grade: .acceptedUnsigned, tries: .init())

  struct Scene: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var hasWork: Bool
    var state: InstructionState = .sending
    var planned = 0
    var begun = 0
    var timer: Instant?
    var dispatch: DispatchState?
    var line = false
  }

  static let scenes: [Scene] = [
    Scene(testDescription: "nothing", hasWork: false),
    Scene(testDescription: "a line waits", hasWork: true, state: .planned, line: true),
    Scene(testDescription: "a timer fires", hasWork: true, state: .needsPerson(Reason("x")), timer: noon),
    Scene(testDescription: "a timer fires later", hasWork: false, timer: noon + .milliseconds(1)),
    Scene(testDescription: "planned, not begun", hasWork: true, planned: 3, begun: 2),
    Scene(testDescription: "planned, not begun, not sent yet", hasWork: false, state: .approved, planned: 3),
    Scene(testDescription: "planned, not begun, on hold", hasWork: false, state: held, planned: 3),
    Scene(testDescription: "all begun", hasWork: false, planned: 3, begun: 3),
    Scene(testDescription: "due", hasWork: true, dispatch: .ready(due: noon, tries: .init())),
    Scene(
      testDescription: "due while awaiting", hasWork: true, state: .awaiting(until: noon), dispatch: .waiting(wait)),
    Scene(testDescription: "doubt is due", hasWork: true, dispatch: .inDoubt(due: noon, tries: .init())),
    Scene(testDescription: "due later", hasWork: false, dispatch: .ready(due: noon + .milliseconds(1), tries: .init())),
    Scene(testDescription: "due, on hold", hasWork: false, state: held, dispatch: .ready(due: noon, tries: .init())),
    Scene(
      testDescription: "an intent is held", hasWork: true, state: held, dispatch: .intent(epoch: 1, tries: .init())),
    Scene(testDescription: "a question is held", hasWork: true, dispatch: .asking(epoch: 1, tries: .init())),
    Scene(testDescription: "a poll is held", hasWork: true, state: .planned, dispatch: .polling(epoch: 1, wait)),
    Scene(
      testDescription: "a question is due at a halted partner", hasWork: true, state: .needsPerson(Reason("redirect")),
      dispatch: .waiting(wait)),
    Scene(
      testDescription: "a question is due, the credential is refused", hasWork: false,
      state: .needsPerson(Reason("credentials")), dispatch: .waiting(wait)),
    Scene(
      testDescription: "only a transmission is due at a halted partner", hasWork: false,
      state: .needsPerson(Reason("redirect")), planned: 3, dispatch: .ready(due: noon, tries: .init())),
    Scene(testDescription: "over", hasWork: false, dispatch: .settled),
    Scene(testDescription: "for a person", hasWork: false, dispatch: .needsPerson(Reason("x"), tries: .init())),
  ]
  static let held = InstructionState.held(basis: Reason("law"), until: nil, before: .sending)

  @Test(arguments: Home.allCases, scenes)
  func `there is work exactly when there is something to do`(_ home: Home, _ scene: Scene) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    var record = InstructionRecord(
      id: InstructionID(wave: "w", partner: "beta"), state: scene.state, planned: scene.planned)
    (record.begun, record.timer) = (scene.begun, scene.timer)
    try shelf.store.write { session throws in
      try session.insert(record)
      if let state = scene.dispatch { try session.insert(Samples.dispatch(9, state, of: record.id)) }
      if scene.line { _ = try session.append([Samples.line(1)], to: "m") }
    }
    #expect(try shelf.store.read { try $0.hasWork(at: noon) } == scene.hasWork)
  }

  @Test(arguments: Home.allCases)
  func `an update tells whether the instruction may transmit`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    var record = try #require(try shelf.store.read { try $0.instruction(Samples.acme) })
    for (state, hasWork) in [(InstructionState.sending, true), (Self.held, false), (.awaiting(until: noon), true)] {
      record.state = state
      try shelf.store.write { try $0.update(record) }
      record.version += 1
      #expect(try shelf.store.read { try $0.hasWork(at: noon) } == hasWork, "\(state)")
    }
  }

  @Test(arguments: Home.allCases)
  func `what an earlier epoch held is interrupted, and nothing else is`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    let found = [
      Samples.dispatch(1, .intent(epoch: 2, tries: .init(attempt: 1))),
      Samples.dispatch(3, .asking(epoch: 1, tries: .init())),
      Samples.dispatch(0, .polling(epoch: 2, Self.wait), of: Samples.zeta),
    ]
    let others = [
      Samples.dispatch(0, .intent(epoch: 3, tries: .init())), Samples.dispatch(2), Samples.dispatch(4, .settled),
      Samples.dispatch(5, .waiting(Self.wait)), Samples.dispatch(6, .needsPerson(Reason("x"), tries: .init())),
    ]
    try shelf.store.write { session in for dispatch in others + found { try session.insert(dispatch) } }
    #expect(try shelf.store.read { try $0.interrupted(before: 3) } == found)
    #expect(try shelf.store.read { try $0.interrupted(before: 1) }.isEmpty)
  }

  @Test(arguments: Home.allCases)
  func `the oldest due comes first, and nothing before its time or under way`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    func ready(_ number: Int, _ minutes: Int64) -> DispatchRecord {
      Samples.dispatch(number, .ready(due: noon + .minutes(minutes), tries: .init()))
    }
    let due = [ready(3, -9), ready(1, -5), ready(2, -5), ready(5, 0)]
    let others = [
      ready(0, 1), Samples.dispatch(4, .polling(epoch: 1, Self.wait)), Samples.dispatch(6, .settled),
      Samples.dispatch(7, .intent(epoch: 1, tries: .init())),
      Samples.dispatch(0, .ready(due: noon + .days(-1), tries: .init()), of: Samples.zeta),
    ]
    try shelf.store.write { session in for dispatch in due.reversed() + others { try session.insert(dispatch) } }
    try shelf.store.read { session throws in
      #expect(try session.dueDispatches(of: Samples.acme, at: noon, limit: 99) == due)
      #expect(try session.dueDispatches(of: Samples.acme, at: noon, limit: 2) == Array(due.prefix(2)))
      #expect(try session.nextDue(of: Samples.acme) == noon + .minutes(-9))
      #expect(try session.openDispatches(of: Samples.acme, limit: 99).map(\.number) == [0, 1, 2, 3, 4, 5, 7])
      #expect(try session.openDispatches(of: Samples.acme, limit: 3).map(\.number) == [0, 1, 2])
    }
  }

  @Test(arguments: Home.allCases)
  func `what is under way or over has no next time`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.stock()
    #expect(try shelf.store.read { try $0.nextDue(of: Samples.acme) } == nil)
    try shelf.store.write { session throws in
      try session.insert(Samples.dispatch(0, .polling(epoch: 1, Self.wait)))
      try session.insert(Samples.dispatch(1, .settled))
    }
    #expect(try shelf.store.read { try $0.nextDue(of: Samples.acme) } == nil)
  }
}
