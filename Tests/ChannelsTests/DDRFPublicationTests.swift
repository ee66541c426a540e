import Catalogue
import Crypto
import Foundation
import Testing
import Workflow

@testable import Channels

/// What we publish ourselves, and the look at it from outside.
@Suite struct DDRFPublicationTests {
  private func publication(_ key: SigningKey, keyID: String = "shop-1") -> DDRFPublication {
    DDRFPublication(
      issuer: "shop.example", endpoint: "https://www.shop.example/dsr",
      identifiers: [DdrfRoute.Kind(type: "email", format: "plaintext")], keys: [(key, keyID)])
  }

  @Test func `both versions find in it what they demand, and only the public half of the key`() throws {
    let key = P256.Signing.PrivateKey()
    let files = try publication(try SigningKey(pem: Array(key.pemRepresentation.utf8))).files()
    #expect(
      files.map(\.path) == ["dsrdelete.json", ".well-known/iabtl/dsrdelete.json", ".well-known/iabtl/jwks.json"])
    let document = try #require(DDRFDocument(files[0].bytes))
    #expect(document.endpoint == "https://www.shop.example/dsr" && !document.needsScript)
    #expect(document.keysAddress == "https://shop.example/.well-known/iabtl/jwks.json")
    #expect(document.identifiers == [DdrfRoute.Kind(type: "email", format: "plaintext")])
    let published = PublishedKey.all(in: LenientJSON.object(files[2].bytes))
    #expect(published.map(\.keyID) == ["shop-1"] && document.keys.map(\.spki) == published.map(\.spki))
    #expect(published.first?.spki == Array(key.publicKey.derRepresentation))
    let text = files.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    #expect(!text.contains("\"d\"") && !text.contains(Base64URL.encode(Array(key.rawRepresentation))))
  }

  @Test func `an RSA key signs and is published too; weak and foreign keys are not taken`() async throws {
    let shop = try OpenDSRShop()
    try await shop.openssl(["genrsa", "-out", "rsa.pem", "2048"])
    let key = try SigningKey(pem: try shop.bytes("rsa.pem"))
    let json = try key.published(keyID: "r")
    let published = try #require(PublishedKey.all(in: LenientJSON.object(Array(json.utf8))).first)
    let token = try #require(SignedToken(try SignedToken.make(payload: "{\"a\":1}", key: key, keyID: "r")))
    #expect(key.algorithm == "RS256" && token.isSigned(by: published) && token.integer("a") == 1)
    #expect(PublishedKey.all(in: LenientJSON.object(Array(json.replacing("RS256", with: "ES256").utf8))).isEmpty)
    #expect(PublishedKey.all(in: LenientJSON.object(Array(json.replacing("\"sig\"", with: "\"enc\"").utf8))).isEmpty)
    try await shop.openssl(["genrsa", "-out", "small.pem", "1024"])
    try await shop.openssl(["genpkey", "-algorithm", "ed25519", "-out", "other.pem"])
    for name in ["small.pem", "other.pem"] {
      #expect(throws: SigningKeyFault.unreadable) { try SigningKey(pem: try shop.bytes(name)) }
    }
  }

  @Test func `the thumbprint is the one of RFC 7638, and the example key of RFC 7515 verifies`() throws {
    let jwk =
      #"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","#
      + #""y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#
    let token =
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
      + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    let key = try #require(PublishedKey.all(in: LenientJSON.object(Array(jwk.utf8))).first)
    #expect(SignedToken(token)?.isSigned(by: key) == true)
    #expect(SignedToken(token.replacing("eyJpc3Mi", with: "eyJpc3Qi"))?.isSigned(by: key) == false)
    let own = try SigningKey(pem: Array(SigningKey.newPEM().utf8))
    #expect(try own.thumbprint().utf8.count == 43 && own.algorithm == "ES256")
  }

  @Test func `a key file is its owner's alone, and is never written over`() throws {
    let folder = try Scratch()
    let path = folder.path + "/key.pem"
    try KeyFile.create(path, SigningKey.newPEM())
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: KeyFileError.self) { try KeyFile.create(path, "other") }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    let key = try SigningKey(pem: Array(before))
    #expect("\(key)" == "signing key, withheld")
  }

  /// Our site, as a server gives it out.
  private func site(_ files: [(path: String, bytes: [UInt8])]) throws -> AnswerServer {
    let texts = files.map { (line: "GET /" + $0.path, text: String(decoding: $0.bytes, as: UTF8.self)) }
    return try AnswerServer { request in
      texts.first { $0.line == request.line }.map { AnswerServer.json("200 OK", $0.text) }
        ?? AnswerServer.json("404 None", "")
    }
  }

  @Test func `the look from outside finds our key, and what the partner takes`() async throws {
    let scene = try DDRFScene()
    let key = try SigningKey(pem: Array(scene.ours.pemRepresentation.utf8))
    let server = try site(try publication(key).files())
    let route = try #require(scene.scene.entry.ddrf)
    let findings = await DDRFInspection(desk: scene.scene.desk, route: route, own: server.host).run()
    #expect(findings.allSatisfy { $0.isFine }, "\(findings)")
    #expect(findings.contains { $0.what.contains("'shop-1' is published, and is the one we sign with") })
    #expect(findings.contains { $0.what == "partner.example takes email (plaintext), phone (e164)" })
  }

  @Test func `it says what is wrong: another key, no key, no document, a script`() async throws {
    let scene = try DDRFScene()
    scene.adjust { $0.document = { $0.replacing("Requirement\":false", with: "Requirement\":true") } }
    let route = try #require(scene.scene.entry.ddrf)
    let (other, mine) = (
      try SigningKey(pem: Array(SigningKey.newPEM().utf8)),
      try SigningKey(pem: Array(scene.ours.pemRepresentation.utf8))
    )
    for (files, words) in [
      (try publication(other).files(), "is not the one we sign with"),
      (try publication(mine, keyID: "old").files(), "is not published"),
      ([], "our document is not at"), ([("dsrdelete.json", Array("[]".utf8))], "is no JSON object"),
    ] {
      let server = try site(files)
      let findings = await DDRFInspection(desk: scene.scene.desk, route: route, own: server.host).run()
      let bad = findings.filter { !$0.isFine }.map(\.what)
      #expect(
        bad.count == 2 && bad[0].contains(words) && bad[1].contains("a person has to put it there"), "\(findings)")
    }
  }
}
