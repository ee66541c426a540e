import Foundation
import Store

/// What a mailbox's server leaves open, kept from one reading to the next: mails that it lists and does not hand out,
/// and mails that it counts and does not list. Nothing of it is ever passed by in silence.
struct MailboxDoubts: Hashable, Codable {
  /// A mail that was not handed out.
  struct Mail: Hashable, Codable {
    var uid: UInt32
    var size: Int
    /// Readings that asked for it in vain, or went by while it was set aside.
    var runs: Int
    /// Reading goes on without it. Until then the mailbox waits for it.
    var isAside: Bool

    /// It cost a connection or a time limit.
    var isSlow: Bool

    /// Asked for again now: what costs minutes at first every time, later rarely.
    var isDue: Bool { !isSlow || runs <= MailboxDoubts.patience || runs % 16 == 0 }
  }

  /// Of the server's numbering; another one voids all.
  var epoch = 0
  /// How many mails the mailbox held below the uid where reading went on; `nil` before the first whole reading.
  var held: Int?
  /// How many of those the server does not list.
  var unseen = 0
  /// When the mailbox was last gone through from its first uid, in milliseconds since 1970.
  var sweptAt: Int64?
  private(set) var mails: [Mail] = []

  /// So often a mail is asked for before the mailbox goes on without it, and before a person is told.
  static let patience = 3
  /// More than this set aside, and it is the server that is broken.
  private static let most = 1000

  /// Those that a person should look at on the server.
  var forPerson: [UInt32] { aside.filter { $0.runs >= MailboxDoubts.patience }.map(\.uid).sorted() }
  var aside: [Mail] { mails.filter(\.isAside) }
  var isFull: Bool { mails.count >= MailboxDoubts.most }

  /// Asked in vain once more.
  /// - Returns: How often by now.
  mutating func strike(_ item: SourceItem, isSlow: Bool? = nil) -> Int {
    let place = place(of: item)
    if let isSlow { mails[place].isSlow = isSlow }
    mails[place].runs = min(mails[place].runs + 1, 1 << 30)
    return mails[place].runs
  }

  mutating func setAside(_ item: SourceItem) {
    let place = place(of: item)
    mails[place].isAside = true
    mails[place].runs = max(mails[place].runs, 1)
  }

  mutating func clear(_ uid: UInt32) { mails.removeAll { $0.uid == uid } }

  private mutating func place(of item: SourceItem) -> Int {
    if let place = mails.firstIndex(where: { $0.uid == item.uid }) { return place }
    mails.append(Mail(uid: item.uid, size: item.size, runs: 0, isAside: false, isSlow: false))
    return mails.count - 1
  }
}

extension StoreReading {
  func doubts(of mailbox: MailboxRecord) throws -> MailboxDoubts {
    var none = MailboxDoubts()
    none.epoch = mailbox.epoch
    guard let text = try fact("inbox." + mailbox.name) else { return none }
    // Without it the mailbox is gone through from its first uid, which finds all of it again.
    guard let doubts = try? JSONDecoder().decode(MailboxDoubts.self, from: Data(text.utf8)) else { return none }
    return doubts.epoch == mailbox.epoch ? doubts : none
  }
}

extension StoreWriting {
  func set(_ doubts: MailboxDoubts, of mailbox: MailboxRecord) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try set(
      fact: "inbox." + mailbox.name, to: String(decoding: try encoder.encode(doubts), as: UTF8.self))
  }
}
