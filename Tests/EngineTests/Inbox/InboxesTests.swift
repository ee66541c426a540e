import Catalogue
import Channels
import Curl
import Foundation
import Store
import Testing
import Workflow

@testable import Engine

/// Several inboxes, their settings, and what people are told of them.
struct InboxesTests {
  private let scene: MailScene

  init() throws { scene = try MailScene() }

  private static func inbox(_ name: String) -> String {
    "  - {name: \(name), server: imap.example.com, security: tls, user: privacy, password: \"env:PASSWORD\", authserv-id: \(MailScene.authserv)}\n"
  }

  private static func oauth(_ fields: String) -> String {
    "oauth: {endpoint: 'https://l.example/t', client-id: app, \(fields)}"
  }

  private func settle(_ text: String) throws -> Settings {
    let text = "network: {loopback: true}\nmemory: \(scene.folder)/memory\n" + text
    try text.write(toFile: scene.home.settings, atomically: true, encoding: .utf8)
    return try Settings.read(scene.home.settings)
  }

  @Test func `an inbox is read from the settings`() throws {
    let settings = try settle(
      """
      inboxes:
        - name: privacy
          server: imap.example.com
          security: starttls
          user: privacy@example.com
          password: env:IMAP_PASSWORD
          mailbox: Answers
          authserv-id: mx.example.com
          own-hosts: [filter.example.com]
        - {name: second, server: mail.example.com, port: 10993, security: tls, user: u, password: "file:/secret"}
      """)
    let first = try #require(settings.inboxes.first)
    #expect(first.name == "privacy" && first.host == "imap.example.com" && first.port == 143)
    #expect(first.security == .startTLSRequired && first.mailbox == "Answers")
    #expect(first.authserv == "mx.example.com" && first.ownHosts == ["filter.example.com"])
    #expect(settings.inboxes.last?.port == 10993 && settings.inboxes.last?.mailbox == "INBOX")
  }

  @Test(arguments: [
    "inboxes: [{name: a, server: s, security: tls, user: u, password: secret}]",
    "inboxes: [{name: a, server: s, security: none, user: u, password: \"env:P\"}]",
    "inboxes: [{name: files, server: s, security: tls, user: u, password: \"env:P\"}]",
    "inboxes: [{name: A B, server: s, security: tls, user: u, password: \"env:P\"}]",
    "inboxes:\n" + inbox("same") + inbox("same"),
    "inboxes: [{name: a, server: s, security: tls, user: u, password: \"env:P\", folder: x}]",
    "inboxes: [{name: a, server: s, security: tls, user: u}]",
    "inboxes: [{name: a, server: s, security: tls, user: u, password: \"env:P\", \(oauth("refresh-token: 'env:R'"))}]",
    "inboxes: [{name: a, server: s, security: tls, user: u, \(oauth("refresh-token: canary"))}]",
    "inboxes: [{name: a, server: s, security: tls, user: u, \(oauth("client-secret: 'env:S'"))}]",
    "inboxes: [{name: a, server: s, security: tls, user: u, \(oauth("scope: x"))}]",
    "inboxes: [{name: a, server: s, security: tls, user: u, \(oauth("client-secret: 'env:S', scope: x, more: y"))}]",
  ])
  func `a mistake in an inbox is told`(_ text: String) throws {
    let error = #expect(throws: Mistakes.self) { try settle(text) }
    #expect(error.map { "\($0)".contains("inbox") && !"\($0)".contains("canary") } == true)
  }

  @Test func `an inbox may be entered by a person's refresh token, or by an app of its own`() throws {
    let settings = try settle(
      """
      inboxes:
        - {name: a, server: s, security: tls, user: u, \(Self.oauth("refresh-token: 'env:R'"))}
        - {name: b, server: s, security: tls, user: v, \(Self.oauth("client-secret: 'cred:s', scope: mail"))}
      """)
    let accounts = settings.inboxes.compactMap { inbox -> MailOAuth? in
      if case .oauth(let account) = inbox.entrance { account } else { nil }
    }
    #expect(accounts.map(\.user) == ["u", "v"] && accounts.map(\.scope) == [nil, "mail"])
    #expect(accounts.map { $0.refreshToken?.description } == ["env:R", nil])
    #expect(accounts.map { $0.clientSecret?.description } == [nil, "cred:s"])
  }

  @Test func `an inbox that is down delays no other, and is told until it is read again`() throws {
    let settings = try settle("inboxes:\n" + Self.inbox("down") + Self.inbox("privacy"))
    scene.mailbox.deliver(try scene.mail(.init()))
    func read(down: Bool) throws -> Inboxes.Report {
      try scene.open { installation in
        let report = try Inboxes(
          store: installation.store, vault: try installation.vault(), settings: settings,
          surroundings: installation.surroundings
        ) { inbox in
          if inbox.name == "down", down { throw InboxFault.refusedLogin }
          return inbox.name == "down" ? ScriptedMailbox() : scene.mailbox
        }.read()
        try installation.sequencer().sequenceAll()
        return report
      }
    }
    let report = try read(down: true)
    #expect(report.faults.keys.sorted() == ["down"] && report.summaries["privacy"]?.read == 1)
    #expect(try scene.answers("acme").count == 1)
    let notes = try scene.open { try InboxStanding($0) }.notes
    #expect(notes.count == 1 && notes.first?.contains("inbox down cannot be read") == true)
    _ = try read(down: false)
    let standing = try scene.open { try InboxStanding($0) }
    #expect(standing.notes == [])
  }

  @Test func `an inbox that nobody reads for two days is told`() throws {
    _ = try settle("inboxes:\n" + Self.inbox("privacy"))
    try scene.read()
    scene.pass(.hours(47))
    #expect(try scene.open { try InboxStanding($0) }.notes == [])
    scene.pass(.hours(2))
    #expect(try scene.open { try InboxStanding($0) }.notes.first?.contains("does cron run") == true)
  }

  @Test func `mails that wait for a person are told`() throws {
    scene.mailbox.deliver(try scene.mail(.init(dkim: nil)))
    try scene.read()
    #expect(try scene.open { try InboxStanding($0) }.notes == ["1 mail waits for a person: `expunge inbox review`"])
  }

  @Test func `an mbox is read, and reading it again counts nothing twice`() throws {
    let path = scene.folder + "/answers.mbox"
    let mails = [
      try scene.mail(.init()), try scene.mail(.init(partner: "zeta", id: "<2@x.example>", body: "Which?\n")),
    ]
    let mbox = mails.map { "From x Tue Nov 14 20:00:00 2023\n" + String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    try mbox.replacingOccurrences(of: "\r\n", with: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let first = try scene.read(nil, try FileSource(path), as: InboxReading.files)
    #expect(first.read == 2 && first.filed == 1 && first.waiting == 1)
    #expect(try scene.read(nil, try FileSource(path), as: InboxReading.files).copies == 2)
    // The same mail, once from the file and once from the mailbox.
    scene.mailbox.deliver(mails[0])
    #expect(try scene.read().copies == 1)
    #expect(try scene.answers("acme").count == 1 && scene.answers("zeta").count == 1)
  }
}
