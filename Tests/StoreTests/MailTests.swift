import Store
import Testing
import Workflow

/// Mailboxes and mails, in every home.
struct MailTests {
  static func mail(_ id: Int, uid: UInt32? = nil, stage: MailStage = .waiting) -> MailRecord {
    MailRecord(
      id: id, mailbox: "privacy", epoch: 2, uid: uid ?? UInt32(id), event: [1, 2], at: noon, stage: stage,
      meaning: "deleted", basis: "words", standing: "unknown")
  }

  private static func full(_ id: Int) -> MailRecord {
    var mail = mail(id)
    mail.sentAt = noon + .hours(-1)
    mail.copyOf = 3
    mail.instruction = Samples.acme
    mail.signs = ["a-sign", "another"]
    mail.language = "de"
    mail.suggestion = .deleted
    mail.evidence = [9]
    mail.receipt = 12
    mail.sealed = [0, 255]
    mail.isWhole = false
    mail.decidedAt = noon + .hours(2)
    mail.decision = "says-nothing"
    return mail
  }

  @Test(arguments: Home.allCases)
  func `a mail comes back as it was`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.store.write { session throws in
      try session.insert(Self.full(1))
      try session.insert(Self.mail(2))
    }
    #expect(try shelf.store.read { try $0.mail(1) } == Self.full(1))
    #expect(try shelf.store.read { try $0.mail(2) } == Self.mail(2))
    #expect(try shelf.store.read { try $0.mails(ofEvent: [1, 2]) }.map(\.id) == [1, 2])
    #expect(try shelf.store.read { try $0.mails(of: Samples.acme) }.map(\.id) == [1])
    #expect(try shelf.store.read { try $0.nextMailID() } == 3)
  }

  @Test(arguments: Home.allCases)
  func `a mailbox, an epoch and a uid are one mail`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.store.write { try $0.insert(Self.mail(1, uid: 7)) }
    #expect(throws: StoreError.exists("mail 7 of the mailbox privacy")) {
      try shelf.store.write { try $0.insert(Self.mail(2, uid: 7)) }
    }
    var anew = Self.mail(2, uid: 7)
    anew.epoch = 3
    try shelf.store.write { [anew] in try $0.insert(anew) }
    #expect(try shelf.store.read { try $0.mailCounts() } == ["privacy": [.waiting: 2]])
  }

  @Test(arguments: Home.allCases)
  func `a decision is written once`(_ home: Home) throws {
    let shelf = try Shelf(home)
    try shelf.store.write { try $0.insert(Self.mail(1)) }
    var decided = Self.mail(1)
    (decided.stage, decided.decision, decided.receipt) = (.accepted, "deleted", 4)
    decided.standing = "authenticated.dkim"
    try shelf.store.write { [decided] in try $0.update(decided, expecting: .waiting) }
    #expect(throws: StoreError.stale("mail 1")) {
      try shelf.store.write { [decided] in try $0.update(decided, expecting: .waiting) }
    }
    #expect(try shelf.store.read { try $0.mail(1) } == decided)
    #expect(try shelf.store.read { try $0.waitingMails(limit: 9) }.isEmpty)
  }

  @Test(arguments: Home.allCases)
  func `strangers are found by age, and copies are not shown`(_ home: Home) throws {
    let shelf = try Shelf(home)
    var old = Self.mail(1, stage: .stranger)
    old.at = noon + .days(-40)
    try shelf.store.write { [old] session throws in
      try session.insert(old)
      try session.insert(Self.mail(2, stage: .stranger))
      try session.insert(Self.mail(3, stage: .copy))
      try session.insert(Self.mail(4))
    }
    #expect(try shelf.store.read { try $0.strangers(before: noon + .days(-30), limit: 9) }.map(\.id) == [1])
    #expect(try shelf.store.read { try $0.newestMails(limit: 9) }.map(\.id) == [4, 2, 1])
    #expect(try shelf.store.read { try $0.waitingMails(limit: 9) }.map(\.id) == [4])
  }

  @Test(arguments: Home.allCases)
  func `a mailbox comes back as it was, and can go on`(_ home: Home) throws {
    let shelf = try Shelf(home)
    var mailbox = MailboxRecord(name: "privacy")
    try shelf.store.write { [mailbox] in try $0.set(mailbox) }
    #expect(try shelf.store.read { try $0.mailbox("privacy") } == mailbox)
    mailbox.validity = .max
    mailbox.epoch = 4
    mailbox.nextUID = .max
    (mailbox.renewedAt, mailbox.checkedAt, mailbox.healthyAt) = (noon, noon + .hours(1), noon + .hours(2))
    (mailbox.fault, mailbox.gone) = ("The mail server refused the login.", 3)
    try shelf.store.write { [mailbox] in try $0.set(mailbox) }
    #expect(try shelf.store.read { try $0.mailboxes() } == [mailbox])
    #expect(try shelf.store.read { try $0.mailbox("other") } == nil)
  }
}
