import Catalogue
import Crypto
import Foundation
import Synchronization
import Testing
import Workflow

@testable import Channels

private let accepted = Report.Finding.sent(.accepted(Acceptance(grade: .acceptedSigned)))

/// Deletion requests of the IAB framework: our tokens, their receipts.
@Suite struct DDRFTests {
  @Test func `a signed receipt of our own token is an acceptance, and names the signer`() async throws {
    let scene = try DDRFScene()
    let report = try await scene.send()
    #expect(report.finding == accepted)
    #expect(report.signer?.count == 32)
    #expect(report.evidence.map(\.name) == ["request", "response", "signer.jwk", "dsrdelete.sha256"])
    #expect(scene.server.received.map(\.line) == ["GET /dsrdelete.json", "GET /jwks.json", "POST /ddrf"])
  }

  @Test func `the token names one person to one recipient, around a token that names nobody`() async throws {
    let scene = try DDRFScene()
    _ = try await scene.send()
    let key = try #require(try PublishedKey.all(in: scene.jwk()).first)
    let token = try #require(scene.tokens.first.flatMap(SignedToken.init))
    #expect(token.isSigned(by: key) && token.keyID == "shop-1" && token.algorithm == "ES256")
    #expect(
      Set(token.payload.keys) == [
        "version", "orJWT", "jti", "iss", "identifierValue", "identifierType", "identifierFormat", "iat",
      ])
    #expect(token.string("identifierValue") == "a@mail.example" && token.string("identifierType") == "email")
    #expect(token.string("jti") == scene.order.key && token.integer("iat") == noon.seconds)
    let origin = try #require(token.string("orJWT").flatMap(SignedToken.init))
    #expect(origin.isSigned(by: key) && Set(origin.payload.keys) == ["version", "jti", "iss", "iat"])
    #expect(origin.string("iss") == "shop.example" && origin.string("jti") != token.string("jti"))
  }

  @Test(arguments: [("object", false), ("text", true)])
  func `version 1 carries the person in both tokens, and takes the keys from the document`(
    form: String, isText: Bool
  ) async throws {
    let scene = try DDRFScene("subject: \(form)", version: "1.0")
    #expect(try await scene.send().finding == accepted)
    #expect(scene.server.count("GET /jwks.json") == 0)
    let token = try #require(scene.tokens.first.flatMap(SignedToken.init))
    let origin = try #require(token.string("idJWT").flatMap(SignedToken.init))
    for token in [token, origin] {
      #expect(token.payload["sub"] == (isText ? .text("a@mail.example") : .other))
      #expect(token.string("version") == "1.0")
    }
  }

  @Test func `a repeat has the same numbers, a fresh time, and is a request of the same kind`() async throws {
    let scene = try DDRFScene()
    var later = scene.order
    later.now = noon + .days(3)
    _ = try await scene.send()
    scene.scene.clock.advance(.days(3))
    scene.adjust { $0.time = noon.seconds + 3 * 86_400 }
    #expect(try await scene.channel().send(later).finding == accepted)
    let tokens = scene.tokens.compactMap(SignedToken.init)
    #expect(tokens.count == 2 && tokens[0].string("jti") == tokens[1].string("jti"))
    #expect(tokens[1].integer("iat") == tokens[0].integer("iat").map { $0 + 3 * 86_400 })
    let origins = tokens.compactMap { $0.string("orJWT").flatMap(SignedToken.init) }
    #expect(origins[0].payload == origins[1].payload, "the date of the decision stays")
  }

  @Test func `each identifier goes as a request of its own, and all must be accepted`() async throws {
    let scene = try DDRFScene(takes: "identifiers: [email, phone]")
    var order = scene.order
    order.items = [BatchItem(subject: 0, values: [.email: Array("a@mail.example".utf8), .phone: Array("+491".utf8)])]
    let report = try await scene.channel().send(order)
    #expect(report.finding == accepted)
    let tokens = scene.tokens.compactMap(SignedToken.init)
    #expect(tokens.map { $0.string("identifierType") } == ["email", "phone"])
    #expect(Set(tokens.compactMap { $0.string("jti") }).count == 2)
    #expect(report.evidence.map(\.name).contains("2-response"))
    scene.adjust { $0.code = "14201" }
    #expect(try await scene.channel().send(order).finding == .sent(.rejected(Reason("identifier-type-unsupported"))))
    #expect(scene.tokens.count == 4, "a refusal of one keeps no other from being sent")
    scene.adjust { $0.code = "10010" }
    #expect(try await scene.channel().send(order).finding == .sent(.busy(Reason("unknown-error"), retryAfter: nil)))
    #expect(scene.tokens.count == 5, "after trouble nothing more is sent")
  }

  @Test func `the token may travel as a member, and the receipt too`() async throws {
    let scene = try DDRFScene("member: rqJWT")
    scene.adjust { $0.wrap = { "{\"note\":\"x\",\"acJWT\":\"\($0)\"}" } }
    #expect(try await scene.send().finding == accepted)
    #expect(scene.tokens.first?.hasPrefix("{\"rqJWT\":\"") == true)
    #expect(scene.server.received.last?.text.contains("Content-Type: application/json") == true)
    scene.adjust { $0.wrap = { "\"\($0)\"\n" } }
    #expect(try await scene.send().finding == accepted)
  }

  @Test func `a document written by hand is read, with comments and commas too many`() async throws {
    let scene = try DDRFScene()
    scene.adjust { $0.document = { "// ours\n" + $0.dropLast() + ", /* that is all: { */ }" } }
    #expect(try await scene.send().finding == accepted)
  }

  @Test(arguments: [
    (#"{"a": [1, 2 ,], "b": {},}"#, #"{"a": [1, 2 ], "b": {}}"#),
    (#"{"u": "https://x/*no*/", "q": "\",}"} // y"#, #"{"u": "https://x/*no*/", "q": "\",}"} "#),
    ("{/* a */ 1 // b\n}", "{ 1 \n}"), ("/* never ends", ""), ("\"never ends\\", "\"never ends\\"),
  ])
  func `only comments and surplus commas go`(written: String, wanted: String) {
    #expect(String(decoding: LenientJSON.withoutComments(Array(written.utf8)), as: UTF8.self) == wanted)
  }

  @Test func `the usual places are tried in order, and a key that is unknown is looked for again`() async throws {
    #expect(
      DdrfRoute.documents(of: "a.example") == [
        "https://a.example/.well-known/iabtl/dsrdelete.json", "https://a.example/dsrdelete.json",
      ])
    let scene = try DDRFScene()
    let channel = try scene.channel()
    _ = try await channel.send(scene.order)
    scene.adjust {
      $0.keyID = "k2"
      $0.keys = ["k1", "k2"]
    }
    #expect(try await channel.send(scene.order).finding == .sent(.halted(Reason("bad-signature"))))
    scene.scene.clock.advance(.minutes(5))
    #expect(try await channel.send(scene.order).finding == accepted)
    #expect(scene.server.count("GET /jwks.json") == 2)
  }

  @Test func `what a person approves shows the tokens without the person`() throws {
    let scene = try DDRFScene()
    let route = try #require(scene.scene.entry.ddrf)
    let masked = try DDRFChannel.preview(
      desk: scene.scene.desk, route: route, scene.order, showIdentifiers: false)
    #expect(masked.contains("partner.example") && masked.contains("masked") && !masked.contains("a@mail"))
    let open = try DDRFChannel.preview(desk: scene.scene.desk, route: route, scene.order, showIdentifiers: true)
    #expect(open.contains(#""identifierValue":"a@mail.example""#))
  }
}

extension DDRFScene {
  /// Our public key as we would publish it.
  func jwk() throws -> [String: Any] {
    let text = try SigningKey(pem: Array(ours.pemRepresentation.utf8)).published(keyID: "shop-1")
    return try #require(LenientJSON.object(Array(text.utf8)))
  }
}
