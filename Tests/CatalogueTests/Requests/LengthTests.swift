import Testing
import Workflow

@testable import Catalogue

/// Where a partner deletes by a part of a text, a short value means others too.
@Suite struct LengthTests {
  private func route(_ lane: String) throws -> ApiRoute {
    try Sample.api(
      takes: "[{lane: user, identifiers: [user-id], \(lane)}]",
      delete: "{method: POST, path: /d, query: {q: \"|= {identifier|logql}\"}}")
  }

  @Test(arguments: [("12345", false), ("123456", true), ("\u{e9}\u{e9}\u{e9}", false)])
  func `a value that is too short is not sent, and its person is told`(_ value: String, _ fits: Bool) throws {
    let api = try route("at-least: {user-id: 6}")
    guard !fits else {
      #expect(try api.wire([Sample.user(value)]).contains(value))
      return
    }
    #expect(throws: RenderFailure(.tooShort(6), part: "user-id", subject: 3)) {
      try api.wire([Sample.user(value, 3)])
    }
  }

  @Test func `what counts is the value as it is sent`() throws {
    let api = try route("prepare: {user-id: [digits]}, at-least: {user-id: 4}")
    #expect(throws: RenderFailure(.tooShort(4), part: "user-id", subject: 0)) { try api.wire([Sample.user("abc-123")]) }
    #expect(try api.wire([Sample.user("a-1234")]).hasSuffix("%221234%22"))
  }

  @Test func `a length for what the lane does not take is refused`() {
    let mistakes = #expect(throws: Mistakes.self) { try route("at-least: {ip: 7}") }
    #expect(mistakes?.all.first?.what.contains("'ip' is not an identifier of this lane") == true)
  }

  @Test func `a value is nothing but itself in a regular expression inside a string`() {
    func quoted(_ quoting: Quoting) -> String? {
      quoting.applied(to: Array(#"a.b"c'*\"#.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(quoted(.regexLogQL) == #""a\\.b\"c'\\*\\\\""#)
    #expect(Quoting.regex.applied(to: Array("a`b".utf8)) == Array(#"a\x60b"#.utf8))
    #expect(quoted(.regexKQL) == quoted(.regexLogQL))
    #expect(quoted(.regexHogQL) == #"'a\\.b"c\'\\*\\\\'"#)
  }
}
