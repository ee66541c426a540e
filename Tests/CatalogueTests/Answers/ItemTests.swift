import Testing
import Workflow

@testable import Catalogue

/// Subjects sent = subjects in all standings, always.
@Suite struct ItemTests {
  private func judge(_ by: String, _ body: String, count: Int = 3, missing: String = "in-doubt", state: String? = nil)
    throws -> Verdict
  {
    let state =
      state ?? "state: {path: s, deleted: [ok], not-found: [none], retry: [later], refused: [no], accepted: [queued]}"
    let rule = "{success: {status: [200]}, missing-items: \(missing), items: {path: r, by: \(by), \(state)}}"
    return try AcceptanceTests.judge(rule, 200, body, items: count)
  }

  private func item(_ subjects: [Int], _ standing: Item.Standing) -> Item {
    Item(subjects: SubjectRanges(indices: subjects), standing: standing)
  }

  private let deleted = Item.Standing.settled(.deleted, .claimedUnsigned, nil)

  @Test func `by index, each state has its standing`() throws {
    let body = #"{"r":[{"s":"ok"},{"s":"none"},{"s":"later"},{"s":"no"},{"s":"queued"},{"s":"what"}]}"#
    #expect(
      try judge("index", body, count: 7)
        == .items([
          item([11], .settled(.notFound, .claimedUnsigned, nil)), item([10], deleted),
          item([13], .settled(.refused, .acceptedUnsigned, Reason("refused-by-partner"))),
          item([12], .tryAgain(Reason("partner-asks-again"))), item([14], .accepted(.acceptedUnsigned)),
          item([16], .inDoubt(Reason("missing-item"))), item([15], .needsPerson(Reason("unknown-state"))),
        ]))
  }

  @Test func `by key, the order does not matter and nobody is lost`() throws {
    let by = "{key: id, identifier: user-id}"
    #expect(
      try judge(by, #"{"r":[{"id":"u2","s":"ok"},{"id":"u0","s":"ok"}]}"#)
        == .items([item([10, 12], deleted), item([11], .inDoubt(Reason("missing-item")))]))
  }

  @Test func `two words about one subject that contradict each other need a person`() throws {
    let by = "{key: id, identifier: user-id}"
    #expect(
      try judge(by, #"{"r":[{"id":"u0","s":"ok"},{"id":"u0","s":"no"}]}"#, count: 1)
        == .items([item([10], .needsPerson(Reason("contradicting-items")))]))
    #expect(
      try judge(by, #"{"r":[{"id":"u0","s":"ok"},{"id":"u0","s":"ok"}]}"#, count: 1) == .items([item([10], deleted)]))
  }

  @Test(arguments: [
    ("index", #"{"r":[{"s":"ok"},{"s":"ok"},{"s":"ok"},{"s":"ok"}]}"#),
    ("{key: id, identifier: user-id}", #"{"r":[{"id":"stranger","s":"ok"}]}"#),
    ("{members: user-id}", #"{"r":{"stranger":{"s":"ok"}}}"#), ("{index-field: n}", #"{"r":[{"n":3,"s":"ok"}]}"#),
    ("{index-field: n}", #"{"r":[{"n":-1,"s":"ok"}]}"#),
  ])
  func `an answer about somebody we never sent stops the partner`(_ by: String, _ body: String) throws {
    #expect(try judge(by, body) == .halted(Reason("unknown-item")))
  }

  @Test(arguments: [
    ("index", #"{"r":{}}"#), ("index", #"{"r":"ok"}"#), ("index", "{}"), ("index", #"{"r":[{"s":[]}]}"#),
    ("index", #"{"r":[1]}"#), ("{members: user-id}", #"{"r":["x"]}"#),
    ("{key: id, identifier: user-id}", #"{"r":[{"s":"ok"}]}"#),
    ("{index-field: n}", #"{"r":[{"n":"x","s":"ok"}]}"#),
  ])
  func `an answer of another shape is in doubt`(_ by: String, _ body: String) throws {
    #expect(try judge(by, body) == .lost(Reason("unreadable-answer")))
  }

  @Test func `an empty list where members were expected names nobody`() throws {
    let only = "{members: user-id}"
    #expect(
      try judge(only, #"{"r":[]}"#, missing: "deleted", state: "listed: refused")
        == .items([item([10, 11, 12], deleted)]))
    #expect(try judge(only, "{}", missing: "deleted", state: "listed: refused") == .lost(Reason("unreadable-answer")))
    #expect(
      try judge(only, "{}", missing: "accepted", state: "absent: none, listed: refused")
        == .accepted(Acceptance(grade: .acceptedUnsigned)))
  }

  @Test func `all accepted is an acceptance`() throws {
    let body = #"{"r":[{"s":"queued"},{"s":"queued"},{"s":"queued"}]}"#
    #expect(try judge("index", body) == .accepted(Acceptance(grade: .acceptedUnsigned)))
  }

  @Test func `where only failures are listed, silence means what the entry says`() throws {
    let failures = #"{"r":[{"n":1}]}"#
    let refused = Item.Standing.settled(.refused, .acceptedUnsigned, Reason("refused-by-partner"))
    #expect(
      try judge("{index-field: n}", failures, missing: "deleted", state: "listed: refused")
        == .items([item([10, 12], deleted), item([11], refused)]))
    #expect(
      try judge("{index-field: n}", failures, missing: "accepted", state: "listed: refused")
        == .items([item([11], refused), item([10, 12], .accepted(.acceptedUnsigned))]))
    #expect(
      try judge("{index-field: n}", #"{"r":[]}"#, missing: "accepted", state: "listed: refused")
        == .accepted(Acceptance(grade: .acceptedUnsigned)))
  }

  @Test func `members named by the identifier are matched, and people who share it share its state`() throws {
    let api = try Sample.api(
      batch: "{items: 9}", delete: "{method: POST, path: /d, body: {json: {ids: {each: user-id}}}}",
      answer:
        "{success: {status: [200]}, items: {path: \".\", by: {members: user-id}, state: {path: \".\", deleted: [gone]}}}"
    )
    let sent = [1, 2, 3].map { SentItem(subject: $0, values: [.userID: Array(($0 == 3 ? "b" : "a").utf8)]) }
    let verdict = api.judge(
      status: 200, headers: AnswerHeaders(), body: Array(#"{"a":"gone"}"#.utf8), items: sent, now: Sample.facts.now)
    #expect(verdict == .items([item([1, 2], deleted), item([3], .inDoubt(Reason("missing-item")))]))
  }

  @Test func `a subject sent twice has one standing, the one that needs the most care`() throws {
    let api = try Sample.api(
      batch: "{items: 9}", delete: "{method: POST, path: /d, body: {json: {ids: {each: user-id}}}}",
      answer:
        "{success: {status: [200]}, items: {path: \".\", by: index, state: {path: s, deleted: [ok], retry: [later]}}}")
    let sent = ["a", "b"].map { SentItem(subject: 5, values: [.userID: Array($0.utf8)]) }
    let verdict = api.judge(
      status: 200, headers: AnswerHeaders(), body: Array(#"[{"s":"later"},{"s":"ok"}]"#.utf8), items: sent,
      now: Sample.facts.now)
    #expect(verdict == .items([item([5], .tryAgain(Reason("partner-asks-again")))]))
  }

  @Test(arguments: 0..<200)
  func `whatever the answer says, each subject is accounted for exactly once`(seed: Int) throws {
    var state = UInt64(seed &* 7919 &+ 17)
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let count = 1 + next(6)
    let words = ["ok", "none", "later", "no", "queued", "what"]
    let rows = (0..<next(count + 1)).map { _ in #"{"id":"u\#(next(count))","s":"\#(words[next(6)])"}"# }
    let verdict = try judge("{key: id, identifier: user-id}", "{\"r\":[\(rows.joined(separator: ","))]}", count: count)
    guard case .items(let items) = verdict else {
      #expect(verdict == .accepted(Acceptance(grade: .acceptedUnsigned)))
      return
    }
    #expect(items.flatMap { Array($0.subjects.indices) }.sorted() == Array(10..<(10 + count)))
  }
}
