import Testing
import Workflow

@testable import Catalogue

/// A job that goes by our own key, and what a partner calls a repeat.
@Suite struct OwnJobTests {
  private static let poll =
    "poll: {method: GET, path: \"/d/{job}\", first: 1d, every: 1d, give-up: 9d, state: {path: s, done: [done]}}"
  private static let query =
    "query: {method: GET, path: \"/d/{key|uuid}\", unknown: {status: [404]}, state: {path: s, pending: [open], done: [done]}}"

  private func route(_ job: String, slot: String = "{key|uuid}", extra: String = "") throws -> ApiRoute {
    try Sample.api(
      delete: "{method: PUT, path: \"/d/\(slot)\", body: {json: {id: \"{identifier}\"}}}",
      extra: [OwnJobTests.poll, OwnJobTests.query].joined(separator: "\n      ") + extra,
      terms: "in-doubt: query-first",
      answer: "{success: {status: [201]}, job: \(job), duplicate: {status: [409]}}")
  }

  private func judge(_ api: ApiRoute, _ status: Int, key: String = "key-1", isRepeat: Bool = false) -> Verdict {
    api.judge(
      status: status, headers: AnswerHeaders(), body: Array("{}".utf8),
      items: [SentItem(subject: 0, values: [:])], now: Sample.facts.now, key: key, isRepeat: isRepeat)
  }

  @Test func `the job's name is the one that the call carries`() throws {
    let api = try route("{key: uuid}")
    guard case .accepted(let acceptance) = judge(api, 201) else {
      Issue.record("not accepted")
      return
    }
    let job = try #require(acceptance.job)
    let secret: SecretSource = { _ in [] }
    let request = try api.render(lane: "user", items: [Sample.user("u")], facts: Sample.facts, secret: secret)
    #expect(request.url == "https://acme.example/d/\(String(decoding: job, as: UTF8.self))")
    #expect(try api.renderPoll(job: job, facts: Sample.facts, secret: secret).url == request.url)
    #expect(api.ownJob(key: "key-1") == job)
    #expect(judge(try route("{key: true}", slot: "{key}"), 201) != .accepted(acceptance))
  }

  @Test func `without a key there is no job`() throws {
    #expect(judge(try route("{key: uuid}"), 201, key: "") == .lost(Reason("no-job-in-answer")))
  }

  @Test func `a repeat under our own name is ours, even at the first attempt`() throws {
    let api = try route("{key: uuid}")
    #expect(judge(api, 409) == judge(api, 201))
  }

  @Test func `what the partner calls a repeat is ours only where an earlier attempt may have arrived`() throws {
    let rule = "{success: {status: [201]}, accepted: true, duplicate: {status: [409]}}"
    func verdict(isRepeat: Bool) throws -> Verdict {
      try AcceptanceTests.judge(rule, 409, "{}", isRepeat: isRepeat)
    }
    #expect(try verdict(isRepeat: false) == .lost(.unprovenRepeat))
    #expect(try verdict(isRepeat: true) == .accepted(Acceptance(grade: .acceptedUnsigned)))
  }

  @Test(arguments: [
    ("{key: uuid}", "{key}", "does not hold {key|uuid}"), ("{key: true}", "{key|uuid}", "does not hold {key}"),
    ("{key: hex, path: id}", "{key|hex}", "exactly one of 'path', 'header' and 'key'"),
    ("{key: yes}", "{key}", "'key' must be true, uuid or hex"),
    ("{key: true, last-of: \"/\"}", "{key}", "'last-of' has no meaning beside 'key'"),
  ])
  func `a job by a key that the call does not carry is refused`(_ job: String, _ slot: String, _ what: String) {
    let mistakes = #expect(throws: Mistakes.self) { try route(job, slot: slot) }
    #expect(mistakes?.all.contains { $0.what.contains(what) } == true, "\(mistakes?.all.map(\.what) ?? [])")
  }

  @Test func `a flow's job goes by the key of the call that began it, also when it is found under way`() throws {
    let api = """
      steps:
        - {step: open, method: POST, path: /open, body: {json: {id: "{identifier}"}}}
      delete: {method: PUT, path: "/d/{key}"}
      answer: {success: {status: [201]}, job: {key: true}, duplicate: {status: [409]}}
      poll: {method: GET, path: "/d/{job}", first: 1h, every: 1h, give-up: 9d, state: {path: s, pending: [open], done: [done]}}
      """
    var talk = try FlowTalk(api.replacing("path: \"/d/{key}\"", with: "path: \"/d/{key}/{identifier}\""))
    let verdict = try talk.run { $0.hasPrefix("PUT") ? (409, "{}") : (200, "{}") }
    guard case .accepted = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(
      try talk.askAll { _ in (200, #"{"s":"done"}"#) }
        == .items([
          Item(subjects: SubjectRanges(10...10), standing: deletedStanding)
        ]))
    #expect(talk.sent.suffix(2) == ["PUT /d/key-1-1/u-1", "GET /d/key-1-1"])
  }

  @Test func `in a flow too a first attempt is no repeat`() throws {
    var talk = try FlowTalk(
      """
      steps:
        - {step: open, method: POST, path: /open, body: {json: {id: "{identifier}"}}}
      delete: {method: DELETE, path: "/d/{identifier}"}
      answer: {success: {status: [200]}, done: {outcome: deleted}, duplicate: {status: [409]}}
      """)
    #expect(try talk.run { $0.hasPrefix("DELETE") ? (409, "{}") : (200, "{}") } == .lost(.unprovenRepeat))
  }
}
