import Testing

@testable import Catalogue

/// What can go wrong in the entries of partners that speak a protocol.
@Suite struct ProtocolReadingTests {
  private func mistakes(_ entry: String) -> [String] {
    Sample.mistakes("version: 1\npartners:\n  - {id: acme, name: A, \(entry)}\n").map { mistake in
      mistake.split(separator: " | ").first.map(String.init) ?? ""
    }
  }

  private static let people =
    "deletes: [all], takes: [{lane: user, identifiers: [user-id]}], terms: {in-doubt: safe-to-repeat}"
  private static let poll = "poll: {first: 1d, every: 1d, give-up: 9d}"

  private static func opendsr(_ fields: String) -> String {
    "route: opendsr, \(people), opendsr: {host: \"https://a.example\", \(poll), identities: {user-id: {type: t, format: raw}}, \(fields)}"
  }

  private static func drp(_ fields: String) -> String {
    "route: drp, \(people), secrets: {k: env:K}, drp: {host: \"https://a.example\", \(poll), agent-id: A, business-id: B, identifiers: {user-id: {member: id}}, \(fields)}"
  }

  private static func ddrf(_ fields: String) -> String {
    "route: ddrf, \(people), secrets: {k: env:K}, ddrf: {domain: a.example, issuer: b.example, identifiers: {user-id: {type: t, format: f}}, \(fields)}"
  }

  private static let signed =
    "version: \"2.0\", regulation: gdpr, processor-domain: a.example, algorithm: ecdsa-sha256"

  @Test(arguments: [
    (opendsr("regulation: gdpr, algorithm: none"), ", opendsr: 'version' is missing"),
    (
      opendsr("version: \"2.0\", regulation: gdpr, algorithm: none, processor-domain: a.example"),
      ", opendsr: 'processor-domain' has no meaning with 'algorithm: none'"
    ),
    (opendsr("version: \"2.0\", algorithm: none"), ", opendsr: 'regulation' is missing"),
    (
      opendsr("version: \"2.0\", regulation: gdpr, algorithm: none, status-path: /requests"),
      ", opendsr: 'status-path' must hold {id}, found '/requests'"
    ),
    (
      opendsr("version: \"2.0\", regulation: gdpr, algorithm: none, acknowledged-by: [404]"),
      ", opendsr: 'acknowledged-by' must hold status codes from 200 to 299, found '404'"
    ),
    (opendsr(signed), ", opendsr: 'certificate' is missing"),
    (
      opendsr(signed + ", certificate: {url: \"https://a.example/c\", trust: system, pin: abc}"),
      ", opendsr, certificate: 'pin' must be the SHA-256 of the key in 64 lower-case hex digits, found 'abc'"
    ),
    (
      opendsr(signed + ", certificate: {url: \"https://a.example/c\", trust: \"pin:abc\"}"),
      ", opendsr, certificate: 'trust' does not know 'pin:abc'"
    ),
    (
      opendsr(signed + ", certificate: {url: \"https://a.example/c\", trust: system}, signature: {header: Cookie}"),
      ", opendsr, signature: 'header' carries a credential, found 'Cookie'"
    ),
    (
      opendsr("profile: mparticel, version: \"2.0\", regulation: gdpr, algorithm: none"),
      ", opendsr: 'profile' does not know 'mparticel'"
    ),
    (drp("signing-key: k, auth: [{bearer: k}]"), ", drp: this protocol has a credential of its own"),
    (drp("agent: x"), ", drp: 'signing-key' is missing"),
    (drp("signing-key: k, exercise: access"), ", drp: 'exercise' does not know 'access'"),
    (
      drp("signing-key: k, base-path: \"/a/../b\""),
      ", drp: 'base-path' must not hold '.' or '..' segments, found '/a/../b'"
    ),
    (ddrf("signing-key: k, version: \"3.0\""), ", ddrf: 'version' does not know '3.0'"),
    (ddrf("signing-key: k, subject: text"), ", ddrf: 'subject' is only known to version 1.0"),
    (ddrf("signing-key: k, hosts: [\"https://x.example\"]"), ", ddrf: 'hosts' holds no host: 'https://x.example'"),
    (
      ddrf("signing-key: k, document: \"http://a.example/x\""),
      ", ddrf: 'document' must begin with https:// (http:// is only for 127.0.0.1, [::1], localhost), found 'http://a.example/x'"
    ),
  ])
  func `each mistake is told`(entry: String, wanted: String) {
    let found = mistakes(entry)
    #expect(found.contains { $0.hasSuffix(": partner 'acme'" + wanted) }, "\(found)")
  }

  @Test(arguments: ["ddrf", "drp"])
  func `a protocol without a question cannot be asked first`(route: String) {
    let entry = (route == "drp" ? Self.drp("signing-key: k") : Self.ddrf("signing-key: k"))
      .replacing("safe-to-repeat", with: "query-first")
    #expect(mistakes(entry).contains { $0.contains("'query-first' cannot work") })
  }

  @Test func `the proof is no better than the protocol`() {
    for (entry, reach) in [
      (Self.opendsr("version: \"2.0\", regulation: gdpr, algorithm: none"), "claimed-complete-unsigned"),
      (Self.drp("signing-key: k"), "claimed-complete-unsigned"), (Self.ddrf("signing-key: k"), "accepted-signed"),
    ] {
      let found = mistakes("best-grade: verified-by-probe, " + entry)
      #expect(found.count == 1 && found[0].hasSuffix("prove at most \(reach)"), "\(found)")
    }
  }

  @Test func `an address that a document names must be the partner's`() throws {
    let text =
      "version: 1\npartners:\n  - {id: acme, name: A, \(Self.ddrf("signing-key: k, hosts: [Api.Other.example]"))}\n"
    let route = try #require(try PartnerFile.read(text, file: "p").first?.ddrf)
    for url in ["https://a.example/x", "https://dsr.A.example:8443/x", "https://api.other.example"] {
      #expect(route.allows(url: url), "\(url)")
    }
    for url in [
      "https://aa.example/x", "https://a.example.evil.example", "http://a.example/x", "https://evil@a.example/x",
      "https://other.example", "https://a.example@evil.example", "ftp://a.example", "//a.example", "a.example", "",
    ] { #expect(!route.allows(url: url), "\(url)") }
  }
}
