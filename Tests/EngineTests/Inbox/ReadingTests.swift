import Ledger
import Store
import Testing
import Workflow

@testable import Engine

/// Every mail counts exactly once, whatever happens while it is read.
struct ReadingTests {
  private let scene: MailScene

  init() throws { scene = try MailScene() }

  private func counts() throws -> MailCounts {
    try scene.look { try $0.mailCounts() }.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
  }

  @Test func `two copies of one reply are one event`() throws {
    scene.mailbox.deliver(try scene.mail(.init(), trace: "1"))
    scene.mailbox.deliver(try scene.mail(.init(), trace: "2"))
    let summary = try scene.read()
    #expect(summary.read == 2 && summary.copies == 1)
    #expect(try scene.answers("acme").count == 1)
    #expect(try scene.findings() == [])
  }

  @Test func `nothing is read twice, and what comes later is read`() throws {
    scene.mailbox.deliver(try scene.mail(.init()))
    try scene.read()
    #expect(try scene.read() == InboxReading.Summary())
    #expect(scene.mailbox.fetched == [1])
    scene.mailbox.deliver(try scene.mail(.init(id: "<2@acme.example>", body: "Which account do you mean?\n")))
    #expect(try scene.read().read == 1)
    #expect(scene.mailbox.fetched == [1, 2])
  }

  enum Stop: CaseIterable { case source, evidence, transaction }

  @Test(arguments: Stop.allCases)
  func `a reading that dies is gone on with, and every mail counts once`(_ stop: Stop) throws {
    for number in 1...250 {
      scene.mailbox.deliver(
        try scene.mail(
          .init(
            partner: number % 2 == 0 ? "acme" : "zeta", id: "<\(number)@acme.example>", body: "Question \(number)?\n")))
    }
    #expect(throws: (any Error).self) {
      try scene.open { installation in
        let store = FaultyStore(installation.store)
        let reading = InboxReading(
          store: store, vault: try installation.vault(), surroundings: installation.surroundings,
          authserv: MailScene.authserv)
        if stop == .source { scene.mailbox.breaksAtFetch = 150 }
        _ = try reading.read(
          scene.mailbox, as: "privacy",
          progress: { summary in
            guard summary.read == 100 else { return }
            switch stop {
            case .source: break
            case .evidence: store.crashNext(.beforeCommit)
            case .transaction: store.crashNext(.afterCommit)
            }
          })
      }
    }
    #expect(try scene.look { try $0.mailbox("privacy") }?.nextUID == (stop == .transaction ? 201 : 101))
    try scene.read()
    #expect(try scene.answers("acme").count == 125 && scene.answers("zeta").count == 125)
    #expect(try counts().values.reduce(0, +) == 250)
    #expect(try counts()[.copy] == nil)
    #expect(try scene.findings() == [])
  }

  @Test func `a mailbox that was made anew loses nothing and counts nothing twice`() throws {
    for number in 1...3 {
      scene.mailbox.deliver(try scene.mail(.init(id: "<\(number)@acme.example>", body: "Question \(number)?\n")))
    }
    try scene.read()
    scene.mailbox.renew()
    scene.mailbox.deliver(try scene.mail(.init(id: "<4@acme.example>", body: "Question 4?\n")))
    scene.pass(.hours(1))
    let summary = try scene.read()
    #expect(summary.isRenewed && summary.read == 4 && summary.copies == 3)
    #expect(try scene.answers("acme").count == 4)
    let mailbox = try #require(try scene.look { try $0.mailbox("privacy") })
    #expect(mailbox.epoch == 1 && mailbox.renewedAt != nil)
  }

  @Test func `two strangers' mails without an id are two, also after the mailbox was made anew`() throws {
    let stranger = MailScene.Reply(to: "privacy@devices.example", from: "x@y.example", id: nil, dkim: nil)
    scene.mailbox.deliver(try scene.mail(stranger))
    scene.mailbox.deliver(try scene.mail(stranger))
    try scene.read()
    #expect(try counts() == [.stranger: 2])
    scene.mailbox.renew()
    try scene.read()
    #expect(try counts() == [.stranger: 2, .copy: 2])
  }

  @Test func `the same words without an id for one instruction are one answer`() throws {
    scene.mailbox.deliver(try scene.mail(.init(id: nil)))
    scene.mailbox.deliver(try scene.mail(.init(id: nil)))
    try scene.read()
    #expect(try scene.answers("acme").count == 1)
  }

  @Test func `a copy that names no instruction does not hide the one that does`() throws {
    scene.mailbox.deliver(try scene.mail(.init(to: "privacy@devices.example")))
    scene.mailbox.deliver(try scene.mail(.init()))
    try scene.read()
    #expect(try scene.answers("acme").map(\.outcome) == [.deleted])
  }

  @Test func `a mail that is gone when it is fetched is counted`() throws {
    scene.mailbox.deliver(try scene.mail(.init()))
    scene.mailbox.deliver(try scene.mail(.init(id: "<2@acme.example>", body: "Which one?\n")))
    scene.mailbox.vanishing = [1]
    let summary = try scene.read()
    #expect(summary.gone == 1 && summary.read == 1)
    #expect(try scene.look { try $0.mailbox("privacy") }?.gone == 1)
  }

  @Test func `uids may have gaps of millions`() throws {
    scene.mailbox.deliver(try scene.mail(.init()))
    scene.mailbox.nextUID = 900_000_000
    scene.mailbox.deliver(try scene.mail(.init(id: "<2@acme.example>", body: "Which one?\n")))
    #expect(try scene.read().read == 2)
    #expect(try scene.look { try $0.mailbox("privacy") }?.nextUID == 900_000_001)
  }

  @Test func `files are read again without counting anything again`() throws {
    scene.mailbox.validity = nil
    scene.mailbox.deliver(try scene.mail(.init()))
    try scene.read(as: InboxReading.files)
    let again = try scene.read(as: InboxReading.files)
    #expect(again.read == 1 && again.copies == 1)
    #expect(try scene.answers("acme").count == 1)
  }

  @Test func `a stranger's head is thrown away after thirty days`() throws {
    scene.mailbox.deliver(
      try scene.mail(.init(to: "privacy@devices.example", from: "x@y.example", dkim: nil)))
    try scene.read()
    #expect(try scene.look { try $0.mail(1) }?.sealed != nil)
    scene.pass(.days(29))
    try scene.read()
    #expect(try scene.look { try $0.mail(1) }?.sealed != nil)
    scene.pass(.days(2))
    try scene.read()
    let mail = try #require(try scene.look { try $0.mail(1) })
    #expect(mail.sealed == nil && mail.stage == .forgotten)
  }

  @Test func `being asked to stop ends between two windows, and the rest is read later`() throws {
    for number in 1...150 {
      scene.mailbox.deliver(try scene.mail(.init(id: "<\(number)@acme.example>", body: "Question \(number)?\n")))
    }
    var asked = 0
    let first = try scene.read(stop: {
      asked += 1
      return asked > 1
    })
    #expect(first.wasStopped && first.read == 100)
    #expect(try scene.read().read == 50)
  }
}
