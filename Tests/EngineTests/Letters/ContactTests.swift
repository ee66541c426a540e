import Channels
import Store
import Testing
import Workflow

@testable import Engine

/// Whom letters go to, and what happens when they cannot be reached.
@Suite struct ContactTests {
  @Test func `a repeat after doubt is the very same letter, although writing it again would give another`() throws {
    let scene = try LetterScene()
    var answers = 0
    let sent = try scene.run { _ in
      answers += 1
      return answers == 1 ? LetterScene.lost : LetterScene.taken
    }
    #expect(sent.count == 1)
    scene.pass(.minutes(1))
    let again = try scene.run()
    #expect(again.map(\.body) == sent.map(\.body) && again.map(\.order.key) == sent.map(\.order.key))
    #expect(try scene.dispatch(0)?.sealedJob == nil)
  }

  @Test func `a crash after the intent sends the letter of that intent`() throws {
    let scene = try LetterScene()
    let sent = try scene.run { _ in nil }
    #expect(try scene.dispatch(0)?.sealedJob == sent.first?.body)
    try scene.restart()
    scene.pass(.minutes(1))
    #expect(try scene.run().map(\.body) == sent.map(\.body))
  }

  @Test func `a recipient whom the mail server refuses is left for the next contact, with a letter of its own`() throws
  {
    let scene = try LetterScene()
    let sent = try scene.run { $0.order.contact == 0 ? LetterScene.refused : LetterScene.taken }
    #expect(sent.map(\.order.contact) == [0, 1])
    #expect(sent.map(\.order.purpose) == [.deletion, .redirect])
    #expect(Set(sent.map(\.order.key)).count == 2)
    #expect(sent[1].order.firstKey == sent[0].order.key && sent[1].order.items.count == 8)
    let record = try scene.record()
    #expect(record.contact == 1 && record.ladder[.issued]?.subjects == 8)
    guard case .awaiting = record.state else { return #expect(Bool(false), "\(record.state)") }
    guard case .waiting = try scene.dispatch(0)?.state else {
      return #expect(Bool(false), "the first letter's people wait")
    }
    #expect(try scene.dispatch(1)?.state == .settled)
  }

  @Test func `when every contact is refused a person is asked, once and for all of them`() throws {
    let scene = try LetterScene(contacts: 2)
    let sent = try scene.run { _ in LetterScene.refused }
    #expect(sent.map(\.order.contact) == [0, 1])
    #expect(try scene.record().state == .needsPerson(Reason("contact-failed")))
    scene.pass(.days(40))
    #expect(try scene.run().isEmpty)
  }

  @Test func `several letters to a dead address move on together, and only once`() throws {
    let scene = try LetterScene(lanes: 2)
    let sent = try scene.run { $0.order.contact == 0 ? LetterScene.refused : LetterScene.taken }
    #expect(sent.map(\.order.contact).sorted() == [0, 0, 1, 1])
    #expect(try scene.record().contact == 1)
    #expect(Set(sent.filter { $0.order.purpose == .redirect }.flatMap { $0.order.items.map(\.subject) }).count == 8)
  }

  @Test func `a bounce sends the whole letter to the next contact, and the wait begins anew`() throws {
    let scene = try LetterScene()
    try scene.run()
    scene.pass(.days(2))
    #expect(try scene.bounce(0))
    let sent = try scene.run()
    #expect(sent.map(\.order.purpose) == [.redirect] && sent.map(\.order.contact) == [1])
    #expect(sent[0].order.items.count == 8)
    guard case .waiting(let wait) = try scene.dispatch(0)?.state else { return #expect(Bool(false), "not waiting") }
    #expect(wait.due >= scene.now + .days(30))
    #expect(try scene.record().ladder[.issued]?.subjects == 8)
  }

  @Test func `a second bounce of the same letter, or of its sibling, moves nobody on`() throws {
    let scene = try LetterScene(lanes: 2)
    try scene.run()
    #expect(try scene.bounce(0))
    try scene.run()
    #expect(try !scene.bounce(0) && !scene.bounce(1))
    #expect(try scene.record().contact == 1)
    #expect(try scene.run().isEmpty)
    #expect(try scene.bounce(2))
    #expect(try scene.record().contact == 2 && scene.run().map(\.order.contact) == [2, 2])
    #expect(try !scene.bounce(3))
  }

  @Test func `a bounce of the last contact's letter asks a person, and an ended instruction is left alone`() throws {
    let scene = try LetterScene(contacts: 1)
    try scene.run()
    #expect(try scene.bounce(nil))
    #expect(try scene.record().state == .needsPerson(Reason("contact-failed")))
    let other = try LetterScene()
    try other.run { _ in
      Report(finding: .sent(.items([Item(subjects: .all(8), standing: .settled(.deleted, .claimedUnsigned, nil))])))
    }
    #expect(try !other.bounce(0))
    #expect(try other.record().contact == 0)
  }
}
