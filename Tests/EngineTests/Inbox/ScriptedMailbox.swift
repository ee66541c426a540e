import Curl
import Engine

/// A mailbox in memory, and everything that can go wrong with one.
final class ScriptedMailbox: MailSource {
  struct Broken: Error {}

  var validity: UInt32? = 7
  private(set) var mails: [(uid: UInt32, bytes: [UInt8])] = []
  var nextUID: UInt32 = 1
  /// Breaks before this fetch, counted from 1.
  var breaksAtFetch: Int?
  /// Listed, and gone when asked for.
  var vanishing: Set<UInt32> = []
  /// Held by the server's own word, and left out when it lists.
  var unlisted: Set<UInt32> = []
  /// Not handed out, and why.
  var faults: [UInt32: InboxFault] = [:]
  /// Said to be longer than they are.
  var overstated: Set<UInt32> = []
  private(set) var fetched: [UInt32] = []

  func deliver(_ bytes: [UInt8]) {
    mails.append((nextUID, bytes))
    nextUID += 1
  }

  func remove(_ uid: UInt32) { mails.removeAll { $0.uid == uid } }

  /// The server numbers its mails anew, in another order.
  func renew() {
    validity = (validity ?? 0) + 1
    mails = mails.reversed().enumerated().map { (UInt32($0.offset + 1), $0.element.bytes) }
    nextUID = UInt32(mails.count + 1)
  }

  func open() throws -> SourceStatus {
    SourceStatus(validity: validity, nextUID: nextUID, messages: mails.count)
  }

  func listing(_ uids: ClosedRange<UInt32>) throws -> [SourceItem] {
    mails.filter { uids.contains($0.uid) && !unlisted.contains($0.uid) }.map {
      SourceItem(uid: $0.uid, size: $0.bytes.count + (overstated.contains($0.uid) ? 1 : 0))
    }
  }

  func fetch(_ uid: UInt32, limit: Int) throws -> SourceMail {
    fetched.append(uid)
    if fetched.count == breaksAtFetch { throw Broken() }
    if let fault = faults[uid] { throw fault }
    guard !vanishing.contains(uid), let mail = mails.first(where: { $0.uid == uid }) else { return .gone }
    return mail.bytes.count > limit ? .cut(Array(mail.bytes.prefix(limit))) : .whole(mail.bytes)
  }

  func close() {}
}
