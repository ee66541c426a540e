import Testing
import Workflow

/// A selector names nobody: its dispatch ends once as a whole, or goes on as a whole.
struct DispatchSelectorTests {
  static let nobody = SubjectRanges()
  static let deleted = Item(subjects: nobody, standing: .settled(.deleted, .claimedUnsigned, nil))
  static let refused = Item(subjects: nobody, standing: .settled(.refused, nil, nil))
  static let again = Item(subjects: nobody, standing: .tryAgain(.trouble))

  static func answered(_ items: [Item], _ policy: InDoubtPolicy = .safeToRepeat, strikes: Int = 0) -> DispatchStep {
    DispatchState.intent(epoch: 3, tries: .init(attempt: 2, strikes: strikes))
      .on(.answered(epoch: 3, attempt: 2, .items(items)), at: noon, in: .selector(policy))
  }

  @Test(arguments: [[deleted], [deleted, deleted]])
  func `the same answer said once or twice is one outcome`(_ items: [Item]) {
    let step = Self.answered(items)
    #expect(step.next == .settled)
    #expect(step.settled == [Self.deleted])
  }

  @Test func `two different outcomes are for a person to weigh`() {
    let step = Self.answered([Self.deleted, Self.refused])
    #expect(step.next == .needsPerson(Reason("answers-differ"), tries: .init(attempt: 2, strikes: 0)))
    #expect(step.settled.isEmpty)
  }

  @Test func `a repeat is the same dispatch with one strike more`() {
    let step = Self.answered([Self.again])
    #expect(step.next == .ready(due: noon + .seconds(1), tries: .init(attempt: 2, strikes: 1)))
    #expect(step.groups.isEmpty)
  }

  @Test func `the last strike is an outcome too`() {
    let step = Self.answered([Self.again], strikes: 4)
    #expect(step.next == .settled)
    #expect(
      step.settled == [Item(subjects: Self.nobody, standing: .settled(.unanswered, nil, Reason("retries-spent")))])
  }

  @Test(arguments: [
    (InDoubtPolicy.safeToRepeat, "ready"), (.queryFirst, "needsPerson"), (.neverRepeat, "needsPerson"),
  ])
  func `an answer without any item is doubt and not an end`(_ policy: InDoubtPolicy, _ kind: String) {
    let step = Self.answered([], policy)
    #expect(step.next.kind == kind)
    #expect(step.settled.isEmpty)
    #expect(step.effects.contains(.answer(.response, nil, nil, Reason("missing-item"))))
  }

  @Test(arguments: DispatchTableTests.rows)
  func `a selector never ends without exactly one outcome`(_ row: DispatchTableTests.Row) {
    for stand in Stand.allCases where stand != .settled {
      let step = stand.state.on(row.event, at: noon, in: .selector(row.policy))
      #expect(step.settled.count == (step.next.isOver ? 1 : 0), "\(stand)")
      #expect(!step.effects.contains { if case .split = $0 { true } else { false } }, "\(stand)")
    }
  }
}
