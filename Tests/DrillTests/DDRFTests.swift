import Crypto
import Foundation
import Testing

@testable import Drill

/// The rehearsal's recipient of the Data Deletion Request Framework.
@Suite struct DDRFTests {
  static let now = 1_670_317_200

  /// What a company signs and shows; the parts that a test bends have names.
  struct Company {
    let key = P256.Signing.PrivateKey()
    var domain = "shop.example"
    var keyID = "shop-1"

    func site(keyID: String = "shop-1", without: String = "") -> PublishedSite {
      let point = Array(key.publicKey.rawRepresentation)
      let jwks =
        #"{"keys":[{"kty":"EC","crv":"P-256","x":"\#(CompactToken.letters(Array(point.prefix(32))))","#
        + #""y":"\#(CompactToken.letters(Array(point.suffix(32))))","use":"sig","alg":"ES256","kid":"\#(keyID)"}]}"#
      let document =
        #"{"endpoint":"https://shop.example/d","jwksUri":"https://shop.example/.well-known/iabtl/jwks.json"}"#
      return PublishedSite(
        domain: domain,
        files: [
          ".well-known/iabtl/dsrdelete.json": Array(document.utf8), ".well-known/iabtl/jwks.json": Array(jwks.utf8),
        ].filter { without.isEmpty || !$0.key.hasSuffix(without) })
    }

    func token(
      value: String = "c-1", type: String = "sco", format: String = "plaintext", at time: Int = DDRFTests.now,
      originAt: Int = DDRFTests.now, jti: String = "t-1", spoiled: Bool = false, originSpoiled: Bool = false
    ) throws -> String {
      let origin = #"{"version":"2.0","jti":"o-1","iss":"\#(domain)","iat":\#(originAt)}"#
      let inner = try #require(
        CompactToken.make(Array(origin.utf8), key: key, keyID: keyID, spoiled: originSpoiled))
      let request =
        #"{"version":"2.0","orJWT":"\#(String(decoding: inner, as: UTF8.self))","jti":"\#(jti)","iss":"\#(domain)","#
        + #""identifierValue":"\#(value)","identifierType":"\#(type)","identifierFormat":"\#(format)","iat":\#(time)}"#
      return String(
        decoding: try #require(CompactToken.make(Array(request.utf8), key: key, keyID: keyID, spoiled: spoiled)),
        as: UTF8.self)
    }
  }

  private static func code(_ world: inout World, _ token: String) -> [Int?] {
    let answer = world.call("POST", "/drill-ddrf/requests", body: token)
    let acknowledgement = answer.decoded(DDRFPartner.Acknowledgement.self)
    #expect(acknowledgement?.rqJWT == token && acknowledgement?.iss == "ddrf.drill.example")
    #expect(answer.signature == .genuine && answer.signer == .recipient)
    return [answer.status, acknowledgement?.raResultCode]
  }

  @Test func `a request that two good signatures carry is taken, and a repeat is the same request`() throws {
    let company = Company()
    var world = World()
    world.drill.see(company.site())
    #expect(Self.code(&world, try company.token()) == [202, 10_000])
    #expect(Self.code(&world, try company.token(at: Self.now + 60)) == [202, 10_000])
    #expect(world.drill.identifiersErased(.ddrf) == ["c-1": 1])
    #expect(world.drill.identifiersReceived(.ddrf) == ["c-1": 2])
  }

  @Test func `each thing that is wrong has the framework's own code`() throws {
    let company = Company()
    var stranger = Company()
    stranger.domain = "other.example"
    var unpublished = company
    unpublished.keyID = "shop-2"
    var world = World()
    world.drill.see(company.site())
    let cases: [(String, Int)] = [
      ("no token", 13_201), (try stranger.token(), 11_101), (try unpublished.token(), 11_105),
      (try company.token(spoiled: true), 13_202), (try company.token(originSpoiled: true), 13_102),
      (try company.token(at: Self.now + 301), 13_204), (try company.token(originAt: Self.now + 301), 13_104),
      (try company.token(at: Self.now - 1), 13_205), (try company.token(at: 0), 13_203),
      (try company.token(type: "email"), 14_201), (try company.token(format: "sha256"), 14_202),
    ]
    for (token, wanted) in cases { #expect(Self.code(&world, token) == [400, wanted]) }
    world.drill.see(company.site(without: "jwks.json"))
    #expect(Self.code(&world, try company.token()) == [400, 11_104])
    world.drill.see(company.site(without: "dsrdelete.json"))
    #expect(Self.code(&world, try company.token()) == [400, 11_102])
    #expect(world.drill.identifiersErased(.ddrf).isEmpty)
  }

  @Test func `some values are invalid for ever and some only find trouble once`() throws {
    let company = Company()
    var world = World()
    world.drill.see(company.site())
    var codes: [Int: Int] = [:]
    var second: [Int: Int] = [:]
    for number in 0..<300 {
      let token = try company.token(value: "c-\(number)", jti: "t-\(number)")
      codes[Self.code(&world, token).last.flatMap { $0 } ?? 0, default: 0] += 1
      second[Self.code(&world, token).last.flatMap { $0 } ?? 0, default: 0] += 1
    }
    #expect((1...15).contains(codes[14_204] ?? 0) && (3...30).contains(codes[10_010] ?? 0))
    #expect(second == [14_204: codes[14_204] ?? 0, 10_000: 300 - (codes[14_204] ?? 0)])
  }

  @Test func `the house signs acknowledgements with the key that it publishes`() throws {
    let company = Company()
    let house = DrillHouse(DrillSettings(), identity: try ProcessorIdentity(now: Date()))
    house.withWorld { $0.see(company.site()) }
    let token = try company.token()
    let answer = house.answer(method: "POST", path: "/drill-ddrf/requests", headers: [:], body: Array(token.utf8))
    let keys = house.answer(method: "GET", path: "/drill-ddrf/jwks.json", headers: [:], body: [])
    let key = try #require(keys.decoded(PublishedSite.Keys.self)?.keys.first)
    let curve = try #require(key.curve)
    let signed = try #require(CompactToken(answer.text))
    #expect(
      signed.isSigned(by: curve) && signed.keyID == key.kid && answer.headers["content-type"] == "application/jwt")
    #expect(!signed.isSigned(by: company.key.publicKey))
    let document = house.answer(
      method: "GET", path: "/drill-ddrf/dsrdelete.json", headers: ["host": "127.0.0.1:8"], body: [])
    #expect(document.text.contains(#""endpoint":"http://127.0.0.1:8/drill-ddrf/requests""#))
  }
}
