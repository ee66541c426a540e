import Mail

/// Mails of an mbox, a Maildir or a single file, numbered as they come. Gone through twice: once to count them, once to
/// hand them out, so that a file of any size needs the memory of one mail.
public final class FileSource: MailSource {
  private let path: String
  private var sizes: [Int] = []
  private var file: MailFile?
  private var handedOut: UInt32 = 0

  /// - Throws: `MailFileFault` when there is no mail.
  public init(_ path: String) throws {
    self.path = path
    _ = try MailFile(path)
  }

  public func open() throws -> SourceStatus {
    let counting = try MailFile(path)
    sizes = []
    while let mail = try counting.next() { sizes.append(mail.size) }
    file = try MailFile(path)
    handedOut = 0
    return SourceStatus(validity: nil, nextUID: UInt32(clamping: sizes.count + 1), messages: sizes.count)
  }

  public func listing(_ uids: ClosedRange<UInt32>) throws -> [SourceItem] {
    uids.clamped(to: 1...UInt32(clamping: max(sizes.count, 1))).prefix(sizes.count).map {
      SourceItem(uid: $0, size: sizes[Int($0) - 1])
    }
  }

  /// Only forwards: the files are read in their order.
  public func fetch(_ uid: UInt32, limit: Int) throws -> SourceMail {
    while handedOut < uid, let mail = try file?.next() {
      handedOut += 1
      guard handedOut == uid else { continue }
      return mail.isCut || mail.bytes.count > limit ? .cut(Array(mail.bytes.prefix(limit))) : .whole(mail.bytes)
    }
    return .gone
  }

  public func close() { file = nil }
}
