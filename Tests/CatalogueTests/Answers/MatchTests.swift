import Testing
import Workflow

@testable import Catalogue

@Suite struct MatchTests {
  private func rule(_ condition: String) throws -> [Match] {
    try Sample.api(
      delete: "{method: DELETE, path: \"/{identifier}\"}",
      answer: "{success: {status: [200]}, accepted: true, busy: \(condition)}"
    ).answer.busy
  }

  private func holds(_ condition: String, _ body: String, headers: AnswerHeaders = AnswerHeaders()) throws -> Bool {
    let answer = try? JSONReader.read(Array(body.utf8))
    return try rule(condition).contains { $0.holds(status: 200, answer: answer, headers: headers) }
  }

  @Test(arguments: [
    ("path: a", #"{"a":1}"#, true), ("path: a", #"{"a":null}"#, false), ("path: a", #"{"a":""}"#, false),
    ("path: a", "{}", false), ("path: a, present: true", #"{"a":false}"#, false),
    ("path: a, absent: true", "{}", true), ("path: a, absent: true", #"{"a":null}"#, true),
    ("path: a, absent: true", #"{"a":""}"#, false), ("path: a, absent: true", "no json", true),
    ("path: a, empty: true", #"{"a":[]}"#, true), ("path: a, empty: true", #"{"a":{}}"#, true),
    ("path: a, empty: true", #"{"a":""}"#, true), ("path: a, empty: true", #"{"a":[1]}"#, false),
    ("path: a, empty: true", "{}", false), ("path: a, empty: true", #"{"a":null}"#, false),
    ("path: a, empty: true", #"{"a":0}"#, false), ("path: a, empty: false", #"{"a":[0]}"#, true),
    ("path: a, empty: false", #"{"a":[]}"#, false), ("path: a, empty: false", "{}", false),
    ("path: a, at-least: 2", #"{"a":2}"#, true), ("path: a, at-least: 2", #"{"a":1}"#, false),
    ("path: a, at-least: 2", #"{"a":"3"}"#, true), ("path: a, at-least: 2", #"{"a":[1,2]}"#, true),
    ("path: a, at-least: 2", #"{"a":2.5}"#, false), ("path: a, at-least: 2", "{}", false),
    ("path: a, at-most: 0", #"{"a":0}"#, true), ("path: a, at-most: 0", #"{"a":[]}"#, true),
    ("path: a, at-most: 0", "{}", false), ("path: a, at-least: 1, at-most: 2", #"{"a":3}"#, false),
    ("path: a, contains: [quota, slow]", #"{"a":"the quota is used"}"#, true),
    ("path: a, contains: [quota]", #"{"a":"QUOTA"}"#, false), ("path: a, contains: [\"606\"]", #"{"a":[1,606]}"#, true),
    ("path: a, contains: [x]", #"{"a":{"x":1}}"#, false), ("path: a, contains: [x]", "{}", false),
    ("path: a, is: [\"1\"], at-least: 2", #"{"a":1}"#, false), ("path: a, is-not: [x]", "{}", false),
    ("path: a, is-not: [x]", #"{"a":null}"#, true), ("path: a, is-not: [x]", #"{"a":"x"}"#, false),
    ("path: a, is-not: [x], contains: [y]", #"{"a":"xy"}"#, true),
    ("all: [{path: a}, {path: b, absent: true}]", #"{"a":1}"#, true),
    ("all: [{path: a}, {path: b, absent: true}]", #"{"a":1,"b":2}"#, false),
    ("path: a, is: [x], all: [{path: b, is: [y]}]", #"{"a":"x","b":"y"}"#, true),
    ("path: a, is: [x], all: [{path: b, is: [y]}]", #"{"a":"x","b":"z"}"#, false),
    ("all: [{status: [500]}]", "{}", false),
  ])
  func `a condition holds exactly where its words say`(_ condition: String, _ body: String, _ expected: Bool) throws {
    #expect(try holds("{status: [200], \(condition)}", body) == expected)
    #expect(try !holds("{status: [201], \(condition)}", body))
  }

  @Test func `a header is a place like a path, whatever its case`() throws {
    let slow = AnswerHeaders([("x-error", Array("  quota  ".utf8))])
    #expect(try holds("{status: [200], header: X-Error, is: [quota]}", "{}", headers: slow))
    #expect(try holds("{status: [200], header: X-Error}", "{}", headers: slow))
    #expect(try !holds("{status: [200], header: X-Error, is-not: [quota]}", "{}", headers: slow))
    #expect(try !holds("{status: [200], header: X-Error}", "{}"))
    #expect(try holds("{status: [200], header: X-Error, absent: true}", "{}"))
    #expect(
      try holds("{status: [200], header: X-Left, at-most: 3}", "{}", headers: AnswerHeaders([("X-Left", [0x32])])))
  }

  @Test(arguments: [
    ("{status: [200], is: [a]}", "'path' is missing"), ("{status: [200], empty: true}", "'path' is missing"),
    ("{status: [200], path: a, header: B}", "'path' and 'header' are two places"),
    ("{status: [200], path: a, absent: true, is: [b]}", "'absent' leaves nothing for 'is' to look at"),
    ("{status: [200], path: a, absent: false}", "'absent' can only be true"),
    ("{status: [200], path: a, at-least: 3, at-most: 2}", "'at-least' is more than 'at-most'"),
    ("{status: [200], all: []}", "'all' is empty"), ("{status: [200], all: [{is: [a]}]}", "'path' is missing"),
    ("{status: [200], path: a, at-least: many}", "'at-least' must be a whole number"),
    ("{status: [200], header: \"a b\"}", "is not the name of a header"),
    ("{path: a}", "'status' is missing"),
  ])
  func `a condition that says nothing, or too much, is a mistake`(_ condition: String, _ words: String) {
    do {
      _ = try rule(condition)
      Issue.record("no mistake was found")
    } catch { #expect("\(error)".contains(words)) }
  }

  @Test(
    arguments: [
      ("retry-header: {name: X-Wait, form: seconds}", "X-Wait", "30", 30), ("", "Retry-After", "30", 30),
      ("retry-header: [{name: X-A, form: epoch}, {name: X-B, form: seconds}]", "X-B", "7", 7),
      ("retry-header: [{name: X-A, form: epoch}, {name: X-B, form: seconds}]", "X-A", "1669852860", 60),
      ("retry-header: {name: X-A, form: epoch-ms}", "X-A", "1669852860000", 60),
      ("retry-header: {name: X-A, form: date}", "X-A", "2022-12-01T00:01:00Z", 60),
      ("retry-header: {name: X-A, form: date}", "X-A", "2022-12-01T01:01:00.125+01:00", 60),
      ("retry-header: {name: X-A, form: date}", "X-A", "2022-11-30T23:01:00-01:00", 60),
      ("retry-header: {name: X-A, form: date}", "X-A", "Thu, 01 Dec 2022 00:01:00 GMT", 60),
      ("retry-header: {name: X-A, form: seconds}", "X-A", "1.5", 2),
      ("retry-header: {name: X-A, form: seconds}", "X-A", "99999999", 604_800),
      ("retry-header: {name: X-A, form: epoch}", "X-A", "99999999999", 604_800),
      ("retry-header: {name: X-A, form: epoch}", "X-A", "12", 0),
      ("retry-header: {name: X-A, form: seconds}", "X-A", "soon", nil),
      ("retry-header: {name: X-A, form: seconds}", "X-A", "-5", nil),
      ("retry-header: {name: X-A, form: date}", "X-A", "2022-13-01T00:00:00Z", nil),
      ("retry-header: {name: X-A, form: date}", "X-A", "2022-12-01T00:01:00+99:00", nil),
      ("retry-field: {path: error.wait, form: seconds}", "X-A", "", 45),
      ("retry-field: [{path: nowhere, form: seconds}, {path: error.wait, form: seconds}]", "X-A", "", 45),
      ("retry-field: {path: error.wait, form: seconds}, retry-header: {name: X-A, form: seconds}", "X-A", "3", 3),
    ] as [(String, String, String, Int64?)])
  func `when to come again is read from wherever the partner says it`(
    _ rule: String, _ header: String, _ value: String, _ seconds: Int64?
  ) throws {
    let api = try Sample.api(
      delete: "{method: DELETE, path: \"/{identifier}\"}",
      answer: "{success: {status: [200]}, accepted: true\(rule.isEmpty ? "" : ", ")\(rule)}")
    let verdict = api.judge(
      status: 503, headers: AnswerHeaders([(header, Array(value.utf8))]), body: Array(#"{"error":{"wait":45}}"#.utf8),
      items: [], now: Sample.facts.now)
    #expect(verdict == .busy(Reason("status-503"), retryAfter: seconds.map(Span.seconds)))
  }
}
