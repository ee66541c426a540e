import Testing
import Workflow

@testable import Catalogue

/// What a dispatch remembers, and what must never be repeated or confused.
@Suite struct FlowMemoryTests {
  private static let api = """
    steps:
      - step: people
        method: GET
        path: /find
        query: {u: "{identifier}"}
        finds: {path: rows, values: {id: id}}
    delete: {method: DELETE, path: "/p/{people.id}", for-each: people}
    answer: {success: {status: [200]}, done: {outcome: deleted}}
    """

  private var position: FlowPosition {
    var position = FlowPosition(calls: 2, items: 3, active: [0, 1, 2])
    (position.slice, position.round, position.call, position.row, position.sub) = (5, 2, 1, 300, 7)
    position.page = Array("c\u{0}1".utf8)
    position.seen = [.max, 0, 1 << 63]
    position.found = [[FlowRow(values: [nil, [], Array("ä".utf8)], owners: [2], parent: 0)], []]
    position.active = [0, 2]
    position.base = [2]
    (position.hasStranger, position.isAsking, position.wantsResult) = (true, false, true)
    position.marks = [.deleted, nil, .contradiction]
    position.jobs = [
      FlowPosition.Job(
        reference: [1, 2], positions: [0, 1], lane: 1, rows: [0: FlowRow(values: [[9]], owners: nil, parent: nil)])
    ]
    return position
  }

  @Test func `a position comes back as it was`() throws {
    let memory = try position.encoded(for: [7, 7])
    let back = try FlowPosition(memory: memory, for: [7, 7], calls: 2, lanes: 2, items: 3)
    #expect(back == position)
    #expect(memory.first == 1)
  }

  @Test func `another dispatch's memory is not taken for one's own`() throws {
    let memory = try position.encoded(for: [7, 7])
    #expect(try FlowPosition(memory: memory, for: [7, 8], calls: 2, lanes: 2, items: 3) == nil)
  }

  @Test func `no cut or changed memory stops the program, and a cut one is never read`() throws {
    let memory = try position.encoded(for: [7, 7])
    for length in memory.indices {
      #expect(throws: FlowPosition.MemoryError.self) {
        guard try FlowPosition(memory: Array(memory[..<length]), for: [7, 7], calls: 2, lanes: 2, items: 3) != nil
        else {
          throw FlowPosition.MemoryError.unreadable
        }
      }
    }
    for place in memory.indices {
      for byte in [UInt8(0), 0x7F, 0xFF] {
        var changed = memory
        changed[place] = byte
        _ = try? FlowPosition(memory: changed, for: [7, 7], calls: 2, lanes: 2, items: 3)
      }
    }
  }

  @Test func `a memory that cannot be read stops the dispatch instead of beginning anew`() throws {
    var talk = try FlowTalk(Self.api)
    _ = try talk.once { _ in (200, #"{"rows":[{"id":1}]}"#) }
    talk.memory = talk.memory.map { Array($0.dropLast()) }
    talk.sent = []
    #expect(throws: FlowMemoryUnreadable.self) { try talk.once { _ in (200, "{}") } }
    #expect(talk.sent.isEmpty)
  }

  @Test func `half of a batch begins its own flow from the start`() throws {
    var talk = try FlowTalk(Self.api, users: ["a"])
    _ = try talk.once { _ in (200, #"{"rows":[{"id":1},{"id":2}]}"#) }
    talk.items = [Sample.user("b", 77)]
    _ = try talk.once { _ in (200, #"{"rows":[]}"#) }
    #expect(talk.sent == ["GET /find?u=a", "GET /find?u=b"])
  }

  @Test func `no answered call is ever made again, wherever the program is killed`() throws {
    var talk = try FlowTalk(Self.api)
    let reply: (String) -> FlowTalk.Reply = { line in
      line.hasPrefix("GET") ? (200, #"{"rows":[{"id":1},{"id":2},{"id":3}]}"#) : (200, "{}")
    }
    let end = try talk.run(reply)
    #expect(Set(talk.sent).count == talk.sent.count)
    #expect(end.standings == [10: deletedStanding])
  }

  @Test func `a batch refused for one subject is cut, and a subject that stands alone is for a person`() throws {
    let api = """
      batch: {items: 10}
      delete: {method: POST, path: /d, body: {json: {u: {each: user-id}}}}
      answer: {success: {status: [200]}, bisect: {status: [422]}, done: {outcome: deleted}}
      """
    let many = try FlowTalk(api, users: ["a", "b"])
    func judge(_ talk: FlowTalk, _ items: [BatchItem]) throws -> Verdict {
      talk.route.judge(
        status: 422, headers: AnswerHeaders(), body: [], items: try talk.route.sent(lane: "user", items: items),
        now: Sample.facts.now)
    }
    #expect(try judge(many, many.items) == .cut(Reason("refused-for-one")))
    #expect(try judge(many, [many.items[0]]) == .rejected(Reason("refused-by-partner")))
  }

  @Test func `those whom the answer names are left out, and the rest goes again at once`() throws {
    var talk = try FlowTalk(
      """
      batch: {items: 10}
      idempotency: {header: Key}
      delete: {method: POST, path: /d, body: {json: {u: {each: user-id}}}}
      answer:
        success: {status: [200]}
        bad-items: {when: {status: [400]}, path: errors, key: value, identifier: user-id}
        done: {outcome: deleted}
      """, users: ["a", "b", "c"])
    let verdict = try talk.run { line in
      line.contains(#""b""#) ? (400, #"{"errors":[{"value":"b"}]}"#) : (200, "{}")
    }
    #expect(talk.sent == [#"POST /d {"u":["a","b","c"]}"#, #"POST /d {"u":["a","c"]}"#])
    #expect(Set(talk.keys).count == 2)
    #expect(
      verdict.standings == [
        10: deletedStanding, 11: .needsPerson(Reason("refused-by-partner")), 12: deletedStanding,
      ])
  }

  @Test func `examples of faults say nothing of those they do not name`() throws {
    let api = """
      batch: {items: 10}
      delete: {method: POST, path: /d, body: {json: {u: {each: user-id}}}}
      answer: {success: {status: [200]}, items: {by: {sample: {path: bad, key: u, identifier: user-id}}, listed: refused, default: deleted}}
      """
    let talk = try FlowTalk(api, users: ["a", "b"])
    func judge(_ body: String) throws -> [Int: Item.Standing] {
      talk.route.judge(
        status: 200, headers: AnswerHeaders([("Content-Type", Array("application/json".utf8))]),
        body: Array(body.utf8), items: try talk.route.sent(lane: "user", items: talk.items), now: Sample.facts.now
      ).standings
    }
    #expect(try judge("{}") == [:])
    #expect(try judge(#"{"bad":[]}"#) == [10: deletedStanding, 11: deletedStanding])
    #expect(
      try judge(#"{"bad":[{"u":"a"}]}"#) == [
        10: .settled(.refused, .acceptedUnsigned, Reason("refused-by-partner")),
        11: .inDoubt(Reason("missing-item")),
      ])
  }

  @Test(arguments: [
    ("in-doubt", Verdict.lost(Reason("count-differs"))), ("person", .rejected(Reason("count-differs"))),
    ("bisect", .cut(Reason("count-differs"))),
  ])
  func `a number that differs, or one invalid subject, is never a deletion`(_ word: String, _ verdict: Verdict) throws {
    let talk = try FlowTalk(
      """
      batch: {items: 10}
      delete: {method: POST, path: /d, body: {json: {u: {each: user-id}}}}
      answer: {success: {status: [200]}, count: {path: n, differs: \(word)}, invalid: {path: bad}, done: {outcome: deleted}}
      """, users: ["a", "b"])
    func judge(_ body: String) throws -> Verdict {
      talk.route.judge(
        status: 200, headers: AnswerHeaders([("Content-Type", Array("application/json".utf8))]),
        body: Array(body.utf8), items: try talk.route.sent(lane: "user", items: talk.items), now: Sample.facts.now)
    }
    #expect(try judge(#"{"n":1,"bad":0}"#) == verdict)
    #expect(try judge(#"{"n":2,"bad":1}"#) == verdict)
    #expect(try judge(#"{"n":2}"#) == verdict)
    #expect(try judge(#"{"n":2,"bad":0}"#).standings == [10: deletedStanding, 11: deletedStanding])
  }

  @Test(arguments: [
    ("https://acme.example/x?page=2", "GET /x?page=2"), ("/x?page=2", "GET /x?page=2"),
    ("https://acme.example.evil/x", ""), ("https://evil.example/x", ""), ("//evil.example/x", ""),
    ("https://acme.example@evil.example/x", ""), ("http://acme.example/x", ""),
  ])
  func `a next page may not leave the host`(_ link: String, _ wanted: String) throws {
    var talk = try FlowTalk(
      Self.api.replacing("    finds:", with: "    pages: {link: next}\n    finds:"))
    _ = try talk.once { _ in (200, #"{"rows":[{"id":1}],"next":"\#(link)"}"#) }
    if wanted.isEmpty {
      #expect(throws: RenderFailure.self) { try talk.once { _ in (200, "{}") } }
      #expect(talk.sent.count == 1)
    } else {
      _ = try talk.once { _ in (200, #"{"rows":[]}"#) }
      #expect(talk.sent.last == wanted)
    }
  }
}
