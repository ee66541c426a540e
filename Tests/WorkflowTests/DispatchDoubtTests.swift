import Testing
import Workflow

/// Doubt is settled by the partner's declared policy, never by a guess.
struct DispatchDoubtTests {
  static let intent = DispatchState.intent(epoch: 3, tries: .init(attempt: 1, strikes: 0))

  @Test func `a claim counts the attempt before it is sent`() {
    let step = DispatchState.ready(due: noon, tries: .init()).on(.claimed(epoch: 8), at: noon, in: .usual())
    #expect(step == DispatchStep(.intent(epoch: 8, tries: .init(attempt: 1, strikes: 0)), [.send(attempt: 1)]))
  }

  @Test func `a claimed doubt is a question and not a transmission`() {
    let doubt = DispatchState.inDoubt(due: noon, tries: .init(attempt: 4, strikes: 2))
    let step = doubt.on(.claimed(epoch: 8), at: noon, in: .usual(.queryFirst))
    #expect(step == DispatchStep(.asking(epoch: 8, tries: .init(attempt: 4, strikes: 2)), [.ask]))
  }

  @Test(arguments: [
    (
      InDoubtPolicy.safeToRepeat,
      DispatchState.ready(due: noon + .seconds(1), tries: .init(attempt: 1, strikes: 1, doubt: .open))
    ),
    (.queryFirst, .inDoubt(due: noon + .seconds(1), tries: .init(attempt: 1, strikes: 1, doubt: .open))),
    (.neverRepeat, .needsPerson(Reason("in-doubt"), tries: .init(attempt: 1, strikes: 1, doubt: .open))),
  ])
  func `an intent found at start-up follows the policy`(_ policy: InDoubtPolicy, _ expected: DispatchState) {
    let step = Self.intent.on(.recovered(before: 4), at: noon, in: .usual(policy))
    #expect(step.next == expected)
    #expect(
      step.effects == [.record(Transmission(attempt: 1, result: .inDoubt, grade: nil, reason: Reason("interrupted")))])
  }

  @Test(arguments: InDoubtPolicy.allCases)
  func `a lost answer is recorded as doubt and counts against the partner's health`(_ policy: InDoubtPolicy) {
    let step = Self.intent.on(.answered(epoch: 3, attempt: 1, .lost(.trouble)), at: noon, in: .usual(policy))
    #expect(
      step.effects == [
        .record(Transmission(attempt: 1, result: .inDoubt, grade: nil, reason: .trouble)), .health(false),
      ])
  }

  @Test func `an interrupted question is asked again at once`() {
    let asking = DispatchState.asking(epoch: 3, tries: .init(attempt: 2, strikes: 1))
    let step = asking.on(.recovered(before: 9), at: noon, in: .usual(.queryFirst))
    #expect(step == DispatchStep(.inDoubt(due: noon, tries: .init(attempt: 2, strikes: 1))))
  }

  @Test func `once in doubt, never-repeat goes out again only when a person says so`() {
    let context = DispatchContext.usual(.neverRepeat)
    let partly = [Item(subjects: .all(4), standing: .inDoubt(.trouble))]
    let doubts: [DispatchEvent] = [
      .recovered(before: 4), .answered(epoch: 3, attempt: 1, .lost(.trouble)),
      .answered(epoch: 3, attempt: 1, .items(partly)), .answered(epoch: 3, attempt: 1, .items([])),
    ]
    var open = doubts.flatMap { DispatchDoubtTests.successors(of: Self.intent.on($0, at: noon, in: context)) }
    var seen = Set(open)
    while let state = open.popLast() {
      guard !["ready", "intent"].contains(state.kind) else {
        Issue.record("\(state) repeats what may have arrived")
        return
      }
      for row in DispatchTableTests.rows where row.event != .personRepeats {
        for next in DispatchDoubtTests.successors(of: state.on(row.event, at: noon, in: context))
        where seen.insert(next).inserted { open.append(next) }
      }
    }
    #expect(seen.contains { $0.kind == "needsPerson" })
  }

  @Test func `a person's repeat begins with a fresh budget and keeps counting attempts`() {
    let stuck = DispatchState.needsPerson(Reason("in-doubt"), tries: .init(attempt: 6, strikes: 4))
    let step = stuck.on(.personRepeats, at: noon, in: .usual(.neverRepeat))
    #expect(step == DispatchStep(.ready(due: noon, tries: .init(attempt: 6, strikes: 0))))
  }

  static func successors(of step: DispatchStep) -> [DispatchState] {
    [step.next] + step.effects.compactMap { if case .split(_, let state) = $0 { state } else { nil } }
  }
}
