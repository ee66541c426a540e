import Testing
import Workflow

@testable import Catalogue

/// What a sloppy or malicious partner may answer without making us say "deleted".
@Suite struct FalseDeletedTests {
  private static let ids = "body: {json: {ids: {each: user-id}}}"

  private func judge(
    _ answer: String, _ status: Int = 200, _ body: String, count: Int = 3, type: String? = "application/json"
  ) throws -> Verdict {
    let api = try Sample.api(
      batch: "{items: 9}", delete: "{method: POST, path: /d, \(FalseDeletedTests.ids)}", answer: answer)
    return api.judge(
      status: status, headers: AnswerHeaders(type.map { [("Content-Type", Array($0.utf8))] } ?? []),
      body: Array(body.utf8), items: items(count), now: Sample.facts.now)
  }

  private func items(_ count: Int) -> [SentItem] {
    (0..<count).map { SentItem(subject: $0 + 10, values: [.userID: Array("u\($0)".utf8)]) }
  }

  private func poll(_ rule: String, _ body: String, status: Int = 200, job: String = "path: id") throws -> PollVerdict {
    let api = try Sample.api(
      batch: "{items: 9}", delete: "{method: POST, path: /d, \(FalseDeletedTests.ids)}",
      extra: "poll: {method: GET, path: \"/j/{job}\", first: 1d, every: 1d, give-up: 9d, \(rule)}",
      answer: "{success: {status: [202]}, job: {\(job)}}")
    return api.judgePoll(
      status: status, headers: AnswerHeaders([("Content-Type", Array("application/json".utf8))]),
      body: Array(body.utf8), job: Array("j1".utf8), items: items(3), now: Sample.facts.now)
  }

  /// Subjects of which the verdict says that they are deleted.
  private func deleted(_ verdict: Verdict) -> [Int] {
    verdict.standings.filter { $0.value == deletedStanding }.keys.sorted()
  }
  private func deleted(_ verdict: PollVerdict) -> [Int] {
    verdict.standings.filter { $0.value == deletedStanding }.keys.sorted()
  }

  private let done = "{success: {status: [200]}, done: {outcome: deleted}}"

  @Test(arguments: [
    "", " ", "{", "{\"a\":1", "[1,2", "<html></html>", "\u{FEFF} <p>", "OK", "deleted", "{\"a\":1,\"a\":2}", "{}{}",
    "{\"a\":\"\\ud800\"}",
    "nul", "NaN", "{'a':1}", "{\"a\":1,}",
    #"{"error":"x"}"#, #"{"error":{"code":5}}"#, #"{"errors":[{}]}"#, #"{"errors":"quota"}"#, #"{"Error":true}"#,
    #"{"success":false}"#, #"{"success":"false"}"#, #"{"success":0}"#, #"{"ok":false}"#, #"{"status":"error"}"#,
    #"{"status":"FAILED"}"#, #"{"exception":"NullPointer"}"#, #"{"success":true,"error":"later"}"#,
  ])
  func `200 with an answer that cannot be read, or that says no, is no deletion`(_ body: String) throws {
    #expect(deleted(try judge(done, 200, body)) == [])
  }

  @Test(arguments: [
    "{}", #"{"error":null}"#, #"{"errors":[]}"#, #"{"errors":{}}"#, #"{"error":""}"#,
    #"{"error":false,"success":true}"#,
    #"{"errors":0}"#, #"{"error":"none"}"#, #"{"status":"ok"}"#, #"{"success":1}"#,
  ])
  func `200 with an answer that states no fault is one`(_ body: String) throws {
    #expect(deleted(try judge(done, 200, body)) == [10, 11, 12])
  }

  @Test func `what the entry itself looks at is the entry's business`() throws {
    let rule = "{success: {status: [200], path: status, is: [error]}, done: {outcome: deleted}}"
    #expect(deleted(try judge(rule, 200, #"{"status":"error"}"#)) == [10, 11, 12])
  }

  @Test(arguments: [
    #"{"ok2":"false"}"#, #"{"ok2":"no"}"#, #"{"ok2":"0"}"#, #"{"ok2":"null"}"#, #"{"ok2":" "}"#, #"{"ok2":[]}"#,
    #"{"ok2":{}}"#, #"{"ok2":null}"#, #"{"ok2":false}"#, "{}",
  ])
  func `a success that has to stand there must not be a no`(_ body: String) throws {
    for rule in ["path: ok2", "path: ok2, present: true"] {
      let answer = "{success: {status: [200], \(rule)}, done: {outcome: deleted}}"
      #expect(try judge(answer, 200, body) == .lost(Reason("success-not-stated")))
      #expect(deleted(try judge(answer, 200, #"{"ok2":true}"#)) == [10, 11, 12])
    }
  }

  @Test func `a bare number 0 is a no, unless the entry says that it only has to be there`() throws {
    #expect(deleted(try judge("{success: {status: [200], path: n}, done: {outcome: deleted}}", 200, #"{"n":0}"#)) == [])
    #expect(
      deleted(
        try judge("{success: {status: [200], path: n, present: true}, done: {outcome: deleted}}", 200, #"{"n":0}"#))
        == [10, 11, 12])
  }

  @Test(arguments: ["text/html", "text/plain", "application/octet-stream", "application/xml", "image/png"])
  func `another kind of content is no deletion`(_ type: String) throws {
    #expect(try judge(done, 200, "{}", type: type) == .halted(Reason("unexpected-content")))
  }

  @Test(arguments: [
    "2", "4", "3.0", "-3", "\"three\"", "null", "[3]", "3e0", "true", "30", "\" 3\"", "99999999999999999999",
  ])
  func `a count that is not the number of subjects is no deletion`(_ count: String) throws {
    let rule = "{success: {status: [200]}, done: {outcome: deleted}, count: {path: n}}"
    #expect(try judge(rule, 200, "{\"n\":\(count)}") == .lost(Reason("count-differs")))
    #expect(deleted(try judge(rule, 200, "{\"n\":3}")) == [10, 11, 12])
  }

  @Test(arguments: ["1", "-1", "\"x\"", "null", "[]", "0.5", "false"])
  func `a number of invalid ones that is not 0 is no deletion`(_ count: String) throws {
    let rule = "{success: {status: [200]}, done: {outcome: deleted}, invalid: {path: n}}"
    #expect(try judge(rule, 200, "{\"n\":\(count)}") == .lost(Reason("count-differs")))
  }

  private func items(_ by: String, _ more: String, _ body: String) throws -> Verdict {
    try judge("{success: {status: [200]}, items: {path: r, by: \(by), \(more)}}", 200, body)
  }

  private let states = "state: {path: s, deleted: [ok], refused: [no]}"

  @Test func `whom an answer does not name is not deleted`() throws {
    let byKey = "{key: id, identifier: user-id}"
    #expect(deleted(try items("index", states, #"{"r":[{"s":"ok"}]}"#)) == [10])
    #expect(deleted(try items(byKey, states, #"{"r":[{"id":"u1","s":"ok"}]}"#)) == [11])
    for body in [
      #"{"r":[]}"#, #"{"r":null}"#, "{}", #"{"r":{}}"#, #"{"r":"ok"}"#, #"{"r":[{"id":"u0","s":"okay"}]}"#,
      #"{"r":[{"id":"u0","s":null}]}"#, #"{"r":[{"id":"u0"}]}"#, #"{"r":[{"s":"ok"}]}"#,
      #"{"r":[{"id":"U0","s":"ok"}]}"#,
      #"{"r":[{"id":"u0 ","s":"ok"}]}"#, #"{"r":[{"id":"u9","s":"ok"}]}"#, #"{"r":[{"id":null,"s":"ok"}]}"#,
      #"{"r":[{"id":["u0"],"s":"ok"}]}"#, #"{"r":[{"id":"u0","s":"ok"},{"id":"u9","s":"ok"}]}"#,
      #"{"r":[{"id":"u0","s":"ok"},{"id":"u0","s":"no"}]}"#, #"{"r":[{"id":"u0","s":["ok"]}]}"#,
    ] {
      #expect(deleted(try items(byKey, states, body)) == [], "\(body)")
    }
  }

  @Test func `a list of faults has to be there before silence counts`() throws {
    let more = "listed: refused, default: deleted"
    for by in [
      "{key: id, identifier: user-id}", "{sample: {path: r, key: id, identifier: user-id}}", "{sample: {path: r}}",
    ] {
      for body in ["{}", #"{"r2":[]}"#, #"{"r":"none"}"#, "[]", "null", "0"] {
        #expect(deleted(try items(by, more, body)) == [], "\(by) \(body)")
      }
      #expect(deleted(try items(by, more, #"{"r":[]}"#)) == [10, 11, 12])
    }
    #expect(deleted(try items("{key: id, identifier: user-id}", more, #"{"r":[{"id":"u1"}]}"#)) == [10, 12])
    #expect(deleted(try items("{sample: {path: r}}", more, #"{"r":[{"id":"u1"}]}"#)) == [])
  }

  @Test func `a list by position that is too short or too long claims nothing by silence`() throws {
    let more = "state: {path: s, deleted: [ok], refused: [no]}, default: deleted"
    #expect(deleted(try items("index", more, #"{"r":[{"s":"no"}]}"#)) == [])
    #expect(deleted(try items("index", more, #"{"r":[{"s":"ok"},{"s":"ok"},{"s":"ok"},{"s":"ok"}]}"#)) == [])
    #expect(deleted(try items("index", more, #"{"r":[{"s":"ok"},{"s":"no"},{"s":"ok"}]}"#)) == [10, 12])
  }

  private let state = "state: {path: state, pending: [open], done: [done], failed: [failed], partial: [some]}"

  @Test(arguments: [
    "", "{", "[]", "null", #""done""#, #"{"state":["done"]}"#, #"{"state":"DONE"}"#, #"{"state":"done "}"#,
    #"{"state":true}"#,
    #"{"state":"done","state":"failed"}"#, #"{"state":"done","error":"half"}"#, #"{"state":"done","errors":[1]}"#,
    #"{"state":"done","success":false}"#, "<done/>", #"{"status":"done"}"#, #"{"state":{"state":"done"}}"#,
  ])
  func `a job is not done because an answer looks like it`(_ body: String) throws {
    #expect(deleted(try poll(state, body)) == [])
  }

  @Test func `a job of somebody else proves nothing`() throws {
    #expect(deleted(try poll(state, #"{"id":"j1","state":"done"}"#)) == [10, 11, 12])
    #expect(deleted(try poll(state, #"{"state":"done"}"#)) == [10, 11, 12])
    #expect(try poll(state, #"{"id":"j2","state":"done"}"#) == .unanswered(Reason("another-job"), retryAfter: nil))
    #expect(try poll(state, #"{"id":2,"state":"done"}"#) == .unanswered(Reason("another-job"), retryAfter: nil))
    let address = "path: job.url, last-of: \"/\""
    #expect(deleted(try poll(state, #"{"job":{"url":"/jobs/j1"},"state":"done"}"#, job: address)) == [10, 11, 12])
    #expect(deleted(try poll(state, #"{"job":{"url":"/jobs/j2"},"state":"done"}"#, job: address)) == [])
  }

  @Test func `a job is looked for by its own id, and two states of it are none`() throws {
    let find = "\(state), find: {path: jobs, key: id}"
    #expect(deleted(try poll(find, #"{"jobs":[{"id":"j0","state":"done"}]}"#)) == [])
    #expect(deleted(try poll(find, #"{"jobs":[{"state":"done"}]}"#)) == [])
    #expect(deleted(try poll(find, #"{"jobs":[{"id":["j1"],"state":"done"}]}"#)) == [])
    #expect(
      deleted(try poll(find, #"{"jobs":[{"id":"j1","state":"done"},{"id":"j1","state":"failed"}]}"#)) == [])
    #expect(
      deleted(try poll(find, #"{"jobs":[{"id":"j1","state":"done"},{"id":"j1","state":"done"}]}"#)) == [10, 11, 12])
  }

  @Test func `a failed job deletes nobody by silence`() throws {
    let rule = "\(state), items: {path: bad, by: {key: id, identifier: user-id}, listed: refused, default: deleted}"
    #expect(deleted(try poll(rule, #"{"state":"failed","bad":[]}"#)) == [])
    #expect(deleted(try poll(rule, #"{"state":"failed","bad":[{"id":"u0"}]}"#)) == [])
    #expect(deleted(try poll(rule, #"{"state":"done","bad":[{"id":"u0"}]}"#)) == [11, 12])
    #expect(deleted(try poll(rule, #"{"state":"done"}"#)) == [])
  }

  @Test func `what has to be there when a job is done must not be a no`() throws {
    let rule = "done-when: {path: finished, present: true}, state: {default: pending}"
    for value in ["0", "\"false\"", "\"\"", "null", "false", "[]"] {
      #expect(try poll(rule, "{\"finished\":\(value)}") == .pending(askAfter: nil), "\(value)")
    }
    #expect(deleted(try poll(rule, #"{"finished":"2022-12-06"}"#)) == [10, 11, 12])
  }

  @Test(arguments: [
    "\"\"", "null", "{}", "[]", "true", "\"a\\nb\"", "\"a\\u0000\"", "\"..\"", "\"*\"", "\"/\"", "\" \"", "\"\\u2003\"",
    "\"\(String(repeating: "x", count: 5000))\"",
  ])
  func `a reference that could not be asked about is no job`(_ id: String) throws {
    let rule = "{success: {status: [200]}, job: {path: id}}"
    let api = try Sample.api(
      batch: "{items: 9}", delete: "{method: POST, path: /d, \(FalseDeletedTests.ids)}",
      extra: "poll: {method: GET, path: \"/j/{job}\", first: 1d, every: 1d, give-up: 9d, \(state)}", answer: rule)
    let verdict = api.judge(
      status: 200, headers: AnswerHeaders(), body: Array("{\"id\":\(id)}".utf8), items: items(1), now: Sample.facts.now)
    #expect(verdict == .lost(Reason("no-job-in-answer")))
  }

  @Test(arguments: [
    (404, "<html>not here</html>"), (404, "\n\u{FEFF}<!doctype html>"), (410, "<p>"), (200, "<html>"),
    (200, #"{"n":"zero"}"#),
    (200, #"{"n":null}"#), (200, "{}"), (500, ""), (403, ""), (302, ""), (200, #"{"n":-0}"#),
    (200, #"{"n":"0","n":"0"}"#),
  ])
  func `a look-up that proves nothing says nothing`(_ status: Int, _ body: String) throws {
    let api = try Sample.api(
      delete: "{method: DELETE, path: \"/d/{identifier}\"}",
      extra:
        "probe: {method: GET, path: \"/d/{identifier}\", there: {status: [200], path: n, is-not: [\"0\"]}, gone: [{status: [404, 410]}, {status: [200], path: n, is: [\"0\"]}]}",
      answer: "{success: {status: [200]}, done: {outcome: deleted}}")
    let verdict = api.judgeProbe(
      status: status, headers: AnswerHeaders(), body: Array(body.utf8), now: Sample.facts.now)
    #expect(verdict != .gone)
    #expect(
      api.judgeProbe(status: 404, headers: AnswerHeaders(), body: Array("{}".utf8), now: Sample.facts.now) == .gone)
  }
}
