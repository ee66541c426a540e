import Crypto
import Mail
import Store
import Vault
import Workflow

/// Reads a mailbox from where the last reading ended. What a window of mails says, their rows and the cursor are one
/// transaction, and the evidence is on disk before it: whatever kills the program, every mail counts exactly once.
public struct InboxReading {
  /// The name under which mails from files are kept.
  public static let files = "files"

  public struct Summary: Hashable, Sendable {
    public var read = 0
    public var filed = 0
    /// For a person.
    public var waiting = 0
    public var strangers = 0
    public var copies = 0
    /// Deleted or moved away before they could be fetched.
    public var gone = 0
    /// The server has numbered its mails anew.
    public var isRenewed = false
    public var wasStopped = false
  }

  /// What one mail, one window and one listing may hold.
  enum Limit {
    static let mail = 10 << 20
    static let window = (mails: 100, bytes: 32 << 20)
    static let listing = UInt32(1000)
  }

  let store: any Store
  let vault: Vault
  let surroundings: Surroundings
  let authserv: String?
  let ownHosts: Set<String>
  let signatures: SignatureWords?

  /// - Parameter keys: Asks for the TXT records of a name, for DKIM; `nil` leaves signatures unread.
  public init(
    store: any Store, vault: Vault, surroundings: Surroundings, authserv: String?, ownHosts: Set<String> = [],
    keys: (@Sendable (String) -> KeyAnswer)? = nil
  ) {
    signatures = keys.map(SignatureWords.init)
    self.store = store
    self.vault = vault
    self.surroundings = surroundings
    self.authserv = authserv
    self.ownHosts = ownHosts
  }

  /// - Parameter stop: Asked between two windows.
  /// - Throws: what the source throws; everything that was read before is kept.
  public func read(
    _ source: any MailSource, as name: String, stop: () -> Bool = { false }, progress: (Summary) -> Void = { _ in }
  ) throws -> Summary {
    var summary = Summary()
    let status = try source.open()
    defer { source.close() }
    var mailbox = try enter(name, status, &summary)
    let windows = try MailWindows(self, keys: InboxKeys(making: vault))
    var width = Limit.listing
    while mailbox.nextUID < status.nextUID {
      let last = min(mailbox.nextUID + min(width, .max - mailbox.nextUID), status.nextUID) - 1
      let items = try source.listing(mailbox.nextUID...last).filter { (mailbox.nextUID...last).contains($0.uid) }
      for window in InboxReading.windows(of: items.sorted { $0.uid < $1.uid }) {
        if stop() {
          summary.wasStopped = true
          return summary
        }
        let mails = try window.map { (uid: $0.uid, mail: try source.fetch($0.uid, limit: Limit.mail)) }
        try windows.take(mails, &mailbox, &summary)
        progress(summary)
      }
      try pass(last, &mailbox)
      width = InboxReading.width(after: items.count, width)
    }
    try leave(mailbox)
    return summary
  }

  /// Uids have gaps, some of millions; a listing stays short all the same.
  private static func width(after count: Int, _ width: UInt32) -> UInt32 {
    if count < 250 { return min(width * 4, 1 << 24) }
    return count > 2000 ? max(width / 4, 250) : width
  }

  private static func windows(of items: [SourceItem]) -> [[SourceItem]] {
    var windows: [[SourceItem]] = []
    var bytes = 0
    for item in items {
      let size = min(max(item.size, 0), Limit.mail)
      if let open = windows.last, open.count < Limit.window.mails, bytes + size <= Limit.window.bytes {
        windows[windows.count - 1].append(item)
        bytes += size
      } else {
        windows.append([item])
        bytes = size
      }
    }
    return windows
  }

  /// A mailbox that was made anew is read from its start, under a new epoch: what came in before is recognised.
  private func enter(_ name: String, _ status: SourceStatus, _ summary: inout Summary) throws -> MailboxRecord {
    let now = surroundings.now()
    let (record, isRenewed) = try store.write { session in
      var record = try session.mailbox(name) ?? MailboxRecord(name: name)
      let isRenewed = record.validity != nil && record.validity != status.validity
      if isRenewed || status.validity == nil {
        record.epoch += 1
        record.nextUID = 1
        if isRenewed { record.renewedAt = now }
      }
      record.validity = status.validity
      record.checkedAt = now
      record.fault = nil
      try session.set(record)
      return (record, isRenewed)
    }
    summary.isRenewed = isRenewed
    return record
  }

  /// Nothing more is below this uid.
  private func pass(_ last: UInt32, _ mailbox: inout MailboxRecord) throws {
    guard mailbox.nextUID <= last else { return }
    mailbox.nextUID = last + 1
    let record = mailbox
    try store.write { try $0.set(record) }
  }

  private func leave(_ mailbox: MailboxRecord) throws {
    var record = mailbox
    record.healthyAt = surroundings.now()
    let done = record
    try store.write { session in
      try session.set(done)
      // Strangers' heads are kept for some weeks, in case that one of them was a partner's after all.
      for var mail in try session.strangers(before: surroundings.now() + .days(-30), limit: 10_000) {
        mail.stage = .forgotten
        mail.sealed = nil
        try session.update(mail, expecting: .stranger)
      }
    }
  }

  /// Writes down that the mailbox cannot be read; nobody waits for it.
  public static func note(_ fault: String, of name: String, in store: any Store, at now: Instant) throws {
    try store.write { session in
      var record = try session.mailbox(name) ?? MailboxRecord(name: name)
      record.checkedAt = now
      record.fault = fault
      try session.set(record)
    }
  }
}
