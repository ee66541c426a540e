import Testing
import Workflow

/// Subjects sent are subjects in all outcomes, always.
struct DispatchItemTests {
  static func answered(_ items: [Item], in context: DispatchContext = .usual(), strikes: Int = 0) -> DispatchStep {
    DispatchState.intent(epoch: 3, tries: .init(attempt: 1, strikes: strikes))
      .on(.answered(epoch: 3, attempt: 1, .items(items)), at: noon, in: context)
  }

  static func item(_ range: ClosedRange<Int>, _ standing: Item.Standing) -> Item {
    Item(subjects: SubjectRanges(range), standing: standing)
  }

  static let deleted = Item.Standing.settled(.deleted, .claimedSigned, nil)

  @Test func `each subject settles, repeats, or waits for a person as its item says`() {
    let step = Self.answered([
      Self.item(0...3, Self.deleted), Self.item(4...5, .tryAgain(.trouble)), Self.item(6...7, .needsPerson(.trouble)),
      Self.item(8...8, .inDoubt(.trouble)), Self.item(9...9, .settled(.notFound, nil, nil)),
    ])
    let again = DispatchState.ready(due: noon + .seconds(1), tries: .init(attempt: 0, strikes: 1))
    let doubtful = DispatchState.ready(due: noon + .seconds(1), tries: .init(attempt: 0, strikes: 1, doubt: .past))
    #expect(step.next == .settled)
    #expect(
      step.effects.filter { if case .itemAnswer = $0 { false } else { true } }.dropFirst(2) == [
        .settle([Self.item(0...3, Self.deleted)]), .settle([Self.item(9...9, .settled(.notFound, nil, nil))]),
        .split(SubjectRanges(4...5), again), .split(SubjectRanges(8...8), doubtful),
        .split(SubjectRanges(6...7), .needsPerson(.trouble, tries: .init(attempt: 0, strikes: 0))),
      ])
  }

  @Test(arguments: [
    (InDoubtPolicy.safeToRepeat, "ready"), (.queryFirst, "needsPerson"), (.neverRepeat, "needsPerson"),
  ])
  func `what an answer leaves out is in doubt`(_ policy: InDoubtPolicy, _ kind: String) {
    let step = Self.answered([Self.item(0...6, Self.deleted)], in: .usual(policy))
    guard case .split(let subjects, let state)? = step.effects.last else {
      Issue.record("nothing was split off")
      return
    }
    #expect(subjects == SubjectRanges(7...9))
    #expect(state.kind == kind)
    #expect(step.effects.contains(.itemAnswer(.response, Self.item(7...9, .inDoubt(Reason("missing-item"))))))
  }

  @Test func `the first thing said of a subject counts`() {
    let step = Self.answered([
      Self.item(0...9, Self.deleted), Self.item(2...5, .settled(.refused, nil, nil)),
      Self.item(0...9, .tryAgain(.trouble)),
    ])
    #expect(step.groups == [.all(10)])
    #expect(step.settled == [Self.item(0...9, Self.deleted)])
  }

  @Test func `what is said of strangers is not heard`() {
    let step = Self.answered([Self.item(10...90, Self.deleted), Self.item(0...12, Self.deleted)])
    #expect(step.settled == [Self.item(0...9, Self.deleted)])
  }

  @Test func `an answer claims for each group of subjects what was said of it, and no more`() {
    let whole = Self.answered([Self.item(0...4, Self.deleted), Self.item(5...9, Self.deleted)])
    let mixed = Self.answered([
      Self.item(0...4, Self.deleted), Self.item(5...7, .settled(.refused, nil, nil)),
      Self.item(8...9, .tryAgain(.trouble)),
    ])
    #expect(whole.itemAnswers == [Self.item(0...9, Self.deleted)])
    #expect(
      mixed.itemAnswers == [
        Self.item(0...4, Self.deleted), Self.item(5...7, .settled(.refused, nil, nil)),
        Self.item(8...9, .tryAgain(.trouble)),
      ])
  }

  @Test func `a line about some subjects comes right before their outcome, which rests on it`() {
    let step = Self.answered([Self.item(0...4, Self.deleted), Self.item(5...9, .settled(.refused, nil, nil))])
    for (before, effect) in zip(step.effects, step.effects.dropFirst()) {
      guard case .settle(let items) = effect else { continue }
      #expect(before == .itemAnswer(.response, items[0]))
    }
  }

  @Test(arguments: [(Grade.claimedUnsigned, Grade.acceptedUnsigned), (.claimedSigned, .acceptedSigned)])
  func `a transmission is taken with no more proof than its answer has`(_ claimed: Grade, _ taken: Grade) {
    let step = Self.answered([Self.item(0...9, .settled(.deleted, claimed, nil))])
    #expect(
      step.effects.contains(.record(Transmission(attempt: 1, result: .accepted, grade: taken, reason: nil))))
  }

  @Test func `what fails item by item ends as unanswered with the last strike`() {
    let step = Self.answered(
      [Self.item(0...4, Self.deleted), Self.item(5...9, .tryAgain(.trouble))], strikes: 4)
    #expect(
      step.settled == [
        Self.item(0...4, Self.deleted), Self.item(5...9, .settled(.unanswered, nil, Reason("retries-spent"))),
      ])
  }

  @Test func `whatever a partner answers, no subject is lost, invented or counted twice`() {
    for seed in 0..<1000 {
      var dice = Seeded(seed)
      let sent = SubjectRanges(dice.ranges(below: 120, atMost: 8))
      let items = DispatchItemTests.hostileItems(&dice)
      let context = DispatchContext(
        terms: .usual(InDoubtPolicy.allCases[dice.number(0...2)]), subjects: sent, dice: 0.3)
      let tries = DispatchState.Tries(attempt: 1, strikes: dice.number(0...4))
      let wait = DispatchState.Wait(
        due: noon, since: noon, hasJob: true, polls: 0, grade: .acceptedUnsigned, tries: tries)
      let steps = [
        DispatchState.intent(epoch: 1, tries: tries)
          .on(.answered(epoch: 1, attempt: 1, .items(items)), at: noon, in: context),
        DispatchState.polling(epoch: 1, wait).on(.polled(epoch: 1, .items(items)), at: noon, in: context),
        DispatchState.asking(epoch: 1, tries: tries).on(.polled(epoch: 1, .items(items)), at: noon, in: context),
      ]
      for step in steps {
        #expect(step.next == .settled)
        #expect(step.groups.flatMap { Array($0.indices) }.sorted() == Array(sent.indices), "seed \(seed)")
        #expect(!step.groups.contains { $0.isEmpty }, "seed \(seed)")
      }
    }
  }

  static func hostileItems(_ dice: inout Seeded) -> [Item] {
    var items: [Item] = []
    for _ in 0..<dice.number(0...7) {
      let standing: Item.Standing =
        switch dice.number(0...4) {
        case 0: .tryAgain(.trouble)
        case 1: .inDoubt(.trouble)
        case 2: .needsPerson(.trouble)
        case 3: .settled(.refused, nil, .trouble)
        case _: deleted
        }
      var ranges = dice.ranges(below: 160, atMost: 4)
      if dice.number(0...9) == 0 { ranges.append(0...Int.max) }
      items.append(Item(subjects: SubjectRanges(ranges), standing: standing))
      if dice.coin(), let last = items.last { items.append(last) }
    }
    return items
  }
}
