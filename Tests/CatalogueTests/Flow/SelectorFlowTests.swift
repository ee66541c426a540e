import Testing
import Workflow

@testable import Catalogue

/// Deletions that name nobody, only the matter's selector; look-ups; subjects told in several ways.
@Suite struct SelectorFlowTests {
  @Test func `a selector is searched and deleted slice by slice, and has one standing`() throws {
    var talk = try FlowTalk(
      """
      slices: {every: 48h, inclusive: true}
      steps:
        - {step: hits, method: GET, path: /hits, query: {site: "{tracker.ga}", from: "{from}", to: "{to}"}, finds: {path: ids, values: {id: "."}}}
      delete: {method: DELETE, path: "/hits/{hits.id}", for-each: hits}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """, takes: "", more: "scope: selector")
    (talk.lane, talk.items) = (nil, [])
    #expect(talk.route.isFlow(lane: nil, items: []))
    let verdict = try talk.run { line in
      if line.hasPrefix("DELETE") { return (200, "{}") }
      return (200, line.contains("2022-12-03T00") ? #"{"ids":[8,9]}"# : #"{"ids":[]}"#)
    }
    #expect(
      talk.sent == [
        "GET /hits?site=G-1&from=2022-12-01T00%3A00%3A00Z&to=2022-12-02T23%3A59%3A59Z",
        "GET /hits?site=G-1&from=2022-12-03T00%3A00%3A00Z&to=2022-12-04T23%3A59%3A59Z", "DELETE /hits/8",
        "DELETE /hits/9",
        "GET /hits?site=G-1&from=2022-12-05T00%3A00%3A00Z&to=2022-12-05T23%3A59%3A59Z",
      ])
    #expect(verdict == .items([Item(subjects: SubjectRanges(), standing: deletedStanding)]))
  }

  @Test func `a selector's job that is done settles the whole`() throws {
    var talk = try FlowTalk(
      """
      slices: 96h
      delete: {method: POST, path: /run, body: {json: {from: "{from}", to: "{to}"}}}
      answer: {success: {status: [202]}, job: {path: id}}
      poll: {method: GET, path: "/run/{job}", first: 1h, every: 1h, give-up: 9d, state: {path: s, done: [done], default: pending}}
      """, takes: "", more: "scope: selector")
    (talk.lane, talk.items) = (nil, [])
    var number = 0
    _ = try talk.run { _ in
      number += 1
      return (202, #"{"id":\#(number)}"#)
    }
    #expect(number == 2)
    #expect(try talk.ask { _ in (200, #"{"s":"?"}"#) } == .pending(askAfter: nil))
    let end = try talk.askAll { _ in (200, #"{"s":"done"}"#) }
    #expect(end == .items([Item(subjects: SubjectRanges(), standing: deletedStanding)]))
  }

  @Test func `each lane is told of its own identifier, and what is busy in one holds up no answered other`() throws {
    var talk = try FlowTalk(
      """
      batch: {items: 5}
      delete: {method: POST, path: {by-lane: {user: /users, mail: /mails}}, body: {json: {ids: {each: identifier}}}}
      answer: {success: {status: [200]}, items: {path: r, by: index, state: {path: s, deleted: [ok], not-found: [none]}}}
      """, users: ["a", "b"],
      takes: "[{lane: user, identifiers: [user-id]}, {lane: mail, identifiers: [email]}]", more: "tells: every")
    talk.lane = talk.entry.lane(for: [.userID, .email])?.name
    var isBusy = true
    let reply: (String) -> FlowTalk.Reply = { line in
      if line.contains("/users") { return (200, #"{"r":[{"s":"none"},{"s":"none"}]}"#) }
      return isBusy ? (503, "") : (200, #"{"r":[{"s":"ok"},{"s":"none"}]}"#)
    }
    #expect(try talk.run(reply) == .busy(Reason("status-503"), retryAfter: nil))
    isBusy = false
    let verdict = try talk.run(reply)
    #expect(
      talk.sent == [
        #"POST /users {"ids":["a","b"]}"#, #"POST /mails {"ids":["a@shop.example","b@shop.example"]}"#,
        #"POST /mails {"ids":["a@shop.example","b@shop.example"]}"#,
      ])
    #expect(verdict.standings == [10: deletedStanding, 11: notFoundStanding])
  }

  private static let probed = """
    delete: {method: DELETE, path: "/p/{identifier}"}
    answer: {success: {status: [200]}, accepted: true}
    probe: {method: GET, path: "/p/{identifier}", there: {status: [200], path: user}, gone: [{status: [404]}, {status: [200], path: deleted, is: ["true"]}], after: 3d, again: [7d, 30d], sample: 9}
    """

  @Test(arguments: [
    (200, #"{"user":1}"#, ProbeVerdict.there), (404, "", .gone), (200, #"{"deleted":true}"#, .gone),
    (200, #"{"user":1,"deleted":true}"#, .unanswered(Reason("unreadable-answer"), retryAfter: nil)),
    (200, "{", .unanswered(Reason("unreadable-answer"), retryAfter: nil)),
    (500, "", .unanswered(Reason("status-500"), retryAfter: nil)), (401, "", .halted(Reason("credentials"))),
    (302, "", .halted(Reason("redirect"))),
  ])
  func `a look-up says what its conditions say, and nothing else`(
    _ status: Int, _ body: String, _ wanted: ProbeVerdict
  ) throws {
    let talk = try FlowTalk(Self.probed)
    let request = try talk.route.renderProbe(
      lane: "user", items: [talk.items[0]], facts: talk.facts, secret: { _ in [] })
    #expect(request.line == "GET /p/u-1")
    #expect(
      talk.route.judgeProbe(
        status: status, headers: AnswerHeaders([("Content-Type", Array("application/json".utf8))]),
        body: Array(body.utf8), now: talk.facts.now) == wanted)
    #expect(talk.entry.terms.probe == ProbeTerms(after: .days(3), again: [.days(7), .days(30)], sample: 9))
    #expect(!talk.route.isFlow(lane: "user", items: []))
  }

  @Test func `a preview shows each call, and nothing that was found or is secret`() throws {
    let talk = try FlowTalk(
      """
      steps:
        - {step: people, method: GET, path: /find, query: {u: "{identifier}"}, finds: {path: rows, values: {id: id}}}
      delete: {method: DELETE, path: "/p/{people.id}", for-each: people}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """)
    let text = try talk.route.preview(lane: "user", items: talk.items, facts: talk.facts)
    #expect(
      text == """
        # step people
        GET https://acme.example/find?u=<user-id>

        # delete
        DELETE https://acme.example/p/<people.id>
        """)
    #expect(
      talk.entry.explain().contains("  1. Step 'people' (changes nothing):"))
  }
}
