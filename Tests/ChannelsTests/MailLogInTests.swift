import Curl
import Foundation
import Synchronization
import Testing
import Workflow

@testable import Catalogue
@testable import Channels

/// Mail accounts that take no password.
@Suite struct MailLogInTests {
  private final class Shelf: TokenKeeping {
    private let kept = Mutex<[UInt8]?>(nil)
    let breaks: Bool

    init(breaks: Bool = false) { self.breaks = breaks }

    func store(_ bytes: [UInt8], partner: String, name: String) throws {
      if breaks { throw SecretFault.unreadable }
      kept.withLock { $0 = bytes }
    }

    func load(partner: String, name: String) throws -> [UInt8]? { kept.withLock { $0 } }
  }

  private func logIn(
    _ server: AnswerServer, _ shelf: Shelf = Shelf(), clock: Clock = Clock(), refresh: String = "first&one"
  ) throws -> MailLogIn {
    let account = MailOAuth(
      user: "privacy@devices.example", endpoint: server.host + "/token", clientID: "app 1",
      clientSecret: SecretReference("env:SECRET"), refreshToken: SecretReference("env:REFRESH"),
      scope: "mail.send")
    return try MailLogIn(
      account, secrets: SecretBook(environment: ["REFRESH": refresh, "SECRET": "hush"]), kept: shelf,
      network: NetworkRules(allowsLoopback: true), now: { clock.now })
  }

  private static func answer(_ body: String, status: String = "200 OK") -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }

  private func token(_ logIn: MailLogIn) async throws -> (String, MailLogIn.Pass) {
    let pass = try await logIn.authentication()
    guard case .oauth2(let user, let token) = pass.authentication else { throw SecretFault.empty }
    #expect(user == "privacy@devices.example")
    return (token, pass)
  }

  @Test func `one token serves many letters until it ends, and a refused one is made anew`() async throws {
    let count = Mutex(0)
    let server = try AnswerServer { _ in
      let number = count.withLock { count in
        count += 1
        return count
      }
      return Self.answer(#"{"access_token":"token-\#(number)","expires_in":3600}"#)
    }
    let clock = Clock()
    let logIn = try logIn(server, clock: clock)
    let (first, pass) = try await token(logIn)
    #expect(try await token(logIn).0 == first && first == "token-1")
    let form = try #require(server.received.first?.text)
    #expect(form.contains("grant_type=refresh_token&client_id=app%201&refresh_token=first%26one&client_secret=hush"))
    logIn.forget(pass)
    #expect(try await token(logIn).0 == "token-2")
    logIn.forget(pass)
    #expect(try await token(logIn).0 == "token-2")
    clock.advance(.minutes(60))
    #expect(try await token(logIn).0 == "token-3")
  }

  @Test func `a replaced refresh token is kept, used from then on, and forgotten when a person gives another`()
    async throws
  {
    let server = try AnswerServer { request in
      Self.answer(#"{"access_token":"t","refresh_token":"after-\#(request.text.count)","expires_in":0}"#)
    }
    let shelf = Shelf()
    _ = try await token(try logIn(server, shelf))
    _ = try await token(try logIn(server, shelf))
    _ = try await token(try logIn(server, shelf, refresh: "second"))
    let shown = server.received.compactMap { $0.text.firstMatch(of: /refresh_token=([^&]*)/)?.output.1 }
    #expect(shown.first == "first%26one" && shown.dropFirst().first?.hasPrefix("after-") == true)
    #expect(shown.last == "second")
  }

  @Test func `a successor that cannot be kept is not used, and a refused account stops all letters`() async throws {
    let server = try AnswerServer { _ in
      Self.answer(#"{"access_token":"t","refresh_token":"next","expires_in":3600}"#)
    }
    await #expect(throws: LogInFault.notKept) {
      _ = try await logIn(server, Shelf(breaks: true)).authentication()
    }
    let closed = try AnswerServer { _ in Self.answer(#"{"error":"invalid_grant"}"#, status: "400 Bad Request") }
    await #expect(throws: LogInFault.refused) {
      _ = try await logIn(closed).authentication()
    }
    let down = try AnswerServer { _ in Self.answer("", status: "503 Busy") }
    await #expect(throws: LogInFault.unreachable(Reason("status-503"))) {
      _ = try await logIn(down).authentication()
    }
  }

  @Test func `an app that is let in by itself shows its own secret, and what comes beside a token is not kept`()
    async throws
  {
    let server = try AnswerServer { _ in
      Self.answer(#"{"access_token":"t","refresh_token":"nobody asked","expires_in":3600}"#)
    }
    let account = MailOAuth(
      user: "privacy@devices.example", endpoint: server.host + "/token", clientID: "app",
      clientSecret: SecretReference("env:SECRET"), refreshToken: nil, scope: "https://mail.example/.default")
    let shelf = Shelf(breaks: true)
    let logIn = try MailLogIn(
      account, secrets: SecretBook(environment: ["SECRET": "hush"]), kept: shelf,
      network: NetworkRules(allowsLoopback: true), now: { Instant(seconds: 0) })
    #expect(try await token(logIn).0 == "t")
    let form = try #require(server.received.first?.text)
    #expect(
      form.hasSuffix(
        "grant_type=client_credentials&client_id=app&client_secret=hush&scope=https%3A%2F%2Fmail.example%2F.default"))
  }

  @Test func `what is said of an account names no secret, and its codes blame no partner`() {
    let faults: [(LogInFault, Verdict)] = [
      (.refused, .halted(Reason("mail-credentials"))),
      (.secretMissing("client-secret"), .halted(Reason("mail-secret-missing"))),
      (
        .unreachable(Reason("timeout-before-send")),
        .busy(Reason("mail-token-timeout-before-send"), retryAfter: .minutes(15))
      ),
      (.unusable(Reason("tls-verify")), .halted(Reason("mail-token-tls-verify"))),
      (.unreadable, .halted(Reason("mail-token-unreadable"))), (.notKept, .halted(Reason("mail-token-not-kept"))),
    ]
    for (fault, verdict) in faults {
      #expect(fault.verdict == verdict)
      #expect("\(fault)".hasSuffix(".") && "\(fault)".count > 40)
    }
  }
}
