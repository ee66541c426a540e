/// One message to one recipient. One, so that every recipient has an outcome of their own.
public struct MailTransmission: Sendable, Withheld {
  public let from: EnvelopeAddress
  public let to: EnvelopeAddress
  /// The whole message, CRLF line endings only.
  public let message: [UInt8]
  /// The last moment at which sending may begin.
  public let startBefore: ContinuousClock.Instant?

  /// - Throws: `MessageFault` for line endings and lengths that mail servers read differently. A bare LF or CR is how
  ///   one message becomes two (SMTP smuggling).
  public init(
    from: EnvelopeAddress, to: EnvelopeAddress, message: [UInt8], startBefore: ContinuousClock.Instant? = nil
  ) throws(MessageFault) {
    try checkLines(message)
    self.from = from
    self.to = to
    self.message = message
    self.startBefore = startBefore
  }

  public var outline: String { "message of \(message.count) bytes" }
}

public enum MessageFault: Error, Hashable, Sendable, CustomStringConvertible {
  case empty
  case bareLineFeed(line: Int)
  case bareCarriageReturn(line: Int)
  case nul(line: Int)
  case longLine(line: Int)
  case unfinishedLine

  public var description: String {
    switch self {
    case .empty: "The message is empty."
    case .bareLineFeed(let line): "Line \(line) of the message ends in LF alone. Every line must end in CR LF."
    case .bareCarriageReturn(let line): "Line \(line) of the message holds a CR without LF. Encode the part."
    case .nul(let line): "Line \(line) of the message holds a NUL byte. Encode the part."
    case .longLine(let line): "Line \(line) of the message is longer than 998 bytes. Encode the part."
    case .unfinishedLine: "The last line of the message does not end in CR LF."
    }
  }
}

private func checkLines(_ message: [UInt8]) throws(MessageFault) {
  if message.isEmpty { throw .empty }
  var line = 1
  var length = 0
  var afterCR = false
  for byte in message {
    switch (byte, afterCR) {
    case (0x0a, true):
      line += 1
      length = 0
      afterCR = false
      continue
    case (0x0a, false): throw .bareLineFeed(line: line)
    case (_, true): throw .bareCarriageReturn(line: line)
    case (0, false): throw .nul(line: line)
    case (0x0d, false): afterCR = true
    case (_, false):
      length += 1
      if length > 998 { throw .longLine(line: line) }
    }
  }
  if afterCR || length > 0 { throw .unfinishedLine }
}
