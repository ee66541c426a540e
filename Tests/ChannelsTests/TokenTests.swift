import Foundation
import Synchronization
import Testing
import Workflow

@testable import Channels

/// A partner that signs in before it is asked: the token's whole life.
@Suite struct TokenTests {
  private static func entry(_ host: String, token: String? = nil) -> String {
    """
    id: signed-in
    name: Signed In
    confidence: confirmed
    sources: ["simulated"]
    route: api
    deletes: [all]
    secrets: {client: env:CLIENT_SECRET}
    takes: [{lane: user, identifiers: [user-id]}]
    terms: {in-doubt: safe-to-repeat}
    api:
      host: \(host)
      auth:
        - token:
            request:
              host: \(token ?? host)
              auth: [{body: {field: client_secret, secret: client}}]
              method: POST
              path: /token
              body: {form: {grant_type: client_credentials}}
            field: access_token
            lives-field: expires_in
      delete: {method: POST, path: /erase, body: {json: {id: "{identifier.user-id}"}}}
      answer: {success: {status: [200]}, job: {path: job}}
      poll: {method: GET, path: "/jobs/{job}", first: 1s, every: 1s, give-up: 1m, state: {path: state, pending: [queued], done: [done]}}
    """
  }

  private static func scene(_ host: String, token: String? = nil) throws -> Scene {
    try Scene(entry(host, token: token), environment: ["CLIENT_SECRET": "s3cret-canary"])
  }

  /// Numbers its tokens; takes any of them but `refused`.
  private static func server(
    refused: String? = nil, status: Int = 401, hold: DispatchSemaphore? = nil
  ) throws -> AnswerServer {
    let given = Mutex(0)
    return try AnswerServer { request in
      if request.line == "POST /token" {
        hold?.wait()
        let number = given.withLock { count -> Int in
          count += 1
          return count
        }
        return AnswerServer.json("200 OK", #"{"access_token":"t-\#(number)","expires_in":600}"#)
      }
      if let refused, request.text.contains("Authorization: Bearer \(refused)") {
        return AnswerServer.json("\(status) No", "{}")
      }
      return AnswerServer.json("200 OK", request.line == "POST /erase" ? #"{"job":"7"}"# : #"{"state":"queued"}"#)
    }
  }

  private static let taken = Report.Finding.sent(
    .accepted(Acceptance(grade: .acceptedUnsigned, job: Array("7".utf8))))

  private func bearers(_ server: AnswerServer) -> [String] {
    server.received.filter { $0.line != "POST /token" }.map { request in
      let line = request.text.components(separatedBy: "\r\n").first { $0.hasPrefix("Authorization: Bearer ") }
      return String((line ?? "none").dropFirst("Authorization: Bearer ".count))
    }
  }

  @Test func `many orders at once wait for one token`() async throws {
    let hold = DispatchSemaphore(value: 0)
    let server = try Self.server(hold: hold)
    let scene = try Self.scene(server.host)
    let channel = try scene.api()
    let orders = (0..<40).map { scene.order(["u-\($0)"], key: "key-\($0)") }
    let prepared = try orders.map { try channel.prepare($0) }
    let findings = Mutex<[Report.Finding]>([])
    await withCheckedContinuation { (waiter: CheckedContinuation<Void, Never>) in
      for (order, bytes) in zip(orders, prepared) {
        channel.transmit(bytes, order) { report in
          let isLast = findings.withLock { all in
            all.append(report.finding)
            return all.count == orders.count
          }
          if isLast { waiter.resume() }
        }
      }
      for _ in 0..<40 { hold.signal() }
    }
    #expect(findings.withLock { $0 } == [Report.Finding](repeating: Self.taken, count: 40))
    #expect(server.count("POST /token") == 1)
    #expect(bearers(server) == [String](repeating: "t-1", count: 40))
  }

  @Test func `the token call carries the secret in its body, and nobody else's call does`() async throws {
    let server = try Self.server()
    let scene = try Self.scene(server.host)
    let report = try await scene.api().send(scene.order(["u-1"]))
    #expect(
      server.received.first?.text.hasSuffix("\r\n\r\ngrant_type=client_credentials&client_secret=s3cret-canary") == true
    )
    #expect(server.received.last?.text.contains("s3cret-canary") == false)
    #expect(report.evidence.allSatisfy { !String(decoding: $0.bytes, as: UTF8.self).contains("s3cret-canary") })
  }

  @Test func `a token is used until half a minute before its end, then asked for anew`() async throws {
    let server = try Self.server()
    let scene = try Self.scene(server.host)
    let channel = try scene.api()
    let order = scene.order(["u-1"])
    _ = try await channel.send(order)
    scene.clock.advance(.milliseconds(569_999))
    _ = try await channel.send(order)
    _ = await channel.ask("7", order)
    #expect(bearers(server) == ["t-1", "t-1", "t-1"])
    scene.clock.advance(.milliseconds(1))
    #expect(try await channel.send(order).finding == Self.taken)
    #expect(bearers(server).last == "t-2")
    #expect(server.count("POST /token") == 2)
  }

  @Test func `a refused token is replaced once, and the call made again`() async throws {
    let server = try Self.server(refused: "t-1")
    let scene = try Self.scene(server.host)
    let channel = try scene.api()
    let report = try await channel.send(scene.order(["u-1"]))
    #expect(report.finding == Self.taken)
    #expect(bearers(server) == ["t-1", "t-2"])
    #expect(report.text("refused-response")?.hasPrefix("HTTP/1.1 401") == true)
    #expect(report.text("response")?.hasPrefix("HTTP/1.1 200") == true)
    #expect(await channel.ask("7", scene.order(["u-1"])).finding == .asked(.pending(askAfter: nil)))
    #expect(server.count("POST /token") == 2)
  }

  @Test func `a partner that refuses every token is asked twice, not for ever`() async throws {
    let server = try Self.server(refused: "t-")
    let scene = try Self.scene(server.host)
    let channel = try scene.api()
    #expect(try await channel.send(scene.order(["u-1"])).finding == .sent(.halted(Reason("credentials"))))
    #expect(server.count("POST /erase") == 2)
    #expect(server.count("POST /token") == 2)
  }

  @Test func `a refusal that another token would not change is not tried again`() async throws {
    let server = try Self.server(refused: "t-1", status: 403)
    let scene = try Self.scene(server.host)
    let channel = try scene.api()
    let order = scene.order(["u-1"])
    #expect(try await channel.send(order).finding == .sent(.halted(Reason("credentials"))))
    #expect(bearers(server) == ["t-1"])
    #expect(try await channel.send(order).finding == Self.taken)
    #expect(bearers(server) == ["t-1", "t-2"])
  }

  @Test func `a token refused to a question is replaced too`() async throws {
    let server = try Self.server(refused: "t-1")
    let scene = try Self.scene(server.host)
    let channel = try scene.api()
    #expect(await channel.ask("7", scene.order(["u-1"])).finding == .asked(.pending(askAfter: nil)))
    #expect(bearers(server) == ["t-1", "t-2"])
  }

  @Test func `an order that fails for another reason keeps the token`() async throws {
    let server = try Self.server(refused: "t-1", status: 503)
    let scene = try Self.scene(server.host)
    let channel = try scene.api()
    let order = scene.order(["u-1"])
    for _ in 0..<2 {
      #expect(try await channel.send(order).finding == .sent(.busy(Reason("status-503"), retryAfter: nil)))
    }
    #expect(server.count("POST /token") == 1)
  }

  @Test func `a token endpoint that is down means that nothing was sent`() async throws {
    let server = try Self.server()
    // Nothing listens on port 1 of this machine.
    let scene = try Self.scene(server.host, token: "http://127.0.0.1:1")
    let channel = try scene.api()
    let order = scene.order(["u-1"])
    #expect(try await channel.send(order).finding == .sent(.notSent(Reason("connect-refused"))))
    #expect(
      await channel.ask("7", order).finding == .asked(.unanswered(Reason("connect-refused"), retryAfter: nil)))
    #expect(server.received.isEmpty)
  }

  @Test func `a token endpoint that asks us to wait is obeyed`() async throws {
    let server = try AnswerServer { _ in AnswerServer.json("429 Slow", "{}", "Retry-After: 90\r\n") }
    let scene = try Self.scene(server.host)
    let channel = try scene.api()
    let finding = try await channel.send(scene.order(["u-1"])).finding
    #expect(finding == .sent(.busy(Reason("status-429"), retryAfter: .seconds(90))))
    #expect(server.count("POST /erase") == 0)
  }

  @Test(arguments: ["400 Bad", "401 No", "403 No"])
  func `wrong credentials for the token stop the partner`(status: String) async throws {
    let server = try AnswerServer { _ in AnswerServer.json(status, #"{"error":"invalid_client"}"#) }
    let scene = try Self.scene(server.host)
    let channel = try scene.api()
    #expect(try await channel.send(scene.order(["u-1"])).finding == .sent(.halted(Reason("credentials"))))
    #expect(server.count("POST /erase") == 0)
  }

  @Test func `a missing secret for the token stops the partner, and no call is made`() async throws {
    let server = try Self.server()
    let scene = try Scene(Self.entry(server.host))
    let channel = try scene.api()
    #expect(try await channel.send(scene.order(["u-1"])).finding == .sent(.halted(Reason("credentials"))))
    #expect(server.received.isEmpty)
  }

  @Test func `the body's hash does not depend on the token, so it can be stored before signing in`() async throws {
    let server = try Self.server()
    let scene = try Self.scene(server.host)
    let channel = try scene.api()
    let before = try channel.prepare(scene.order(["u-1"])).bodyHash
    #expect(server.received.isEmpty)
    _ = try await channel.send(scene.order(["u-1"]))
    #expect(try channel.prepare(scene.order(["u-1"])).bodyHash == before)
  }
}
