import Catalogue
import Crypto
import Foundation
import Synchronization
import Testing
import Workflow

@testable import Channels

/// A business of the Data Rights Protocol over real HTTP: checks our signatures, and answers as its script says.
struct DRPScene {
  /// Published as a development key by the protocol's reference agent.
  static let seed = "098LMB1ayJW1N45oQ4J22ddU96gXr3/x5hEmKnPFpP0="
  static let verifyKey = "jkX15E7+NA/0E7K5YAp7+GndMP6/Fa0dJJYyr1GJPoQ="
  static let id = "0b9c7a52-5a3e-4f5c-8d8b-6f4e3a2b1c0d"

  let server: AnswerServer
  let scene: Scene

  init(
    _ lines: String = "", secret: String = seed, _ script: @escaping @Sendable (AnswerServer.Request) -> String
  ) throws {
    server = try AnswerServer { request in
      request.line.contains("/v1/agent/") && lines.isEmpty
        ? DRPScene.setup(request) : script(request)
    }
    scene = try Scene(
      """
      id: drp-business
      name: Business
      confidence: confirmed
      sources: ["simulated"]
      route: drp
      deletes: [all]
      secrets: {seed: env:SEED}
      takes: [{lane: user, identifiers: [email], optional: [phone]}]
      terms: {in-doubt: never-repeat}
      drp:
        host: \(server.host)
        base-path: /drp
        agent-id: SHOP_AA_01
        business-id: ACME_CB_01
        signing-key: seed
        identifiers: {email: {member: email, verified: "true"}, phone: {member: phone_number}}
        poll: {first: 1s, every: 1s, give-up: 1m}
      \(lines.isEmpty || lines == "own" ? "" : "  " + lines)
      """, environment: ["SEED": secret])
  }

  var order: Order { scene.order(["a@mail.example"], of: .email, key: DRPScene.id) }

  func channel() throws -> DRPChannel { try DRPChannel(desk: scene.desk, route: try #require(scene.entry.drp)) }

  /// The message of a request whose signature is ours; `nil` for any other.
  static func opened(_ request: AnswerServer.Request) -> [String: Any]? {
    let text = request.text.components(separatedBy: "\r\n\r\n").last ?? ""
    guard let data = Data(base64Encoded: text), data.count > 64, let raw = Data(base64Encoded: verifyKey),
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw),
      key.isValidSignature(data.prefix(64), for: data.dropFirst(64))
    else { return nil }
    return (try? JSONSerialization.jsonObject(with: data.dropFirst(64))) as? [String: Any]
  }

  /// A good answer to a good greeting.
  static func setup(_ request: AnswerServer.Request) -> String {
    let message = opened(request)
    guard request.line == "POST /drp/v1/agent/SHOP_AA_01", message?["agent-id"] as? String == "SHOP_AA_01",
      message?["business-id"] as? String == "ACME_CB_01"
    else { return "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n" }
    return AnswerServer.json("200 OK", #"{"agent-id":"SHOP_AA_01","token":"t-1"}"#)
  }

  static func status(_ status: String, _ reason: String? = nil, id: String = "r/1", ours: String = DRPScene.id)
    -> String
  {
    let why = reason.map { ",\"reason\":\"\($0)\"" } ?? ""
    return AnswerServer.json(
      "200 OK", #"{"request_id":"\#(id)","agent_request_id":"\#(ours)","status":"\#(status)"\#(why)}"#)
  }
}

@Suite struct DRPTests {
  private let pending = Report.Finding.sent(.accepted(Acceptance(grade: .acceptedUnsigned, job: Array("r/1".utf8))))

  @Test func `the envelope is the signature before the message, as libsodium combines them`() throws {
    let message =
      #"{"agent-id": "AA_TEST", "business-id": "CB_TEST", "issued-at": "2026-01-02T03:04:05.678+00:00", "#
      + #""expires-at": "2026-01-02T03:14:05.678+00:00", "drp.version": "1.0"}"#
    let key = try #require(AgentKey(Array(DRPScene.seed.utf8)))
    let data = try #require(try Data(base64Encoded: Data(key.envelope(Array(message.utf8)))))
    #expect(Array(data.dropFirst(64)) == Array(message.utf8) && key.verifyKey == DRPScene.verifyKey)
    let published =
      "ccf6eb6a8343aca1cf588cac70cdbf3ed8bb6e7c073a0f2ec60efad8b3883089b9767b0b8d69d4e4743a4d43c3d6dda2d06f219336b90374d319184f87aef40a"
    let bytes = stride(from: 0, to: published.count, by: 2).compactMap {
      UInt8(published.dropFirst($0).prefix(2), radix: 16)
    }
    let raw = try #require(Data(base64Encoded: DRPScene.verifyKey))
    let verifier = try Curve25519.Signing.PublicKey(rawRepresentation: raw)
    #expect(verifier.isValidSignature(Data(bytes), for: Data(message.utf8)))
    #expect(verifier.isValidSignature(data.prefix(64), for: data.dropFirst(64)))
  }

  @Test func `a key may be the seed or libsodium's pair, and is never hex or half of something`() throws {
    let seed = try #require(Data(base64Encoded: DRPScene.seed))
    let other = try #require(Data(base64Encoded: DRPScene.verifyKey))
    #expect(AgentKey(Array((seed + other).base64EncodedString().utf8))?.verifyKey == DRPScene.verifyKey)
    for wrong in [
      (seed + seed).base64EncodedString(), Hex.lower(Array(seed)), seed.prefix(31).base64EncodedString(), "", "?",
    ] { #expect(AgentKey(Array(wrong.utf8)) == nil) }
    let scene = try DRPScene(secret: Hex.lower(Array(seed))) { _ in DRPScene.status("open") }
    #expect(throws: PrepareFailure.unusable(Reason("signing-key"))) { try scene.channel().prepare(scene.order) }
  }

  @Test func `after the greeting, the signed request is taken, and its reference asked for`() async throws {
    let scene = try DRPScene { request in
      guard request.text.contains("Authorization: Bearer t-1\r\n") else { return AnswerServer.json("403 No", "") }
      if request.line == "GET /drp/v1/data-rights-request/r%2F1" { return DRPScene.status("fulfilled") }
      return DRPScene.opened(request) == nil ? AnswerServer.json("403 No", "") : DRPScene.status("open")
    }
    let channel = try scene.channel()
    #expect(try await channel.send(scene.order).finding == pending)
    let done = await channel.ask("r/1", scene.order)
    #expect(done.standings == [0: .settled(.deleted, .claimedUnsigned, nil)])
    #expect(
      scene.server.received.map(\.line) == [
        "POST /drp/v1/agent/SHOP_AA_01", "POST /drp/v1/data-rights-request", "GET /drp/v1/data-rights-request/r%2F1",
      ])
    let request = try #require(scene.server.received.dropFirst().first)
    #expect(request.text.contains("Content-Type: text/plain\r\n"))
    let message = try #require(DRPScene.opened(request))
    #expect(message["exercise"] as? String == "deletion" && message["regime"] as? String == "ccpa")
    #expect(message["email"] as? String == "a@mail.example" && message["email_verified"] as? Bool == true)
    #expect(message["agent-request-id"] as? String == DRPScene.id && message["drp.version"] as? String == "1.0")
    #expect(message["issued-at"] as? String == "2022-12-06T11:59:50.000+00:00")
    #expect(message["expires-at"] as? String == "2022-12-06T12:10:00.000+00:00")
    #expect(message["phone_number"] == nil)
  }

  @Test(
    arguments: [
      ("in_progress", nil, PollVerdict.pending(askAfter: nil)),
      (
        "in_progress", "need_user_verification",
        .items([Item(subjects: .all(1), standing: .needsPerson(Reason("user-verification-needed")))])
      ),
      (
        "denied", "no_match",
        .items([Item(subjects: .all(1), standing: .settled(.notFound, .claimedUnsigned, Reason("no-match")))])
      ),
      (
        "denied", "claim_not_covered",
        .items([Item(subjects: .all(1), standing: .settled(.refused, .acceptedUnsigned, Reason("claim-not-covered")))])
      ),
      (
        "denied", "outside_jurisdiction",
        .items([
          Item(subjects: .all(1), standing: .settled(.refused, .acceptedUnsigned, Reason("outside-jurisdiction")))
        ])
      ),
      (
        "denied", "insuf_verification",
        .items([Item(subjects: .all(1), standing: .needsPerson(Reason("insufficient-verification")))])
      ),
      (
        "denied", "too_many_requests",
        .items([Item(subjects: .all(1), standing: .tryAgain(Reason("too-many-requests")))])
      ),
      ("denied", nil, .items([Item(subjects: .all(1), standing: .needsPerson(Reason("denied")))])),
      ("revoked", nil, .items([Item(subjects: .all(1), standing: .needsPerson(Reason("revoked")))])),
      ("expired", nil, .items([Item(subjects: .all(1), standing: .needsPerson(Reason("request-expired")))])),
      ("done", nil, .unanswered(Reason("unknown-state"), retryAfter: nil)),
    ] as [(String, String?, PollVerdict)])
  func `each state and reason has one meaning`(state: String, reason: String?, verdict: PollVerdict) async throws {
    let scene = try DRPScene { _ in DRPScene.status(state, reason) }
    #expect(try await scene.channel().ask("r/1", scene.order).finding == .asked(verdict))
  }

  @Test func `an answer about another request settles nothing`() async throws {
    let other = try DRPScene { _ in DRPScene.status("fulfilled", ours: "another") }
    #expect(try await other.channel().send(other.order).finding == .sent(.lost(Reason("other-request"))))
    let asked = try DRPScene { _ in DRPScene.status("fulfilled", id: "r2") }
    let finding = try await asked.channel().ask("r/1", asked.order).finding
    #expect(finding == .asked(.unanswered(Reason("other-request"), retryAfter: nil)))
  }

  @Test func `a forgotten token is got anew once, and a refusal after that stops the partner`() async throws {
    let given = Mutex(0)
    let scene = try DRPScene("own") { request in
      if request.line.contains("/v1/agent/") {
        let number = given.withLock { count -> Int in
          count += 1
          return count
        }
        return AnswerServer.json("200 OK", #"{"agent-id":"SHOP_AA_01","token":"t-\#(number)"}"#)
      }
      return request.text.contains("Bearer t-2") ? DRPScene.status("open") : AnswerServer.json("403 No", "")
    }
    let channel = try scene.channel()
    #expect(try await channel.send(scene.order).finding == pending)
    #expect(try await channel.send(scene.order).finding == pending)
    #expect(given.withLock { $0 } == 2)
    let never = try DRPScene { _ in AnswerServer.json("403 No", "") }
    #expect(try await never.channel().send(never.order).finding == .sent(.halted(Reason("credentials"))))
    #expect(never.server.received.count == 4)
  }

  @Test(arguments: [
    ("403 No", "", Verdict.halted(Reason("credentials"))),
    ("503 Down", "", .notSent(Reason("status-503"))),
    ("200 OK", #"{"agent-id":"OTHER","token":"t"}"#, .halted(Reason("key-setup"))),
    ("200 OK", #"{"agent-id":"SHOP_AA_01"}"#, .halted(Reason("key-setup"))),
  ])
  func `a greeting that is not answered well sends nothing`(status: String, body: String, verdict: Verdict) async throws
  {
    let scene = try DRPScene("own") { _ in AnswerServer.json(status, body) }
    #expect(try await scene.channel().send(scene.order).finding == .sent(verdict))
    #expect(scene.server.received.map(\.line) == ["POST /drp/v1/agent/SHOP_AA_01"])
  }

  @Test(arguments: [
    ("400 Bad", #"{"code":"400","message":"x","fatal":false}"#, Verdict.busy(Reason("status-400"), retryAfter: nil)),
    ("400 Bad", #"{"code":"400","message":"x","fatal":true}"#, .rejected(Reason("status-400"))),
    ("500 Oh", "", .busy(Reason("status-500"), retryAfter: nil)), ("200 OK", "{}", .lost(Reason("unknown-state"))),
    ("200 OK", #"{"status":"open"}"#, .lost(Reason("no-request-id"))), ("200 OK", "", .lost(Reason("unknown-state"))),
  ])
  func `what is no status has a meaning of its own`(status: String, body: String, verdict: Verdict) async throws {
    let scene = try DRPScene { _ in AnswerServer.json(status, body) }
    #expect(try await scene.channel().send(scene.order).finding == .sent(verdict))
  }

  @Test func `older partners want a slash at the end, and a token may have been agreed on`() async throws {
    let scene = try DRPScene("trailing-slash: \"true\"\n  token: seed\n  regime: none") { request in
      request.line.hasSuffix("/") ? DRPScene.status("open") : AnswerServer.json("404 None", "")
    }
    #expect(try await scene.channel().send(scene.order).finding == pending)
    #expect(scene.server.received.map(\.line) == ["POST /drp/v1/data-rights-request/"])
    #expect(scene.server.received.first?.text.contains("Bearer \(DRPScene.seed)") == true)
    #expect(DRPScene.opened(scene.server.received[0])?["regime"] == nil)
  }

  @Test func `what a person approves shows the message without the person`() throws {
    let scene = try DRPScene { _ in "" }
    let route = try #require(scene.scene.entry.drp)
    let masked = try DRPChannel.preview(desk: scene.scene.desk, route: route, scene.order, showIdentifiers: false)
    #expect(masked.contains(#""email":"masked","email_verified":true"#) && !masked.contains("a@mail"))
    let open = try DRPChannel.preview(desk: scene.scene.desk, route: route, scene.order, showIdentifiers: true)
    #expect(open.contains("a@mail.example") && open.contains("ACME_CB_01"))
  }
}
