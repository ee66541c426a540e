import Crypto
import Foundation
import Testing
import Workflow

@testable import Catalogue

/// What a signature covers is what was sent: a hostile value is signed as one value, and cannot move a boundary.
@Suite struct HostileSigningTests {
  private static let values = HostilePlacesTests.values.filter { value in
    Hygiene.fault(of: Array(value.utf8)) == nil
  }

  private func request(_ auth: String, _ value: String, form: Bool = true) throws -> RenderedRequest {
    let place = form ? "body: {form: {id: \"{identifier}\", \"b c\": x}}" : "query: {id: \"{identifier}\", \"b c\": x}"
    let api = try Sample.api(auth: auth, delete: "{method: POST, path: \"/d/{identifier}/e\", \(place)}")
    var facts = Sample.facts
    facts.nonce = Array(0..<16)
    return try api.render(
      lane: "user", items: [Sample.user(value)], facts: facts, secret: { Array("s3cret \($0)&=".utf8) })
  }

  /// RFC 3986's unreserved characters.
  private func escaped(_ text: String) -> String {
    let kept = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: kept) ?? "?"
  }

  @Test(arguments: values, [true, false])
  func `OAuth 1.0a signs the value that is sent`(_ value: String, _ form: Bool) throws {
    let request = try request("[{oauth1: {consumer-key: api-key, consumer-secret: other-key}}]", value, form: form)
    let header = try #require(request.headers.first { $0.name == "Authorization" })
    let text = Reader.text(header.value)
    #expect(text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    var fields: [String: String] = [:]
    for part in text.dropFirst("OAuth ".count).components(separatedBy: ", ") {
      let pieces = part.components(separatedBy: "=\"")
      fields[pieces[0]] = String(pieces[1].dropLast()).removingPercentEncoding
    }
    var pairs = fields.filter { $0.key != "oauth_signature" }.map { (escaped($0.key), escaped($0.value)) }
    pairs += [("id", escaped(value)), (escaped("b c"), "x")]
    let joined = pairs.sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    let base = "POST&\(escaped("https://acme.example/d/\(escaped(value))/e"))&\(escaped(joined))"
    let key = SymmetricKey(data: Array((escaped("s3cret other-key&=") + "&").utf8))
    let code = HMAC<Insecure.SHA1>.authenticationCode(for: Array(base.utf8), using: key)
    #expect(fields["oauth_signature"] == Data(code).base64EncodedString())
  }

  @Test(arguments: values, [true, false])
  func `the MD5 covers the values that are sent`(_ value: String, _ form: Bool) throws {
    let auth = "[{md5-parameters: {secret: api-key, key-name: api_key, key: other-key}}]"
    let request = try request(auth, value, form: form)
    let text = form ? Reader.text(request.body) : String(request.address.query)
    let pairs = Reader.pairs(text[...])
    #expect(pairs.map(\.name) == ["id", "b c", "api_key", "sig"])
    let values = pairs.dropLast().compactMap(\.value).sorted {
      Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
    }
    let digest = Insecure.MD5.hash(data: Array(("s3cret api-key&=" + values.joined()).utf8))
    #expect(pairs.last?.value == digest.map { String(format: "%02x", $0) }.joined())
  }

  @Test(arguments: values, [true, false])
  func `AWS signs the path, the query and the body that are sent`(_ value: String, _ form: Bool) throws {
    let auth = "[{aws-sigv4: {access-key: api-key, secret-key: other-key, region: eu-west-1, service: rum}}]"
    let request = try request(auth, value, form: form)
    let line = Reader.text(try #require(request.headers.first { $0.name == "Authorization" }).value)
    let stamp = Reader.text(try #require(request.headers.first { $0.name == "X-Amz-Date" }).value)
    let query =
      form ? "" : ["b%20c=x", "id=\(escaped(value))"].joined(separator: "&")
    let type = form ? "content-type:application/x-www-form-urlencoded\n" : ""
    let names = (form ? "content-type;" : "") + "host;x-amz-date"
    let body = SHA256.hash(data: request.body).map { String(format: "%02x", $0) }.joined()
    let canonical = """
      POST
      /d/\(escaped(escaped(value)))/e
      \(query)
      \(type)host:acme.example
      x-amz-date:\(stamp)

      \(names)
      \(body)
      """
    let scope = "\(stamp.prefix(8))/eu-west-1/rum/aws4_request"
    let hash = SHA256.hash(data: Array(canonical.utf8)).map { String(format: "%02x", $0) }.joined()
    var key = Array("AWS4s3cret other-key&=".utf8)
    for part in scope.split(separator: "/").map(String.init) + ["AWS4-HMAC-SHA256\n\(stamp)\n\(scope)\n\(hash)"] {
      key = Array(HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: SymmetricKey(data: key)))
    }
    #expect(line.hasSuffix("Signature=" + key.map { String(format: "%02x", $0) }.joined()))
  }

  @Test(arguments: values)
  func `a claim of a signed token is the account's value`(_ value: String) throws {
    let auth =
      "[{jwt: {algorithm: HS256, key: api-key, claims: {iss: \"{account.project}\", nested: {a: [\"x{account.project}\"]}}, header-fields: {kid: \"{account.project}\"}}}]"
    let api = try Sample.api(auth: auth, delete: "{method: POST, path: \"/d/{identifier}\"}")
    var facts = Sample.facts
    (facts.nonce, facts.account["project"]) = (Array(0..<16), value)
    let request = try api.render(
      lane: "user", items: [Sample.user("u")], facts: facts, secret: { _ in Array("0123456789abcdef0123".utf8) })
    let line = Reader.text(try #require(request.headers.first { $0.name == "Authorization" }).value)
    let parts = line.dropFirst("Bearer ".count).split(separator: ".", omittingEmptySubsequences: false)
    #expect(parts.count == 3)
    func tree(_ part: Substring) throws -> [String: Any] {
      let base = String(part).replacing("-", with: "+").replacing("_", with: "/")
      let padded = base + String(repeating: "=", count: (4 - base.count % 4) % 4)
      let bytes = try #require(Data(base64Encoded: padded))
      return try #require(try Reader.json(Array(bytes)) as? [String: Any])
    }
    #expect(try tree(parts[0])["kid"] as? String == value)
    #expect(Set(try tree(parts[0]).keys) == ["alg", "typ", "kid"])
    #expect(try tree(parts[1])["iss"] as? String == value)
    #expect(((try tree(parts[1])["nested"] as? [String: [String]])?["a"]) == ["x" + value])
    #expect(Set(try tree(parts[1]).keys) == ["iss", "nested", "iat", "exp", "jti"])
  }
}
