import Testing
import Workflow

@testable import Catalogue

/// Rows that are taken for a person's only because the partner was asked for them.
@Suite struct LookUpWarningTests {
  private static func entry(
    path: String = "/people", query: String, finds: String, more: String = ""
  ) throws -> PartnerEntry {
    let step =
      "batch: {items: 1}\n      steps:\n        - {step: people, method: GET, path: \"\(path)\", query: {\(query)}, finds: {path: rows, values: {id: id}\(finds)}\(more)}"
    let text = Sample.text.replacing("batch: {items: 2}", with: step)
      .replacing("ids: {each: user-id}", with: "id: \"{people.id}\"")
      .replacing("delete:\n", with: "delete:\n        for-each: people\n")
    return try #require(try Sample.entries(text).first)
  }

  @Test func `a filter that the partner may overlook is warned of, and explained`() throws {
    let entry = try Self.entry(query: "id: \"{identifier}\"", finds: "")
    let warning = try #require(entry.lookUpWarnings.first)
    #expect(entry.lookUpWarnings.count == 1)
    #expect(warning.hasPrefix("The step 'people' finds rows by a filter and nothing says whose they are"))
    // Long lines are folded there.
    #expect(entry.explain().contains { $0.contains("The step 'people' finds rows by a filter") })
  }

  @Test(arguments: [", match: {key: user, identifier: user-id}", ", at-most: 3"])
  func `rows that are compared or bounded need no warning`(_ finds: String) throws {
    #expect(try Self.entry(query: "id: \"{identifier}\"", finds: finds).lookUpWarnings.isEmpty)
  }

  @Test(arguments: [
    ("{status: [200], path: rows}", true), ("{status: [200], path: rows, present: true}", true),
    ("{status: [200], all: [{path: rows}]}", true), ("{status: [200], path: rows, at-most: 9}", false),
    ("{status: [200], path: ok}", false), ("{status: [200]}", false),
  ])
  func `a success that an empty list cannot be is warned of`(_ success: String, isWarned: Bool) throws {
    let entry = try Self.entry(query: "id: \"{identifier}\"", finds: ", at-most: 3", more: ", success: \(success)")
    #expect(entry.lookUpWarnings.contains { $0.contains("only where its list holds a row") } == isWarned)
    #expect(entry.lookUpWarnings.count == (isWarned ? 1 : 0))
  }

  @Test func `a path that names the person is no filter`() throws {
    #expect(try Self.entry(path: "/people/{identifier}", query: "a: b", finds: "").lookUpWarnings.isEmpty)
  }

  /// Why 'match' cannot be written there.
  private static let reasons = [
    "matomo": "the field that is asked for differs by lane, and 'match' has one key",
    "posthog-search": "the query selects the person's id alone",
    "responsys": "the call asks for the record's id alone",
    "tiktok-audiences": "the answer to an upload holds the file's own path, which is everybody's",
    "sentry-issues": "the rows are issues, which belong to no single person",
    "intercom": "the field that is asked for differs by lane, and 'match' has one key",
  ]

  @Test func `every entry of the file that is warned of has its reason`() throws {
    let warned = try Shelf.entries().filter { !$0.lookUpWarnings.isEmpty }.map(\.id)
    #expect(Set(warned) == Set(Self.reasons.keys))
  }

  @Test func `how many rows one deletion lists is explained`() throws {
    let lines = try Shelf.entry("matomo").explain()
    #expect(lines.contains { $0.contains("One person a call, up to 100 found rows in the deletion") })
  }
}
