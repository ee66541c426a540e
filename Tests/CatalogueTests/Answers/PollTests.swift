import Testing
import Workflow

@testable import Catalogue

@Suite struct PollTests {
  private static let words =
    "pending: [open], done: [done], partial: [some], failed: [failed], retry: [again], not-found: [none]"

  private func judge(
    _ status: Int, _ body: String, more: String = "", path: String = "state", type: String = "application/json",
    retryAfter: String? = nil
  ) throws -> PollVerdict {
    let api = try Sample.api(
      batch: "{items: 9}", delete: "{method: POST, path: /d, body: {json: {ids: {each: user-id}}}}",
      extra:
        "poll: {method: GET, path: \"/j/{job}\", first: 1d, every: 1d, give-up: 9d, state: {path: \(path), \(PollTests.words)}\(more)}",
      answer: "{success: {status: [202]}, job: {path: id}}")
    var lines = [(name: "Content-Type", value: Array(type.utf8))]
    if let retryAfter { lines.append((name: "Retry-After", value: Array(retryAfter.utf8))) }
    return api.judgePoll(
      status: status, headers: AnswerHeaders(lines), body: Array(body.utf8), job: Array("j1".utf8),
      items: [10, 11].map { SentItem(subject: $0, values: [.userID: Array("u\($0)".utf8)]) }, now: Sample.facts.now)
  }

  private func all(_ standing: Item.Standing) -> PollVerdict {
    .items([Item(subjects: SubjectRanges(10...11), standing: standing)])
  }

  @Test func `each of the partner's words for a state has its meaning`() throws {
    #expect(try judge(200, #"{"state":"open"}"#, retryAfter: "60") == .pending(askAfter: .seconds(60)))
    #expect(try judge(200, #"{"state":"done"}"#) == all(.settled(.deleted, .claimedUnsigned, nil)))
    #expect(try judge(200, #"{"state":"none"}"#) == all(.settled(.notFound, .claimedUnsigned, nil)))
    #expect(try judge(200, #"{"state":"some"}"#) == all(.needsPerson(Reason("job-partial"))))
    #expect(try judge(200, #"{"state":"failed"}"#) == all(.needsPerson(Reason("job-failed"))))
    #expect(try judge(200, #"{"state":"again"}"#) == all(.tryAgain(Reason("job-failed"))))
    #expect(try judge(200, #"{"state":"DONE"}"#) == .unanswered(Reason("unknown-state"), retryAfter: nil))
  }

  @Test(arguments: [
    (200, #"{"state":"done""#), (200, ""), (200, #"{"state":{}}"#), (200, "{}"),
  ])
  func `an answer that cannot be read is asked for again, never a deletion`(_ status: Int, _ body: String) throws {
    #expect(try judge(status, body) == .unanswered(Reason("unreadable-answer"), retryAfter: nil))
  }

  @Test func `statuses mean what they mean for a question`() throws {
    #expect(try judge(302, "") == .halted(Reason("redirect")))
    #expect(try judge(401, "") == .halted(Reason("credentials")))
    #expect(try judge(404, "") == .unknown(Reason("job-unknown")))
    #expect(try judge(429, "", retryAfter: "5") == .unanswered(Reason("status-429"), retryAfter: .seconds(5)))
    #expect(try judge(400, "") == .unanswered(Reason("status-400"), retryAfter: nil))
    #expect(try judge(200, "<html>") == .unanswered(Reason("unexpected-content"), retryAfter: nil))
    #expect(
      try judge(200, #"{"state":"done"}"#, type: "text/html")
        == .unanswered(Reason("unexpected-content"), retryAfter: nil))
  }

  @Test func `a job is found in a list of all jobs, or is unknown`() throws {
    let list = #"{"jobs":[{"id":"j0","state":"failed"},{"id":"j1","state":"done"}]}"#
    let find = ", find: {path: jobs, key: id}"
    #expect(try judge(200, list, more: find) == all(.settled(.deleted, .claimedUnsigned, nil)))
    #expect(try judge(200, #"{"jobs":[]}"#, more: find) == .unknown(Reason("job-unknown")))
  }

  @Test func `a state may be keyed by the job itself`() throws {
    #expect(try judge(200, #"{"j1":"done"}"#, path: "\"{job}\"") == all(.settled(.deleted, .claimedUnsigned, nil)))
  }

  @Test func `a finished job may answer subject by subject`() throws {
    let more = ", items: {path: r, by: {key: id, identifier: user-id}, state: {path: s, deleted: [ok], refused: [no]}}"
    let body = #"{"state":"some","r":[{"id":"u11","s":"ok"}]}"#
    #expect(
      try judge(200, body, more: more)
        == .items([
          Item(subjects: SubjectRanges(11...11), standing: .settled(.deleted, .claimedUnsigned, nil)),
          Item(subjects: SubjectRanges(10...10), standing: .inDoubt(Reason("missing-item"))),
        ]))
  }

  @Test func `a job that is done and found nothing is not found, never a deletion`() throws {
    let more = ", not-found-when: {path: count, is: [\"0\"]}"
    let notFound = all(.settled(.notFound, .claimedUnsigned, nil))
    #expect(try judge(200, #"{"state":"done","count":0}"#, more: more) == notFound)
    #expect(
      try judge(200, #"{"state":"done","count":2}"#, more: more) == all(.settled(.deleted, .claimedUnsigned, nil)))
    // While it is under way, or where it failed, a count of 0 says nothing.
    #expect(try judge(200, #"{"state":"open","count":0}"#, more: more) == .pending(askAfter: nil))
    #expect(try judge(200, #"{"state":"failed","count":0}"#, more: more) == all(.needsPerson(Reason("job-failed"))))
    let items = more + ", items: {path: r, by: index, listed: deleted}"
    #expect(try judge(200, #"{"state":"done","count":0,"r":[]}"#, more: items) == notFound)
  }

  @Test func `a query by key tells an arrived attempt from one that never arrived`() throws {
    let api = try Sample.api(
      delete: "{method: POST, path: \"/d/{key}\", body: {json: {id: \"{identifier}\"}}}",
      extra:
        "query: {method: GET, path: \"/d/{key}\", unknown: {status: [200], path: state, is: [never]}, state: {path: state, pending: [open], done: [done]}}",
      terms: "in-doubt: query-first")
    let request = try api.renderQuery(facts: Sample.facts, secret: { _ in [] })
    #expect(request.wire == "GET https://acme.example/d/key-1")
    func judge(_ body: String) -> PollVerdict {
      api.judgeQuery(status: 200, headers: AnswerHeaders(), body: Array(body.utf8), items: [], now: Sample.facts.now)
    }
    #expect(judge(#"{"state":"never"}"#) == .unknown(Reason("job-unknown")))
    #expect(judge(#"{"state":"open"}"#) == .pending(askAfter: nil))
  }
}
