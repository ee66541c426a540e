import Foundation
import Testing

@testable import Curl

/// A scripted mail server: `answers` says what to reply to each verb; a missing one closes the connection.
private func mailServer(_ answers: [String: String], greeting: String = "220 hi\r\n") throws -> HostileServer {
  try HostileServer { peer in
    peer.say(greeting)
    while let line = peer.line() {
      guard let answer = answers[String(line.prefix(4)).uppercased()] else { return }
      peer.say(answer)
      if answer.hasPrefix("354") {
        while let text = peer.line(), text != "." {}
        guard let end = answers["."] else { return }
        peer.say(end)
      }
    }
  }
}

private let friendly = [
  "EHLO": "250-hi\r\n250 8BITMIME\r\n", "MAIL": "250 ok\r\n", "RCPT": "250 ok\r\n", "DATA": "354 go\r\n",
  ".": "250 queued as 1\r\n", "QUIT": "221 bye\r\n",
]

private func relay(_ server: HostileServer, _ security: MailSecurity = .plainLoopbackOnly) -> MailServer {
  var relay = MailServer(host: "127.0.0.1", port: server.port, security: security)
  relay.addresses = .loopback
  relay.totalTimeout = .seconds(10)
  return relay
}

private func letter(_ text: String = "Subject: x\r\n\r\nhello\r\n.\r\n..\r\nend\r\n") throws -> MailTransmission {
  try MailTransmission(
    from: EnvelopeAddress("privacy+t1@a.example"), to: EnvelopeAddress("dpo@b.example"), message: Array(text.utf8))
}

private func send(_ relay: MailServer) async throws -> MailResult {
  let transfers = MailTransfers(relay)
  let result = try await transfers.send(letter())
  await transfers.shutdown(grace: .zero)
  return result
}

struct MailTransferTests {
  @Test func `a taken message is accepted, and arrives as it is`() async throws {
    let server = try mailServer(friendly)
    let result = try await send(relay(server))
    #expect(result.verdict == .accepted)
    #expect(result.replyCode == 250)
    #expect(result.stage == .message)
    let lines = server.received.map { $0.trimmingCharacters(in: .newlines) }
    #expect(lines.contains("MAIL FROM:<privacy+t1@a.example>"))
    #expect(lines.filter { $0.hasPrefix("RCPT") } == ["RCPT TO:<dpo@b.example>"])
    #expect(lines.contains(".."))  // the lone dot of the message, doubled for the way
    #expect(lines.contains("..."))
    #expect(lines.first == "EHLO localhost.localdomain")
    let talk = String(decoding: result.transcript, as: UTF8.self)
    #expect(talk.contains("S: 250 queued as 1\r\n") && talk.contains("C: DATA\r\n") && !talk.contains("hello"))
  }

  @Test(arguments: [
    ("RCPT", "550 no such user\r\n", MailVerdict.permanent, MailStage.recipient, 550),
    ("RCPT", "451 try later\r\n", .transient, .recipient, 451),
    ("MAIL", "552 too big\r\n", .permanent, .mailFrom, 552),
    ("DATA", "451 not now\r\n", .transient, .data, 451),
    (".", "554 content refused\r\n", .permanent, .message, 554),
    (".", "452 full\r\n", .transient, .message, 452),
  ])
  func `a refusal is told by its stage and code`(
    verb: String, answer: String, verdict: MailVerdict, stage: MailStage, code: Int
  ) async throws {
    let server = try mailServer(friendly.merging([verb: answer]) { $1 })
    let result = try await send(relay(server))
    #expect(result.verdict == verdict)
    #expect(result.stage == stage)
    #expect(result.replyCode == code)
  }

  @Test func `a connection lost at the final dot is in doubt`() async throws {
    let server = try mailServer(friendly.filter { $0.key != "." })
    let result = try await send(relay(server))
    #expect(result.verdict == .inDoubt(.reset))
    #expect(result.stage == .message)
    #expect(result.replyCode == 0)
    #expect(server.connections == 1)
  }

  @Test(arguments: ["EHLO", "MAIL", "RCPT", "DATA"])
  func `a connection lost before the message is not sent`(verb: String) async throws {
    let server = try mailServer(friendly.filter { $0.key != verb })
    let result = try await send(relay(server))
    guard case .notSent = result.verdict else {
      Issue.record("\(result)")
      return
    }
    #expect(!server.received.contains { $0.contains("hello") })
  }

  @Test func `a greeting that refuses is transient or permanent by its class`() async throws {
    let busy = try mailServer(friendly, greeting: "421 busy\r\n")
    #expect(try await send(relay(busy)).verdict == .transient)
    let closed = try mailServer(friendly, greeting: "554 no service\r\n")
    #expect(try await send(relay(closed)).verdict == .permanent)
  }

  @Test func `a server whose STARTTLS was stripped gets neither password nor message`() async throws {
    let server = try mailServer(friendly)
    var protected = relay(server, .startTLSRequired)
    protected.authentication = .plain(user: "canary", password: "canary")
    let result = try await send(protected)
    #expect(result.verdict == .notSent(.startTLSMissing))
    #expect(server.received.allSatisfy { $0.hasPrefix("EHLO") || $0.hasPrefix("QUIT") })
  }

  @Test func `clear text goes to loopback only, and never with a password`() async throws {
    let server = try mailServer(friendly)
    var open = relay(server)
    open.addresses = .publicOnly
    #expect(try await send(open).verdict == .notSent(.config))
    var named = relay(server)
    named.authentication = .plain(user: "u", password: "p")
    #expect(try await send(named).verdict == .notSent(.config))
    var outside = relay(server)
    outside.host = "10.0.0.1"
    outside.addresses = [.loopback, .privateNetworks]
    #expect(try await send(outside).verdict == .notSent(.addressRefused))
    #expect(server.connections == 0)
  }

  @Test(arguments: [
    "a@b>\r\nRCPT TO:<x@c.example", "a@b.example\n", "a b@c.example", "a@b@c.example", "@b.example", "a@",
    ".a@b.example",
    "a..b@c.example", "a.@b.example", "a@-b.example", "a@b..example", "\"a b\"@c.example", "a@[127.0.0.1]",
    "a\0@b.example",
    "<a@b.example>", "ä@b.example",
  ])
  func `an address that could carry a command is refused`(text: String) {
    #expect(throws: EnvelopeFault.self) { try EnvelopeAddress(text) }
  }

  @Test(arguments: [
    ("a\n", MessageFault.bareLineFeed(line: 1)), ("a\r\nb\rc\r\n", .bareCarriageReturn(line: 2)),
    ("a\r\n\0\r\n", .nul(line: 2)), ("a", .unfinishedLine), ("a\r", .unfinishedLine), ("", .empty),
    ("x\r\n\n.\r\n", .bareLineFeed(line: 2)), ("a\r\r\n", .bareCarriageReturn(line: 1)),
  ])
  func `line endings that servers read differently are refused`(text: String, fault: MessageFault) throws {
    #expect(throws: fault) { try letter(text) }
  }

  @Test func `a line may have 998 bytes, not 999`() throws {
    _ = try letter(String(repeating: "a", count: 998) + "\r\n")
    #expect(throws: MessageFault.longLine(line: 1)) { try letter(String(repeating: "a", count: 999) + "\r\n") }
  }

  @Test func `a transcript holds no credential, whatever the dialogue`() {
    var talk = MailConversation()
    for line in ["EHLO x", "AUTH PLAIN", "canary", "QUIT"] { talk.sent(Array("\(line)\r\n".utf8)) }
    #expect(!String(decoding: talk.transcript, as: UTF8.self).contains("canary"))
    #expect(talk.stage == .auth)
  }
}
