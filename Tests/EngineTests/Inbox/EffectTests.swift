import Ledger
import Mail
import Store
import Testing
import Workflow

@testable import Engine

/// What a mail changes by itself, and what it never changes.
struct EffectTests {
  private let scene: MailScene

  init() throws { scene = try MailScene() }

  private func read(_ reply: MailScene.Reply) throws -> MailRecord {
    scene.mailbox.deliver(try scene.mail(reply))
    try scene.read()
    return try #require(try scene.look { try $0.newestMails(limit: 1) }.first)
  }

  @Test func `a clear answer of the proved partner settles everything that is open`() throws {
    let mail = try read(.init())
    #expect(mail.stage == .filed && mail.meaning == "deleted" && mail.standing == "authenticated.dkim")
    #expect(try scene.state("acme") == .settled(.deleted))
    #expect(try scene.state("zeta")?.isSettled == false)
    let answer = try #require(try scene.answers("acme").first)
    #expect(answer.via == .mail && answer.outcome == .deleted && answer.grade == .claimedCompleteUnsigned)
    #expect(answer.evidence != nil && answer.answeredAt != nil)
    let tallies = try scene.look { try $0.tallies(of: MailScene.id("acme")) }
    #expect(
      tallies == [Tally(outcome: .deleted, grade: .claimedUnsigned, reason: nil, subjects: MailScene.subjects)])
    #expect(try scene.findings() == [])
  }

  @Test(arguments: [
    ("14 November 2023", true), ("2023-11-13", true), ("11 November 2023", false), ("2023-09-01", false),
  ])
  func `a block that names a day before our letter is for a person`(day: String, settles: Bool) throws {
    let labels = try #require(ReplyLabels.of("en"))
    let block = labels.block(reference: MailScene.id("acme").description).map { line in
      if line.hasPrefix("[ ] \(labels.deleted)") { return "[x]" + line.dropFirst(3) }
      return line.hasPrefix("Date of deletion:") ? "\(line) \(day)" : line
    }
    let mail = try read(.init(body: block.joined(separator: "\n") + "\n"))
    #expect(mail.stage == (settles ? .filed : .waiting))
    #expect(mail.signs.contains("date-before-letter") == !settles)
    #expect(try scene.state("acme")?.isSettled == settles)
    #expect(settles || mail.suggestion == .deleted)
  }

  @Test(arguments: [("14 November 2023", true), ("11 November 2023", false)])
  func `words that name a day before our letter are for a person`(day: String, settles: Bool) throws {
    let mail = try read(.init(body: "We have deleted all the data on \(day).\n"))
    #expect(mail.stage == (settles ? .filed : .waiting))
    #expect(mail.signs.contains("date-before-letter") == !settles)
    #expect(try scene.state("acme")?.isSettled == settles)
  }

  @Test func `the mail lies in the vault as it came`() throws {
    let mail = try read(.init())
    let bytes = try scene.open { installation in
      try MailEvidence.mail(try #require(mail.evidence), wave: MailScene.wave, in: try installation.vault())
    }
    #expect(bytes == scene.mailbox.mails.first?.bytes)
    #expect(mail.sealed == nil)
  }

  @Test(arguments: [
    MailScene.Reply(dkim: nil), .init(dkim: "evil.example"),
    .init(from: "Ada <ada@evil.example>", dkim: "evil.example"),
    .init(from: "Ada <privacy@zeta.example>", dkim: "zeta.example"),
  ])
  func `nobody but the proved partner settles anything`(_ reply: MailScene.Reply) throws {
    let mail = try read(reply)
    #expect(mail.stage == .waiting && mail.suggestion == .deleted && mail.instruction == MailScene.id("acme"))
    #expect(try scene.state("acme")?.isSettled == false)
    let answer = try #require(try scene.answers("acme").first)
    #expect(answer.outcome == nil && answer.grade == nil)
    #expect(try scene.findings() == [])
  }

  @Test func `without a token even the proved partner waits for a person`() throws {
    let mail = try read(.init(to: "privacy@devices.example"))
    #expect(mail.stage == .waiting && mail.instruction == nil && mail.sealed != nil && mail.evidence == nil)
    #expect(try scene.answers("acme").isEmpty)
  }

  @Test func `a made-up token is no token`() throws {
    let mail = try read(.init(to: "privacy+abcdefghijklmnopqrstuvwxyz@devices.example", dkim: nil))
    #expect(mail.instruction == nil)
  }

  @Test func `a mail that names two instructions is a person's`() throws {
    let mail = try read(.init(fields: ["In-Reply-To: <\(try scene.letterID("zeta"))>"]))
    #expect(mail.stage == .waiting && mail.instruction == nil && mail.signs.contains("several-instructions"))
    #expect(try scene.answers("acme").isEmpty && scene.answers("zeta").isEmpty)
  }

  @Test func `the letter that is answered names the instruction where the address lost its token`() throws {
    let mail = try read(
      .init(to: "privacy@devices.example", fields: ["References: <\(try scene.letterID("acme"))>"]))
    #expect(mail.stage == .filed && mail.instruction == MailScene.id("acme"))
  }

  @Test func `a stranger's mail is counted, and only its head is kept`() throws {
    let mail = try read(
      .init(to: "privacy@devices.example", from: "win@prize.example", dkim: nil, body: "You have won.\n"))
    #expect(mail.stage == .stranger && !mail.isWhole)
    let page = try scene.open { try MailPage(mail.id, in: $0) }
    #expect(page.from.contains("win@prize.example") && page.text == nil)
  }

  @Test func `a permanent bounce is the contact's end and claims nothing`() throws {
    scene.mailbox.deliver(try scene.bounce(of: "acme"))
    try scene.read()
    let answer = try #require(try scene.answers("acme").first)
    #expect(answer.reason == LedgerCode("mail-bounced") && answer.outcome == nil && answer.grade == nil)
    #expect(try scene.look { try $0.newestMails(limit: 1) }.first?.meaning == "bounced")
    #expect(try scene.state("acme") == .needsPerson(Reason("contact-failed")))
    #expect(try scene.findings() == [])
  }

  @Test func `a delay is noted, and the letter goes on waiting`() throws {
    let before = try scene.state("acme")
    scene.mailbox.deliver(try scene.bounce(of: "acme", status: "4.2.2"))
    try scene.read()
    #expect(try scene.answers("acme").map(\.reason) == [LedgerCode("mail-delayed")])
    #expect(try scene.state("acme") == before)
  }

  @Test func `a bounce is matched by the letter inside it`() throws {
    scene.mailbox.deliver(try scene.bounce(of: "acme", to: "privacy@devices.example"))
    try scene.read()
    #expect(try scene.answers("acme").map(\.reason) == [LedgerCode("mail-bounced")])
  }

  @Test func `a bounce without a token of ours changes nothing`() throws {
    let before = try scene.state("acme")
    scene.mailbox.deliver(
      try scene.bounce(
        of: "acme", to: "privacy@devices.example", letter: "leak-w1.acme.aaaaaaaaaaaaaaaaaaaaaaaaaa@devices.example"))
    try scene.read()
    #expect(try scene.answers("acme").isEmpty && scene.state("acme") == before)
    #expect(try scene.look { try $0.newestMails(limit: 1) }.first?.stage == .stranger)
  }

  @Test func `an answering machine claims nothing, whatever it says`() throws {
    let mail = try read(.init(fields: ["Auto-Submitted: auto-replied"], body: "Your data has been deleted.\n"))
    #expect(mail.stage == .filed && mail.meaning.hasPrefix("auto-reply"))
    #expect(try scene.state("acme")?.isSettled == false)
    #expect(try scene.answers("acme").map(\.reason) == [LedgerCode("mail-auto-reply")])
  }

  @Test func `a promise with a day puts off the reminder and settles nothing`() throws {
    let before = try #require(try scene.look { try $0.instruction(MailScene.id("acme")) }?.timer)
    let mail = try read(.init(body: "We will delete this data by 31 December 2023.\n"))
    #expect(mail.meaning == "will-do")
    let after = try #require(try scene.look { try $0.instruction(MailScene.id("acme")) })
    #expect(after.timer.map { $0 > before } == (mail.stage == .filed))
    #expect(!after.state.isSettled)
  }

  /// The day itself, and a day so far away that it would put off everything.
  @Test(arguments: [(Int64(50), Int64(51)), (4000, 90)])
  func `a promise puts off the end of waiting too, and not for ever`(_ promised: Int64, _ days: Int64) throws {
    let wave = try #require(try scene.look { try $0.wave(MailScene.wave) })
    let now = try #require(wave.sentAt)
    let id = MailScene.id("acme")
    try scene.open { installation in
      try installation.store.write { session in
        let record = try #require(try session.instruction(id))
        var filing = Filing(wave: wave, record: record, session: session, now: now, book: LineBook())
        _ = try filing.promise(
          now + .days(promised),
          FiledAnswer(via: .mail, reason: Reason("mail-promised"), evidence: [UInt8](repeating: 7, count: 32)))
        try filing.finish()
        try filing.book.commit(in: session)
      }
    }
    let open = try scene.look { try $0.openDispatches(of: id, limit: 10) }
    let ends = open.compactMap { dispatch -> Instant? in
      guard case .waiting(let wait) = dispatch.state else { return nil }
      return wait.due
    }
    #expect(ends == [now + .days(days)])
    #expect(try scene.look { try $0.instruction(id) }?.timer == now + .days(days))
  }

  @Test func `an answer after the end stays beside it, and one that differs is weighed`() throws {
    _ = try read(.init())
    let late = try read(.init(id: "<2@acme.example>", body: "We hold none of this data.\n"))
    #expect(late.stage == .filed && late.meaning == "nothing-held")
    #expect(try scene.state("acme") == .reopened(Reason("answers-differ")))
    let kept = try scene.look { try $0.lateAnswers(of: MailScene.id("acme")) }
    #expect(kept.map(\.via) == [.mail] && kept.map(\.outcome) == [.notHeld])
    #expect(try scene.findings() == [])
  }

  @Test func `a mail longer than ten megabytes is a person's`() throws {
    let mail = try read(.init(body: "We have deleted all of this data.\n" + String(repeating: "x", count: 11 << 20)))
    #expect(mail.stage == .waiting && !mail.isWhole && mail.suggestion == nil)
  }

  @Test func `a mail to a shredded wave leaves nothing but its number`() throws {
    try scene.open { try $0.vault().shred(MailScene.wave) }
    scene.mailbox.deliver(try scene.mail(.init()))
    try scene.read()
    let mail = try #require(try scene.look { try $0.mail(1) })
    #expect(mail.stage == .forgotten && mail.evidence == nil && mail.sealed == nil)
    #expect(try scene.answers("acme").isEmpty)
  }
}
