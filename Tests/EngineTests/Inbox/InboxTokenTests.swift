import Channels
import Curl
import Foundation
import MailRigs
import Store
import Testing
import Workflow

@testable import Engine

/// Mailboxes that take no password, on a real Dovecot and a token endpoint of the test's own.
@Suite(.enabled(if: Dovecot.isHere, "needs dovecot-imapd and dovecot-lmtpd"), .serialized, .aside)
struct InboxTokenTests {
  @Test func `a mailbox is read with a token, and no secret is left in the home`() throws {
    let world = try TokenScene()
    try world.deliver()
    let report = try world.read()
    #expect(report.faults == [:] && report.summaries["privacy"]?.filed == 1)
    #expect(try world.scene.state("acme") == .settled(.deleted))
    let form = try #require(world.service.state.forms.first)
    #expect(
      form == "grant_type=refresh_token&client_id=app&refresh_token=refresh-canary-0&client_secret=secret-canary")
    #expect(world.service.state.shown == ["access-canary-1"])
    #expect(try world.leaks() == [])
    #expect(try world.rig.flags("privacy") == [""])
  }

  @Test func `a token that has ended is replaced before it is shown, and one serves until then`() throws {
    let world = try TokenScene()
    try world.open { inboxes in
      for _ in 0..<3 { #expect(try inboxes.read().faults == [:]) }
      #expect(world.service.state.forms.count == 1)
      world.scene.pass(.hours(1))
      try world.deliver()
      #expect(try inboxes.read().summaries["privacy"]?.filed == 1)
    }
    #expect(world.service.state.shown.last == "access-canary-2" && world.service.state.forms.count == 2)
  }

  @Test func `a token that is refused early is replaced once, and the mailbox is read`() throws {
    let world = try TokenScene()
    try world.deliver()
    try world.open { inboxes in
      _ = try inboxes.read()
      world.service.change { $0.accessTokens = [] }
      try world.deliver(
        .init(partner: "zeta", from: "privacy@zeta.example", id: "<2@zeta.example>", dkim: "zeta.example"))
      let report = try inboxes.read()
      #expect(report.faults == [:] && report.summaries["privacy"]?.filed == 1)
    }
    #expect(world.service.state.shown.suffix(2) == ["access-canary-1", "access-canary-2"])
    #expect(try world.notes() == [])
  }

  @Test func `an account that the mail server does not take is asked twice, then a person is told what to do`() throws {
    let world = try TokenScene()
    try world.deliver()
    world.service.change { $0.makesGoodTokens = false }
    let report = try world.read()
    let fault = try #require(report.faults["privacy"])
    #expect(fault.contains("'user'") && fault.contains("'scope'") && !fault.contains("canary"))
    #expect(world.service.state.shown == ["access-canary-1", "access-canary-2"])
    let notes = try world.notes()
    #expect(notes.first?.hasPrefix("inbox privacy cannot be read") == true && notes.first?.contains(fault) == true)
    world.service.change { $0.makesGoodTokens = true }
    #expect(try world.read().summaries["privacy"]?.filed == 1)
    #expect(try world.notes() == [] && world.leaks() == [])
  }

  @Test func `a refresh token that counts no more is told, with what to do, and waits for a person`() throws {
    let world = try TokenScene()
    try world.deliver()
    world.service.change { $0.refreshTokens = ["refresh-canary-new"] }
    let fault = try #require(try world.read().faults["privacy"])
    #expect(fault.contains("Sign in anew") && !fault.contains("canary"))
    #expect(world.service.state.shown == [] && world.service.state.forms.count == 1)
    #expect(try world.notes().first?.contains("Sign in anew") == true)
    world.environment["REFRESH"] = nil
    #expect(try world.read().faults["privacy"]?.contains("'refresh-token' under 'oauth'") == true)
    world.environment["REFRESH"] = "refresh-canary-new"
    #expect(try world.read().summaries["privacy"]?.filed == 1)
    #expect(try world.leaks() == [])
  }

  @Test(arguments: ["status", "connection"])
  func `a token endpoint that is down holds up no other mailbox, and its mails are read next time`(how: String) throws {
    let world = try TokenScene()
    let second = world.inbox("second", "password: 'env:PASSWORD'", user: "second")
    try world.settle([world.inbox("privacy", world.account()), second])
    try world.deliver()
    try world.deliver(
      .init(partner: "zeta", from: "privacy@zeta.example", id: "<2@zeta.example>", dkim: "zeta.example"), to: "second")
    if how == "status" {
      world.service.change { $0.isDown = true }
    } else {
      let account = world.account().replacingOccurrences(of: ":\(world.service.port)/", with: ":1/")
      try world.settle([world.inbox("privacy", account), second])
    }
    let report = try world.read()
    #expect(report.faults["privacy"]?.contains("It is tried again") == true && report.faults.count == 1)
    #expect(report.summaries["second"]?.filed == 1)
    #expect(try world.notes().first?.hasPrefix("inbox privacy cannot be read") == true)
    world.service.change { $0.isDown = false }
    try world.settle([world.inbox("privacy", world.account()), second])
    #expect(try world.read().summaries["privacy"]?.filed == 1)
    #expect(try world.notes() == [])
  }

  @Test func `a refresh token that the service replaces is kept, apart from the sender's and the other inbox's`()
    async throws
  {
    let world = try TokenScene()
    world.environment["SENDER"] = "refresh-canary-sender"
    world.environment["SECOND"] = "refresh-canary-second"
    world.service.change {
      $0.rotates = true
      $0.refreshTokens = ["refresh-canary-0", "refresh-canary-sender", "refresh-canary-second"]
    }
    let mail =
      "mail: {server: s.example, security: tls, from: a@a.example, user: privacy, \(world.account(refresh: "SENDER"))}"
    try world.settle(
      [world.inbox("privacy", world.account()), world.inbox("second", world.account(refresh: "SECOND"))], mail)
    let sender = try #require(try Settings.read(world.scene.home.settings).mail?.oauth)
    for _ in 0..<2 {
      #expect(try world.read().faults == [:])
      try await world.send(sender)
    }
    #expect(
      world.shownRefreshTokens == [
        "refresh-canary-0", "refresh-canary-second", "refresh-canary-sender", "refresh-canary-1", "refresh-canary-2",
        "refresh-canary-3",
      ])
    #expect(try world.leaks() == [])
  }

  @Test func `one refresh token given for letters and for inboxes has one line of successors`() async throws {
    let world = try TokenScene()
    world.service.change { $0.rotates = true }
    let mail = "mail: {server: s.example, security: tls, from: a@a.example, user: privacy, \(world.account())}"
    try world.settle([world.inbox("privacy", world.account()), world.inbox("second", world.account())], mail)
    let sender = try #require(try Settings.read(world.scene.home.settings).mail?.oauth)
    #expect(try world.read().faults == [:])
    try await world.send(sender)
    #expect(try world.read().faults == [:])
    let numbers = (0...4).map { "refresh-canary-\($0)" }
    #expect(world.shownRefreshTokens == numbers)
  }

  @Test func `an app that is let in by itself shows its secret and its scope, and no refresh token`() throws {
    let world = try TokenScene()
    let scope = "https://outlook.office365.com/.default"
    try world.settle([world.inbox("privacy", world.account(refresh: nil, scope: scope))])
    try world.deliver()
    #expect(try world.read().summaries["privacy"]?.filed == 1)
    #expect(
      world.service.state.forms == [
        "grant_type=client_credentials&client_id=app&client_secret=secret-canary&scope=https%3A%2F%2Foutlook.office365.com%2F.default"
      ])
    world.environment["SECRET"] = "secret-canary-old"
    #expect(try world.read().faults["privacy"]?.contains("client secret") == true)
    #expect(try world.leaks() == [])
  }

  @Test func `a mail of which only the head was kept is fetched again with a token`() throws {
    let world = try TokenScene()
    try world.deliver(.init(to: "privacy@devices.example", from: "agent@firm.example", dkim: nil))
    try world.read()
    let mail = try #require(try world.scene.look { try $0.newestMails(limit: 1) }.first)
    #expect(mail.stage == .stranger)
    let bytes = try #require(try world.open { try $0.again(mail) })
    #expect(String(decoding: bytes, as: UTF8.self).contains("agent@firm.example"))
  }

  @Test func `a token that ends while a mailbox is read is replaced, and the reading goes on`() async throws {
    let world = try TokenScene()
    let inbox = try #require(try Settings.read(world.scene.home.settings).inboxes.first)
    guard case .oauth(let account) = inbox.entrance else { throw InboxFault.notOpen }
    let logIn = try MailLogIn(
      account, secrets: SecretBook(environment: world.environment),
      kept: VaultTokens(vault: try world.scene.open { try $0.vault() }), network: NetworkRules(allowsLoopback: true),
      now: { Instant(seconds: 0) })
    let box = world.scene.mailbox
    for place in 0..<3 { box.deliver(try world.scene.mail(.init(id: "<\(place)@acme.example>"))) }
    var opened = 0
    let source = TokenSource(logIn) { _ in
      opened += 1
      return opened == 1 ? EndingMailbox(box, after: 2) : box
    }
    #expect(try world.scene.read(nil, source).read == 3)
    #expect(opened == 2 && world.service.state.forms.count == 2)
    // Numbered anew meanwhile, the uids of before mean other mails.
    opened = 0
    box.deliver(try world.scene.mail(.init(id: "<4@acme.example>")))
    let renewed = TokenSource(logIn) { _ in
      opened += 1
      if opened == 2 { box.renew() }
      return opened == 1 ? EndingMailbox(box, after: 0) : box
    }
    #expect(throws: InboxFault.validityChanged) { try world.scene.read(nil, renewed) }
  }
}

/// Refuses the log-in that a broken connection asks for after so many mails.
private final class EndingMailbox: MailSource {
  private let box: ScriptedMailbox
  private var left: Int

  init(_ box: ScriptedMailbox, after count: Int) { (self.box, left) = (box, count) }

  func open() throws -> SourceStatus { try box.open() }
  func listing(_ uids: ClosedRange<UInt32>) throws -> [SourceItem] { try box.listing(uids) }
  func close() {}

  func fetch(_ uid: UInt32, limit: Int) throws -> SourceMail {
    if left == 0 { throw InboxFault.refusedLogin }
    left -= 1
    return try box.fetch(uid, limit: limit)
  }
}
