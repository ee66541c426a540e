import Testing
import Workflow

@testable import Catalogue

/// The acceptance table: what each kind of answer means.
@Suite struct AcceptanceTests {
  static let json = "application/json"

  static func judge(
    _ answer: String, _ status: Int, _ body: String, type: String? = json, more: [(String, String)] = [],
    items: Int = 1, extra: String = "", isRepeat: Bool = false
  ) throws -> Verdict {
    let api = try Sample.api(
      batch: "{items: 9}", delete: "{method: POST, path: /d, body: {json: {ids: {each: user-id}}}}", extra: extra,
      answer: answer)
    var lines = more.map { (name: $0.0, value: Array($0.1.utf8)) }
    if let type { lines.append((name: "content-type", value: Array(type.utf8))) }
    let sent = (0..<items).map { SentItem(subject: 10 + $0, values: [.userID: Array("u\($0)".utf8)]) }
    return api.judge(
      status: status, headers: AnswerHeaders(lines), body: Array(body.utf8), items: sent, now: Sample.facts.now,
      isRepeat: isRepeat)
  }

  static let job =
    "{success: {status: [202], path: ok, is: [\"true\"], fault: {path: errors, present: true}}, job: {path: id}}"
  static let accepted = Verdict.accepted(Acceptance(grade: .acceptedUnsigned, job: Array("j1".utf8)))

  private func judge(_ status: Int, _ body: String, type: String? = json, extra: String = "") throws -> Verdict {
    try AcceptanceTests.judge(
      AcceptanceTests.job, status, body, type: type,
      extra: extra.isEmpty
        ? "poll: {method: GET, path: \"/{job}\", first: 1d, every: 1d, give-up: 9d, state: {path: s, done: [d]}}"
        : extra)
  }

  @Test func `a 2xx that fulfils the partner's rule is accepted with its job`() throws {
    #expect(try judge(202, #"{"ok":true,"id":"j1","errors":[]}"#) == AcceptanceTests.accepted)
    #expect(try judge(202, #"{"ok":"true","id":"j1"}"#, type: nil) == AcceptanceTests.accepted)
    #expect(
      try judge(202, #"{"ok":"true","id":"j1"}"#, type: "application/problem+json; charset=utf-8")
        == AcceptanceTests.accepted)
  }

  @Test(arguments: [
    (202, #"{"ok":true,"id":"j1""#, json, "unreadable-answer"), (202, "", json, "unreadable-answer"),
    (202, #"{"ok":true,"id":"j1"}x"#, json, "unreadable-answer"),
    (202, #"{"ok":true,"ok":true,"id":"j"}"#, json, "unreadable-answer"),
    (202, #"{"ok":false,"id":"j1"}"#, json, "success-not-stated"), (202, #"{"id":"j1"}"#, json, "success-not-stated"),
    (202, #"{"ok":true}"#, json, "no-job-in-answer"), (202, #"{"ok":true,"id":""}"#, json, "no-job-in-answer"),
    (202, #"{"ok":true,"id":{}}"#, json, "no-job-in-answer"),
    (200, #"{"ok":true,"id":"j1"}"#, json, "unexpected-status"),
    (204, "", json, "unexpected-status"), (99, "", json, "unreadable-answer"), (600, "", json, "unreadable-answer"),
  ])
  func `a 2xx that cannot be read as the rule says is in doubt, never a success`(
    _ status: Int, _ body: String, _ type: String, _ reason: String
  ) throws {
    #expect(try judge(status, body, type: type) == .lost(Reason(reason)))
  }

  @Test(
    arguments: [
      ("<!DOCTYPE html><title>Log in", json), (" \n<html>", nil), ("{}", "text/html; charset=utf-8"),
      (#"{"ok":true,"id":"j1"}"#, "text/plain"), ("%PDF", "application/pdf"),
    ] as [(String, String?)])
  func `a page, a log-in form or another kind of content stops the partner`(_ body: String, _ type: String?) throws {
    #expect(try judge(202, body, type: type) == .halted(Reason("unexpected-content")))
  }

  @Test(arguments: [300, 301, 302, 303, 307, 308])
  func `a redirect is never followed and stops the partner`(_ status: Int) throws {
    #expect(try judge(status, #"{"ok":true,"id":"j1"}"#) == .halted(Reason("redirect")))
  }

  @Test(arguments: [401, 403, 407])
  func `a credential fault stops the partner`(_ status: Int) throws {
    #expect(try judge(status, "{}") == .halted(Reason("credentials")))
  }

  @Test(arguments: [400, 404, 405, 410, 422, 402, 413, 451])
  func `a request that will never pass is rejected`(_ status: Int) throws {
    #expect(try judge(status, "{}") == .rejected(Reason("status-\(status)")))
  }

  @Test(arguments: [408, 425, 429, 500, 502, 503, 504, 599])
  func `a passing trouble is busy, with the partner's own wish`(_ status: Int) throws {
    #expect(try judge(status, "<html>") == .busy(Reason("status-\(status)"), retryAfter: nil))
    #expect(
      try AcceptanceTests.judge(AcceptanceTests.accept, status, "", more: [("Retry-After", "90")])
        == .busy(Reason("status-\(status)"), retryAfter: .seconds(90)))
  }

  static let accept = "{success: {status: [200]}, accepted: true}"
  static let key = "idempotency: {header: Idempotency-Key}"

  @Test func `409 and 422 mean something else where a key was sent`() throws {
    #expect(try AcceptanceTests.judge(AcceptanceTests.accept, 409, "{}") == .rejected(Reason("status-409")))
    #expect(
      try AcceptanceTests.judge(AcceptanceTests.accept, 409, "{}", extra: AcceptanceTests.key)
        == .busy(Reason("earlier-attempt-running"), retryAfter: nil))
    #expect(
      try AcceptanceTests.judge(AcceptanceTests.accept, 422, "{}", extra: AcceptanceTests.key)
        == .halted(Reason("key-reused")))
  }

  @Test(arguments: ["[404]", "[200, 404]", "[4xx]", "[200, 500]"])
  func `a success that is no 2xx is refused, with what to write instead`(_ statuses: String) {
    let mistakes = #expect(throws: Mistakes.self) {
      try AcceptanceTests.judge("{success: {status: \(statuses)}, accepted: true}", 404, "{}")
    }
    #expect(mistakes?.all.count == 1)
    #expect(mistakes?.all.first?.what.hasSuffix("can be no success") == true)
    #expect(mistakes?.all.first?.remedy?.contains("'not-found'") == true)
  }

  @Test func `a fault flag inside a 2xx is a rejection`() throws {
    #expect(try judge(202, #"{"ok":true,"id":"j1","errors":["x"]}"#) == .rejected(Reason("fault-in-answer")))
  }

  static let rules = """
    {success: {status: [200]}, content: any, done: {outcome: deleted}, busy: {status: [403], path: error, is: [quota]},
              not-found: [{status: [404]}, {status: [400], path: error, is: [unknown]}], rejected: {status: [401], path: error, is: [person]}, duplicate: {status: [409]}}
    """

  @Test func `the entry's own rules go before the general meaning of a status`() throws {
    func judge(_ status: Int, _ body: String, items: Int = 1, type: String? = nil) throws -> Verdict {
      try AcceptanceTests.judge(AcceptanceTests.rules, status, body, type: type, items: items)
    }
    let gone = Verdict.items([
      Item(subjects: SubjectRanges(10...10), standing: .settled(.notFound, .claimedUnsigned, nil))
    ])
    #expect(try judge(403, #"{"error":"quota"}"#) == .busy(Reason("partner-asks-to-wait"), retryAfter: nil))
    #expect(try judge(403, #"{"error":"other"}"#) == .halted(Reason("credentials")))
    #expect(try judge(404, "") == gone)
    #expect(try judge(400, #"{"error":"unknown"}"#) == gone)
    #expect(try judge(404, "<html>") == .halted(Reason("unexpected-content")))
    #expect(try judge(404, "", items: 2) == .rejected(Reason("not-found-in-batch")))
    #expect(try judge(400, #"{"error":"bad"}"#) == .rejected(Reason("status-400")))
    #expect(try judge(401, #"{"error":"person"}"#) == .rejected(Reason("refused-by-partner")))
    #expect(try judge(409, "") == .lost(.unprovenRepeat))
    #expect(
      try judge(200, "", items: 2)
        == .items([Item(subjects: SubjectRanges(10...11), standing: .settled(.deleted, .claimedUnsigned, nil))]))
    #expect(try judge(200, "<html>") == .halted(Reason("unexpected-content")))
  }

  @Test func `an empty answer is one without a body`() throws {
    let rule = "{success: {status: [204]}, content: empty, accepted: true}"
    #expect(try AcceptanceTests.judge(rule, 204, "", type: nil) == .accepted(Acceptance(grade: .acceptedUnsigned)))
    #expect(try AcceptanceTests.judge(rule, 204, "{}", type: nil) == .lost(Reason("unreadable-answer")))
  }

  @Test func `a count that differs from what was sent is in doubt`() throws {
    let rule = "{success: {status: [200]}, accepted: true, count: {path: n}}"
    #expect(
      try AcceptanceTests.judge(rule, 200, #"{"n":3}"#, items: 3) == .accepted(Acceptance(grade: .acceptedUnsigned)))
    #expect(try AcceptanceTests.judge(rule, 200, #"{"n":2}"#, items: 3) == .lost(Reason("count-differs")))
    #expect(try AcceptanceTests.judge(rule, 200, "{}", items: 3) == .lost(Reason("count-differs")))
  }

  @Test func `a job may stand in a header, and the partner may say when to ask`() throws {
    let poll = "poll: {method: GET, path: \"/{job}\", first: 1d, every: 1d, give-up: 9d, state: {path: s, done: [d]}}"
    let rule = "{success: {status: [202]}, content: any, job: {header: Location}}"
    let more = [("location", " /jobs/7 "), ("Retry-After", "60")]
    #expect(
      try AcceptanceTests.judge(rule, 202, "", type: nil, more: more, extra: poll)
        == .accepted(Acceptance(grade: .acceptedUnsigned, job: Array("/jobs/7".utf8), askAfter: .seconds(60))))
    #expect(try AcceptanceTests.judge(rule, 202, "", type: nil, extra: poll) == .lost(Reason("no-job-in-answer")))
  }
}
