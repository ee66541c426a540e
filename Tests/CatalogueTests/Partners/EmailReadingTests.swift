import Testing
import Workflow

@testable import Catalogue

@Suite struct EmailReadingTests {
  private static let pin = "0123456789ABCDEF0123456789ABCDEF01234567"
  private static let digest = String(repeating: "6f", count: 32)
  private static let sealed = "seal: {openpgp: {key: a.asc, fingerprint: \(pin)}}"
  private static let waiver =
    "clear-text: {until: 2027-01-01, because: \"no key\", by: [anna@o.example, ben@o.example]}"

  private func text(_ email: String, scope: String) -> String {
    let people = scope == "selector" ? "" : "takes: [{lane: user, identifiers: [user-id]}], "
    return """
      version: 1
      partners:
        - {id: acme, name: A, route: email, scope: \(scope), deletes: [all], \(people)terms: {in-doubt: safe-to-repeat},
           email: {\(email)}}

      """
  }

  private func route(_ email: String, scope: String = "selector") throws -> EmailRoute {
    try #require(try Sample.entries(text(email, scope: scope)).first?.email)
  }

  @Test func `an address alone is enough to write a letter that names nobody`() throws {
    let route = try route("to: privacy@acme.example")
    #expect(
      route
        == EmailRoute(
          to: ["privacy@acme.example"], then: [], domains: ["acme.example"], language: "en",
          template: "deletion-request", attachment: .none, seal: nil, clearText: nil))
  }

  @Test func `contacts are asked in the order of the file, and their domains are the partner's but for mail houses`()
    throws
  {
    let route = try route(
      "to: [a@Acme.example, b@gmail.com], then: [c@law.example, d@acme.example], template: deletion-request-short, language: ja"
    )
    #expect(route.contacts == ["a@Acme.example", "b@gmail.com", "c@law.example", "d@acme.example"])
    #expect(route.domains == ["acme.example", "law.example"])
    #expect(route.template == "deletion-request-short" && route.language == "ja")
    #expect(try self.route("to: a@gmail.com").domains == [])
    #expect(try self.route("to: a@gmail.com, domains: [Acme.example]").domains == ["acme.example"])
  }

  @Test func `a pin is read as programs print it, and a file is sealed by OpenPGP or by a certificate`() throws {
    let spaced =
      "seal: {openpgp: {key: keys/a.asc, fingerprint: \"0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567\"}}"
    let openPGP = try route("to: a@b.example, \(spaced)", scope: "subjects")
    #expect(openPGP.seal == .openPGP(file: "keys/a.asc", fingerprint: Self.pin.lowercased()))
    #expect(openPGP.attachment == .csv)
    let smime = try route(
      "to: a@b.example, seal: {smime: {certificate: a.pem, sha256: \(Self.digest)}}", scope: "both")
    #expect(smime.seal == .smime(file: "a.pem", sha256: Self.digest))
    #expect([openPGP.seal?.suffix, smime.seal?.suffix] == [".gpg", ".cms"])
  }

  @Test func `a leave for clear text ends on its day`() throws {
    let route = try route("to: a@b.example, \(Self.waiver)", scope: "subjects")
    let leave = try #require(route.clearText)
    #expect(leave.by == ["anna@o.example", "ben@o.example"] && leave.because == "no key")
    let day = try #require(Instant(written: "2027-01-01"))
    #expect(leave.holds(at: Instant(milliseconds: day.milliseconds - 1)) && !leave.holds(at: day))
  }

  @Test(arguments: [
    ("to: a@b.example", "subjects", "identifiers leave only encrypted, and nothing says to which key"),
    (
      "to: a@b.example, attachment: none", "both",
      "'scope: both' needs identifiers, which 'attachment: none' does not send"
    ),
    ("to: a@b.example, attachment: csv", "selector", "'attachment: csv' has no meaning with 'scope: selector'"),
    ("to: a@b.example, \(sealed)", "selector", "nothing is attached that could be sealed"),
    ("to: a@b.example, \(sealed), \(waiver)", "subjects", "'seal' and 'clear-text' exclude each other"),
    ("to: []", "selector", "'to' is empty"),
    ("to: a@b.example, then: [A@b.example]", "selector", "'A@b.example' stands twice among 'to' and 'then'"),
    ("to: a@b.example, cc: c@b.example", "selector", "a letter has one recipient, and 'cc' is none"),
    (
      "to: a@b.example, domains: [gmail.com]", "selector",
      "anybody can have an address at 'gmail.com', so it is no sign of the partner"
    ),
    ("to: a@b.example, domains: [nothing]", "selector", "'domains' is not a domain, found 'nothing'"),
    ("to: a@b.example, language: nl", "selector", "there are no letters in the language 'nl'"),
    (
      "to: a@b.example, template: reminder", "selector",
      "'template' must be deletion-request, or deletion-request-NAME for a letter of your own, found 'reminder'"
    ),
    ("to: a@b.example, seal: {}", "subjects", "one of 'openpgp' and 'smime' must stand here"),
    (
      "to: a@b.example, seal: {openpgp: {key: a.asc, fingerprint: \(pin)}, smime: {certificate: a.pem, sha256: \(digest)}}",
      "subjects", "one of 'openpgp' and 'smime' must stand here"
    ),
    ("to: a@b.example, seal: {openpgp: {key: a.asc}}", "subjects", "'fingerprint' is missing"),
    (
      "to: a@b.example, seal: {openpgp: {key: a.asc, fingerprint: abcd}}", "subjects",
      "'fingerprint' must be 40 hex digits, found 'abcd'"
    ),
    (
      "to: a@b.example, seal: {openpgp: {key: ../a.asc, fingerprint: \(pin)}}", "subjects",
      "'key' must lie beside this file, found '../a.asc'"
    ),
    (
      "to: a@b.example, seal: {smime: {certificate: /etc/a.pem, sha256: \(digest)}}", "subjects",
      "'certificate' must lie beside this file, found '/etc/a.pem'"
    ),
    (
      "to: a@b.example, clear-text: {until: 2027-01-01, because: x, by: [anna, anna]}", "subjects",
      "'by' must name two different people"
    ),
    (
      "to: a@b.example, clear-text: {until: 2027-01-01, because: x, by: [anna]}", "subjects",
      "'by' must name two different people"
    ),
    ("to: a@b.example, clear-text: {because: x, by: [anna, ben]}", "subjects", "'until' is missing"),
    (
      "to: a@b.example, clear-text: {until: soon, because: x, by: [anna, ben]}", "subjects",
      "'until' is not a date: 'soon'"
    ),
    ("to: a@b.example, clear-text: {until: 2027-01-01, by: [anna, ben]}", "subjects", "'because' is missing"),
  ])
  func `a mistake of the section is told once, at its line`(email: String, scope: String, wanted: String) {
    let found = Sample.mistakes(text(email, scope: scope))
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.contains(wanted) == true, "\(found)")
    #expect(found.first?.hasPrefix("3:") == true || found.first?.hasPrefix("4:") == true, "\(found)")
  }

  @Test func `the explanation says who is asked, how identifiers travel, and whose mail counts`() throws {
    func words(_ email: String, scope: String) throws -> String {
      try route(email, scope: scope).explanation.joined(separator: " ")
    }
    let encrypted = try words("to: a@b.example, then: [c@b.example], language: de, \(Self.sealed)", scope: "subjects")
    for part in [
      "in the language 'de' to a@b.example.", "the next one is asked: c@b.example.",
      "only inside an attachment encrypted to the OpenPGP key with the fingerprint \(Self.pin.lowercased()) (a.asc)",
      "comes from b.example",
    ] { #expect(encrypted.contains(part), "\(part)") }
    let clear = try words("to: a@gmail.com, \(Self.waiver)", scope: "subjects")
    for part in [
      "UNENCRYPTED", "until 2027-01-01: no key.", "anna@o.example and ben@o.example must both have approved",
      "every answer waits for a person", "after a bounce a person looks",
    ] { #expect(clear.contains(part), "\(part)") }
    #expect(try words("to: a@b.example", scope: "selector").contains("No identifiers go with it."))
  }
}
