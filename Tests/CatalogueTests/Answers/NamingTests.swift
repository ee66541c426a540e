import Testing
import Workflow

@testable import Catalogue

/// `identifier: identifier`: answers that repeat whatever the lane at hand told.
@Suite struct NamingTests {
  private static let lanes = "[{lane: user, identifiers: [user-id]}, {lane: mail, identifiers: [email]}]"

  private func marks(_ answer: String, _ body: String, lane: String, status: Int = 200) throws -> [Int: Item.Standing] {
    let api = try Sample.api(
      takes: NamingTests.lanes, batch: "{items: 9}",
      delete: "{method: POST, path: /d, body: {json: {ids: {each: identifier}}}}", answer: answer)
    let items = [Sample.user("u1", 1, email: "a@b.example"), Sample.user("u2", 2, email: "c@d.example")]
    return api.judge(
      status: status, headers: AnswerHeaders(), body: Array(body.utf8), items: try api.sent(lane: lane, items: items),
      now: Sample.facts.now
    ).standings
  }

  @Test func `items are matched by the first identifier of the lane at hand`() throws {
    let rule =
      "{success: {status: [200]}, items: {path: r, by: {key: id, identifier: identifier}, listed: deleted}}"
    let body = #"{"r":[{"id":"u1"},{"id":"u2"}]}"#
    #expect(try marks(rule, body, lane: "user") == [1: deletedStanding, 2: deletedStanding])
    let mails = #"{"r":[{"id":"c@d.example"}]}"#
    #expect(try marks(rule, mails, lane: "mail") == [1: .inDoubt(Reason("missing-item")), 2: deletedStanding])
    #expect(try marks(rule, mails, lane: "user") == [:])
  }

  @Test func `members, examples and bad items too`() throws {
    let members = "{success: {status: [200]}, items: {path: r, by: {members: identifier}, listed: deleted}}"
    #expect(
      try marks(members, #"{"r":{"a@b.example":1,"c@d.example":1}}"#, lane: "mail")
        == [1: deletedStanding, 2: deletedStanding])
    let sample =
      "{success: {status: [200]}, items: {by: {sample: {path: bad, key: id, identifier: identifier}}, listed: refused, default: accepted}}"
    #expect(
      try marks(sample, #"{"bad":[{"id":"u2"}]}"#, lane: "user")[2]
        == .settled(.refused, .acceptedUnsigned, Reason("refused-by-partner")))
  }

  @Test(arguments: [(#"{"bad":[]}"#, true), (#"{"bad":null}"#, false), ("{}", false)])
  func `where silence means deleted, only an empty list is silence`(_ body: String, isSilence: Bool) throws {
    let rule =
      "{success: {status: [200]}, items: {by: {sample: {path: bad, key: id, identifier: identifier}}, listed: refused, default: deleted}}"
    #expect(
      try marks(rule, body, lane: "user") == (isSilence ? [1: deletedStanding, 2: deletedStanding] : [:]))
  }

  @Test func `of several kinds of bad items the first that holds counts`() throws {
    var talk = try FlowTalk(
      """
      batch: {items: 5}
      delete: {method: POST, path: /d, body: {json: {ids: {each: identifier}}}}
      answer:
        success: {status: [200]}
        done: {outcome: deleted}
        bad-items:
          - {when: {status: [400], path: e, is: [form]}, path: bad, key: id, identifier: identifier}
          - {when: {status: [400], path: e, is: [list]}, path: names, key: ".", identifier: identifier}
      """, users: ["a", "b", "c"])
    let verdict = try talk.run { line in
      if line.contains("\"a\"") { return (400, #"{"e":"form","bad":[{"id":"a"}]}"#) }
      if line.contains("\"b\"") { return (400, #"{"e":"list","names":["b"]}"#) }
      return (200, "{}")
    }
    #expect(talk.sent.last == #"POST /d {"ids":["c"]}"#)
    let refused = Item.Standing.needsPerson(Reason("refused-by-partner"))
    #expect(verdict.standings == [10: refused, 11: refused, 12: deletedStanding])
  }

  @Test func `one job for each person, and rows of a look-up, whatever the lane`() throws {
    let api = """
      batch: {items: 5}
      steps:
        - {step: hits, method: POST, reads: true, path: /find, body: {json: {ids: {each: identifier}}}, finds: {path: r, values: {id: id}, match: {key: who, identifier: identifier}}}
      delete: {method: POST, path: /d, body: {json: {ids: {each: hits.id}}}}
      answer: {success: {status: [200]}, jobs: {path: jobs, id: id, key: who, identifier: identifier}}
      poll: {method: GET, path: "/j/{job}", first: 1h, every: 1h, give-up: 9d, state: {path: s, done: [done]}}
      """
    var talk = try FlowTalk(api, users: ["a", "b"], takes: NamingTests.lanes)
    talk.lane = "mail"
    // Partners write an address in letters of their own.
    _ = try talk.run { line in
      line.hasPrefix("POST /find")
        ? (200, #"{"r":[{"id":7,"who":"B@shop.example"}]}"#)
        : (200, #"{"jobs":[{"id":"j7","who":"b@shop.example"}]}"#)
    }
    let end = try talk.askAll { _ in (200, #"{"s":"done"}"#) }
    #expect(end.standings == [10: notFoundStanding, 11: deletedStanding])
  }
}
