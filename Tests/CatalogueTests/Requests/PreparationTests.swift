import Crypto
import Testing

@testable import Catalogue

@Suite struct PreparationTests {
  @Test(
    arguments: [
      ("trim", "  a b\t", "a b"), ("lower", "ÄB", "äb"), ("upper", "äb", "ÄB"), ("digits", "+49 (0)1", "4901"),
      ("e164", "+49 (170) 123-45.67", "+491701234567"), ("e164", "0049170 1234567", "+491701234567"),
      ("e164", "0170 1234567", nil),
      ("strip-plus", "+491", "491"), ("strip-plus-tag", "a+news@b.example", "a@b.example"),
      ("strip-plus-tag", "+@b.example", nil), ("strip-dots", "a.b@c.d.example", "ab@c.d.example"),
      ("strip-dots", "a.b", nil), ("strip-dots", "..@b.example", nil),
      ("strip-gmail-dots", "a.b.c@GMail.com", "abc@GMail.com"), ("strip-gmail-dots", "a.b@b.example", "a.b@b.example"),
      ("strip-gmail-dots", "no mail", nil), ("local-part", "\"a@b\"@c.example", "\"a@b\""),
      ("local-part", "@c.example", nil), ("domain", "a@b@c.example", "c.example"), ("domain", "a@", nil),
      ("strip-ga-prefix", "GA1.1.123.456", "123.456"),
      ("strip-ga-prefix", "123.456", "123.456"), ("strip-ga-prefix", "GA1.1.123", nil),
      ("uuid-lower", "{0F8FAD5B-D9CB-469F-A165-70867728950E}", "0f8fad5b-d9cb-469f-a165-70867728950e"),
      ("uuid-lower", "0F8FAD5BD9CB469FA16570867728950E", "0f8fad5b-d9cb-469f-a165-70867728950e"),
      ("uuid-lower", "0F8FAD5B-D9CB-469F-A165-70867728950", nil),
      ("uuid-lower", "0F8FAD5B-D9CB-469F-A165-70867728950G", nil),
      ("drop-query", "https://a.example/b?c=d#e", "https://a.example/b"),
      ("strip-scheme", "https://a.example/b", "a.example/b"), ("strip-scheme", "/b?u=http://c", "/b?u=http://c"),
      ("strip-scheme", "://x", "://x"), ("host", "HTTPS://u:p@Shop.Example:8443/b?c", "shop.example"),
      ("host", "shop.example/b", "shop.example"), ("host", "https://[2001:DB8::1]:1/", "[2001:db8::1]"),
      ("host", "/b", nil), ("host", "https://", nil),
      ("path", "https://a.example/b/c?d#e", "/b/c"), ("path", "https://a.example", "/"), ("path", "/b#c", "/b"),
      ("path", "https://a.example?x=/y", "/"), ("percent-decode", "a%2Fb%C3%A4+", "a/bä+"),
      ("percent-decode", "100%", nil), ("percent-decode", "%4", nil), ("percent-decode", "%GG", nil),
      ("percent-decode", "%FF", nil), ("percent-decode", "a%0D%0Ab", nil), ("percent-decode", "%00", nil),
      ("collapse-space", "  a \t b  ", "a b"), ("nfc", "a\u{308}", "\u{E4}"), ("hex", "Az", "417a"),
      ("hex-upper", "\u{7F}z", "7F7A"),
      ("base64", "a", "YQ=="), ("base64", "ab", "YWI="), ("base64", "abc", "YWJj"), ("base64url", "???>", "Pz8_Pg"),
    ] as [(String, String, String?)])
  func `each step does what its name says, or refuses`(_ step: String, _ value: String, _ expected: String?) throws {
    let step = try #require(Preparation.Word(rawValue: step))
    #expect(step.applied(to: Array(value.utf8)) == expected.map { Array($0.utf8) })
  }

  @Test(arguments: ["lower", "upper", "nfc"])
  func `a step that works on text refuses bytes that are none`(_ step: String) throws {
    #expect(try #require(Preparation.Word(rawValue: step)).applied(to: [0x61, 0xFF]) == nil)
    #expect(try Preparation.remove("-").applied(to: [0x61, 0xFF], secret: noSecrets) == nil)
  }

  @Test(arguments: [
    ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"), ("md5", "900150983cd24fb0d6963f7d28e17f72"),
  ])
  func `digests are those of the standards`(_ step: String, _ expected: String) throws {
    let digest = try #require(Preparation.Word(rawValue: step)?.applied(to: Array("abc".utf8)))
    #expect(Preparation.Word.hex.applied(to: digest) == Array(expected.utf8))
  }

  private func user(_ steps: String, _ value: String) throws -> String {
    let text = """
      version: 1
      partners:
        - id: acme
          name: ACME
          route: api
          deletes: [all]
          secrets: {salt: env:SALT}
          takes: [{lane: user, identifiers: [user-id], prepare: {user-id: \(steps)}}]
          terms: {in-doubt: safe-to-repeat}
          api:
            host: https://acme.example
            auth: [{bearer: salt}]
            delete: {method: DELETE, path: "/{identifier}"}
            answer: {success: {status: [200]}, accepted: true}

      """
    let api = try #require(try Sample.entries(text).first?.api)
    let sent = try api.sent(lane: "user", items: [Sample.user(value)], secret: { Array("pepper-\($0)".utf8) })
    return String(decoding: try #require(sent.first?.values[.userID]), as: UTF8.self)
  }

  @Test(arguments: [
    ("[trim, lower, md5, hex]", " ABC ", "900150983cd24fb0d6963f7d28e17f72"), ("[{remove: \"- \"}]", "a-b c", "abc"),
    ("[{e164: \"49\"}]", "0170 1234567", "+491701234567"), ("[{e164: \"49\"}]", "+44 20 7946 0958", "+442079460958"),
    ("[{e164: \"49\"}]", "170 1234567", "+491701234567"), ("[{salt-prefix: salt}]", "abc", "pepper-saltabc"),
    ("[{salt-suffix: salt}]", "abc", "abcpepper-salt"),
  ])
  func `a lane's steps run in their order, and what was sent is known for matching answers`(
    _ steps: String, _ value: String, _ expected: String
  ) throws {
    #expect(try user(steps, value) == expected)
  }

  @Test func `a keyed digest needs the key that the entry names`() throws {
    let code = HMAC<SHA256>.authenticationCode(
      for: Array("abc".utf8), using: SymmetricKey(data: Array("pepper-salt".utf8)))
    #expect(try user("[{hmac-sha256: salt}, hex]", "abc") == String(decoding: Hex.encode(code), as: UTF8.self))
    let step = Preparation.keyed(.hmacSHA256, secret: "salt")
    #expect(throws: RenderFailure(.empty, part: "secret.salt")) { try step.applied(to: [1], secret: { _ in [] }) }
    #expect(throws: RenderFailure(.missing, part: "secret.salt")) { try step.applied(to: [1], secret: noSecrets) }
  }

  @Test(arguments: [
    ("[{hmac-sha256: salt}]", "'hmac-sha256: <secret salt>' gives bytes, not text | Let 'hex' or 'base64' follow it."),
    (
      "[{hmac-sha256: sault}, hex]",
      "'hmac-sha256' does not know the secret 'sault' | Did you mean 'salt'? Known: salt."
    ),
    ("[remove]", "the step 'remove' needs an argument | Write {remove: \"-\"}."),
    (
      "[salt-prefix]",
      "the step 'salt-prefix' needs an argument | Write {salt-prefix: NAME}, with the name of a secret."
    ),
    ("[{e164: \"0049\"}]", "'e164' must be the country's digits, like \"49\", found '0049'"),
    (
      "[{remove: a, e164: \"49\"}]",
      "a step must have exactly one key | Known: e164, remove, hmac-sha256, salt-prefix, salt-suffix."
    ),
    ("[{md6: a}]", "unknown key 'md6' | Known: e164, remove, hmac-sha256, salt-prefix, salt-suffix."),
  ])
  func `a step that cannot work is a mistake in the file`(_ steps: String, _ expected: String) {
    do {
      _ = try user(steps, "abc")
      Issue.record("no mistake was found")
    } catch let mistakes as Mistakes {
      let told = mistakes.all.map { $0.what + ($0.remedy.map { " | \($0)" } ?? "") }
      #expect(told.contains { $0.hasSuffix(expected) }, "\(told)")
    } catch {
      Issue.record(error)
    }
  }
}
