import Store
import Workflow

/// How the mailboxes stand, for people: status, doctor, `inbox list`.
public struct InboxStanding: Sendable {
  public struct Inbox: Sendable {
    public var name: String
    public var record: MailboxRecord?
    public var counts: MailCounts
    /// What a person should know.
    public var trouble: String?
  }

  public let inboxes: [Inbox]
  /// Mails that wait for a person.
  public let waiting: Int

  public init(_ installation: Installation) throws {
    let names = try installation.settings().inboxes.map(\.name)
    let now = installation.surroundings.now()
    let (records, counts, aside) = try installation.store.read { session in
      let records = try session.mailboxes()
      let aside = try records.map { ($0.name, try session.doubts(of: $0).forPerson) }
      return (records, try session.mailCounts(), Dictionary(uniqueKeysWithValues: aside))
    }
    let known = Dictionary(uniqueKeysWithValues: records.map { ($0.name, $0) })
    let all = names + known.keys.filter { !names.contains($0) }.sorted()
    inboxes = all.map { name in
      Inbox(
        name: name, record: known[name], counts: counts[name] ?? [:],
        trouble: names.contains(name)
          ? InboxStanding.troubles(name, known[name], aside: aside[name] ?? [], at: now) : nil)
    }
    waiting = counts.values.reduce(0) { $0 + ($1[.waiting] ?? 0) }
  }

  /// Longer than this without being read to its end, and a person is told.
  private static let patience = Span.hours(48)

  private static func troubles(
    _ name: String, _ record: MailboxRecord?, aside: [UInt32], at now: Instant
  ) -> String? {
    let all = [trouble(name, record, at: now), withheld(name, aside)].compactMap { $0 }
    return all.isEmpty ? nil : all.joined(separator: "; ")
  }

  private static func withheld(_ name: String, _ uids: [UInt32]) -> String? {
    guard let first = uids.first else { return nil }
    let others = uids.dropFirst().prefix(9).map { ", \($0)" }.joined()
    let more = uids.count > 10 ? " and \(uids.count - 10) more" : ""
    return """
      inbox \(name): the server does not hand out the mail of uid \(first)\(others)\(more), which may be a partner's \
      answer; look at it there, save it as a file, and read that with `expunge inbox read FILE`
      """
  }

  private static func trouble(_ name: String, _ record: MailboxRecord?, at now: Instant) -> String? {
    guard let record else { return "inbox \(name) has never been read; `expunge inbox read` does it" }
    if let fault = record.fault {
      let since = record.healthyAt.map { ", last read to its end \($0.written)" } ?? ", and never read to its end"
      return "inbox \(name) cannot be read\(since): \(fault)"
    }
    guard let healthy = record.healthyAt, now - healthy > patience else { return nil }
    return "inbox \(name) was last read to its end \(healthy.written); does cron run `expunge retry`?"
  }

  /// One line each, nothing when all is well.
  public var notes: [String] {
    let mails = waiting == 1 ? "1 mail waits" : "\(waiting) mails wait"
    return inboxes.compactMap(\.trouble) + (waiting > 0 ? ["\(mails) for a person: `expunge inbox review`"] : [])
  }
}
