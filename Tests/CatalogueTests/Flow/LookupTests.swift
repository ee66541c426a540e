import Testing
import Workflow

@testable import Catalogue

/// Look somebody up, then delete what was found.
@Suite struct LookupTests {
  private static let lookup = """
    steps:
      - step: people
        method: GET
        path: /contacts
        query: {user: "{identifier}"}
        pages: {cursor: paging.next, send: after}
        finds: {path: results, values: {id: id}}
        not-found: {status: [404]}
    delete: {method: DELETE, path: "/contacts/{people.id}", for-each: people}
    answer: {success: {status: [204]}, content: empty, done: {outcome: deleted}, not-found: {status: [404]}}
    """

  @Test func `every row of every page is deleted, one call each, and the subject is deleted once`() throws {
    var talk = try FlowTalk(Self.lookup)
    let verdict = try talk.run { line in
      switch line {
      case "GET /contacts?user=u-1": (200, #"{"results":[{"id":7},{"id":"a/b"}],"paging":{"next":"c1"}}"#)
      case "GET /contacts?user=u-1&after=c1": (200, #"{"results":[{"id":9}],"paging":{}}"#)
      case _: (204, "")
      }
    }
    #expect(
      talk.sent == [
        "GET /contacts?user=u-1", "GET /contacts?user=u-1&after=c1", "DELETE /contacts/7", "DELETE /contacts/a%2Fb",
        "DELETE /contacts/9",
      ])
    #expect(verdict.standings == [10: deletedStanding])
  }

  @Test(arguments: [(200, #"{"results":[]}"#), (404, "")])
  func `nobody found means not found, and nothing is deleted`(_ status: Int, _ body: String) throws {
    var talk = try FlowTalk(Self.lookup)
    let verdict = try talk.run { _ in (status, body) }
    #expect(talk.sent == ["GET /contacts?user=u-1"])
    #expect(verdict.standings == [10: notFoundStanding])
  }

  @Test(arguments: [false, true])
  func `a null ends no list, and is an empty one only where the entry says so`(_ mayBeAbsent: Bool) throws {
    let finds = "values: {id: id}" + (mayBeAbsent ? ", absent: none" : "")
    var talk = try FlowTalk(Self.lookup.replacing("values: {id: id}", with: finds))
    let verdict = try talk.run { line in
      switch line {
      case "GET /contacts?user=u-1": (200, #"{"results":[{"id":7}],"paging":{"next":"c1"}}"#)
      case "GET /contacts?user=u-1&after=c1": (200, #"{"results":null,"paging":null}"#)
      case _: (204, "")
      }
    }
    #expect(talk.sent.contains("DELETE /contacts/7") == mayBeAbsent)
    #expect(verdict.standings == (mayBeAbsent ? [10: deletedStanding] : [:]))
  }

  @Test func `a 404 in the middle is a row that was gone already; the most careful answer stands`() throws {
    var talk = try FlowTalk(Self.lookup)
    let verdict = try talk.run { line in
      if line.hasPrefix("GET") { return (200, #"{"results":[{"id":1},{"id":2}]}"#) }
      return line.hasSuffix("/1") ? (204, "") : (404, "")
    }
    #expect(talk.sent.count == 3)
    #expect(verdict.standings == [10: deletedStanding])
  }

  @Test func `a busy partner in the middle is asked again exactly there`() throws {
    var talk = try FlowTalk(Self.lookup)
    var isBusy = true
    let reply: (String) -> FlowTalk.Reply = { line in
      if line.hasPrefix("GET") { return (200, #"{"results":[{"id":1},{"id":2}]}"#) }
      if line.hasSuffix("/2"), isBusy { return (429, "") }
      return (204, "")
    }
    #expect(try talk.run(reply) == .busy(Reason("status-429"), retryAfter: nil))
    isBusy = false
    #expect(try talk.run(reply).standings == [10: deletedStanding])
    #expect(talk.sent == ["GET /contacts?user=u-1", "DELETE /contacts/1", "DELETE /contacts/2", "DELETE /contacts/2"])
  }

  @Test(arguments: ["*", "..", "%", "a\\nb", "\\u0000"])
  func `a found value that could mean everyone, or breaks a line, is never sent`(_ hostile: String) throws {
    var talk = try FlowTalk(Self.lookup)
    let verdict = try talk.run { _ in (200, #"{"results":[{"id":"\#(hostile)"}]}"#) }
    if case .rejected = verdict {} else { Issue.record("\(verdict)") }
    #expect(talk.sent.count == 1)
  }

  @Test(arguments: [#"{"name":"x"}"#, #"{"id":""}"#, #"{"id":null}"#, #"{"id":{}}"#])
  func `a row without the value stops before anything is sent`(_ row: String) throws {
    var talk = try FlowTalk(Self.lookup)
    let answer: (String) -> FlowTalk.Reply = { _ in (200, #"{"results":[\#(row)]}"#) }
    #expect(try talk.once(answer) == .proceeding(Reason("step-answered")))
    #expect(throws: RenderFailure.self) { try talk.once(answer) }
    #expect(talk.sent.count == 1)
  }

  @Test(arguments: [
    (#"{"results":[{"id":1}],"paging":{"next":"same"}}"#, "page-repeats"),
    (#"{"results":[{"id":1}],"paging":{"next":"*"}}"#, "unusable-page"),
  ])
  func `pages that never end are for a person`(_ body: String, _ reason: String) throws {
    var talk = try FlowTalk(Self.lookup)
    #expect(try talk.run { _ in (200, body) } == .rejected(Reason(reason)))
    #expect(talk.sent.allSatisfy { $0.hasPrefix("GET") })
  }

  @Test func `a question that gets an unreadable answer is asked again, never in doubt`() throws {
    var talk = try FlowTalk(Self.lookup, terms: "in-doubt: never-repeat")
    #expect(try talk.once { _ in (200, "{") } == .notSent(Reason("unreadable-answer")))
    #expect(try talk.once { _ in (200, #"{"results":[{"id":1}]}"#) } == .proceeding(Reason("step-answered")))
    #expect(try talk.once { _ in (200, "oops") } == .lost(Reason("unexpected-status")))
  }

  @Test func `of several subjects each row belongs to its own, and a stranger's row is never deleted`() throws {
    var talk = try FlowTalk(
      """
      batch: {items: 5}
      steps:
        - step: people
          method: POST
          path: /search
          reads: true
          body: {json: {users: {each: user-id}}}
          finds: {path: hits, values: {id: id}, match: {key: user, identifier: user-id}, where: {path: kind, is: [person]}}
      delete: {method: POST, path: /delete, body: {json: {ids: {each: people.id}}}}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """, users: ["a", "b", "c"])
    let hits =
      #"{"hits":[{"id":1,"user":"a","kind":"person"},{"id":2,"user":"a","kind":"person"},{"id":3,"user":"b","kind":"firm"},{"id":4,"user":"c","kind":"person"}]}"#
    let verdict = try talk.run { $0.contains("/search") ? (200, hits) : (200, "{}") }
    #expect(talk.sent == [#"POST /search {"users":["a","b","c"]}"#, #"POST /delete {"ids":["1","2","4"]}"#])
    #expect(verdict.standings == [10: deletedStanding, 11: notFoundStanding, 12: deletedStanding])

    var other = talk
    (other.memory, other.sent) = (nil, [])
    let strange = #"{"hits":[{"id":1,"user":"a","kind":"person"},{"id":66,"user":"z","kind":"person"}]}"#
    let careful = try other.run { $0.contains("/search") ? (200, strange) : (200, "{}") }
    #expect(other.sent.last == #"POST /delete {"ids":["1"]}"#)
    #expect(careful.standings[11] == .needsPerson(Reason("unknown-item")))
  }

  @Test func `one person's only row never stands for the others of its batch`() throws {
    let api = """
      batch: {items: 5}
      steps:
        - step: people
          method: POST
          path: /search
          reads: true
          body: {json: {users: {each: user-id}}}
          finds: {path: hits, values: {id: id}, match: {key: user, identifier: user-id}}
          nothing: proceed
      delete: {method: POST, path: /delete, body: {json: {id: BODY}}}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """
    let reply: (String) -> FlowTalk.Reply = {
      $0.contains("/search") ? (200, #"{"hits":[{"id":1,"user":"a"}]}"#) : (200, "{}")
    }
    var single = try FlowTalk(api.replacing("BODY", with: "\"{people.id}\""), users: ["a", "b"])
    #expect(throws: RenderFailure.self) { try single.run(reply) }
    #expect(single.sent.count == 1)
    var listed = try FlowTalk(api.replacing("BODY", with: "{each: people.id}"), users: ["a", "b"])
    #expect(try listed.run(reply).standings == [10: deletedStanding, 11: notFoundStanding])
  }

  @Test func `a list longer than a batch is cut into calls, and each call has a key of its own`() throws {
    var talk = try FlowTalk(
      """
      batch: {items: 2}
      idempotency: {header: Key}
      steps:
        - step: people
          method: POST
          path: /search
          reads: true
          body: {json: {users: {each: user-id}}}
          finds: {path: ".", values: {id: id}, match: {key: user, identifier: user-id}}
      delete: {method: POST, path: /delete, body: {json: {list: {each-item: {id: "{people.id}"}, of: people}}}}
      answer: {success: {status: [202]}, content: any, accepted: true}
      """)
    let verdict = try talk.run { line in
      line.contains("/search")
        ? (200, "[\((1...5).map { #"{"id":\#($0),"user":"u-1"}"# }.joined(separator: ","))]") : (202, "")
    }
    #expect(
      talk.sent.dropFirst() == [
        #"POST /delete {"list":[{"id":"1"},{"id":"2"}]}"#, #"POST /delete {"list":[{"id":"3"},{"id":"4"}]}"#,
        #"POST /delete {"list":[{"id":"5"}]}"#,
      ])
    #expect(talk.keys == ["", "key-1", "key-1-1", "key-1-2"])
    #expect(verdict == .accepted(Acceptance(grade: .acceptedUnsigned)))
  }

  @Test func `more than may be found is for a person, and none is not found`() throws {
    let counted = """
      steps:
        - step: hits
          method: GET
          path: /count
          query: {user: "{identifier}"}
          count: {path: total, at-most: 500}
      delete: {method: POST, path: /delete, body: {json: {user: "{identifier}"}}}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """
    var many = try FlowTalk(counted)
    #expect(try many.run { _ in (200, #"{"total":501}"#) } == .rejected(Reason("count-too-high")))
    #expect(many.sent.count == 1)
    var none = try FlowTalk(counted)
    #expect(try none.run { _ in (200, #"{"total":0}"#) }.standings == [10: notFoundStanding])
    #expect(none.sent.count == 1)
    var some = try FlowTalk(counted)
    #expect(try some.run { _ in (200, #"{"total":500}"#) }.standings == [10: deletedStanding])
    #expect(some.sent.count == 2)
  }
}
