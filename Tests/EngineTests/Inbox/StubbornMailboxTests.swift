import Catalogue
import Curl
import Store
import Testing
import Workflow

@testable import Engine

/// Mailboxes that count mails they do not list, and list mails they do not hand out: nothing is passed by in silence,
/// and nothing stops the rest for ever.
struct StubbornMailboxTests {
  private let scene: MailScene

  init() throws {
    scene = try MailScene()
    let settings = """
      network: {loopback: true}
      memory: \(scene.folder)/memory
      inboxes:
        - {name: privacy, server: imap.example.com, security: tls, user: u, password: "env:P", \
      authserv-id: \(MailScene.authserv)}

      """
    try settings.write(toFile: scene.home.settings, atomically: true, encoding: .utf8)
  }

  private func deliver(_ numbers: ClosedRange<Int>) throws {
    for number in numbers {
      scene.mailbox.deliver(try scene.mail(.init(id: "<\(number)@acme.example>", body: "Question \(number)?\n")))
    }
  }

  private func read() throws -> Inboxes.Report {
    try scene.open { installation in
      let report = try Inboxes(
        store: installation.store, vault: try installation.vault(), settings: try installation.settings(),
        surroundings: installation.surroundings
      ) { _ in scene.mailbox }.read()
      try installation.sequencer().sequenceAll()
      return report
    }
  }

  private func trouble() throws -> String { try scene.open { try InboxStanding($0) }.inboxes.first?.trouble ?? "" }
  private func rows() throws -> Int { try scene.look { try $0.mailCounts() }["privacy"]?.values.reduce(0, +) ?? 0 }
  private func expectOnce(_ mails: Int) throws {
    #expect(try rows() == mails)
    #expect(try scene.answers("acme").count == mails)
    #expect(try scene.findings() == [])
  }

  @Test func `mails that are held and not listed are told of, looked for, and read when they turn up`() throws {
    try deliver(1...30)
    scene.mailbox.unlisted = [12, 30]
    for _ in 0..<2 {
      let report = try read()
      #expect(report.faults["privacy"]?.contains("holds 30 mails and lists 28") == true)
      #expect(try rows() == 28)
      #expect(try trouble().contains("holds 30 mails and lists 28"))
    }
    #expect(scene.mailbox.fetched.count == 28)
    try deliver(31...31)
    #expect(try read().summaries["privacy"]?.read == 1)
    scene.mailbox.unlisted = []
    let report = try read()
    #expect(report.summaries["privacy"]?.read == 2 && report.faults.isEmpty)
    #expect(try trouble() == "")
    try expectOnce(31)
    #expect(try read().summaries["privacy"]?.read == 0)
    #expect(scene.mailbox.fetched.count == 31)
  }

  @Test func `a later mail that is not listed is missed by the sum`() throws {
    try deliver(1...5)
    #expect(try read().faults.isEmpty)
    try deliver(6...8)
    scene.mailbox.unlisted = [7]
    #expect(try read().faults["privacy"]?.contains("holds 8 mails and lists 7") == true)
    scene.mailbox.unlisted = []
    #expect(try read().faults.isEmpty)
    try expectOnce(8)
  }

  @Test func `uids given away to mails that nobody lists are asked after, even when as many mails were deleted`() throws
  {
    try deliver(1...5)
    _ = try read()
    try deliver(6...6)
    scene.mailbox.remove(2)
    scene.mailbox.unlisted = [6]
    #expect(try read().faults["privacy"]?.contains("holds 5 mails and lists 4") == true)
    scene.mailbox.remove(6)
    #expect(try read().faults.isEmpty)
    try expectOnce(5)
  }

  @Test func `a mail that deletions hid from the sum is found within a day`() throws {
    try deliver(1...5)
    _ = try read()
    try deliver(6...7)
    scene.mailbox.remove(2)
    scene.mailbox.unlisted = [6]
    #expect(try read().summaries["privacy"]?.read == 1)
    scene.pass(.hours(25))
    #expect(try read().faults["privacy"]?.contains("holds 6 mails and lists 5") == true)
    scene.mailbox.unlisted = []
    #expect(try read().summaries["privacy"]?.read == 1)
    #expect(try trouble() == "")
    try expectOnce(7)
  }

  @Test func `deleted mails are no trouble`() throws {
    try deliver(1...5)
    _ = try read()
    scene.mailbox.remove(1)
    try deliver(6...6)
    #expect(try read().faults.isEmpty)
    scene.mailbox.remove(2)
    scene.mailbox.remove(6)
    try deliver(7...7)
    scene.mailbox.remove(7)
    #expect(try read().faults.isEmpty)
    try expectOnce(6)
  }

  @Test func `a mail that is not handed out stops no other, and a person is told of it after three readings`() throws {
    try deliver(1...30)
    scene.mailbox.faults = [12: .withheld(12), 30: .withheld(30)]
    for run in 1...3 {
      let report = try read()
      #expect(report.faults.isEmpty && report.summaries["privacy"]?.aside == 2)
      #expect(try rows() == 28)
      #expect(try trouble().contains("uid 12, 30,") == (run == 3))
    }
    try deliver(31...31)
    #expect(try read().summaries["privacy"]?.read == 1)
    scene.mailbox.faults = [:]
    #expect(try read().summaries["privacy"]?.read == 2)
    #expect(try trouble() == "")
    try expectOnce(31)
  }

  @Test func `a mailbox waits three readings for its only new mail, and says which one`() throws {
    try deliver(1...3)
    _ = try read()
    try deliver(4...4)
    scene.mailbox.faults = [4: .withheld(4)]
    for run in 1...2 {
      #expect(try read().faults["privacy"]?.contains("uid 4 cannot be had, \(run) times") == true)
      #expect(try trouble().contains("uid 4 cannot be had"))
    }
    #expect(try read().faults.isEmpty)
    #expect(try trouble().contains("does not hand out the mail of uid 4,"))
    scene.mailbox.remove(4)
    #expect(try read().summaries["privacy"]?.gone == 1)
    #expect(try trouble() == "")
    try expectOnce(3)
  }

  @Test(arguments: [InboxFault.unavailable, .lost(.timeoutAfterSend)])
  func `what is more likely the server ends the reading, but not for ever`(fault: InboxFault) throws {
    try deliver(1...30)
    scene.mailbox.faults = [12: fault]
    for run in 1...2 {
      #expect(try read().faults["privacy"]?.contains("uid 12 cannot be had, \(run) times") == true)
      #expect(try rows() == 11)
    }
    #expect(try read().faults.isEmpty)
    #expect(try rows() == 29)
    #expect(try trouble().contains("uid 12,"))
    // What costs minutes is asked for rarely by now.
    let asked = scene.mailbox.fetched.count
    for _ in 0..<10 { _ = try read() }
    #expect(scene.mailbox.fetched.count == asked + 1)
    scene.mailbox.faults = [:]
    for _ in 0..<6 { _ = try read() }
    #expect(try trouble() == "")
    try expectOnce(30)
  }

  @Test func `a server that hands out nothing at all is no mail's fault`() throws {
    try deliver(1...30)
    for uid in 1...30 { scene.mailbox.faults[UInt32(uid)] = .withheld(UInt32(uid)) }
    #expect(try read().faults["privacy"]?.contains("uid 1 cannot be had") == true)
    #expect(scene.mailbox.fetched.count == 5)
    #expect(try scene.look { try $0.mailbox("privacy") }?.nextUID == 1)
    scene.mailbox.faults = [:]
    #expect(try read().summaries["privacy"]?.read == 30)
    try expectOnce(30)
  }

  @Test func `a reading that is killed forgets no mail that was set aside`() throws {
    try deliver(1...150)
    scene.mailbox.faults = [12: .withheld(12)]
    scene.mailbox.breaksAtFetch = 120
    #expect(try read().faults["privacy"] != nil)
    #expect(try rows() == 99)
    (scene.mailbox.faults, scene.mailbox.breaksAtFetch) = ([:], nil)
    #expect(try read().faults.isEmpty)
    try expectOnce(150)
  }

  @Test func `a mailbox made anew voids what was set aside`() throws {
    try deliver(1...3)
    scene.mailbox.faults = [2: .withheld(2)]
    for _ in 1...3 { _ = try read() }
    #expect(try trouble().contains("uid 2,"))
    scene.mailbox.faults = [:]
    scene.mailbox.renew()
    #expect(try read().summaries["privacy"]?.copies == 2)
    #expect(try trouble() == "")
    #expect(try scene.answers("acme").count == 3)
  }

  @Test func `a mail shorter than the server says is not whole, and settles nothing`() throws {
    scene.mailbox.deliver(try scene.mail(.init()))
    scene.mailbox.overstated = [1]
    _ = try read()
    let mail = try #require(try scene.look { try $0.mail(1) })
    #expect(!mail.isWhole && mail.stage == .waiting)
    #expect(try scene.answers("acme").allSatisfy { $0.outcome != .deleted })
    // The same mail as long as it is said to be settles.
    let other = try MailScene()
    other.mailbox.deliver(try other.mail(.init()))
    try other.read()
    #expect(try other.look { try $0.mail(1) }?.stage == .filed)
  }
}
