import MailRigs
import Testing

@testable import Curl

/// The endpoint at which the mail server asks about a token: one token counts, and one breaks it.
private func endpoint() throws -> HostileServer {
  try HostileServer { peer in
    guard let request = peer.request() else { return }
    let text = String(decoding: request, as: UTF8.self)
    let (status, body) =
      if text.contains("Bearer valid\r\n") {
        ("200 OK", #"{"active":true,"username":"anna"}"#)
      } else if text.contains("Bearer breaks\r\n") {
        ("500 Internal Server Error", "{}")
      } else {
        ("200 OK", #"{"active":false,"username":"anna"}"#)
      }
    peer.say(
      """
      HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r
      Connection: close\r\n\r\n\(body)
      """)
  }
}

private func inbox(_ rig: Dovecot, token: String) -> InboxServer {
  var server = InboxServer(
    host: "127.0.0.1", port: rig.imaps, security: .tls, authentication: .oauth2(user: "anna", token: token))
  server.trust = .pem(rig.certificate)
  server.addresses = .loopback
  return server
}

@Suite(.enabled(if: Dovecot.isHere, "needs dovecot-imapd and dovecot-lmtpd"), .serialized, .aside)
struct InboxTokenTests {
  @Test(arguments: ["xoauth2", "oauthbearer", "xoauth2 oauthbearer"])
  func `a token opens the mailbox by what the server takes`(mechanisms: String) throws {
    let asked = try endpoint()
    let rig = try Dovecot(mechanisms: mechanisms, introspection: asked.port)
    try rig.put([Array("Subject: 1\r\n\r\nhello\r\n".utf8)], for: "anna")
    let session = InboxSession(inbox(rig, token: "valid"))
    #expect(try session.open().messages == 1)
    #expect(asked.received.contains { $0.contains("Bearer valid\r\n") })
    session.close()
    #expect(try rig.flags("anna") == [""])
  }

  @Test(arguments: ["xoauth2", "oauthbearer"])
  func `a token that ended is a refused log-in, and never shown twice`(mechanisms: String) throws {
    let asked = try endpoint()
    let rig = try Dovecot(mechanisms: mechanisms, introspection: asked.port)
    let session = InboxSession(inbox(rig, token: "ended"))
    #expect(throws: InboxFault.refusedLogin) { try session.open() }
    #expect(asked.connections == 1)
  }

  @Test func `a token that the server cannot have checked is no refusal`() throws {
    let asked = try endpoint()
    let rig = try Dovecot(mechanisms: "xoauth2", introspection: asked.port)
    let session = InboxSession(inbox(rig, token: "breaks"))
    #expect(throws: InboxFault.unavailable) { try session.open() }
  }

  @Test func `a server that takes no token says so before one is shown`() throws {
    let rig = try Dovecot()
    let session = InboxSession(inbox(rig, token: "valid"))
    guard case .settings(let rule) = inboxFault({ () throws(InboxFault) in try session.open() }) else {
      Issue.record("the log-in was tried")
      return
    }
    #expect(rule.contains("OAUTHBEARER for a token"))
  }
}
