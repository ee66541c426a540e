/// Who sends a message to whom.
struct MailEnvelope: Hashable, Sendable {
  var greeting = ""
  var from = ""
  var to: [String] = []
}

/// What a session needs from the mailbox behind it.
protocol MailDesk {
  /// The reply that refuses this recipient; nil takes it.
  mutating func refusal(of recipient: String, from sender: String) -> String?
  /// Keeps a complete message. Returns the reply; nil closes the connection without one.
  mutating func store(_ message: [UInt8], _ envelope: MailEnvelope) -> String?
}

/// The server's side of one SMTP connection (RFC 5321 with 8BITMIME and SIZE), bytes in and replies out.
/// Only CRLF ends a line, so that no message can smuggle in a second one.
struct MailSession: Sendable {
  static let banner = "220 mail.drill.example ESMTP\r\n"
  static let largestMessage = 33_554_432
  static let longestCommand = 4096

  private var line: [UInt8] = []
  private var envelope = MailEnvelope()
  private var hasSender = false
  private var content: [UInt8]?
  private(set) var isOver = false

  /// Replies to all complete lines in `bytes`; a part of a line waits for the rest.
  mutating func receive(_ bytes: some Sequence<UInt8>, desk: inout some MailDesk) -> String {
    var replies = ""
    for byte in bytes where !isOver {
      line.append(byte)
      if byte == UInt8(ascii: "\n"), line.count > 1, line[line.count - 2] == UInt8(ascii: "\r") {
        line.removeLast(2)
        replies += (content == nil ? command(desk: &desk) : contentLine(desk: &desk)).map { $0 + "\r\n" } ?? ""
        line.removeAll(keepingCapacity: true)
      } else if content == nil, line.count > Self.longestCommand {
        replies += "500 5.5.2 line too long\r\n"
        isOver = true
      }
    }
    return replies
  }

  private mutating func contentLine(desk: inout some MailDesk) -> String? {
    if line == [UInt8(ascii: ".")] { return endOfContent(desk: &desk) }
    let stuffed = line.first == UInt8(ascii: ".")
    let used = content?.count ?? 0
    // One byte past the limit is kept as the mark of a message that is too large.
    if used <= Self.largestMessage {
      content?.append(contentsOf: line.dropFirst(stuffed ? 1 : 0))
      content?.append(contentsOf: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
    }
    return nil
  }

  private mutating func endOfContent(desk: inout some MailDesk) -> String? {
    let message = content ?? []
    content = nil
    defer { reset() }
    if message.count > Self.largestMessage { return "552 5.3.4 message too large" }
    let reply = desk.store(message, envelope)
    if reply == nil { isOver = true }
    return reply
  }

  private mutating func reset() {
    envelope.from = ""
    envelope.to = []
    hasSender = false
  }

  private mutating func command(desk: inout some MailDesk) -> String? {
    let text = String(decoding: line, as: UTF8.self)
    let words = text.split(separator: " ", maxSplits: 1)
    let rest = words.count > 1 ? String(words[1]) : ""
    switch words.first?.uppercased() ?? "" {
    case "EHLO":
      greet(rest)
      return "250-mail.drill.example\r\n250-8BITMIME\r\n250 SIZE \(Self.largestMessage)"
    case "HELO":
      greet(rest)
      return "250 mail.drill.example"
    case "MAIL": return mail(rest)
    case "RCPT": return recipient(rest, desk: &desk)
    case "DATA": return data()
    case "RSET":
      reset()
      return "250 2.0.0 reset"
    case "NOOP": return "250 2.0.0 ok"
    case "QUIT":
      isOver = true
      return "221 2.0.0 goodbye"
    case _: return "500 5.5.1 command unknown"
    }
  }

  private mutating func greet(_ name: String) {
    reset()
    envelope.greeting = name
  }

  private mutating func mail(_ argument: String) -> String {
    if envelope.greeting.isEmpty { return "503 5.5.1 say EHLO first" }
    if hasSender { return "503 5.5.1 the sender is already named" }
    guard let (address, parameters) = Self.path(argument, after: "FROM:") else {
      return "501 5.5.4 MAIL FROM:<address>"
    }
    for parameter in parameters {
      let parts = parameter.uppercased().split(separator: "=", maxSplits: 1)
      switch (parts.first, parts.last.flatMap { Int($0) }) {
      case ("SIZE", .some(let size)): if size > Self.largestMessage { return "552 5.3.4 message too large" }
      case ("BODY", _): if parts.last != "8BITMIME", parts.last != "7BIT" { return "501 5.5.4 BODY unknown" }
      case (_, _): return "555 5.5.4 parameter unknown"
      }
    }
    envelope.from = address
    hasSender = true
    return "250 2.1.0 sender ok"
  }

  private mutating func recipient(_ argument: String, desk: inout some MailDesk) -> String {
    guard hasSender else { return "503 5.5.1 say MAIL first" }
    guard let (address, parameters) = Self.path(argument, after: "TO:"), !address.isEmpty, parameters.isEmpty else {
      return "501 5.5.4 RCPT TO:<address>"
    }
    if let refusal = desk.refusal(of: address, from: envelope.from) { return refusal }
    envelope.to.append(address)
    return "250 2.1.5 recipient ok"
  }

  private mutating func data() -> String {
    if envelope.to.isEmpty { return "503 5.5.1 say RCPT first" }
    content = []
    return "354 end with a single dot"
  }

  /// `FROM:<a@b> SIZE=1` becomes the address and its parameters; nil for anything else.
  private static func path(_ argument: String, after keyword: String) -> (String, [Substring])? {
    guard argument.uppercased().hasPrefix(keyword) else { return nil }
    let rest = argument.dropFirst(keyword.count).drop { $0 == " " }
    guard rest.first == "<", let end = rest.firstIndex(of: ">") else { return nil }
    return (
      String(rest[rest.index(after: rest.startIndex)..<end]), rest[rest.index(after: end)...].split(separator: " ")
    )
  }
}
