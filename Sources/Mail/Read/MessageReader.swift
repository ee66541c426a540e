import CGMime
import Foundation

/// A message taken apart: headers, all human text, reports, embedded messages and attachments. What it means is
/// decided elsewhere.
public struct MessageReader: Sendable {
  public struct Header: Hashable, Sendable {
    public let name: String
    /// Encoded words decoded, unfolded.
    public let value: String
    /// As it stands in the message, folds included, without the final line end. Bytes that are no UTF-8 are replaced.
    public let raw: String
  }

  /// An address as the sender wrote it: unchecked, it may be anything.
  public struct Mailbox: Hashable, Sendable {
    public let name: String
    public let address: String
  }

  /// A machine-readable part: `message/delivery-status`, `message/disposition-notification`,
  /// `message/feedback-report`.
  public struct Report: Hashable, Sendable {
    public let contentType: String
    /// The blocks between blank lines; of a delivery status the first one is about the message, each further one
    /// about a recipient.
    public let groups: [[Header]]
  }

  /// A message inside the message, or only its headers: the letter that came back, or a forwarded mail.
  public struct Embedded: Hashable, Sendable {
    public let headers: [Header]
    /// Without angle brackets.
    public var messageID: String? { headers.first("message-id").flatMap { messageIDs(in: $0).first } }
    public var references: [String] {
      messageIDs(in: headers.first("in-reply-to") ?? "") + messageIDs(in: headers.first("references") ?? "")
    }
    public func header(_ name: String) -> String? { headers.first(name) }
  }

  /// One node of the part tree, in the order of the message.
  public struct Part: Hashable, Sendable {
    /// 0 is the message itself.
    public let depth: Int
    /// Lower case, such as `text/plain`.
    public let contentType: String
    public let name: String?
  }

  public internal(set) var from: [Mailbox] = []
  public internal(set) var sender: [Mailbox] = []
  public internal(set) var replyTo: [Mailbox] = []
  /// In order of appearance.
  public internal(set) var headers: [Header] = []
  /// All human text, in Unicode: the plain parts joined, or, when there is none, what the HTML shows. A quoted block
  /// of HTML is written with `> ` before its lines. Nil when the message has no text. At most 256 KiB.
  public internal(set) var text: String?
  /// What the HTML parts show; nil without HTML. It may say something else than the plain text beside it.
  public internal(set) var textOfHTML: String?
  /// False when a part of the text could not be decoded, or was cut.
  public internal(set) var isComplete = true
  /// The HTML holds text that its styles keep from being seen. It is not part of `text`.
  public internal(set) var hasHiddenText = false
  public internal(set) var attachments: [Attachment] = []
  public internal(set) var reports: [Report] = []
  public internal(set) var embedded: [Embedded] = []
  public internal(set) var outline: [Part] = []
  /// By the `Date` header.
  public internal(set) var date: Date?
  /// Of a `multipart/report`: `delivery-status`, `disposition-notification`, `feedback-report` ...; lower case.
  public internal(set) var reportType: String?

  /// Without angle brackets.
  public var messageID: String? { header("Message-ID").flatMap { messageIDs(in: $0).first } }
  public var inReplyTo: [String] { messageIDs(in: header("In-Reply-To") ?? "") }
  /// Oldest first, as the header has them.
  public var references: [String] { messageIDs(in: header("References") ?? "") }
  /// Every address the message says it was sent to, of the sender's headers and those that mail systems add.
  /// Unchecked and possibly forged; each once, in order of appearance.
  public internal(set) var recipients: [String] = []

  /// - Throws: `ReadFault` when the bytes are not a message, or go beyond the limits. Never reads more than 10 MiB,
  ///   and refuses what would take long to parse before parsing it.
  public init(_ bytes: [UInt8]) throws(ReadFault) {
    let whole = MessageReader.withLineFeeds(bytes)
    try ReadLimits.check(whole)
    prepareGMime()
    let bytes = MessageReader.withoutMailboxLine(whole)
    guard let stream = bytes.withUnsafeBufferPointer({ g_mime_stream_mem_new_with_buffer($0.baseAddress, $0.count) })
    else { throw .notAMessage }
    defer { cgmime_release(stream) }
    guard let parser = g_mime_parser_new_with_stream(stream) else { throw .notAMessage }
    defer { cgmime_release(parser) }
    guard let message = g_mime_parser_construct_message(parser, nil) else { throw .notAMessage }
    defer { cgmime_release(message) }
    readEnvelope(of: message, bytes)
    var walk = PartWalk()
    if let part = g_mime_message_get_mime_part(message) { try walk.visit(part, depth: 0) }
    take(walk)
  }

  /// Some old systems end lines with CR alone: to the parser such a message is one endless line.
  private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count <= ReadLimits.bytes, bytes.contains(0x0d), !bytes.contains(0x0a) else { return bytes }
    return bytes.map { $0 == 0x0d ? 0x0a : $0 }
  }

  /// Mailbox files begin each message with a line `From address date`, which is no header.
  private static func withoutMailboxLine(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard bytes.starts(with: "From ".utf8) || bytes.starts(with: ">From ".utf8),
      let end = bytes.firstIndex(of: 0x0a)
    else { return bytes[...] }
    return bytes[(end + 1)...]
  }

  /// The first value of a header, by name without regard to case.
  public func header(_ name: String) -> String? { headers.first(name) }

  /// Every value of a header, topmost first.
  public func all(_ name: String) -> [Header] {
    headers.filter { $0.name.lowercased() == name.lowercased() }
  }

  private mutating func take(_ walk: PartWalk) {
    let plain = walk.plain.joined(separator: "\n")
    textOfHTML = walk.html.isEmpty ? nil : walk.html.joined(separator: "\n")
    text = walk.plain.isEmpty ? textOfHTML : plain
    isComplete = walk.isComplete
    hasHiddenText = walk.hasHiddenText
    attachments = walk.attachments
    reports = walk.reports
    embedded = walk.embedded
    outline = walk.outline
    reportType = walk.reportType
  }
}

extension [MessageReader.Header] {
  func first(_ name: String) -> String? {
    first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

public enum ReadFault: Error, Hashable, Sendable, CustomStringConvertible {
  case notAMessage, tooLarge, tooManyParts, headersTooLarge

  public var description: String {
    switch self {
    case .notAMessage: "The bytes are not a mail message. Look at the original."
    case .tooLarge: "The message is larger than 10 MiB. A person must look at it."
    case .tooManyParts: "The message has more than 100 parts, or nests them deeper than 10. A person must look at it."
    case .headersTooLarge: "The message's headers are larger than 256 KiB. A person must look at it."
    }
  }
}
