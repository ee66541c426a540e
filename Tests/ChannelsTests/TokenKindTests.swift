import CryptoExtras
import Foundation
import Synchronization
import Testing
import Workflow

@testable import Channels

/// Partners whose log-in is more than a name and a password.
@Suite struct TokenKindTests {
  private static let taken = Report.Finding.sent(
    .accepted(Acceptance(grade: .acceptedUnsigned, job: nil)))

  /// An entry that signs in as `auth` says.
  private static func entry(_ host: String, auth: String, secrets: String) -> String {
    """
    id: signed-in
    name: Signed In
    route: api
    deletes: [all]
    secrets: {\(secrets)}
    takes: [{lane: user, identifiers: [user-id]}]
    terms: {in-doubt: safe-to-repeat}
    api:
      host: \(host)
      auth: [\(auth)]
      delete: {method: POST, path: /erase, body: {json: {id: "{identifier}"}}}
      answer: {success: {status: [200]}, accepted: true}
    """
  }

  /// Swaps each refresh token for the next one, and knows only the newest.
  private static func rotating() throws -> AnswerServer {
    let newest = Mutex(1)
    return try AnswerServer { request in
      guard request.line == "POST /token" else { return AnswerServer.json("200 OK", "{}") }
      return newest.withLock { number in
        guard request.text.hasSuffix("refresh_token=r-\(number)") else { return AnswerServer.json("400 Bad", "{}") }
        number += 1
        return AnswerServer.json(
          "200 OK", #"{"access_token":"t-\#(number)","expires_in":60,"refresh_token":"r-\#(number)"}"#)
      }
    }
  }

  private static func rotatingScene(_ host: String, given: String = "r-1", _ shelf: Shelf?) throws -> Scene {
    let token = """
      {token: {request: {host: "\(host)", method: POST, path: /token, body: {form: {refresh_token: "{secret.refresh}"}}}, \
      field: access_token, lives-field: expires_in, rotates: {field: refresh_token, secret: refresh}}}
      """
    var scene = try Scene(entry(host, auth: token, secrets: "refresh: env:REFRESH"), environment: ["REFRESH": given])
    scene.tokens = shelf
    return scene
  }

  /// Keeps in memory, and can be out of order.
  private final class Shelf: TokenKeeping {
    struct Full: Error {}
    private let kept = Mutex<[String: [UInt8]]>([:])
    private let isBroken = Mutex(false)

    func breakDown(_ flag: Bool) { isBroken.withLock { $0 = flag } }
    var count: Int { kept.withLock { $0.count } }

    func store(_ bytes: [UInt8], partner: String, name: String) throws {
      if isBroken.withLock({ $0 }) { throw Full() }
      kept.withLock { $0["\(partner)/\(name)"] = bytes }
    }

    func load(partner: String, name: String) throws -> [UInt8]? { kept.withLock { $0["\(partner)/\(name)"] } }
  }

  @Test func `a refresh token that changes is kept for the next time, across a restart`() async throws {
    let server = try Self.rotating()
    let shelf = Shelf()
    for round in 0..<3 {
      let scene = try Self.rotatingScene(server.host, shelf)
      let channel = try scene.api()
      let order = scene.order(["u-\(round)"])
      #expect(try await channel.send(order).finding == Self.taken)
      scene.clock.advance(.seconds(40))
      #expect(try await channel.send(order).finding == Self.taken)
    }
    #expect(server.count("POST /token") == 6)
    #expect(server.received.last?.text.contains("Authorization: Bearer t-7\r\n") == true)
  }

  @Test func `a token whose successor could not be kept is not used, and keeping it is tried again first`() async throws
  {
    let server = try Self.rotating()
    let shelf = Shelf()
    shelf.breakDown(true)
    let scene = try Self.rotatingScene(server.host, shelf)
    let channel = try scene.api()
    let order = scene.order(["u-1"])
    #expect(try await channel.send(order).finding == .sent(.halted(Reason("token-not-kept"))))
    #expect(try await channel.send(order).finding == .sent(.halted(Reason("token-not-kept"))))
    #expect(server.count("POST /token") == 1)
    #expect(server.count("POST /erase") == 0)
    shelf.breakDown(false)
    #expect(try await channel.send(order).finding == Self.taken)
    #expect(server.count("POST /token") == 2)
  }

  @Test func `without a place to keep it, a changing refresh token is not spent`() async throws {
    let server = try Self.rotating()
    let scene = try Self.rotatingScene(server.host, nil)
    let channel = try scene.api()
    #expect(try await channel.send(scene.order(["u-1"])).finding == .sent(.halted(Reason("no-token-store"))))
    #expect(server.received.isEmpty)
  }

  @Test func `a person who signs in anew is heard: what came of the old secret is left alone`() async throws {
    let server = try Self.rotating()
    let shelf = Shelf()
    let first = try Self.rotatingScene(server.host, shelf)
    _ = try await first.api().send(first.order(["u-1"]))
    let second = try Self.rotatingScene(server.host, given: "r-other", shelf)
    #expect(try await second.api().send(second.order(["u-1"])).finding == .sent(.halted(Reason("credentials"))))
    #expect(server.received.last?.text.hasSuffix("refresh_token=r-other") == true)
  }

  @Test(arguments: [("127.0.0.1:PORT", true), ("*.partner.example", false), ("127.0.0.1", false)])
  func `calls go to the host that the log-in names, if it is the partner's`(within: String, isTaken: Bool) async throws
  {
    let own = try AnswerServer { _ in AnswerServer.json("200 OK", "{}") }
    let login = try AnswerServer { _ in
      AnswerServer.json("200 OK", #"{"t":"abc","host":"\#(own.host)"}"#)
    }
    let token = """
      {token: {request: {host: "\(login.host)", method: GET, path: /token, query: {key: "{secret.key}"}}, field: t, \
      lives: 1h, prefix: "", host-field: host, host-within: "\(within.replacing("PORT", with: "\(own.port)"))"}}
      """
    let scene = try Scene(
      Self.entry(login.host, auth: token, secrets: "key: env:KEY"), environment: ["KEY": "k 1"])
    let finding = try await scene.api().send(scene.order(["u-1"])).finding
    #expect(finding == (isTaken ? Self.taken : .sent(.halted(Reason("host-not-allowed")))))
    #expect(own.count("POST /erase") == (isTaken ? 1 : 0))
    #expect(login.count("POST /erase") == 0)
    #expect(login.count("GET /token?key=k%201") == 1)
    #expect(isTaken == (own.received.first?.text.contains("Authorization: abc\r\n") == true))
  }

  @Test(arguments: [true, false])
  func `a service account's key signs a statement that is swapped for a token`(isOwn: Bool) async throws {
    let server = try AnswerServer { request in
      AnswerServer.json("200 OK", request.line == "POST /token" ? #"{"access_token":"g","expires_in":3599}"# : "{}")
    }
    let pem = try _RSA.Signing.PrivateKey(keySize: .bits2048).pkcs8PEMRepresentation
    let place = isOwn ? server.host : "https://elsewhere.example"
    let file = """
      {"type":"service_account","client_email":"a@p.example","private_key_id":"k1","token_uri":"\(place)/token",\
      "private_key":"\(pem.replacing("\n", with: "\\n"))"}
      """
    let auth = "{google-service-account: {key: file, scope: \"https://scope.example/x\", host: \"\(server.host)\"}}"
    let scene = try Scene(
      Self.entry(server.host, auth: auth, secrets: "file: env:KEYFILE"), environment: ["KEYFILE": file])
    let finding = try await scene.api().send(scene.order(["u-1"])).finding
    guard isOwn else {
      #expect(finding == .sent(.halted(Reason("credentials"))))
      #expect(server.received.isEmpty)
      return
    }
    #expect(finding == Self.taken)
    let body = try #require(server.received.first?.text.components(separatedBy: "\r\n\r\n").last)
    #expect(body.hasPrefix("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="))
    let parts = try #require(body.components(separatedBy: "assertion=").last).split(separator: ".")
    #expect(parts.count == 3)
    #expect(text(of: parts[0]) == #"{"alg":"RS256","typ":"JWT","kid":"k1"}"#)
    #expect(
      text(of: parts[1]).hasPrefix(
        #"{"iss":"a@p.example","scope":"https://scope.example/x","aud":"\#(server.host)/token","iat":1670328000,"exp":1670331600,"jti":""#
      ))
    #expect(server.received.last?.text.contains("Authorization: Bearer g\r\n") == true)
  }

  private func text(of part: Substring) -> String {
    let plain = String(part).replacing("-", with: "+").replacing("_", with: "/")
    let padded = plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
    return Data(base64Encoded: padded).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  @Test func `a log-in may carry a signed token in its form`() async throws {
    let server = try AnswerServer { request in
      AnswerServer.json("200 OK", request.line == "POST /token" ? #"{"access_token":"g","expires_in":60}"# : "{}")
    }
    let token = """
      {token: {request: {host: "\(server.host)", method: POST, path: /token, body: {form: {client: a, \
      jwt_token: {jwt: {algorithm: HS256, key: key, claims: {iss: org}}}}}}, field: access_token, lives-field: expires_in}}
      """
    let scene = try Scene(
      Self.entry(server.host, auth: token, secrets: "key: env:KEY"), environment: ["KEY": "0123456789abcdef"])
    #expect(try await scene.api().send(scene.order(["u-1"])).finding == Self.taken)
    #expect(server.received.first?.text.contains("client=a&jwt_token=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.") == true)
  }

  @Test func `a signed call is signed anew for each attempt, and its stored hash stays`() async throws {
    let server = try AnswerServer { _ in AnswerServer.json("200 OK", "{}") }
    let scene = try Scene(
      Self.entry(
        server.host, auth: "{wsse: {user-text: shop, secret: key}}", secrets: "key: env:KEY"),
      environment: ["KEY": "k"])
    let channel = try scene.api()
    let order = scene.order(["u-1"])
    let hash = try channel.prepare(order).bodyHash
    _ = try await channel.send(order)
    scene.clock.advance(.seconds(5))
    _ = try await channel.send(order)
    #expect(try channel.prepare(order).bodyHash == hash)
    #expect(server.received.first?.text.contains(#"Created="2022-12-06T12:00:00Z""#) == true)
    #expect(server.received.last?.text.contains(#"Created="2022-12-06T12:00:05Z""#) == true)
  }
}
