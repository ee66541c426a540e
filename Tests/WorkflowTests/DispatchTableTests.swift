import Testing
import Workflow

/// Every state against every event. `=` is: nothing changes and nothing is told; `late` is: nothing changes, and the
/// answer is kept as an observation; a name is the state that follows.
struct DispatchTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var policy: InDoubtPolicy
    var event: DispatchEvent
    var expected: [String]
    var testDescription: String { "\(name) (\(policy.rawValue))" }

    init(_ name: String, _ event: DispatchEvent, _ expected: String) {
      self.init(name, .safeToRepeat, event, expected)
    }

    init(_ name: String, _ policy: InDoubtPolicy, _ event: DispatchEvent, _ expected: String) {
      self.name = name
      self.policy = policy
      self.event = event
      self.expected = expected.split(separator: " ").map(String.init)
    }
  }

  static let done = [Item(subjects: .all(10), standing: .settled(.deleted, .claimedUnsigned, nil))]
  static let taken = Acceptance(grade: .acceptedUnsigned, job: [1])
  static let late = "late late late late late late late late late"
  static let same = "= = = = = = = = ="

  static func sent(_ verdict: Verdict) -> DispatchEvent { .answered(epoch: 3, attempt: 2, verdict) }

  static let rows: [Row] = [
    // Columns: ready intent inDoubt asking waitingForJob waiting polling settled needsPerson
    Row("claimed", .claimed(epoch: 3), "intent = asking = polling = = = ="),
    Row("not sent", sent(.notSent(.trouble)), "late ready late late late late late late late"),
    Row("busy", sent(.busy(.trouble, retryAfter: nil)), "late ready late late late late late late late"),
    Row("busy until", sent(.busy(.trouble, retryAfter: .hours(2))), "late ready late late late late late late late"),
    Row("lost", sent(.lost(.trouble)), "late ready late late late late late late late"),
    Row("lost", .queryFirst, sent(.lost(.trouble)), "late inDoubt late late late late late late late"),
    Row("lost", .neverRepeat, sent(.lost(.trouble)), "late needsPerson late late late late late late late"),
    Row("rejected", sent(.rejected(.trouble)), "late needsPerson late late late late late late late"),
    Row("halted", sent(.halted(.trouble)), "late ready late late late late late late late"),
    Row("accepted", sent(.accepted(taken)), "late waiting late late late late late late late"),
    Row("items", sent(.items(done)), "late settled late late late late late late late"),
    Row("answer of an old epoch", .answered(epoch: 2, attempt: 2, .items(done)), late),
    Row("answer of a future epoch", .answered(epoch: 4, attempt: 2, .items(done)), late),
    Row("answer of an old attempt", .answered(epoch: 3, attempt: 1, .items(done)), late),
    Row("answer of a future attempt", .answered(epoch: 3, attempt: 3, .items(done)), late),
    Row("pending", .polled(epoch: 3, .pending(askAfter: nil)), "late late late waiting late late waiting late late"),
    Row("job's items", .polled(epoch: 3, .items(done)), "late late late settled late late settled late late"),
    Row("unknown", .polled(epoch: 3, .unknown(.trouble)), "late late late ready late late needsPerson late late"),
    Row(
      "unanswered", .polled(epoch: 3, .unanswered(.trouble, retryAfter: nil)),
      "late late late inDoubt late late waiting late late"),
    Row("poll halted", .polled(epoch: 3, .halted(.trouble)), "late late late inDoubt late late waiting late late"),
    Row("poll of an old epoch", .polled(epoch: 2, .items(done)), late),
    Row("poll of a future epoch", .polled(epoch: 4, .items(done)), late),
    Row("recovered", .recovered(before: 4), "= ready = inDoubt = = waiting = ="),
    Row("recovered", .queryFirst, .recovered(before: 4), "= inDoubt = inDoubt = = waiting = ="),
    Row("recovered", .neverRepeat, .recovered(before: 4), "= needsPerson = inDoubt = = waiting = ="),
    Row("recovered, but held by the living", .recovered(before: 3), same),
    Row(
      "abandoned", .abandoned(.unanswered, .trouble),
      "settled settled settled settled settled settled settled = settled"),
    Row("a person repeats", .personRepeats, "= = = = = = = = ready"),
  ]

  @Test(arguments: rows)
  func `every state has its written answer to`(_ row: Row) {
    #expect(row.expected.count == Stand.allCases.count)
    for (stand, expected) in zip(Stand.allCases, row.expected) {
      let step = stand.state.on(row.event, at: noon, in: .usual(row.policy))
      switch expected {
      case "=": #expect(step == DispatchStep(stand.state), "\(stand)")
      case "late":
        #expect(step.next == stand.state, "\(stand)")
        #expect(step.isLate, "\(stand)")
      case _: #expect(step.next.kind == expected, "\(stand)")
      }
    }
  }

  @Test func `the table knows every event and every state`() {
    let events = Set(DispatchTableTests.rows.map { String(describing: $0.event).prefix { $0 != "(" } })
    #expect(events == ["claimed", "answered", "polled", "recovered", "abandoned", "personRepeats"])
    #expect(Set(Stand.allCases.map(\.state.kind)).count == 8)
  }

  @Test(arguments: rows)
  func `an event that comes twice does nothing the second time`(_ row: Row) {
    for stand in Stand.allCases {
      let once = stand.state.on(row.event, at: noon, in: .usual(row.policy)).next
      let twice = once.on(row.event, at: noon, in: .usual(row.policy))
      #expect(twice.next == once, "\(stand)")
      #expect(twice.effects.isEmpty || twice.isLate, "\(stand)")
    }
  }

  @Test(arguments: rows)
  func `a late answer says by which way it came`(_ row: Row) {
    let step = DispatchState.settled.on(row.event, at: noon, in: .usual(row.policy))
    switch row.event {
    case .answered: #expect(step.effects == [.answer(.response, nil, nil, Reason("late-answer"))])
    case .polled: #expect(step.effects == [.answer(.poll, nil, nil, Reason("late-answer"))])
    case .claimed, .recovered, .abandoned, .personRepeats: #expect(step.effects.isEmpty)
    }
  }

  @Test(arguments: rows)
  func `no event brings back a settled dispatch`(_ row: Row) {
    #expect(DispatchState.settled.on(row.event, at: noon, in: .usual(row.policy)).next == .settled)
  }

  @Test(arguments: rows)
  func `no step says more about a subject than once`(_ row: Row) {
    for stand in Stand.allCases {
      let groups = stand.state.on(row.event, at: noon, in: .usual(row.policy)).groups
      let named = groups.flatMap { Array($0.indices) }
      #expect(named.isEmpty || named.sorted() == Array(0..<10), "\(stand)")
    }
  }
}
