import Workflow

/// One of our mailboxes as far as it has been read.
public struct MailboxRecord: Sendable, Hashable {
  public var name: String
  /// The server's UIDVALIDITY; `nil` until the first reading, and for files.
  public var validity: UInt32?
  /// Counts the times that the server numbered its mails anew. Mails of one epoch have one uid each.
  public var epoch = 0
  /// The first uid that has not been read.
  public var nextUID: UInt32 = 1
  /// When the server last numbered its mails anew.
  public var renewedAt: Instant?
  public var checkedAt: Instant?
  /// When it was last read to its end.
  public var healthyAt: Instant?
  /// Why it cannot be read; `nil` while it can.
  public var fault: String?
  /// Mails that were gone before they could be fetched.
  public var gone = 0

  public init(name: String) { self.name = name }
}

public enum MailStage: Int, Sendable, Hashable, CaseIterable, Codable {
  /// What it says was taken over by itself: a bounce, an automatic answer, a clear answer of the partner.
  case filed = 0
  /// A person has to read it.
  case waiting = 1
  /// A person took it over.
  case accepted = 2
  /// It names no instruction, and nobody knows its sender. Only its head is kept, for some weeks.
  case stranger = 3
  /// A person laid it aside.
  case dismissed = 4
  /// The same mail came in before.
  case copy = 5
  /// A stranger's mail whose head has been thrown away.
  case forgotten = 6
}

/// A mail that came in, in codes: what it says in words is sealed, here or in the evidence.
public struct MailRecord: Sendable, Hashable {
  public var id: Int
  public var mailbox: String
  public var epoch: Int
  public var uid: UInt32
  /// Keyed digest of what makes a mail the same mail.
  public var event: [UInt8]
  /// When it was read.
  public var at: Instant
  /// By its own `Date`.
  public var sentAt: Instant?
  public var stage: MailStage
  public var copyOf: Int?
  public var instruction: InstructionID?
  public var meaning: String
  public var basis: String
  public var standing: String
  public var signs: [String]
  public var language: String?
  public var suggestion: Outcome?
  /// In the vault of the instruction's wave.
  public var evidence: [UInt8]?
  /// Ledger index of the line that tells of it.
  public var receipt: Int?
  /// The mail, or a stranger's head, under the mailbox's own key; `nil` once it is evidence.
  public var sealed: [UInt8]?
  public var isWhole: Bool
  public var decidedAt: Instant?
  /// A code.
  public var decision: String?

  public init(
    id: Int, mailbox: String, epoch: Int, uid: UInt32, event: [UInt8], at: Instant, stage: MailStage, meaning: String,
    basis: String, standing: String
  ) {
    self.id = id
    self.mailbox = mailbox
    self.epoch = epoch
    self.uid = uid
    self.event = event
    self.at = at
    self.stage = stage
    self.meaning = meaning
    self.basis = basis
    self.standing = standing
    signs = []
    isWhole = true
  }
}

/// How many mails of each stage there are.
public typealias MailCounts = [MailStage: Int]

public protocol MailReading {
  func mailboxes() throws -> [MailboxRecord]
  func mailbox(_ name: String) throws -> MailboxRecord?
  func mail(_ id: Int) throws -> MailRecord?
  /// The mails of one mailbox and epoch that have a row.
  func uids(of mailbox: String, epoch: Int) throws -> Set<UInt32>
  /// Every row of one event, oldest first.
  func mails(ofEvent event: [UInt8]) throws -> [MailRecord]
  /// Mails that wait for a person, oldest first.
  func waitingMails(limit: Int) throws -> [MailRecord]
  func mails(of instruction: InstructionID) throws -> [MailRecord]
  /// The newest ones first, without copies.
  func newestMails(limit: Int) throws -> [MailRecord]
  /// Strangers' mails that were read before `moment`, oldest first.
  func strangers(before moment: Instant, limit: Int) throws -> [MailRecord]
  /// By mailbox.
  func mailCounts() throws -> [String: MailCounts]
  /// The number that the next mail gets.
  func nextMailID() throws -> Int
}

public protocol MailWriting: MailReading {
  /// Inserts or replaces.
  func set(_ mailbox: MailboxRecord) throws
  /// - Throws: `StoreError.exists` if the mailbox, epoch and uid are known.
  func insert(_ mail: MailRecord) throws
  /// What a decision changes, or a better proof of the sender: stage, instruction, standing, suggestion, evidence, receipt, sealed bytes and the decision itself.
  /// - Throws: `StoreError.stale` unless the stored stage is `expected`.
  func update(_ mail: MailRecord, expecting expected: MailStage) throws
}
