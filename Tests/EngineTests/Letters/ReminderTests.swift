import Channels
import Store
import Testing
import Workflow

@testable import Engine

/// Letters that ask again.
@Suite struct ReminderTests {
  @Test func `reminders come one a step, the last one goes to the next contact, and then a person is asked`() throws {
    let scene = try LetterScene()
    let first = try scene.run()
    var later: [LetterDesk.Sent] = []
    for _ in 0..<100 {
      scene.pass(.days(1))
      later += try scene.run()
    }
    #expect(later.map(\.order.purpose) == [.reminder(1), .reminder(2)])
    #expect(later.map(\.order.contact) == [0, 1])
    #expect(later[1].order.earlierKeys == [first[0].order.key, later[0].order.key])
    #expect(try scene.record().state == .needsPerson(Reason("no-answer")))
    #expect(try scene.store.read { try $0.tallies(of: LetterScene.id) }.isEmpty)
  }

  @Test func `what is due next after a letter is its reminder, after that the next one, and then the end`() throws {
    let scene = try LetterScene(reminders: [.days(7), .days(14)])
    let begin = scene.now
    try scene.run()
    #expect(scene.nextWake == begin + .days(7))
    scene.pass(.days(7))
    try scene.run()
    #expect(scene.nextWake == begin + .days(14))
    scene.pass(.days(7))
    try scene.run()
    let due = try #require(scene.nextWake)
    #expect(due >= begin + .days(30))
  }

  @Test func `nobody is given up before the time that the last letter names`() throws {
    let scene = try LetterScene(reminders: [.days(10), .days(28)], answerWithin: .days(30))
    try scene.run()
    for _ in 0..<57 {
      scene.pass(.days(1))
      try scene.run()
    }
    guard case .awaiting = try scene.record().state else { return #expect(Bool(false), "gave up early") }
    scene.pass(.days(2))
    try scene.run()
    #expect(try scene.record().state == .needsPerson(Reason("no-answer")))
  }

  @Test func `after a month without a run there is one reminder, and the next keeps its distance`() throws {
    let scene = try LetterScene(answerWithin: .days(90))
    try scene.run()
    scene.pass(.days(31))
    #expect(try scene.run().map(\.order.purpose) == [.reminder(1)])
    scene.pass(.days(9))
    #expect(try scene.run().isEmpty)
    scene.pass(.days(1))
    #expect(try scene.run().map(\.order.purpose) == [.reminder(2)])
  }

  @Test func `a reminder that is sent again says the same as before`() throws {
    let scene = try LetterScene(reminders: [.days(10), .days(11)])
    try scene.run()
    scene.pass(.days(10))
    let first = try scene.run { _ in LetterScene.lost }
    scene.pass(.days(2))
    let later = try scene.run()
    #expect(first.map(\.order.purpose) == [.reminder(1)])
    #expect(Set(later.map(\.order.purpose)) == [.reminder(1), .reminder(2)])
    #expect(later.contains { $0.order.purpose == .reminder(1) && $0.order.issuedAt == first[0].order.issuedAt })
  }

  @Test func `whoever a person looks after is not reminded, and is again when sending goes on`() throws {
    let scene = try LetterScene(contacts: 1)
    try scene.run()
    #expect(try scene.bounce(0))
    for _ in 0..<20 {
      scene.pass(.days(1))
      #expect(try scene.run().isEmpty)
    }
    let surroundings = Surroundings(now: { [now = scene.now] in now }, dice: { 0.5 })
    _ = try Decisions(store: scene.store, surroundings: surroundings).decide(LetterScene.id, .resume)
    try scene.restart()
    #expect(try scene.run().first?.order.purpose == .deletion)
    scene.pass(.days(1))
    #expect(try scene.run().map(\.order.purpose) == [.reminder(1)])
  }
}
