import Foundation
import Synchronization
import Testing
import Workflow

@testable import Catalogue
@testable import Channels

/// Deletions of several calls over real HTTP. Between two calls all that is kept are the bytes of the memory.
@Suite struct FlowTests {
  private static let deleted = Item.Standing.settled(.deleted, .claimedUnsigned, nil)
  private static let notFound = Item.Standing.settled(.notFound, .claimedUnsigned, nil)

  /// An entry whose `api` holds these lines.
  private func scene(
    _ server: AnswerServer, _ api: String, takes: String = "[{lane: user, identifiers: [user-id]}]",
    terms: String = "in-doubt: safe-to-repeat", more: String = "kind: test"
  ) throws -> Scene {
    try Scene(
      """
      id: flow
      name: Flow Partner
      route: api
      deletes: [all]
      \(more)
      takes: \(takes)
      terms: {\(terms)}
      api:
        host: \(server.host)
      \(api.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
      """)
  }

  /// Sends until the flow ends, each call by a channel of its own.
  private func run(_ scene: Scene, _ order: Order) async throws -> (report: Report, order: Order) {
    var order = order
    for _ in 0..<200 {
      let report = try await scene.api().send(order)
      if let memory = report.memory { order.memory = memory }
      if case .sent(.proceeding) = report.finding {
        #expect(report.file("request") != nil)
        continue
      }
      return (report, order)
    }
    throw POSIXError(.ELOOP)
  }

  private func askAll(_ scene: Scene, _ order: Order) async throws -> Report {
    var order = order
    for _ in 0..<200 {
      let report = await ask(scene, order)
      if let memory = report.memory { order.memory = memory }
      if case .asked(.proceeding) = report.finding { continue }
      return report
    }
    throw POSIXError(.ELOOP)
  }

  private func ask(_ scene: Scene, _ order: Order) async -> Report {
    guard let channel = try? scene.api() else { return Report(finding: .asked(.halted(Reason("no-channel")))) }
    return await withCheckedContinuation { waiter in
      channel.ask(job: order.memory, order) { waiter.resume(returning: $0) }
    }
  }

  @Test func `look-up by pages, then delete each row`() async throws {
    let server = try AnswerServer { request in
      if request.line.hasPrefix("DELETE") { return AnswerServer.json("200 OK", "{}") }
      return request.line.contains("after=c1")
        ? AnswerServer.json("200 OK", #"{"rows":[{"id":3}]}"#)
        : AnswerServer.json("200 OK", #"{"rows":[{"id":1},{"id":2}],"next":"c1"}"#)
    }
    let scene = try scene(
      server,
      """
      steps: [{step: people, method: GET, path: /find, query: {u: "{identifier}"}, pages: {cursor: next, send: after}, finds: {path: rows, values: {id: id}}}]
      delete: {method: DELETE, path: "/people/{people.id}", for-each: people}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """)
    let (report, _) = try await run(scene, scene.order(["u-1"]))
    #expect(report.standings == [0: Self.deleted])
    #expect(
      server.received.map(\.line) == [
        "GET /find?u=u-1", "GET /find?u=u-1&after=c1", "DELETE /people/1", "DELETE /people/2", "DELETE /people/3",
      ])
  }

  @Test func `three lists, and the same people leave each`() async throws {
    let server = try AnswerServer { request in
      request.line == "GET /lists"
        ? AnswerServer.json("200 OK", #"[{"id":1},{"id":2},{"id":3}]"#) : AnswerServer.json("200 OK", #"{"n":2}"#)
    }
    let scene = try scene(
      server,
      """
      batch: {items: 2}
      steps: [{step: lists, method: GET, path: /lists, once: 1h, finds: {path: ., values: {id: id}}}]
      delete: {method: POST, path: "/lists/{lists.id}", for-each: lists, body: {json: {u: {each: user-id}}}}
      answer: {success: {status: [200]}, count: {path: n}, accepted: true}
      """)
    let channel = try scene.api()
    for batch in [["a", "b"], ["c", "d"]] {
      var order = scene.order(batch)
      var report = try await channel.send(order)
      while case .sent(.proceeding) = report.finding {
        order.memory = report.memory
        report = try await channel.send(order)
      }
      #expect(report.finding == .sent(.accepted(Acceptance(grade: .acceptedUnsigned))))
    }
    #expect(server.count("GET /lists") == 1)
    #expect((1...3).map { server.count("POST /lists/\($0)") } == [2, 2, 2])
  }

  @Test func `upload, then apply what was uploaded`() async throws {
    let server = try AnswerServer { request in
      request.line == "POST /upload"
        ? AnswerServer.json("200 OK", #"{"file":"f-9"}"#) : AnswerServer.json("200 OK", "{}")
    }
    let scene = try scene(
      server,
      """
      batch: {items: 10}
      steps: [{step: upload, method: POST, path: /upload, body: {json: {ids: {each: user-id}}}, finds: {path: ., values: {file: file}}}]
      delete: {method: POST, path: /apply, body: {json: {file: "{upload.file}", action: REMOVE}}}
      answer: {success: {status: [200]}, accepted: true}
      """)
    let (report, _) = try await run(scene, scene.order(["a", "b"]))
    #expect(report.finding == .sent(.accepted(Acceptance(grade: .acceptedUnsigned))))
    #expect(server.received.last?.text.hasSuffix(#"{"file":"f-9","action":"REMOVE"}"#) == true)
  }

  @Test func `slices with jobs asked about by POST end when the last one is done`() async throws {
    let number = Mutex(0)
    let server = try AnswerServer { request in
      if request.line == "POST /status" { return AnswerServer.json("200 OK", #"{"state":"done"}"#) }
      return AnswerServer.json("202 Accepted", #"{"task":"t\#(number.withLock { $0 += 1; return $0 })"}"#)
    }
    var scene = try scene(
      server,
      """
      slices: 24h
      delete: {method: POST, path: /run, body: {json: {q: "u == {identifier|quote}", from: "{from}", to: "{to}"}}}
      answer: {success: {status: [202]}, job: {path: task}}
      poll: {method: POST, path: /status, body: {json: {task: "{job}"}}, first: 1h, every: 1h, give-up: 9d, state: {path: state, pending: [running], done: [done]}}
      """)
    scene.selector.from = noon
    scene.selector.to = noon + .hours(60)
    let (report, order) = try await run(scene, scene.order(["u-1"]))
    guard case .sent(.accepted(let acceptance)) = report.finding else {
      Issue.record("\(report.finding)")
      return
    }
    #expect(acceptance.job == order.memory)
    #expect(server.count("POST /run") == 3)
    let end = try await askAll(scene, order)
    #expect(server.count("POST /status") == 3)
    #expect(end.standings == [0: Self.deleted])
  }

  @Test func `one job for each subject`() async throws {
    let server = try AnswerServer { request in
      switch request.line {
      case "POST /jobs": AnswerServer.json("201 Created", #"{"jobs":[{"id":"ja"},{"id":"jb"}]}"#)
      case "GET /jobs/ja": AnswerServer.json("200 OK", #"{"s":"complete"}"#)
      case _: AnswerServer.json("200 OK", #"{"s":"none"}"#)
      }
    }
    let scene = try scene(
      server,
      """
      batch: {items: 10}
      delete: {method: POST, path: /jobs, body: {json: {u: {each: user-id}}}}
      answer: {success: {status: [201]}, jobs: {path: jobs, id: id, by: index}}
      poll: {method: GET, path: "/jobs/{job}", first: 1h, every: 1h, give-up: 9d, state: {path: s, pending: [processing], done: [complete], not-found: [none]}}
      """)
    let (_, order) = try await run(scene, scene.order(["a", "b"]))
    #expect(try await askAll(scene, order).standings == [0: Self.deleted, 1: Self.notFound])
  }

  @Test func `a subject is told by each of its lanes, and a lost answer is made again only there`() async throws {
    let losses = Mutex(1)
    let server = try AnswerServer { request in
      if request.line.hasPrefix("DELETE /mails"),
        losses.withLock({
          $0 -= 1; return $0 >= 0
        })
      {
        return "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"
      }
      return AnswerServer.json(request.line.hasPrefix("DELETE /users") ? "404 Not Found" : "200 OK", "{}")
    }
    let scene = try scene(
      server,
      """
      delete: {method: DELETE, path: {by-lane: {user: "/users/{identifier}", mail: "/mails/{identifier}"}}}
      answer: {success: {status: [200]}, done: {outcome: deleted}, not-found: {status: [404]}}
      """, takes: "[{lane: user, identifiers: [user-id]}, {lane: mail, identifiers: [email]}]", more: "tells: every")
    #expect(scene.entry.tellingLanes.map(\.name) == ["user+mail", "user", "mail"])
    var order = scene.order(["u"])
    order.lane = scene.entry.lane(for: [.userID, .email, .phone])?.name
    order.items = [BatchItem(subject: 0, values: [.userID: Array("u".utf8), .email: Array("m@x.example".utf8)])]
    let first = try await run(scene, order)
    guard case .sent(.notSent) = first.report.finding else {
      // The answer began and broke off: nobody knows whether it was done.
      guard case .sent(.lost) = first.report.finding else {
        Issue.record("\(first.report.finding)")
        return
      }
      let (report, _) = try await run(scene, first.order)
      #expect(report.standings == [0: Self.deleted])
      #expect(
        server.received.map(\.line).map { String($0.prefix(13)) } == [
          "DELETE /users", "DELETE /mails", "DELETE /mails",
        ])
      return
    }
    Issue.record("a deletion whose answer broke off is in doubt")
  }

  @Test func `a question that gets no answer is not in doubt, even where nothing may be repeated`() async throws {
    let server = try AnswerServer { _ in "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{" }
    let scene = try scene(
      server,
      """
      steps: [{step: people, method: GET, path: /find, query: {u: "{identifier}"}, finds: {path: rows, values: {id: id}}}]
      delete: {method: DELETE, path: "/people/{people.id}", for-each: people}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """, terms: "in-doubt: never-repeat")
    let report = try await scene.api().send(scene.order(["u"]))
    if case .sent(.notSent) = report.finding {} else { Issue.record("\(report.finding)") }
  }

  @Test func `a memory that cannot be read stops before anything is sent`() async throws {
    let server = try AnswerServer { _ in AnswerServer.json("200 OK", #"{"rows":[{"id":1}]}"#) }
    let scene = try scene(
      server,
      """
      steps: [{step: people, method: GET, path: /find, query: {u: "{identifier}"}, finds: {path: rows, values: {id: id}}}]
      delete: {method: DELETE, path: "/people/{people.id}", for-each: people}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """)
    var order = scene.order(["u"])
    order.memory = [1, 2, 3]
    #expect(throws: PrepareFailure.unusable(Reason("memory-unreadable"))) { try scene.api().prepare(order) }
    #expect(server.received.isEmpty)
  }

  @Test(arguments: [("200 OK", "still-there"), ("404 Not Found", "")])
  func `a look-up shows whether the subject is still there`(_ status: String, _ reason: String) async throws {
    let server = try AnswerServer { _ in AnswerServer.json(status, "{}") }
    let scene = try scene(
      server,
      """
      delete: {method: DELETE, path: "/people/{identifier}"}
      answer: {success: {status: [202]}, accepted: true}
      probe: {method: GET, path: "/people/{identifier}", there: {status: [200]}, gone: {status: [404]}, sample: 5}
      """)
    #expect(scene.entry.terms.probe?.sample == 5)
    var order = scene.order(["u"])
    order.purpose = .probe
    order.memory = Array("look-up".utf8)
    let report = await ask(scene, order)
    let wanted: Item.Standing =
      reason.isEmpty ? .settled(.deleted, .verifiedByProbe, nil) : .needsPerson(Reason(reason))
    #expect(report.standings == [0: wanted])
    #expect(server.received.map(\.line) == ["GET /people/u"])
  }
}
