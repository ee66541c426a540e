import Testing
import Workflow

@testable import Catalogue

/// Shapes of deletions that take many calls.
@Suite struct FlowShapeTests {
  private static let lists = """
    batch: {items: 10}
    steps:
      - step: lists
        method: GET
        path: /lists
        once: 1h
        finds: {path: data, values: {id: id}, where: {path: subtype, is: [CUSTOM]}}
    delete: {method: DELETE, path: "/lists/{lists.id}/users", for-each: lists, body: {json: {users: {each: user-id}}}}
    answer: {success: {status: [200]}, items: {path: results, by: index, state: {path: s, deleted: [ok], not-found: [none], refused: [no]}}}
    """

  @Test func `the same people leave every list, and a subject's standing is the most careful one of all`() throws {
    var talk = try FlowTalk(Self.lists, users: ["a", "b", "c"])
    let parents = #"{"data":[{"id":1,"subtype":"CUSTOM"},{"id":2,"subtype":"OTHER"},{"id":3,"subtype":"CUSTOM"}]}"#
    let verdict = try talk.run { line in
      if line == "GET /lists" { return (200, parents) }
      let second = line.contains("/3/") ? "ok" : "none"
      return (200, #"{"results":[{"s":"none"},{"s":"\#(second)"},{"s":"no"}]}"#)
    }
    #expect(
      talk.sent == [
        "GET /lists", #"DELETE /lists/1/users {"users":["a","b","c"]}"#,
        #"DELETE /lists/3/users {"users":["a","b","c"]}"#,
      ])
    #expect(
      verdict.standings == [
        10: notFoundStanding, 11: deletedStanding,
        12: .settled(.refused, .acceptedUnsigned, Reason("refused-by-partner")),
      ])
  }

  @Test func `what is the same for everybody is asked once an hour`() throws {
    var talk = try FlowTalk(Self.lists)
    let reply: (String) -> FlowTalk.Reply = { line in
      line == "GET /lists"
        ? (200, #"{"data":[{"id":1,"subtype":"CUSTOM"}]}"#) : (200, #"{"results":[{"s":"ok"}]}"#)
    }
    _ = try talk.run(reply)
    (talk.memory, talk.sent) = (nil, [])
    _ = try talk.run(reply)
    #expect(talk.sent.count == 1)
    (talk.memory, talk.sent) = (nil, [])
    talk.facts.now = talk.facts.now + .hours(1)
    _ = try talk.run(reply)
    #expect(talk.sent.count == 2)
  }

  @Test func `no list at all is for a person: nobody knows what became of the people`() throws {
    var talk = try FlowTalk(Self.lists)
    #expect(try talk.run { _ in (200, #"{"data":[]}"#) } == .rejected(Reason("nothing-found")))
    #expect(talk.sent.count == 1)
  }

  @Test func `a capped search is repeated after each deletion until it finds nothing`() throws {
    let api = """
      batch: {items: 100}
      steps:
        - step: visits
          method: GET
          path: /find
          query: {user: {each: user-id, join: ","}}
          finds: {path: visits, values: {id: id, site: site}, match: {key: user, identifier: user-id}}
          again: 3
      delete:
        method: POST
        path: /delete
        body: {form: {"visits[{index}][id]": {repeat: visits.id}, "visits[{index}][site]": {repeat: visits.site}}}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """
    var talk = try FlowTalk(api, users: ["a", "b"])
    var rest = 5
    let reply: (String) -> FlowTalk.Reply = { line in
      if line.hasPrefix("GET") {
        let rows = (0..<min(rest, 2)).map { #"{"id":\#($0 + rest),"site":1,"user":"a"}"# }
        return (200, #"{"visits":[\#(rows.joined(separator: ","))]}"#)
      }
      rest = max(0, rest - 2)
      return (200, "{}")
    }
    let verdict = try talk.run(reply)
    #expect(talk.sent.count == 7)
    #expect(
      talk.sent[1]
        == "POST /delete visits%5B0%5D%5Bid%5D=5&visits%5B1%5D%5Bid%5D=6&visits%5B0%5D%5Bsite%5D=1&visits%5B1%5D%5Bsite%5D=1"
    )
    #expect(verdict.standings == [10: deletedStanding, 11: notFoundStanding])

    var endless = try FlowTalk(api)
    let verdictOfEndless = try endless.run { line in
      line.hasPrefix("GET") ? (200, #"{"visits":[{"id":1,"site":1,"user":"u-1"}]}"#) : (200, "{}")
    }
    #expect(verdictOfEndless == .rejected(Reason("rounds-spent")))
    #expect(endless.sent.filter { $0.hasPrefix("POST") }.count == 3)
  }

  @Test func `create, add, run: the last answer decides, and the poll knows what was created`() throws {
    var talk = try FlowTalk(
      """
      batch: {items: 10}
      steps:
        - {step: job, method: POST, path: /jobs, body: {json: {type: REMOVE}}, finds: {path: ., values: {id: id}}}
      delete: {method: POST, path: "/jobs/{job.id}/add", body: {json: {users: {each: user-id}}}}
      answer: {success: {status: [200]}, count: {path: added}, accepted: true}
      after:
        - step: run
          method: POST
          path: /jobs/{job.id}/run
          answer: {success: {status: [200]}, job: {path: operation, last-of: "/"}}
      poll:
        method: GET
        path: "/jobs/{job.id}/operations/{job}"
        first: 1h
        every: 1h
        give-up: 9d
        done-when: {path: done, is: ["true"]}
        failed-when: {path: error}
        state: {default: pending}
      """, users: ["a", "b"])
    let reply: (String) -> FlowTalk.Reply = { line in
      if line.contains("/add") { return (200, #"{"added":2}"#) }
      if line.contains("/run") { return (200, #"{"operation":"op/x/17"}"#) }
      return (200, #"{"id":"j1"}"#)
    }
    guard case .accepted(let acceptance) = try talk.run(reply) else {
      Issue.record("not accepted")
      return
    }
    #expect(acceptance.job == talk.memory)
    #expect(
      talk.sent == [
        #"POST /jobs {"type":"REMOVE"}"#, #"POST /jobs/j1/add {"users":["a","b"]}"#, "POST /jobs/j1/run",
      ])
    #expect(try talk.ask { _ in (200, #"{"done":false}"#) } == .pending(askAfter: nil))
    #expect(try talk.ask { _ in (200, #"{"done":true}"#) }.standings == [10: deletedStanding, 11: deletedStanding])
    #expect(talk.sent.last == "GET /jobs/j1/operations/17")
  }

  @Test func `the window is cut into slices, each with its own job, and the end comes when all are over`() throws {
    var talk = try FlowTalk(
      """
      slices: 48h
      delete: {method: POST, path: /delete, body: {json: {q: "user == {identifier|quote}", from: "{from}", to: "{to}"}}}
      answer: {success: {status: [202]}, job: {path: taskId}}
      poll:
        method: POST
        path: /status
        body: {json: {taskId: "{job}"}}
        first: 1h
        every: 1h
        give-up: 9d
        state: {path: status, pending: [RUNNING], done: [DONE], failed: [FAILED]}
      """)
    var number = 0
    guard
      case .accepted = try talk.run({ _ in
        number += 1
        return (202, #"{"taskId":"t\#(number)"}"#)
      })
    else {
      Issue.record("not accepted")
      return
    }
    #expect(talk.sent.count == 3)
    #expect(talk.sent[0].hasSuffix(#""from":"2022-12-01T00:00:00Z","to":"2022-12-03T00:00:00Z"}"#))
    #expect(talk.sent[2].hasSuffix(#""from":"2022-12-05T00:00:00Z","to":"2022-12-06T00:00:00Z"}"#))
    talk.sent = []
    let end = try talk.askAll { $0.contains("t2") ? (200, #"{"status":"FAILED"}"#) : (200, #"{"status":"DONE"}"#) }
    #expect(talk.sent == (1...3).map { #"POST /status {"taskId":"t\#($0)"}"# })
    #expect(end.standings == [10: .needsPerson(Reason("job-failed"))])
  }

  @Test func `one job for each subject: each is asked about, and a subject without a job is in doubt`() throws {
    var talk = try FlowTalk(
      """
      batch: {items: 10}
      delete: {method: POST, path: /jobs, body: {json: {users: {each: user-id}}}}
      answer: {success: {status: [201]}, jobs: {path: jobs, id: jobId, key: customer.user.key, identifier: user-id}}
      poll:
        method: GET
        path: "/jobs/{job}"
        first: 1d
        every: 1d
        give-up: 40d
        state: {path: status, pending: [processing], done: [complete], failed: [error], default: unknown}
      """, users: ["a", "b", "c"])
    guard
      case .accepted = try talk.run({ _ in
        (
          201,
          #"{"jobs":[{"jobId":"j-b","customer":{"user":{"key":"b"}}},{"jobId":"j-a","customer":{"user":{"key":"a"}}}]}"#
        )
      })
    else {
      Issue.record("not accepted")
      return
    }
    #expect(try talk.askAll { _ in (200, #"{"status":"processing"}"#) } == .pending(askAfter: nil))
    let end = try talk.askAll { (200, #"{"status":"\#($0.hasSuffix("j-a") ? "complete" : "odd")"}"#) }
    #expect(
      end.standings == [
        10: deletedStanding, 11: .needsPerson(Reason("job-unknown")), 12: .inDoubt(Reason("missing-item")),
      ])
  }

  @Test func `a done job's result settles its subjects one by one`() throws {
    var talk = try FlowTalk(
      """
      batch: {items: 10}
      delete: {method: POST, path: /jobs, body: {json: {users: {each: user-id}}}}
      answer: {success: {status: [202]}, job: {path: id}}
      poll:
        method: GET
        path: "/jobs/{job}"
        first: 1d
        every: 1d
        give-up: 40d
        state: {path: state, done: [done]}
        result: {method: GET, path: "/jobs/{job}/failures", items: {path: failed, by: {key: user, identifier: user-id}, listed: refused, default: deleted}}
      """, users: ["a", "b"])
    _ = try talk.run { _ in (202, #"{"id":5}"#) }
    let end = try talk.askAll { line in
      line.hasSuffix("/failures") ? (200, #"{"failed":[{"user":"b"}]}"#) : (200, #"{"state":"done"}"#)
    }
    #expect(talk.sent.suffix(2) == ["GET /jobs/5", "GET /jobs/5/failures"])
    #expect(
      end.standings == [10: deletedStanding, 11: .settled(.refused, .acceptedUnsigned, Reason("refused-by-partner"))])
  }

  @Test func `soft first, hard after: only who was there is deleted for good`() throws {
    var talk = try FlowTalk(
      """
      delete: {method: DELETE, path: "/users/{identifier}"}
      answer: {success: {status: [200]}, done: {outcome: deleted}, not-found: {status: [404]}}
      after:
        - step: hard
          method: DELETE
          path: "/gone/{identifier}"
          answer: {success: {status: [200]}, done: {outcome: deleted}, not-found: {status: [404]}}
      """)
    var fresh = talk
    #expect(try talk.run { _ in (200, "{}") }.standings == [10: deletedStanding])
    #expect(talk.sent == ["DELETE /users/u-1", "DELETE /gone/u-1"])
    #expect(try fresh.run { _ in (404, "{}") }.standings == [10: notFoundStanding])
    #expect(fresh.sent == ["DELETE /users/u-1"])
  }
}
