import Testing

@testable import Catalogue

@Suite struct PreparationTests {
  @Test(
    arguments: [
      ("trim", "  a b\t", "a b"), ("lower", "ÄB", "äb"), ("upper", "äb", "ÄB"), ("digits", "+49 (0)1", "4901"),
      ("e164", "+49 (170) 123-45.67", "+491701234567"), ("e164", "0049170 1234567", "+491701234567"),
      ("e164", "0170 1234567", nil),
      ("strip-plus", "+491", "491"), ("strip-plus-tag", "a+news@b.example", "a@b.example"),
      ("strip-gmail-dots", "a.b.c@GMail.com", "abc@GMail.com"), ("strip-gmail-dots", "a.b@b.example", "a.b@b.example"),
      ("strip-gmail-dots", "no mail", nil), ("strip-ga-prefix", "GA1.1.123.456", "123.456"),
      ("strip-ga-prefix", "123.456", "123.456"), ("strip-ga-prefix", "GA1.1.123", nil),
      ("drop-query", "https://a.example/b?c=d#e", "https://a.example/b"), ("hex", "Az", "417a"),
      ("hex-upper", "Az", "417A"),
      ("base64", "a", "YQ=="), ("base64", "ab", "YWI="), ("base64", "abc", "YWJj"), ("base64url", "???>", "Pz8_Pg"),
    ] as [(String, String, String?)])
  func `each step does what its name says, or refuses`(_ step: String, _ value: String, _ expected: String?) throws {
    let step = try #require(Preparation(rawValue: step))
    #expect(step.applied(to: Array(value.utf8)).map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test(arguments: [
    ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"), ("md5", "900150983cd24fb0d6963f7d28e17f72"),
  ])
  func `digests are those of the standards`(_ step: String, _ expected: String) throws {
    let digest = try #require(Preparation(rawValue: step)?.applied(to: Array("abc".utf8)))
    #expect(Preparation.hex.applied(to: digest) == Array(expected.utf8))
  }

  @Test func `a lane's steps run in their order, and what was sent is known for matching answers`() throws {
    let api = try Sample.api(
      takes: "[{lane: user, identifiers: [user-id], prepare: {user-id: [trim, lower, md5, hex]}}]",
      delete: "{method: POST, path: \"/{identifier}\"}")
    #expect(
      try api.sent(lane: "user", items: [Sample.user(" ABC ")])[0].values[.userID]
        == Array("900150983cd24fb0d6963f7d28e17f72".utf8))
  }
}
