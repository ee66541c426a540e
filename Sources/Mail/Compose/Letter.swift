import Foundation

/// One end of a letter: an address and, if wanted, a name in any script.
public struct Correspondent: Hashable, Sendable {
  public var name: String?
  public var address: MailAddress

  public init(_ address: MailAddress, name: String? = nil) {
    self.address = address
    self.name = name
  }
}

public struct Attachment: Hashable, Sendable {
  public var name: String
  /// Such as `text/csv` or `application/pkcs7-mime`.
  public var contentType: String
  public var bytes: [UInt8]

  public init(name: String, contentType: String, bytes: [UInt8]) {
    self.name = name
    self.contentType = contentType
    self.bytes = bytes
  }
}

/// A letter to a partner before it becomes bytes. ``Letter/compose()`` gives the same bytes for the same letter, so
/// that a repeat after doubt is the same message and its digest can be stored with the intent.
public struct Letter: Hashable, Sendable {
  public var from: Correspondent
  public var to: Correspondent
  public var replyTo: Correspondent?
  /// Any script, one line. Never identifiers.
  public var subject: String
  public var messageID: MessageID
  /// Written in UTC, to the second.
  public var date: Date
  public var inReplyTo: MessageID?
  /// Oldest first.
  public var references: [MessageID] = []
  /// UTF-8; any line ending, written as CRLF.
  public var text: String
  public var attachments: [Attachment] = []

  public init(
    from: Correspondent, to: Correspondent, subject: String, messageID: MessageID, date: Date, text: String
  ) {
    self.from = from
    self.to = to
    self.subject = subject
    self.messageID = messageID
    self.date = date
    self.text = text
  }
}

/// Why a letter was not composed. Names the place, never the content.
public enum LetterFault: Error, Hashable, Sendable, CustomStringConvertible {
  case token
  case messageID
  case controlCharacter(in: String)
  case emptySubject
  case emptyText
  case date
  case attachmentName(index: Int)
  case attachmentType(index: Int)
  case notComposed

  public var description: String {
    switch self {
    case .token: "A reply token is 26 to 64 characters from a-z and 0-9."
    case .messageID: "A Message-ID is wave.partner.token@domain: letters, digits, '-' and '_' in wave and partner."
    case .controlCharacter(let place):
      "The letter's \(place) holds a line break or another control character. It must be one plain line."
    case .emptySubject: "The letter has no subject."
    case .date: "The letter's date is not between the years 1970 and 9999."
    case .emptyText: "The letter has no text."
    case .attachmentName(let index):
      "Attachment \(index + 1): the name must be 1 to 120 characters without path separators or control characters."
    case .attachmentType(let index): "Attachment \(index + 1): the content type must look like 'text/csv'."
    case .notComposed: "The mail library did not give a message. Check that libgmime 3.0 is installed whole."
    }
  }
}
