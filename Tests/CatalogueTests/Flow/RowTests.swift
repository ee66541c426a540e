import Testing
import Workflow

@testable import Catalogue

/// How many rows a call may list or find, and where a list ends.
@Suite struct RowTests {
  private static let search =
    "- {step: hits, method: GET, path: /hits, query: {who: \"{identifier}\"}, finds: {path: r, values: {id: id}"

  @Test func `rows are cut by their own number, not by that of the people`() throws {
    var talk = try FlowTalk(
      """
      batch: {items: 1, rows: 3}
      steps:
        \(RowTests.search)}}
      delete: {method: POST, path: /d, body: {form: {"v[{index}]": {repeat: hits.id}}}}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """)
    let rows = (1...5).map { #"{"id":\#($0)}"# }.joined(separator: ",")
    let verdict = try talk.run { $0.hasPrefix("GET") ? (200, #"{"r":[\#(rows)]}"#) : (200, "{}") }
    #expect(
      talk.sent.dropFirst() == [
        "POST /d v%5B0%5D=1&v%5B1%5D=2&v%5B2%5D=3", "POST /d v%5B0%5D=4&v%5B1%5D=5",
      ])
    #expect(verdict.standings == [10: deletedStanding])
  }

  @Test func `'rows' without a call that lists rows is refused`() {
    let mistakes = FlowTalk.mistakes(
      """
      batch: {items: 5, rows: 3}
      delete: {method: POST, path: /d, body: {json: {ids: {each: user-id}}}}
      answer: {success: {status: [200]}, accepted: true}
      """)
    #expect(mistakes.count == 1 && mistakes[0].contains("'batch.rows' has no meaning"), "\(mistakes)")
  }

  @Test(arguments: [(2, true), (3, false)])
  func `more rows than one person can have are for a person, and nothing is deleted`(_ rows: Int, _ fits: Bool) throws {
    var talk = try FlowTalk(
      """
      steps:
        \(RowTests.search), at-most: 2}}
      delete: {method: DELETE, path: "/d/{hits.id}", for-each: hits}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """)
    let list = (1...rows).map { #"{"id":\#($0)}"# }.joined(separator: ",")
    let verdict = try talk.run { $0.hasPrefix("GET") ? (200, #"{"r":[\#(list)]}"#) : (200, "{}") }
    #expect((verdict.standings == [10: deletedStanding]) == fits)
    #expect((verdict == .rejected(Reason("too-many-rows-of-one"))) == !fits)
    #expect(talk.sent.contains { $0.hasPrefix("DELETE") } == fits)
  }

  @Test(arguments: [("", 1), (", until: empty", 3)])
  func `a page that is not full is the last, unless only an empty one is`(_ until: String, _ pages: Int) throws {
    var talk = try FlowTalk(
      """
      steps:
        \(RowTests.search)}, pages: {offset: 0, send: from, size: 100\(until)}}
      delete: {method: DELETE, path: "/d/{hits.id}", for-each: hits}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """)
    _ = try talk.run { line in
      if line.contains("from=0") { return (200, #"{"r":[{"id":1},{"id":2}]}"#) }
      return (200, line.contains("from=2") ? #"{"r":[{"id":3}]}"# : #"{"r":[]}"#)
    }
    #expect(talk.sent.count { $0.hasPrefix("GET") } == pages)
    #expect(talk.sent.count { $0.hasPrefix("DELETE") } == (pages == 1 ? 2 : 3))
  }

  @Test func `a query that looks at the first row of a list is refused, as it may be another's`() {
    func mistakes(_ query: String) -> [String] {
      FlowTalk.mistakes(
        """
        delete: {method: POST, path: "/d/{key}", body: {json: {id: "{identifier}"}}}
        answer: {success: {status: [200]}, accepted: true}
        query: {method: GET, path: /d, query: {key: "{key}"}, \(query)}
        """, terms: "in-doubt: query-first")
    }
    let first = mistakes("state: {path: 0.state, done: [done]}")
    #expect(first.count == 1 && first[0].contains("'query' looks at '0.state'"), "\(first)")
    #expect(mistakes("done-when: {path: jobs.0.end, present: true}").count == 1)
    #expect(mistakes("find: {path: \".\", key: id}, state: {path: state, done: [done]}") == [])
  }

  @Test func `a selector's step may list its pages, and its parameter may hold the window`() throws {
    var talk = try FlowTalk(
      """
      steps:
        - step: visits
          method: GET
          path: /find
          query: {segment: {each: selector.urls, write: "page=@{value|matomo}", join: ",", after: ";from>={from.date};to<={to.date}"}}
          finds: {path: ".", values: {id: id}}
      delete: {method: DELETE, path: "/visits/{visits.id}", for-each: visits}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
      """, takes: "", more: "scope: selector")
    (talk.lane, talk.items) = (nil, [])
    let verdict = try talk.run { $0.hasPrefix("GET") ? (200, #"[{"id":4}]"#) : (200, "{}") }
    let segment = try #require(talk.sent.first)
    #expect(segment.hasPrefix("GET /find?segment=page%3D%40https%253A"), "\(segment)")
    #expect(segment.hasSuffix("%2Cpage%3D%40%252Fb%3Bfrom%3E%3D2022-12-01%3Bto%3C%3D2022-12-06"), "\(segment)")
    #expect(verdict == .items([Item(subjects: SubjectRanges(), standing: deletedStanding)]))
    #expect(talk.sent.last == "DELETE /visits/4")
  }

  @Test func `what stands around a list names nobody`() {
    let mistakes = FlowTalk.mistakes(
      """
      batch: {items: 5}
      delete: {method: POST, path: /d, body: {json: {ids: {each: user-id, join: ",", before: "{identifier}"}}}}
      answer: {success: {status: [200]}, accepted: true}
      """)
    #expect(mistakes.count == 1 && mistakes[0].contains("'before' cannot hold the slot {identifier}"), "\(mistakes)")
  }
}
