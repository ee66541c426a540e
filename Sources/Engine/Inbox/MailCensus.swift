import Curl
import Store
import Workflow

/// The mails of a mailbox that have not been read, checked against how many mails the server says the mailbox holds.
struct MailCensus {
  /// By uid.
  var items: [SourceItem]
  /// No mail has this uid or a higher one yet.
  var end: UInt32
  /// Mails below that.
  var held: Int
  /// Held by the server's word, and listed by nobody.
  var unseen: Int
  /// From the first uid on.
  var isWhole: Bool

  /// As many deletions as mails that were not listed keep the sum right; so it is not relied on for longer.
  private static let trust = Span.days(1)

  static func take(
    _ source: any MailSource, _ status: SourceStatus, _ mailbox: MailboxRecord, _ doubts: MailboxDoubts,
    in store: any Store, at now: Instant
  ) throws -> MailCensus {
    let isFresh = doubts.sweptAt.map { now - Instant(milliseconds: $0) < trust } ?? false
    if let held = doubts.held, doubts.unseen == 0, isFresh {
      let fresh = try list(source, from: mailbox.nextUID, to: status.nextUID)
      // Mails only go: more of them below than there were, or uids given away to nobody, and some were not listed.
      let isShort = status.messages - fresh.count > held || (fresh.isEmpty && mailbox.nextUID < status.nextUID)
      if !isShort {
        return MailCensus(items: fresh, end: status.nextUID, held: status.messages, unseen: 0, isWhole: false)
      }
    }
    return try takeWhole(source, status, mailbox, store)
  }

  /// From the first uid on the sum must be exact. Mails that were deleted in between make it wrong once, not thrice.
  private static func takeWhole(
    _ source: any MailSource, _ status: SourceStatus, _ mailbox: MailboxRecord, _ store: any Store
  ) throws -> MailCensus {
    var status = status
    var all = try list(source, from: 1, to: status.nextUID)
    for _ in 0..<2 where all.count < status.messages {
      status = try source.open()
      guard status.validity == mailbox.validity else { throw InboxFault.validityChanged }
      all = try list(source, from: 1, to: status.nextUID)
    }
    let known = try store.read { try $0.uids(of: mailbox.name, epoch: mailbox.epoch) }
    return MailCensus(
      items: all.filter { !known.contains($0.uid) }, end: status.nextUID, held: all.count,
      unseen: max(0, status.messages - all.count), isWhole: true)
  }

  private static func list(_ source: any MailSource, from first: UInt32, to end: UInt32) throws -> [SourceItem] {
    guard first < end else { return [] }
    return try source.listing(first...(end - 1)).filter { (first..<end).contains($0.uid) }.sorted { $0.uid < $1.uid }
  }

  /// What a person is told.
  var trouble: String? {
    guard unseen > 0 else { return nil }
    return """
      The mail server says that the mailbox holds \(held + unseen) mails and lists \(held) of them. What it lists is \
      read, and the other \(unseen) are looked for every time. If that stays, have the mailbox repaired on the server.
      """
  }
}
