import Catalogue
import Channels
import Crypto
import Foundation
import Testing
import Workflow

/// What leaves, and what is kept of it.
@Suite struct ApiBytesTests {
  private static let answer = AnswerServer.json("200 OK", #"{"fine":true}"#, "X-Trace: 7f\r\n")

  @Test func `the evidence holds the exact bytes of both directions`() async throws {
    let server = try AnswerServer { _ in Self.answer }
    let scene = try Scene(Entries.plain(server.host))
    let report = try await scene.api().send(scene.order(["u-1", "u-2"]))
    #expect(
      report.standings == [0: .settled(.deleted, .claimedUnsigned, nil), 1: .settled(.deleted, .claimedUnsigned, nil)])
    #expect(report.file("request") == server.received.first?.bytes)
    #expect(report.text("response") == Self.answer)
    #expect(report.evidence.map(\.name) == ["request", "response"])
  }

  @Test func `the body announced before sending is the body that arrives`() async throws {
    let server = try AnswerServer { _ in Self.answer }
    let scene = try Scene(Entries.plain(server.host))
    let channel = try scene.api()
    let order = scene.order(["u-1"])
    let announced = try channel.prepare(order).bodyHash
    _ = try await channel.send(order)
    let body = #"{"at":"2022-12-06T12:00:00Z","ids":["u-1"]}"#
    #expect(server.received.first?.text.hasSuffix("\r\n\r\n" + body) == true)
    #expect(announced == Array(SHA256.hash(data: Array(body.utf8))))
  }

  @Test func `every attempt of an order prepares the same body, and another order another one`() throws {
    let scene = try Scene(Entries.plain("http://127.0.0.1:1"))
    let channel = try scene.api()
    var order = scene.order(["u-1"])
    let first = try channel.prepare(order).bodyHash
    order.now = noon + .days(3)
    scene.clock.advance(.days(3))
    #expect(try channel.prepare(order).bodyHash == first)
    #expect(try scene.api().prepare(order).bodyHash == first)
    order.issuedAt = noon + .days(1)
    #expect(try channel.prepare(order).bodyHash != first)
    #expect(try channel.prepare(scene.order(["u-2"])).bodyHash != first)
  }

  @Test func `a selector goes out without anybody's name`() async throws {
    let server = try AnswerServer { _ in AnswerServer.json("200 OK", "{}") }
    var scene = try Scene(
      """
      id: by-url
      name: By Address
      confidence: confirmed
      sources: ["simulated"]
      route: api
      scope: selector
      deletes: [all]
      terms: {in-doubt: safe-to-repeat}
      api:
        host: \(server.host)
        delete: {method: POST, path: /by-url, body: {json: {urls: {each: selector.urls}, since: "{from.date}"}}}
        answer: {success: {status: [200]}, accepted: true}
      """)
    scene.selector = RequestFacts.Selector(urls: ["https://notice.example/ack/*"], from: noon, to: noon)
    var order = scene.order([])
    order.lane = nil
    let report = try await scene.api().send(order)
    #expect(report.finding == .sent(.accepted(Acceptance(grade: .acceptedUnsigned))))
    #expect(
      report.text("request")?.hasSuffix(#"{"urls":["https://notice.example/ack/*"],"since":"2022-12-06"}"#) == true)
  }

  @Test func `a missing secret stops the order before anything is sent`() async throws {
    try await withPartners { partners in
      let scene = try Scene(Entries.batch(partners.httpPort), environment: ["BATCH_TOKEN": ""])
      let channel = try scene.api()
      #expect(throws: PrepareFailure.unusable(Reason("secret-missing"))) { try channel.prepare(scene.order(["u-1"])) }
      #expect(partners.received().isEmpty)
    }
  }

  @Test func `too many people for one call ask for a smaller batch`() throws {
    let scene = try Scene(Entries.plain("http://127.0.0.1:1"))
    let people = (0..<11).map { "u-\($0)" }
    let channel = try scene.api()
    #expect(throws: PrepareFailure.tooLarge) { try channel.prepare(scene.order(people)) }
    #expect(throws: Never.self) { try channel.prepare(scene.order(people.dropLast())) }
  }

  @Test(arguments: [
    "csv: {columns: [user-id]}", "csv: {columns: [{name: id, value: \"{identifier}\"}]}", "lines: {each: user-id}",
    "lines: {each: user-id, write: \"x{value}\"}",
  ])
  func `a value that would end a row is its subject's fault: the others do not wait for it`(_ body: String) throws {
    let entry = Entries.batch(1)
      .replacing("body: {json: {user_ids: {each: user-id}}}", with: "body: {text: {type: text/plain, \(body)}}")
    try #require(entry.contains(body))
    let scene = try Scene(entry, environment: ["BATCH_TOKEN": "t"])
    let channel = try scene.api()
    let whole = #expect(throws: PrepareFailure.self) { try channel.prepare(scene.order(["u-1", "u\u{2028}2", "u-3"])) }
    guard case .oneIsUnusable(let reason) = whole else {
      Issue.record("not one subject's fault: \(String(describing: whole))")
      return
    }
    #expect(reason.code.hasPrefix("cannot-be-written.quoting."))
    #expect(throws: Never.self) { try channel.prepare(scene.order(["u-1", "u-3"])) }
  }

  @Test(
    arguments: [
      ([], nil), ([""], "empty"), (["u-1", ""], "empty"), (["u\r\n1"], "control"), (["*"], "wildcard"),
    ] as [([String], String?)])
  func `nobody, an empty value, a line end or a wildcard is never sent, and why is told without the value`(
    people: [String], why: String?
  ) throws {
    let scene = try Scene(Entries.plain("http://127.0.0.1:1"))
    let channel = try scene.api()
    // A value at fault is its subject's, so that the others of the batch can go on.
    let wanted =
      why.map { PrepareFailure.oneIsUnusable(Reason("cannot-be-written.\($0).user-id")) }
      ?? .unusable(Reason("cannot-be-written"))
    #expect(throws: wanted) { try channel.prepare(scene.order(people)) }
  }

  @Test func `a lane that the partner does not have is never sent`() throws {
    let scene = try Scene(Entries.plain("http://127.0.0.1:1"))
    var order = scene.order(["u-1"])
    order.lane = "device"
    let channel = try scene.api()
    #expect(throws: PrepareFailure.unusable(Reason("cannot-be-written"))) { try channel.prepare(order) }
  }

  @Test func `bytes prepared by another channel are not sent`() async throws {
    let server = try AnswerServer { _ in Self.answer }
    let scene = try Scene(Entries.plain(server.host))
    let channel = try scene.api()
    let report = await withCheckedContinuation { waiter in
      channel.transmit(Prepared(bodyHash: [], content: "foreign"), scene.order(["u-1"])) {
        waiter.resume(returning: $0)
      }
    }
    #expect(report.finding == .sent(.rejected(Reason("cannot-be-written"))))
    #expect(server.received.isEmpty)
  }

  @Test func `a call under way when the channel closes still brings its report`() async throws {
    let server = try AnswerServer { _ in nil }
    let scene = try Scene(Entries.plain(server.host))
    let channel = try scene.api()
    async let answer = channel.send(scene.order(["u-1"]))
    while server.received.isEmpty { await Task.yield() }
    channel.close(grace: .zero)
    let report = try await answer
    #expect(report.finding == .sent(.lost(Reason("shut-down"))))
    #expect(report.file("request") == server.received.first?.bytes)
  }

  @Test func `a person's task transmits nothing and knows nothing`() async throws {
    let task = PersonsTask()
    let order = try Scene(Entries.plain("http://127.0.0.1:1")).order(["u-1"])
    #expect(throws: PrepareFailure.unusable(Reason("portal-task"))) { try task.prepare(order) }
    let report = await withCheckedContinuation { waiter in
      task.transmit(Prepared(bodyHash: [], content: 0), order) { waiter.resume(returning: $0) }
    }
    #expect(report.finding == .sent(.rejected(Reason("portal-task"))))
    #expect(report.evidence.isEmpty)
    #expect(await task.ask(nil, order).finding == .asked(.unknown(Reason("portal-task"))))
  }
}
