import Foundation
import Store
import Testing
import Workflow

@testable import Engine

/// A file that is read again with the name of the server that vouches for it.
struct ProvedCopyTests {
  private let scene: MailScene
  private let file: String

  init() throws {
    scene = try MailScene()
    file = scene.folder + "/answer.eml"
  }

  private func read(_ reply: MailScene.Reply = .init(), authserv: String?) throws -> InboxReading.Summary {
    try Data(scene.mail(reply)).write(to: URL(filePath: file))
    return try scene.open { installation in
      let summary = try Inboxes(
        store: installation.store, vault: try installation.vault(), settings: try installation.settings(),
        surroundings: installation.surroundings, open: { _ in ScriptedMailbox() }
      ).read(try FileSource(file), authserv: authserv)
      try installation.sequencer().sequenceAll()
      return summary
    }
  }

  private func mail(_ id: Int) throws -> MailRecord { try #require(try scene.look { try $0.mail(id) }) }

  @Test func `what nobody has decided yet is taken over as if it had been proved at once`() throws {
    #expect(try read(authserv: nil).waiting == 1)
    #expect(try mail(1).standing == "unknown")
    let summary = try read(authserv: MailScene.authserv)
    #expect(summary.copies == 1 && summary.filed == 1)
    let proved = try mail(1)
    #expect(proved.stage == .filed && proved.standing == "authenticated.dkim")
    #expect(try scene.state("acme") == .settled(.deleted))
    let answer = try #require(try scene.answers("acme").last)
    #expect(answer.evidence?.bytes == proved.evidence && answer.grade == .claimedCompleteUnsigned)
    // Once more says nothing new.
    #expect(try read(authserv: MailScene.authserv).filed == 0)
    #expect(try scene.answers("acme").count == 2)
    #expect(try scene.findings() == [])
  }

  @Test func `what says nothing clearly waits on, with the better proof`() throws {
    let question = MailScene.Reply(body: "Which account do you mean?\n")
    _ = try read(question, authserv: nil)
    let before = try mail(1)
    #expect(try read(question, authserv: MailScene.authserv).filed == 0)
    let after = try mail(1)
    #expect(after.stage == .waiting && after.standing == "authenticated.dkim" && after.receipt == before.receipt)
    #expect(try scene.answers("acme").count == 1)
    // Nothing takes it back.
    _ = try read(question, authserv: nil)
    #expect(try mail(1) == after)
    #expect(try scene.findings() == [])
  }

  @Test func `a decision stays as it was made`() throws {
    _ = try read(authserv: nil)
    try scene.open { installation in
      let review = MailReview(
        store: installation.store, vault: try installation.vault(), surroundings: installation.surroundings
      ) { _ in nil }
      try review.dismiss(1, because: Reason("says-nothing"))
      try installation.sequencer().sequenceAll()
    }
    let decided = try mail(1)
    #expect(try read(authserv: MailScene.authserv).filed == 0)
    #expect(try mail(1) == decided && decided.stage == .dismissed)
    guard case .awaiting = try scene.state("acme") else { return #expect(Bool(false), "it is settled") }
  }

  @Test func `a proof by another server than the one that is named is none`() throws {
    _ = try read(authserv: nil)
    #expect(try read(authserv: "mx.other.example").filed == 0)
    #expect(try mail(1).stage == .waiting && mail(1).standing.hasPrefix("unauthenticated"))
    #expect(try read(authserv: MailScene.authserv).filed == 1)
  }
}
