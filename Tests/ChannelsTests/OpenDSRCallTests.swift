import Foundation
import Synchronization
import Testing
import Workflow

@testable import Channels

/// An OpenDSR processor that the simulated one never is: it signs callers in, refuses, forgets and goes silent.
@Suite struct OpenDSRCallTests {
  private static func entry(_ host: String, auth: Bool = false) -> String {
    """
    id: other-dsr
    name: Other Processor
    confidence: confirmed
    sources: ["simulated"]
    route: opendsr
    deletes: [all]
    secrets: {client: env:CLIENT_SECRET}
    takes: [{lane: user, identifiers: [email]}]
    terms: {in-doubt: query-first}
    opendsr:
      host: \(host)
      auth: [\(auth ? "{token: {request: {host: \"\(host)\", auth: [{body: {field: secret, secret: client}}], method: POST, path: /token, body: {form: {grant: client}}}, field: token, lives: 10m}}" : "{bearer: client}")]
      version: "2.0"
      processor-domain: dsr.other.example
      certificate: {url: "\(host)/cert.pem", trust: system}
      algorithm: rsa-pkcs1-sha256
      regulation: gdpr
      identities: {email: {type: email, format: raw}}
      poll: {first: 1s, every: 1s, give-up: 1m}
    """
  }

  private static func scene(_ server: AnswerServer, auth: Bool = false) throws -> Scene {
    try Scene(entry(server.host, auth: auth), environment: ["CLIENT_SECRET": "s3cret-canary"])
  }

  private func order(_ scene: Scene) -> Order { scene.order(["a@mail.example"], of: .email) }

  @Test(arguments: [
    ("401 No", Verdict.halted(Reason("credentials"))), ("403 No", .halted(Reason("credentials"))),
    ("302 Elsewhere", .halted(Reason("redirect"))), ("400 Bad", .rejected(Reason("status-400"))),
    ("422 Bad", .rejected(Reason("status-422"))), ("200 OK", .lost(Reason("unexpected-status"))),
    ("409 Taken", .busy(Reason("earlier-attempt-running"), retryAfter: .seconds(9))),
    ("429 Slow", .busy(Reason("status-429"), retryAfter: .seconds(9))),
    ("503 Down", .busy(Reason("status-503"), retryAfter: .seconds(9))),
  ])
  func `what is no acknowledgement has a meaning of its own`(status: String, verdict: Verdict) async throws {
    let server = try AnswerServer { _ in AnswerServer.json(status, "{}", "Retry-After: 9\r\n") }
    let scene = try Self.scene(server)
    let report = try await scene.opendsr().send(order(scene))
    #expect(report.finding == .sent(verdict))
    #expect(report.signer == nil)
    #expect(server.count("GET /cert.pem") == 0)
  }

  @Test(arguments: [
    ("401 No", PollVerdict.halted(Reason("credentials"))), ("302 Elsewhere", .halted(Reason("redirect"))),
    ("404 None", .unknown(Reason("job-unknown"))), ("410 Gone", .unknown(Reason("job-unknown"))),
    ("503 Down", .unanswered(Reason("status-503"), retryAfter: .seconds(9))),
    ("201 Odd", .unanswered(Reason("status-201"), retryAfter: .seconds(9))),
  ])
  func `so has what is no state`(status: String, verdict: PollVerdict) async throws {
    let server = try AnswerServer { _ in AnswerServer.json(status, "{}", "Retry-After: 9\r\n") }
    let scene = try Self.scene(server)
    #expect(try await scene.opendsr().ask("key-1", order(scene)).finding == .asked(verdict))
  }

  @Test func `no partner can park us for more than a week, or in the past`() async throws {
    for (wish, span) in [("99999999999", Span.days(7)), ("-5", .zero)] {
      let server = try AnswerServer { _ in AnswerServer.json("503 Down", "{}", "Retry-After: \(wish)\r\n") }
      let scene = try Self.scene(server)
      let finding = try await scene.opendsr().send(order(scene)).finding
      #expect(finding == .sent(.busy(Reason("status-503"), retryAfter: span)))
    }
  }

  @Test func `an acknowledgement under a wrong status is not kept either, only its digest`() async throws {
    let server = try AnswerServer { _ in AnswerServer.json("200 OK", #"{"encoded_request":"cGVyc29u"}"#) }
    let scene = try Self.scene(server)
    let report = try await scene.opendsr().send(order(scene))
    #expect(report.evidence.map(\.name) == ["request", "response.head", "response.sha256"])
    #expect(report.evidence.allSatisfy { !String(decoding: $0.bytes, as: UTF8.self).contains("encoded_request") })
  }

  @Test func `while a certificate cannot be had, answers are in doubt, and it is tried again`() async throws {
    let server = try AnswerServer { request in
      request.line == "GET /cert.pem" ? AnswerServer.json("404 None", "{}") : AnswerServer.json("201 Made", "{}")
    }
    let scene = try Self.scene(server)
    let channel = try scene.opendsr()
    for count in 1...2 {
      let report = try await channel.send(order(scene))
      #expect(report.finding == .sent(.lost(Reason("processor-certificate"))))
      #expect(server.count("GET /cert.pem") == count, "a failure is remembered")
    }
    let asked = await channel.ask(nil, order(scene))
    #expect(asked.finding == .asked(.unanswered(Reason("status-201"), retryAfter: nil)))
  }

  @Test func `a channel that closes does not wait for the certificate`() async throws {
    let server = try AnswerServer { request in
      request.line == "GET /cert.pem" ? nil : AnswerServer.json("201 Made", "{}")
    }
    let scene = try Self.scene(server)
    let channel = try scene.opendsr()
    async let answer = channel.send(order(scene))
    while server.count("GET /cert.pem") == 0 { await Task.yield() }
    let begin = ContinuousClock.now
    channel.close(grace: .zero)
    #expect(try await answer.finding == .sent(.lost(Reason("processor-certificate"))))
    #expect(begin.duration(to: .now) < .seconds(25), "it was waited for until the call's own limit of 30 s")
  }

  @Test func `a refused token is forgotten by requests and by questions`() async throws {
    let given = Mutex(0)
    let server = try AnswerServer { request in
      if request.line == "POST /token" {
        let number = given.withLock { count -> Int in
          count += 1
          return count
        }
        return AnswerServer.json("200 OK", #"{"token":"t-\#(number)"}"#)
      }
      return AnswerServer.json(request.text.contains("Bearer t-3") ? "503 Down" : "401 No", "{}")
    }
    let scene = try Self.scene(server, auth: true)
    let channel = try scene.opendsr()
    #expect(try await channel.send(order(scene)).finding == .sent(.halted(Reason("credentials"))))
    #expect(await channel.ask(nil, order(scene)).finding == .asked(.halted(Reason("credentials"))))
    for _ in 0..<2 {
      #expect(try await channel.send(order(scene)).finding == .sent(.busy(Reason("status-503"), retryAfter: nil)))
    }
    #expect(server.count("POST /token") == 3)
  }

  @Test func `a token endpoint in trouble is the trouble of the request`() async throws {
    for (status, wanted) in [
      ("503 Down", Verdict.notSent(Reason("status-503"))), ("401 No", .halted(Reason("credentials"))),
    ] {
      let server = try AnswerServer { _ in AnswerServer.json(status, "{}") }
      let scene = try Self.scene(server, auth: true)
      let channel = try scene.opendsr()
      #expect(try await channel.send(order(scene)).finding == .sent(wanted))
      #expect(server.received.map(\.line) == ["POST /token"])
    }
  }
}
