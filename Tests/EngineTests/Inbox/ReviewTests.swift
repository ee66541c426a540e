import Ledger
import Store
import Testing
import Workflow

@testable import Engine

/// What people decide about mails.
struct ReviewTests {
  private let scene: MailScene

  init() throws { scene = try MailScene() }

  private func read(_ reply: MailScene.Reply) throws -> Int {
    scene.mailbox.deliver(try scene.mail(reply))
    try scene.read()
    return try #require(try scene.look { try $0.newestMails(limit: 1) }.first).id
  }

  private func review<Value>(_ work: (MailReview) throws -> Value) throws -> Value {
    try scene.open { installation in
      let review = MailReview(
        store: installation.store, vault: try installation.vault(), surroundings: installation.surroundings
      ) { [scene] mail in
        guard case .whole(let bytes) = try scene.mailbox.fetch(mail.uid, limit: .max) else { return nil }
        return bytes
      }
      let value = try work(review)
      try installation.sequencer().sequenceAll()
      return value
    }
  }

  private func mail(_ id: Int) throws -> MailRecord { try #require(try scene.look { try $0.mail(id) }) }

  @Test func `accepting takes over the suggestion, as read by a person`() throws {
    let id = try read(.init(dkim: nil))
    let receipt = try review { try $0.accept(id, .suggestion) }
    #expect(try scene.state("acme") == .settled(.deleted))
    let answer = try #require(try scene.answers("acme").last)
    #expect(answer.via == .mail && answer.grade == .claimedCompleteUnsigned)
    let decided = try mail(id)
    #expect(answer.reason == LedgerCode("read-by-person") && answer.evidence?.bytes == decided.evidence)
    #expect(decided.stage == .accepted && decided.receipt == receipt)
    #expect(try scene.findings() == [])
  }

  @Test func `a decision is made once`() throws {
    let id = try read(.init(dkim: nil))
    _ = try review { try $0.accept(id, .suggestion) }
    #expect(throws: InboxError.notWaiting(id)) { try review { try $0.accept(id, .suggestion) } }
    #expect(throws: InboxError.notWaiting(id)) { try review { try $0.dismiss(id, because: Reason("says-nothing")) } }
    #expect(throws: InboxError.unknownMail(99)) { try review { try $0.accept(99, .suggestion) } }
    #expect(try scene.answers("acme").count == 2)
  }

  @Test func `a mail that says nothing clearly needs an outcome`() throws {
    let id = try read(.init(body: "Which account do you mean?\n"))
    #expect(throws: InboxError.nothingSuggested(id)) { try review { try $0.accept(id, .suggestion) } }
    #expect(try mail(id).stage == .waiting)
    _ = try review { try $0.accept(id, .outcome(.refused)) }
    #expect(try scene.state("acme") == .settled(.refused))
  }

  @Test func `a mail without an instruction has to be assigned before it is accepted`() throws {
    let id = try read(.init(to: "privacy@devices.example"))
    #expect(throws: InboxError.noInstruction(id)) { try review { try $0.accept(id, .suggestion) } }
    _ = try review { try $0.assign(id, to: MailScene.id("acme")) }
    #expect(try mail(id).sealed == nil && mail(id).evidence != nil && mail(id).stage == .waiting)
    _ = try review { try $0.accept(id, .suggestion) }
    #expect(try scene.state("acme") == .settled(.deleted))
    #expect(try scene.answers("acme").map(\.reason) == ["mail-assigned", "read-by-person"].map { LedgerCode($0) })
    #expect(try scene.findings() == [])
  }

  @Test func `a stranger's mail is fetched again when a person says whose it is`() throws {
    let id = try read(.init(to: "privacy@devices.example", from: "agent@firm.example", dkim: nil))
    #expect(try mail(id).stage == .stranger)
    _ = try review { try $0.assign(id, to: MailScene.id("acme")) }
    let kept = try scene.open {
      try MailEvidence.mail(try #require(mail(id).evidence), wave: MailScene.wave, in: try $0.vault())
    }
    #expect(kept == scene.mailbox.mails.first?.bytes)
  }

  @Test func `a stranger's mail that its mailbox has no longer cannot be assigned`() throws {
    let id = try read(.init(to: "privacy@devices.example", from: "agent@firm.example", dkim: nil))
    scene.mailbox.vanishing = [1]
    #expect(throws: InboxError.noLongerThere(id)) { try review { try $0.assign(id, to: MailScene.id("acme")) } }
    #expect(throws: (any Error).self) { try review { try $0.assign(id, to: MailScene.id("nobody")) } }
    #expect(try mail(id).stage == .stranger)
  }

  @Test func `dismissing keeps evidence beside an instruction, and throws away what belongs to none`() throws {
    let matched = try read(.init(body: "Which account do you mean?\n"))
    try review { try $0.dismiss(matched, because: Reason("says-nothing")) }
    #expect(try mail(matched).stage == .dismissed && mail(matched).evidence != nil)
    #expect(try scene.answers("acme").last?.reason == LedgerCode("says-nothing"))
    let unmatched = try read(.init(to: "privacy@devices.example", id: "<2@acme.example>"))
    try review { try $0.dismiss(unmatched, because: Reason("advertising")) }
    #expect(try mail(unmatched).sealed == nil && mail(unmatched).decision == "advertising")
  }

  @Test func `a confirmation and a promise settle nothing`() throws {
    let first = try read(.init(body: "Which account do you mean?\n"))
    _ = try review { try $0.accept(first, .receipt) }
    let record = try #require(try scene.look { try $0.instruction(MailScene.id("acme")) })
    #expect(!record.state.isSettled && record.ladder[.receiptConfirmed] != nil)
    let second = try read(.init(id: "<2@acme.example>", body: "Which account do you mean?\n"))
    let day = Instant(seconds: 1_705_000_000)
    _ = try review { try $0.accept(second, .promise(day)) }
    #expect(try scene.look { try $0.instruction(MailScene.id("acme")) }?.timer == day + .days(1))
    #expect(try scene.findings() == [])
  }

  @Test func `a mail on the terminal obeys nobody`() throws {
    let id = try read(
      .init(
        from: "\u{202E}Ada\u{7}\u{1B}[2J <privacy@acme.example>",
        body: "Which\u{1B}[31m \u{200B}one\u{9B}2J?\r\nGo\u{8}\n"))
    let page = try scene.open { try MailPage(id, in: $0) }
    let text = page.lines().joined(separator: "\n")
    #expect(text.contains("Which[31m one"))
    let bad = text.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" }
    #expect(bad.isEmpty && !text.unicodeScalars.contains { [0x202E, 0x200B].contains($0.value) })
    #expect(page.lines().allSatisfy { $0.count <= 80 })
  }
}
