import Testing
import Workflow

@testable import Catalogue

/// What a partner file may not say of a flow: each mistake with its place and what to do.
@Suite struct FlowMistakeTests {
  private static let rest = """
    delete: {method: DELETE, path: "/c/{people.id}", for-each: people}
    answer: {success: {status: [204]}, content: empty, done: {outcome: deleted}}
    """
  private static let people =
    "- {step: people, method: GET, path: /c, query: {u: \"{identifier}\"}, finds: {path: rows, values: {id: id}}}"

  private func steps(_ lines: [String], _ rest: String = Self.rest) -> [String] {
    FlowTalk.mistakes((["steps:"] + lines.map { "  \($0)" }).joined(separator: "\n") + "\n" + rest)
  }

  @Test func `the plain form has no mistakes`() {
    #expect(steps([Self.people]) == [])
  }

  @Test func `for-each of an unknown step names the nearest`() {
    let mistakes = steps([Self.people], Self.rest.replacing("for-each: people", with: "for-each: poeple"))
    #expect(
      mistakes.first?.hasSuffix(
        "'for-each' does not know an earlier step 'poeple' | Did you mean 'people'? Known: people.") == true)
    #expect(mistakes.first?.hasPrefix("14:") == true)
  }

  @Test func `for-each of a later step is unknown where it stands`() {
    let mistakes = steps(
      ["- {step: first, method: GET, path: \"/x/{people.id}\", for-each: people, finds: {path: r}}", Self.people])
    #expect(mistakes.contains { $0.contains("does not know an earlier step 'people'") })
    #expect(mistakes.contains { $0.contains("unknown slot {people.id}") })
  }

  @Test(arguments: [
    ("pages: {cursor: next}", "'pages' does not say how the next page is asked for"),
    ("pages: {cursor: next, number: 1, send: p}", "exactly one kind of page must be given"),
    ("pages: {link: next, send: p}", "'send' has no meaning here"),
    ("once: 1h", "'once' is for a step that finds the same for everybody"),
    ("nothing: ignore", "'nothing' does not know 'ignore'"),
    ("count: {path: n}", "'at-most' is missing"),
    ("again: 0", "'again' must be a whole number"),
    ("for-eech: people", "unknown key 'for-eech'"),
  ])
  func `a wrong part of a step is told`(_ part: String, _ what: String) {
    let step = Self.people.dropLast() + ", \(part)}"
    #expect(steps([String(step)]).contains { $0.contains(what) }, "\(steps([String(step)]))")
  }

  @Test func `a step cannot be named twice`() {
    #expect(steps([Self.people, Self.people]).contains { $0.contains("the name 'people' is taken") })
  }

  @Test func `a deletion of what names nobody would delete for everyone`() {
    let parents = "- {step: people, method: GET, path: /lists, finds: {path: rows, values: {id: id}}}"
    #expect(steps([parents]).contains { $0.contains("'delete' names no identifier for the lane 'user'") })
    #expect(
      steps([Self.people], Self.rest.replacing("/c/{people.id}\", for-each: people", with: "/c\"")).contains {
        $0.contains("'delete' names no identifier")
      })
  }

  @Test func `a batch that is looked up must say whose row is whose`() {
    let step =
      "- {step: people, method: POST, reads: true, path: /s, body: {json: {u: {each: user-id}}}, finds: {path: rows, values: {id: id}}}"
    let mistakes = FlowTalk.mistakes("batch: {items: 5}\nsteps:\n  \(step)\n\(Self.rest)")
    #expect(mistakes.contains { $0.contains("'finds' does not say whose row it is") })
  }

  @Test func `several deletions cannot be asked about by one query`() {
    let mistakes = FlowTalk.mistakes(
      "steps:\n  \(Self.people)\n\(Self.rest)\nquery: {method: GET, path: /q, query: {k: \"{key}\"}, state: {path: s, done: [d]}}",
      terms: "in-doubt: query-first")
    #expect(mistakes.contains { $0.contains("asks about one call, but this deletion takes several") })
  }

  @Test func `slices of a window that no call uses, and a repetition without a deletion of its finds`() {
    #expect(
      steps([Self.people], "slices: 24h\n" + Self.rest).contains { $0.contains("'slices' cut the matter's window") })
    let again = String(Self.people.dropLast()) + ", again: 3}"
    let plain = Self.rest.replacing("/c/{people.id}\", for-each: people", with: "/c/{identifier}\"")
    #expect(steps([again], plain).contains { $0.contains("'again' needs a deletion of what the step 'people' finds") })
  }

  @Test func `every lane is for interfaces, and for at most six lanes`() throws {
    let lanes = IdentifierKind.allCases.filter(\.mayLeave).prefix(7).map {
      "{lane: l-\($0.rawValue), identifiers: [\($0.rawValue)]}"
    }
    let mistakes = FlowTalk.mistakes(
      "delete: {method: DELETE, path: \"/{identifier}\"}\nanswer: {success: {status: [200]}, accepted: true}",
      takes: "[\(lanes.joined(separator: ", "))]", more: "tells: every")
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.contains("'tells: every' takes at most 6 lanes, found 7") == true)
  }

  @Test func `combinations hold only what can occur, those of most lanes first`() throws {
    let talk = try FlowTalk(
      "delete: {method: DELETE, path: \"/{identifier}\"}\nanswer: {success: {status: [200]}, accepted: true}",
      takes:
        "[{lane: a, identifiers: [user-id]}, {lane: b, identifiers: [email]}, {lane: c, identifiers: [user-id, email], optional: [phone]}]",
      more: "tells: every")
    #expect(talk.entry.tellingLanes.map(\.name) == ["a+b+c", "a", "b"])
    #expect(talk.entry.lane(for: [.email])?.name == "b")
    let all = try #require(talk.entry.lane(for: [.email, .userID, .ip]))
    #expect(all.name == "a+b+c")
    #expect(all.identifiers == [.userID, .email])
    #expect(all.optional == [.phone])
  }
}
