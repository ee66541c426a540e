import Testing
import Workflow

/// What is known of earlier attempts decides what a partner's "again" and "not found" can mean.
struct RepeatTests {
  private func after(_ verdict: Verdict, _ policy: InDoubtPolicy = .safeToRepeat) -> DispatchState {
    DispatchDoubtTests.intent.on(.answered(epoch: 3, attempt: 1, verdict), at: noon, in: .usual(policy)).next
  }

  @Test func `only an attempt that may have arrived makes the next one a repeat`() {
    #expect(after(.lost(.trouble)).tries.doubt == .open)
    #expect(after(.busy(Reason("status-503"), retryAfter: nil)).tries.doubt == .open)
    #expect(after(.notSent(.trouble)).tries.doubt == nil)
    #expect(after(.busy(Reason("status-429"), retryAfter: nil)).tries.doubt == nil)
    #expect(after(.halted(Reason("credentials"))).tries.doubt == nil)
    #expect(DispatchDoubtTests.intent.on(.recovered(before: 4), at: noon, in: .usual()).next.tries.doubt == .open)
  }

  @Test func `the next call of a dispatch is no repeat, but the doubt is not forgotten`() {
    let intent = DispatchState.intent(epoch: 3, tries: .init(attempt: 2, strikes: 1, doubt: .open))
    let next = intent.on(.answered(epoch: 3, attempt: 2, .proceeding(.trouble)), at: noon, in: .usual()).next
    #expect(next == .ready(due: noon, tries: .init(attempt: 2, strikes: 0, doubt: .past)))
  }

  @Test func `a person's repeat is a repeat`() {
    let stuck = DispatchState.needsPerson(Reason("in-doubt"), tries: .init(attempt: 1, strikes: 1, doubt: .open))
    #expect(stuck.on(.personRepeats, at: noon, in: .usual(.neverRepeat)).next.tries.doubt == .open)
  }

  @Test func `after the partner said that none arrived, nothing is a repeat`() {
    let asking = DispatchState.asking(epoch: 3, tries: .init(attempt: 1, strikes: 1, doubt: .open))
    let next = asking.on(.polled(epoch: 3, .unknown(.trouble)), at: noon, in: .usual(.queryFirst)).next
    #expect(next == .ready(due: noon, tries: .init(attempt: 1, strikes: 1)))
  }

  @Test(arguments: [InDoubtPolicy.safeToRepeat, .neverRepeat])
  func `a repeat of nothing is for a person, and is never sent again to be called one`(_ policy: InDoubtPolicy) {
    let step = DispatchDoubtTests.intent.on(
      .answered(epoch: 3, attempt: 1, .lost(.unprovenRepeat)), at: noon, in: .usual(policy))
    #expect(step.next == .needsPerson(.unprovenRepeat, tries: .init(attempt: 1, strikes: 1)))
    #expect(
      step.effects == [
        .record(Transmission(attempt: 1, result: .inDoubt, grade: nil, reason: .unprovenRepeat)), .health(true),
      ])
  }

  @Test func `a repeat of nothing is asked about where the partner can be asked, and ends at a person`() {
    #expect(
      after(.lost(.unprovenRepeat), .queryFirst)
        == .inDoubt(due: noon + .seconds(1), tries: .init(attempt: 1, strikes: 1)))
    let last = DispatchState.intent(epoch: 3, tries: .init(attempt: 5, strikes: 4))
    let end = last.on(.answered(epoch: 3, attempt: 5, .lost(.unprovenRepeat)), at: noon, in: .usual(.queryFirst))
    #expect(end.next == .needsPerson(.unprovenRepeat, tries: .init(attempt: 5, strikes: 5)))
  }

  private func settled(_ doubt: DispatchState.Doubt?, _ standing: Item.Standing, byPoll: Bool) -> [Item] {
    let tries = DispatchState.Tries(attempt: 2, strikes: 1, doubt: doubt)
    let items = [Item(subjects: .all(10), standing: standing)]
    let wait = DispatchState.Wait(
      due: noon, since: noon, hasJob: true, polls: 1, grade: .acceptedUnsigned, tries: tries)
    let step =
      byPoll
      ? DispatchState.polling(epoch: 3, wait).on(.polled(epoch: 3, .items(items)), at: noon, in: .usual())
      : DispatchState.intent(epoch: 3, tries: tries)
        .on(.answered(epoch: 3, attempt: 2, .items(items)), at: noon, in: .usual())
    return step.effects.flatMap { if case .settle(let items) = $0 { items } else { [Item]() } }
  }

  @Test(arguments: [false, true])
  func `not found after a doubt says that an earlier attempt may have deleted`(_ byPoll: Bool) {
    let standing = Item.Standing.settled(.notFound, .claimedUnsigned, nil)
    let doubtful = Item.Standing.settled(.notFound, .claimedUnsigned, .earlierAttempt)
    for doubt in [DispatchState.Doubt.open, .past] {
      #expect(settled(doubt, standing, byPoll: byPoll).map(\.standing) == [doubtful])
    }
    #expect(settled(nil, standing, byPoll: byPoll).map(\.standing) == [standing])
    let deleted = Item.Standing.settled(.deleted, .claimedUnsigned, nil)
    #expect(settled(.open, deleted, byPoll: byPoll).map(\.standing) == [deleted])
  }
}
