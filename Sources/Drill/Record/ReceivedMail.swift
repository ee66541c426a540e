import Foundation

/// One message as the mailbox stored it, with its envelope. Prints without addresses and content.
public struct ReceivedMail: Hashable, Sendable, CustomStringConvertible {
  /// Position among all messages of this rehearsal, from 1.
  public let number: Int
  /// The name the sender gave in EHLO or HELO.
  public let greeting: String
  /// Envelope sender; empty for a bounce.
  public let from: String
  /// Envelope recipients that were accepted, in their order.
  public let to: [String]
  /// The message, with CRLF line ends and without SMTP's dots.
  public let message: [UInt8]
  public let time: Date
  /// False when the connection was cut before the answer, so that the sender cannot know.
  public let acknowledged: Bool

  public var description: String {
    "mail \(number): \(to.count) recipients, \(message.count) bytes\(acknowledged ? "" : ", answer withheld")"
  }
}
