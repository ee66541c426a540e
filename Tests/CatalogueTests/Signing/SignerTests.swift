import Crypto
import CryptoExtras
import Testing
import Workflow

@testable import Catalogue

/// Signed calls as an entry asks for them, from the file to the wire.
@Suite struct SignerTests {
  static let delete = #"{method: POST, path: /d, query: {a: "b c"}, body: {form: {id: "{identifier}"}}}"#

  private func facts(nonce: [UInt8] = Array(0..<16), later: Int64 = 0) -> RequestFacts {
    var facts = Sample.facts
    facts.nonce = nonce
    facts.sentAt = facts.now + .seconds(later)
    return facts
  }

  private func request(
    _ auth: String, delete: String = delete, facts: RequestFacts? = nil, secret: SecretSource? = nil
  ) throws -> RenderedRequest {
    try Sample.api(auth: "[\(auth)]", delete: delete).render(
      lane: "user", items: [Sample.user("u1")], facts: facts ?? self.facts(),
      secret: secret ?? { Array("s3cret-\($0)".utf8) })
  }

  private func header(_ name: String, of request: RenderedRequest) -> String {
    String(decoding: request.value(of: name) ?? [], as: UTF8.self)
  }

  @Test func `OAuth 1 names its parts, and signs query and form`() throws {
    let signed = try request(
      "{oauth1: {consumer-key: api-key, consumer-secret: api-key, token: other-key, token-secret: other-key, realm: \"{account.region}\"}}"
    )
    let value = header("authorization", of: signed)
    #expect(
      value.hasPrefix(
        #"OAuth realm="eu", oauth_consumer_key="s3cret-api-key", oauth_nonce="000102030405060708090a0b0c0d0e0f", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1669852800", oauth_token="s3cret-other-key", oauth_version="1.0", oauth_signature=""#
      ))
    let other = try request(
      "{oauth1: {consumer-key: api-key, consumer-secret: api-key, token: other-key, token-secret: other-key, realm: \"{account.region}\"}}",
      delete: Self.delete.replacing("b c", with: "b d"))
    #expect(header("authorization", of: other) != value)
  }

  @Test func `a signature states when the request leaves, not when the wave was issued; the body stays the same`()
    throws
  {
    let auth = "{oauth1: {consumer-key: api-key, consumer-secret: other-key, method: HMAC-SHA256}}"
    let (first, second) = (
      try request(auth), try request(auth, facts: facts(nonce: [9, 9, 9, 9, 9, 9, 9, 9], later: 90))
    )
    #expect(header("authorization", of: first).contains(#"oauth_timestamp="1669852800""#))
    #expect(header("authorization", of: second).contains(#"oauth_timestamp="1669852890""#))
    #expect(header("authorization", of: second).contains(#"oauth_nonce="0909090909090909""#))
    #expect(first.intendedBody == second.intendedBody)
  }

  @Test func `nothing is signed without fresh randomness`() {
    #expect(throws: RenderFailure(.missing, part: "nonce")) {
      try request("{wsse: {user: api-key, secret: other-key}}", facts: facts(nonce: [1, 2, 3]))
    }
  }

  @Test func `a digest of the parameters stands in the form, and the intent does not know it`() throws {
    let signed = try request("{md5-parameters: {secret: api-key, key-name: api_key, key: other-key}}")
    let sum = Insecure.MD5.hash(data: Array("s3cret-api-key".utf8) + Array("b cs3cret-other-keyu1".utf8))
    let text = String(decoding: signed.body, as: UTF8.self)
    #expect(text == "id=u1&api_key=s3cret-other-key&sig=\(String(decoding: Hex.encode(sum), as: UTF8.self))")
    #expect(String(decoding: signed.intendedBody, as: UTF8.self) == "id=u1")
  }

  @Test func `without a form the digest stands in the query`() throws {
    let signed = try request(
      "{md5-parameters: {secret: api-key, name: s}}",
      delete: "{method: DELETE, path: \"/u/{identifier}\", query: {z: y}}")
    let sum = Insecure.MD5.hash(data: Array("s3cret-api-keyy".utf8))
    #expect(signed.url == "https://acme.example/u/u1?z=y&s=\(String(decoding: Hex.encode(sum), as: UTF8.self))")
  }

  @Test func `AWS calls carry date, session token and signature`() throws {
    let signed = try request(
      "{aws-sigv4: {access-key: api-key, secret-key: other-key, session-token: other-key, region: \"{account.region}\", service: rum}}"
    )
    #expect(header("x-amz-date", of: signed) == "20221201T000000Z")
    #expect(header("x-amz-security-token", of: signed) == "s3cret-other-key")
    #expect(
      header("authorization", of: signed).hasPrefix(
        "AWS4-HMAC-SHA256 Credential=s3cret-api-key/20221201/eu/rum/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature="
      ))
  }

  private static let jwt =
    #"{jwt: {algorithm: ALG, key: api-key, claims: {iss: "{account.region}", n: {number: 3}}, lives: 5m, header-fields: {kid: k1}, prefix: "JWT "}}"#

  private func jwt(_ algorithm: String, key: [UInt8]) throws -> (signed: [UInt8], signature: [UInt8]) {
    let signed = try request(Self.jwt.replacing("ALG", with: algorithm), secret: { _ in key })
    let value = header("authorization", of: signed)
    #expect(value.hasPrefix("JWT "))
    let parts = value.dropFirst(4).utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    try #require(parts.count == 3)
    return (Array(parts[0] + [UInt8(ascii: ".")] + parts[1]), try Self.decoded(parts[2]))
  }

  private static func decoded(_ text: some Sequence<UInt8>) throws -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var (bytes, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
    for digit in text {
      bits = bits << 6 | UInt32(try #require(alphabet.firstIndex(of: digit)))
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  @Test func `an HS256 token is byte for byte what others make of the same claims`() throws {
    let (text, signature) = try jwt("HS256", key: Array("0123456789abcdef-secret".utf8))
    #expect(
      String(decoding: text, as: UTF8.self)
        == "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImsxIn0.eyJpc3MiOiJldSIsIm4iOjMsImlhdCI6MTY2OTg1MjgwMCwiZXhwIjoxNjY5ODUzMTAwLCJqdGkiOiIwMDAxMDIwMzA0MDUwNjA3MDgwOTBhMGIwYzBkMGUwZiJ9"
    )
    #expect(Base64.encodeURL(signature) == Array("sVNlRFnyx7sDWVlgKGpDnmD_6a6su7t3s7N4LxvQj9c".utf8))
  }

  @Test func `RS256 and ES256 tokens verify, from keys in every PEM form`() throws {
    let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    for pem in [rsa.pemRepresentation, rsa.pkcs8PEMRepresentation] {
      let (text, signature) = try jwt("RS256", key: Array(pem.utf8))
      #expect(
        rsa.publicKey.isValidSignature(
          _RSA.Signing.RSASignature(rawRepresentation: signature), for: text, padding: .insecurePKCS1v1_5))
    }
    let curve = P256.Signing.PrivateKey()
    let (text, signature) = try jwt("ES256", key: Array(curve.pemRepresentation.utf8))
    #expect(try curve.publicKey.isValidSignature(P256.Signing.ECDSASignature(rawRepresentation: signature), for: text))
  }

  @Test(arguments: ["RS256", "ES256", "HS256"])
  func `a key of another kind stops the request, and is not told`(_ algorithm: String) {
    #expect(throws: RenderFailure(.badKey, part: "secret.api-key")) { try jwt(algorithm, key: Array("s3cret".utf8)) }
    #expect(!RenderFailure(.badKey, part: "secret.api-key").description.contains("s3cret"))
  }

  @Test(arguments: [
    "{oauth1: {consumer-key: api-key, consumer-secret: other-key}}", "{wsse: {user-text: shop, secret: api-key}}",
    "{md5-parameters: {secret: api-key, key-name: k, key: other-key}}",
    "{aws-sigv4: {access-key: api-key, secret-key: other-key, region: eu-1, service: rum}}",
    "{jwt: {algorithm: RS256, key: api-key, claims: {iss: a}}}",
  ])
  func `a preview shows that something is signed, needs no key, and says nothing of it`(_ auth: String) throws {
    let preview = try Sample.api(auth: "[\(auth)]", delete: Self.delete).preview(
      lane: "user", items: [Sample.user("u1")], facts: Sample.facts)
    #expect(preview.contains("<signature>") || preview.contains("<signed token>"))
    #expect(!preview.contains("s3cret"))
  }

  @Test(arguments: [
    (
      "{oauth1: {consumer-key: api-key, consumer-secret: other-key, token: api-key}}",
      "'token' and 'token-secret' belong together"
    ),
    (
      "{oauth1: {consumer-key: api-key, consumer-secret: other-key, method: PLAINTEXT}}",
      "'method' does not know 'PLAINTEXT'"
    ),
    ("{aws-sigv4: {access-key: api-key, secret-key: other-key, region: eu, service: s3}}", "is signed in another way"),
    ("{jwt: {algorithm: none, key: api-key}}", "'algorithm' does not know 'none'"),
    ("{jwt: {algorithm: RS256, key: api-key, lives: 30d}}", "'lives' must be 1s to 24h"),
    ("{jwt: {algorithm: RS256, key: api-key, header-fields: {alg: none}}}", "must not set 'alg' or 'typ'"),
    ("{jwt: {algorithm: RS256, key: api-key, claims: [a]}}", "'claims' must be a mapping"),
    ("{jwt: {algorithm: RS256, key: api-key, claims: {sub: \"{identifier}\"}}}", "cannot hold the slot {identifier}"),
    ("{md5-parameters: {secret: api-key, key: other-key}}", "'key-name' and 'key' belong together"),
    ("{wsse: {user: api-key, user-text: a, secret: other-key}}", "exactly one of 'user' and 'user-text'"),
    ("{header: {name: X-Key, value: a, secret: api-key}}", "exactly one of 'secret' and 'value'"),
    ("{header: {name: Cookie, secret: api-key}}", "carries a credential"),
  ])
  func `a credential that cannot work is a mistake in the file`(_ auth: String, _ words: String) {
    do {
      _ = try request(auth)
      Issue.record("no mistake was found")
    } catch { #expect("\(error)".contains(words)) }
  }
}
