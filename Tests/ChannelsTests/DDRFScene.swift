import Catalogue
import Crypto
import Foundation
import Synchronization
import Testing
import Workflow

@testable import Channels

/// A recipient of deletion requests over real HTTP: publishes a document and keys, and signs what the script says.
final class DDRFScene {
  static let domain = "partner.example"

  /// What the recipient does with the next request.
  struct Behaviour: Sendable {
    var version = "2.0"
    var status = "202 Accepted"
    var code = "10000"
    /// A value that is answered as invalid.
    var refused: String?
    var issuer = DDRFScene.domain
    var time: Int64 = noon.seconds
    var keyID = "k1"
    var echo: @Sendable (String) -> String = { $0 }
    var sign: @Sendable (String) -> String = { $0 }
    var wrap: @Sendable (String) -> String = { $0 }
    var document: @Sendable (String) -> String = { $0 }
    var keys: [String] = ["k1"]
  }

  let recipient = Recipient()
  let ours = P256.Signing.PrivateKey()
  let folder: Scratch
  let server: AnswerServer
  let scene: Scene

  init(_ lines: String = "", version: String = "2.0", takes: String = "identifiers: [email]") throws {
    folder = try Scratch()
    try folder.write("key.pem", ours.pemRepresentation.utf8)
    recipient.behaviour.withLock {
      $0.version = version
      $0.code = version == "1.0" ? "0" : "10000"
    }
    let server = try AnswerServer { [recipient] in recipient.answer($0) }
    let host = server.host
    recipient.host.withLock { $0 = host }
    self.server = server
    scene = try Scene(
      """
      id: ddrf-partner
      name: Recipient
      confidence: confirmed
      sources: ["simulated"]
      route: ddrf
      deletes: [all]
      secrets: {key: "file:\(folder.path)/key.pem"}
      takes: [{lane: user, \(takes)}]
      terms: {in-doubt: safe-to-repeat}
      ddrf:
        domain: \(Self.domain)
        issuer: shop.example
        signing-key: key
        key-id: shop-1
        version: "\(version)"
        document: \(server.host)/dsrdelete.json
        hosts: [127.0.0.1]
        identifiers: {email: {type: email, format: plaintext}\(takes.contains("phone") ? ", phone: {type: phone, format: e164}" : "")}
      \(lines.isEmpty ? "" : "  " + lines)
      """)
  }

  func channel() throws -> DDRFChannel {
    try DDRFChannel(desk: scene.desk, route: try #require(scene.entry.ddrf))
  }

  var order: Order { scene.order(["a@mail.example"], of: .email, key: "0b9c7a52-5a3e-4f5c-8d8b-6f4e3a2b1c0d") }

  func send() async throws -> Report { try await channel().send(order) }

  func adjust(_ change: (inout Behaviour) -> Void) { recipient.behaviour.withLock { change(&$0) } }

  /// The request tokens that arrived.
  var tokens: [String] {
    server.received.filter { $0.line.hasPrefix("POST") }.compactMap { request in
      request.text.components(separatedBy: "\r\n\r\n").last
    }
  }
}

/// The other side of the wire.
final class Recipient: Sendable {
  let behaviour = Mutex(DDRFScene.Behaviour())
  let host = Mutex("")
  private let keys = Mutex<[String: P256.Signing.PrivateKey]>([:])

  private func key(_ name: String) throws -> SigningKey {
    let key = keys.withLock { known in
      if let key = known[name] { return key }
      let made = P256.Signing.PrivateKey()
      known[name] = made
      return made
    }
    return try SigningKey(pem: Array(key.pemRepresentation.utf8))
  }

  func answer(_ request: AnswerServer.Request) -> String {
    let behaviour = behaviour.withLock { $0 }
    let jwks = behaviour.keys.map { (try? key($0).published(keyID: $0)) ?? "" }.joined(separator: ",")
    switch request.line {
    case "GET /dsrdelete.json": return AnswerServer.json("200 OK", behaviour.document(document(behaviour, jwks)))
    case "GET /jwks.json": return AnswerServer.json("200 OK", "{\"keys\":[\(jwks)]}")
    case _: return AnswerServer.json(behaviour.status, behaviour.wrap(behaviour.sign(receipt(request, behaviour))))
    }
  }

  private func document(_ behaviour: DDRFScene.Behaviour, _ jwks: String) -> String {
    let host = host.withLock { $0 }
    let keys =
      behaviour.version == "1.0"
      ? "\"publicKey\":[\(jwks)]" : "\"jwksUri\":\"\(host)/jwks.json\",\"pollFrequency\":\"86400\""
    return #"{"endpoint":"\#(host)/ddrf","identifiers":[{"id":1,"type":"email","format":"plaintext"},"#
      + #"{"id":2,"type":"phone","format":"e164"}],"vendorScriptRequirement":false,\#(keys)}"#
  }

  private func receipt(_ request: AnswerServer.Request, _ behaviour: DDRFScene.Behaviour) -> String {
    let text = request.text.components(separatedBy: "\r\n\r\n").last ?? ""
    let token = text.hasPrefix("{") ? String(text.split(separator: "\"").last { $0.contains(".") } ?? "") : text
    let value = SignedToken(token)?.string("identifierValue")
    let code = behaviour.refused != nil && value == behaviour.refused ? "14204" : behaviour.code
    let payload =
      #"{"version":"\#(behaviour.version)","rqJWT":"\#(behaviour.echo(token))","jti":"ack-1","iss":"\#(behaviour.issuer)","#
      + #""iat":\#(behaviour.time),"raResultCode":\#(code)}"#
    return (try? SignedToken.make(payload: payload, key: key(behaviour.keyID), keyID: behaviour.keyID)) ?? ""
  }
}
