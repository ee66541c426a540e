import Foundation

/// One mail out of a file. Personal data throughout: never print it.
public struct StoredMail: Hashable, Sendable, CustomStringConvertible {
  /// CRLF line endings throughout, as a mail server would hand it out: a bare LF of the file became CR LF.
  public let bytes: [UInt8]
  /// Bytes of the whole mail; more than `bytes` holds when it is longer than the limit.
  public let size: Int
  /// Where it stands: the offset in an mbox, the unique name in a Maildir, empty for a file that is one mail.
  public let place: String

  public var isCut: Bool { size > bytes.count }
  public var description: String { "mail of \(size) bytes" }
}

/// Mails in files: an mbox (mboxo or mboxrd), a Maildir, or a single message. They are read one after the other, never
/// all at once; of a mail beyond the limit only the beginning is kept.
public final class MailFile {
  public enum Kind: String, Sendable { case mbox, maildir, message }

  public let kind: Kind
  private let path: String
  private let limit: Int
  private var mbox: MboxReader?
  private var maildir: MaildirNames?
  private var isRead = false

  /// - Parameter limit: Bytes of one mail.
  public init(_ path: String, limit: Int = 10 << 20) throws(MailFileFault) {
    self.path = path
    self.limit = limit
    if let names = MaildirNames(path) {
      kind = .maildir
      maildir = names
      return
    }
    guard let lines = try LineSource(path) else { throw .missing(path) }
    kind = try lines.begins(with: "From ") ? .mbox : .message
    if kind == .mbox { mbox = MboxReader(lines, limit: limit) }
  }

  /// The next mail; nil after the last one.
  public func next() throws(MailFileFault) -> StoredMail? {
    switch kind {
    case .mbox: return try mbox?.next()
    case .maildir:
      while let file = try maildir?.next() {
        guard let lines = try LineSource(file.path) else { continue }  // moved meanwhile: it comes again
        maildir?.wasRead(file.name)
        return try MailFile.whole(lines, limit: limit, place: file.name)
      }
      return nil
    case .message:
      if isRead { return nil }
      isRead = true
      guard let lines = try LineSource(path) else { throw .missing(path) }
      let mail = try MailFile.whole(lines, limit: limit, place: "")
      guard MailFile.hasHead(mail.bytes) else { throw .noMail(path) }
      return mail
    }
  }

  /// Whether there is a field before the first empty line that mails have: many other files have lines with colons.
  private static func hasHead(_ bytes: [UInt8]) -> Bool {
    let fields = ["from", "to", "subject", "date", "message-id", "received", "return-path", "delivered-to"]
    for line in bytes.prefix(64 << 10).split(separator: 0x0a, omittingEmptySubsequences: false) {
      if line.isEmpty || line == [0x0d] { return false }
      let name = String(decoding: line.prefix { $0 != 0x3a }, as: UTF8.self).lowercased()
      if line.contains(0x3a), fields.contains(name) { return true }
    }
    return false
  }

  private static func whole(_ lines: LineSource, limit: Int, place: String) throws(MailFileFault) -> StoredMail {
    var mail = MailBuffer(limit: limit, place: place)
    while let piece = try lines.next() { mail.append(piece) }
    return mail.finished()
  }
}

public enum MailFileFault: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(String)
  /// Neither a file nor a folder with `new` and `cur`.
  case noMail(String)
  case unreadable(String, system: Int32)

  public var description: String {
    switch self {
    case .missing(let path): "There is no file \(path). Check its name."
    case .noMail(let path):
      "\(path) holds no mail: an mbox, a single message, or a Maildir with the folders 'new' and 'cur' is needed."
    case .unreadable(let path, let code): "\(path) cannot be read: \(String(cString: strerror(code)))."
    }
  }
}

/// Collects one mail up to a limit.
struct MailBuffer {
  private let limit: Int
  private let place: String
  private var bytes: [UInt8] = []
  private var size = 0
  private var last: UInt8 = 0

  init(limit: Int, place: String) {
    self.limit = limit
    self.place = place
  }

  /// A line with its ending, or a piece of one.
  mutating func append(_ piece: UnsafeRawBufferPointer) {
    guard let end = piece.last else { return }
    let before = piece.count > 1 ? piece[piece.count - 2] : last
    last = end
    guard end == 0x0a && before != 0x0d else { return keep(piece) }
    keep(UnsafeRawBufferPointer(rebasing: piece.dropLast()))
    [UInt8]([0x0d, 0x0a]).withUnsafeBytes { keep($0) }
  }

  func finished() -> StoredMail { StoredMail(bytes: bytes, size: size, place: place) }

  private mutating func keep(_ piece: UnsafeRawBufferPointer) {
    size += piece.count
    let room = limit - bytes.count
    if room > 0 { bytes.append(contentsOf: piece.prefix(room)) }
  }
}
