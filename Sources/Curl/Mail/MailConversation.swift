/// How far an SMTP conversation got.
public enum MailStage: String, Sendable, CaseIterable {
  case connect, greeting, hello, startTLS = "starttls", auth, mailFrom = "mail-from", recipient, data, message
}

/// Follows the commands and replies of one SMTP conversation. Pure: lines in, stage and last reply out.
struct MailConversation {
  /// QUIT is no stage: it says nothing about the message.
  private(set) var stage: MailStage = .connect
  /// Code of the reply to the last command; 0 while none has come. Not touched by QUIT.
  private(set) var reply = 0
  /// Client and server lines as they were, except credentials.
  private(set) var transcript: [UInt8] = []
  private(set) var messageBytes = 0
  private var isLeaving = false

  /// A command, with or without its CR LF.
  mutating func sent(_ line: some Collection<UInt8>) {
    // The rest of an AUTH dialogue has no verb, and what it says may look like one.
    if stage == .auth, reply == 334 {
      reply = 0
      return note("C: ", Array("(withheld)\r\n".utf8))
    }
    isLeaving = MailConversation.verb(of: line) == "QUIT"
    let next = isLeaving ? stage : MailConversation.stage(of: line) ?? stage
    note("C: ", next == .auth && !isLeaving ? Array("AUTH (withheld)\r\n".utf8) : Array(line))
    if isLeaving { return }
    stage = next
    reply = 0
  }

  /// One line of a reply; the last one of a reply has a space after its code.
  mutating func received(_ line: some Collection<UInt8>) {
    note("S: ", line)
    if stage == .connect { stage = .greeting }
    let start = Array(line.prefix(4))
    guard !isLeaving, start.count >= 3, let code = Int(String(decoding: start.prefix(3), as: UTF8.self)) else {
      return
    }
    if start.count == 3 || start[3] != 0x2d { reply = code }
  }

  /// Bytes of the message itself. The transcript does not repeat them.
  mutating func sentMessage(_ count: Int) {
    stage = .message
    reply = 0
    messageBytes += count
  }

  private static func verb(of line: some Collection<UInt8>) -> String {
    String(decoding: line.prefix(4), as: UTF8.self).uppercased()
  }

  private static func stage(of line: some Collection<UInt8>) -> MailStage? {
    switch verb(of: line) {
    case "EHLO", "HELO": return .hello
    case "STAR": return .startTLS
    case "AUTH": return .auth
    case "MAIL": return .mailFrom
    case "RCPT": return .recipient
    case "DATA": return .data
    case _: return nil
    }
  }

  private mutating func note(_ prefix: String, _ line: some Collection<UInt8>) {
    guard transcript.count < 64 << 10 else { return }
    transcript.append(contentsOf: prefix.utf8)
    transcript.append(contentsOf: line)
    if transcript.last != 0x0a { transcript.append(contentsOf: [0x0d, 0x0a]) }
  }
}
