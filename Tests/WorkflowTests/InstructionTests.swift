import Testing
import Workflow

/// Every state of an instruction against every event. `=` is: nothing changes and nothing is told.
struct InstructionTests {
  static let later = noon + .days(30)
  static let states: [(name: String, state: InstructionState)] = [
    ("planned", .planned), ("approved", .approved), ("sending", .sending), ("awaiting", .awaiting(until: noon)),
    ("needsPerson", .needsPerson(.trouble)), ("settled", .settled(.deleted)), ("reopened", .reopened(.trouble)),
  ]
  static let running: [InstructionState.Running] = [
    .planned, .approved, .sending, .awaiting(until: noon), .needsPerson(.trouble),
  ]

  struct Row: Sendable, CustomTestStringConvertible {
    var event: InstructionEvent
    var expected: [String]
    var testDescription: String { String(describing: event) }

    init(_ event: InstructionEvent, _ expected: String) {
      self.event = event
      self.expected = expected.split(separator: " ").map(String.init)
    }
  }

  static let rows: [Row] = [
    // Columns: planned approved sending awaiting needsPerson settled reopened
    Row(.approved, "approved = = = = = ="),
    Row(.sent(personsTask: false), "= sending = = = = ="),
    Row(.sent(personsTask: true), "= needsPerson = = = = ="),
    Row(.transmitted(until: later), "= = awaiting awaiting = = ="),
    Row(.resumed, "= = = sending = = ="),
    Row(.halted(Reason("credentials")), "= = needsPerson needsPerson = = ="),
    Row(.completed(.refused), "= settled settled settled settled = settled"),
    Row(.hold(basis: Reason("court-order"), until: later), "held held held held held = ="),
    Row(.release, "= = = = = = ="),
    Row(.personContinues, "= = = = sending = ="),
    Row(.late(Reason("bounce")), "= = = = = reopened ="),
  ]

  static func name(_ state: InstructionState) -> String {
    switch state {
    case .planned: "planned"
    case .approved: "approved"
    case .sending: "sending"
    case .awaiting: "awaiting"
    case .needsPerson: "needsPerson"
    case .held: "held"
    case .settled: "settled"
    case .reopened: "reopened"
    }
  }

  @Test(arguments: rows)
  func `every state has its written answer to`(_ row: Row) {
    #expect(row.expected.count == Self.states.count)
    for ((name, state), expected) in zip(Self.states, row.expected) {
      let step = state.on(row.event)
      if expected == "=" {
        #expect(step == InstructionStep(state), "\(name)")
      } else {
        #expect(InstructionTests.name(step.next) == expected, "\(name)")
        #expect(step.effects.isEmpty == (expected != "held"), "\(name)")
      }
    }
  }

  @Test func `the table knows every event`() {
    let events = Set(Self.rows.map { String(describing: $0.event).prefix { $0 != "(" } })
    #expect(events.count == 10)
  }

  /// What a held instruction was before goes on changing underneath, so that release finds it up to date.
  @Test(arguments: rows)
  func `a hold lets the same things happen underneath`(_ row: Row) {
    for before in Self.running {
      let held = InstructionState.held(basis: .trouble, until: nil, before: before)
      let free = held.on(.release).next
      let step = held.on(row.event)
      switch row.event {
      case .completed(let outcome): #expect(step == InstructionStep(.settled(outcome)))
      case .release: #expect(step == InstructionStep(free, [.recordRelease(.trouble)]))
      // A person who lets a held partner go on has to release it first; a second hold changes nothing.
      case .hold, .personContinues, .late: #expect(step == InstructionStep(held))
      case .approved, .sent, .transmitted, .resumed, .halted:
        #expect(step.next.on(.release).next == free.on(row.event).next, "\(before)")
        #expect(InstructionTests.name(step.next) == "held", "\(before)")
        #expect(step.effects.isEmpty, "\(before)")
      }
    }
  }

  @Test(arguments: states.prefix(5))
  func `a hold remembers what it interrupts and gives it back`(_ name: String, _ state: InstructionState) {
    let basis = Reason("court-order")
    let held = state.on(.hold(basis: basis, until: Self.later))
    #expect(held.effects == [.recordHold(basis, until: Self.later)])
    #expect(!held.next.mayTransmit)
    #expect(held.next.on(.release) == InstructionStep(state, [.recordRelease(basis)]))
  }

  @Test func `an end is left only by something that came in late`() {
    let settled = InstructionState.settled(.deleted)
    for row in Self.rows {
      if case .late(let reason) = row.event {
        #expect(settled.on(row.event) == InstructionStep(.reopened(reason)))
      } else {
        #expect(settled.on(row.event) == InstructionStep(settled))
      }
    }
  }

  @Test func `only sending and awaiting may transmit`() {
    let names = Self.states.filter(\.state.mayTransmit).map(\.name)
    #expect(names == ["sending", "awaiting"])
  }

  @Test func `only settled is settled`() {
    #expect(Self.states.filter(\.state.isSettled).map(\.name) == ["settled"])
  }

  @Test func `nothing is sent that nobody approved`() {
    var open: [InstructionState] = [.planned]
    var seen = Set(open)
    while let state = open.popLast() {
      #expect(!state.mayTransmit)
      for row in Self.rows where row.event != .approved {
        let next = state.on(row.event).next
        if seen.insert(next).inserted { open.append(next) }
      }
    }
    #expect(seen.count > 1)
  }
}
