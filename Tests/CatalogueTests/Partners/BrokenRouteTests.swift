import Testing

@testable import Catalogue

/// What can go wrong outside of a partner's own interface.
@Suite struct BrokenRouteTests {
  private func mistakes(_ entry: String) -> [String] {
    Sample.mistakes("version: 1\npartners:\n  - {id: acme, name: A, \(entry)}\n").map { mistake in
      mistake.split(separator: " | ").first.map(String.init) ?? ""
    }
  }

  private static let people =
    "deletes: [all], takes: [{lane: user, identifiers: [user-id]}], terms: {in-doubt: safe-to-repeat}"

  private static let sealed = "seal: {openpgp: {key: a.asc, fingerprint: 0123456789abcdef0123456789abcdef01234567}}"

  @Test(arguments: [
    (
      "route: email, scope: selector, deletes: [all], email: {to: a@b.example}",
      ": 'in-doubt' is missing: what to do when bytes may have left and no answer came"
    ),
    (
      "route: email, \(people), email: {to: \"a@b.example\\r\\nBcc: x\", \(sealed)}",
      ", email: 'to' holds a control character, found 'a@b.example\u{FFFD}\u{FFFD}Bcc: x'"
    ),
    (
      "route: email, \(people), email: {to: [a@b.example, nobody], \(sealed)}",
      ", email: 'to' is not a mail address, found 'nobody'"
    ),
    (
      "route: email, deletes: [all], terms: {in-doubt: safe-to-repeat}, email: {to: a@b.example, \(sealed)}",
      ": 'takes' is empty, but 'scope: subjects' needs identifiers"
    ),
    (
      "route: email, best-grade: claimed-complete-signed, \(people), email: {to: a@b.example, \(sealed)}",
      ": 'best-grade: claimed-complete-signed' cannot be reached: the answers described prove at most claimed-complete-unsigned"
    ),
    (
      "route: portal, \(people), portal: {url: \"http://a.example\", steps: [x], due: 1d}",
      ", portal: 'url' must begin with https:// (http:// is only for 127.0.0.1, [::1], localhost), found 'http://a.example'"
    ),
    (
      "route: portal, \(people), portal: {url: \"https://a.example\", due: 1d}",
      ", portal: 'steps' must tell the person what to do"
    ),
    (
      "route: file, \(people), secrets: {k: env:K}, file: {url: \"sftp://me:pw@a.example/x\", name: \"{key}\", user: u, key: k, columns: [user-id], host-key: SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s}",
      ", file: 'url' must be sftp://host/folder without credentials"
    ),
    (
      "route: ddrf, scope: both, \(people), secrets: {k: env:K}, ddrf: {domain: a.example, issuer: b.example, signing-key: k, identifiers: {user-id: {type: t, format: f}}}",
      ": 'route: ddrf' can only name subjects"
    ),
    (
      "route: ddrf, \(people), secrets: {k: env:K}, ddrf: {domain: a.example, issuer: b.example, signing-key: k, identifiers: {}}",
      ", ddrf, identifiers: the identifier 'user-id' of 'takes' is missing"
    ),
    ("deletes: [event], cannot: []", ": 'deletes' needs a 'route'"),
    ("notes: [x]", ": without a 'route', 'cannot' must say why"),
    (
      "confidence: confirmed, cannot: [{data: all, reason: x, because: y}]", ": 'confidence: confirmed' needs 'sources'"
    ),
    ("cannot: [{data: all, reason: x, because: y}], secrets: {k: env:K}", ": the secret 'k' is not used"),
  ])
  func `each mistake has one message`(_ entry: String, _ expected: String) {
    let found = mistakes(entry).map { $0.drop { $0 != "p" } }
    #expect(found.map(String.init) == ["partner 'acme'\(expected)"])
  }

  @Test func `an id is taken once, and all mistakes of a file are told in one run`() {
    let text = """
      version: 1
      partners:
        - {id: acme, name: A, cannot: [{data: all, reason: x, because: y}]}
        - {id: acme, name: B, cannot: [{data: all, reason: x, becuase: y}]}
        - {id: other, nmae: C, cannot: []}

      """
    #expect(
      Sample.mistakes(text).map { $0.split(separator: " | ")[0] } == [
        "4:5: partner 'acme': the id 'acme' is taken by the entry in line 3",
        "4:34: partner 'acme', cannot 1: 'because' is missing", "4:57: partner 'acme', cannot 1: unknown key 'becuase'",
        "5:5: partner 'other': 'name' is missing", "5:17: partner 'other': unknown key 'nmae'",
      ])
  }

  @Test(arguments: ["http://127.0.0.1:8080", "http://[::1]:9", "http://localhost", "https://a.example:8443"])
  func `a host is https, or this machine`(_ host: String) { #expect(Address.hostFault(host) == nil) }

  @Test(arguments: [
    "http://a.example", "http://10.0.0.1", "http://127.0.0.1.evil.example", "http://127.1", "https://", "https://a b",
    "https://a:0",
    "https://a:99999",
    "https://a:b", "https://-a.example", "https://a..b", "ftp://a.example", "//a.example", "https://a.example?",
    "https://[::2]x",
  ])
  func `other hosts are refused`(_ host: String) { #expect(Address.hostFault(host) != nil) }

  @Test func `anchors and what nests too deep are refused before anything is built from them`() {
    #expect(Sample.mistakes("version: 1\npartners: &a []\n").first?.contains("anchors") == true)
    #expect(
      Sample.mistakes("version: 1\npartners: \(String(repeating: "[", count: 5000))\n").first?.contains("nests deeper")
        == true)
  }
}
