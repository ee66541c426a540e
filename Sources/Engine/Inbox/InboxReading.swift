import Crypto
import Mail
import Store
import Vault
import Workflow

/// Reads a mailbox from where the last reading ended. What a window of mails says, their rows and the cursor are one
/// transaction, and the evidence is on disk before it: whatever kills the program, every mail counts exactly once.
/// The cursor passes no mail by in silence: what cannot be had is written down with it.
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
    /// Not handed out, and asked for again next time.
    public var aside = 0
    /// Why the mailbox cannot be read whole, although it was read to its end.
    public var trouble: String?
    /// The server has numbered its mails anew.
    public var isRenewed = false
    public var wasStopped = false
  }

  /// What one mail and one window may hold.
  enum Limit {
    static let mail = 10 << 20
    static let window = (mails: 100, bytes: 32 << 20)
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
    let doubts = try store.read { try $0.doubts(of: mailbox) }
    let census = try MailCensus.take(source, status, mailbox, doubts, in: store, at: surroundings.now())
    let aside = Set(doubts.aside.map(\.uid))
    var fetching = MailFetching(source, doubts)
    let windows = try MailWindows(self, keys: InboxKeys(making: vault))
    var rest = census.items.filter { !aside.contains($0.uid) }[...]
    while !rest.isEmpty {
      if stop() {
        summary.wasStopped = true
        return summary
      }
      let window = try fetching.fetch(InboxReading.window(of: rest))
      rest = rest.dropFirst(window.done)
      let end = rest.first?.uid ?? census.end
      try windows.take(window.mails, upTo: end, &mailbox, fetching.doubts, &summary)
      progress(summary)
      if let fault = window.fault { throw fault }
    }
    while let mail = try fetching.next() {
      try windows.take([mail], upTo: census.end, &mailbox, fetching.doubts, &summary)
    }
    try leave(mailbox, census, fetching.doubts, &summary)
    return summary
  }

  /// As many of the next mails as may be in memory at once.
  private static func window(of items: ArraySlice<SourceItem>) -> ArraySlice<SourceItem> {
    var bytes = 0
    let window = items.prefix(Limit.window.mails).prefix { item in
      bytes += min(max(item.size, 0), Limit.mail)
      return bytes <= Limit.window.bytes
    }
    return window.isEmpty ? items.prefix(1) : window
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

  private func leave(
    _ mailbox: MailboxRecord, _ census: MailCensus, _ doubts: MailboxDoubts, _ summary: inout Summary
  ) throws {
    var (record, left) = (mailbox, doubts)
    record.nextUID = max(record.nextUID, census.end)
    (left.held, left.unseen) = (census.held, census.unseen)
    if census.isWhole { left.sweptAt = surroundings.now().milliseconds }
    record.fault = census.trouble
    if census.unseen == 0 { record.healthyAt = surroundings.now() }
    (summary.trouble, summary.aside) = (census.trouble, left.aside.count)
    let (done, open) = (record, left)
    try store.write { session in
      try session.set(done)
      try session.set(open, of: done)
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
