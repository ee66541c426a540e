import Foundation
import Testing
import Workflow

struct WordTests {
  @Test(arguments: ["a", "no-answer", "smtp-5.1.1", String(repeating: "x", count: 48)])
  func `a code is a reason`(_ code: String) {
    #expect(Reason(code).code == code)
  }

  @Test(arguments: [
    "", " ", "No", "we lost ann@example.com", "a_b", "a\n", "ä", "a/b", String(repeating: "x", count: 49),
  ])
  func `free text never becomes a reason`(_ text: String) throws {
    #expect(Reason(text).code == "unspecified")
    let stored = try JSONDecoder().decode([Reason].self, from: JSONEncoder().encode([text]))
    #expect(stored.map(\.code) == ["unspecified"])
  }

  @Test func `a reason is stored as its code`() throws {
    #expect(String(decoding: try JSONEncoder().encode([Reason("no-answer")]), as: UTF8.self) == #"["no-answer"]"#)
  }

  @Test(arguments: ["", "a.b", "A", "page url", String(repeating: "x", count: 33)])
  func `what is no short code is no data type`(_ text: String) {
    #expect(DataType(text) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([DataType].self, from: JSONEncoder().encode([text]))
    }
  }

  @Test func `a known data type has words, and a matter's own has its code`() {
    #expect(DataType("ip-address")?.words == "IP addresses")
    #expect(DataType("shoe-size")?.words == "shoe-size")
    #expect(DataType.known.allSatisfy { DataType($0.code) != nil })
  }

  @Test func `an identifier cannot be printed`() {
    let identifier = Identifier(kind: .email, ordinal: 0, value: Array("ann@example.com".utf8))
    var dumped = ""
    dump(identifier, to: &dumped)
    for text in ["\(identifier)", String(reflecting: identifier), "\([identifier])", dumped] {
      #expect(!text.contains("ann") && !text.contains("97"), "\(text)")
    }
  }

  @Test func `the company's own key is the one kind that stays inside`() {
    #expect(IdentifierKind.allCases.filter { !$0.mayLeave } == [.subject])
  }

  @Test func `the published words do not change`() {
    #expect(
      Outcome.allCases.map(\.rawValue) == [
        "deleted", "partly-deleted", "not-found", "not-held", "expired-by-retention", "no-identifier",
        "retained-with-reason", "refused", "not-possible", "unanswered", "withdrawn",
      ])
    #expect(InDoubtPolicy.allCases.map(\.rawValue) == ["safe-to-repeat", "query-first", "never-repeat"])
    #expect(Route.allCases.map(\.rawValue) == ["api", "opendsr", "ddrf", "drp", "email", "file", "portal"])
    #expect(Via.allCases.map(\.rawValue) == ["response", "poll", "callback", "mail", "file", "person"])
  }

  @Test(arguments: Stand.allCases)
  func `every state comes back from storage as it was`(_ stand: Stand) throws {
    let state = stand.state
    #expect(try JSONDecoder().decode(DispatchState.self, from: JSONEncoder().encode(state)) == state)
  }

  @Test(arguments: Stand.allCases)
  func `a state is due, or held by an epoch, or over, or a person's`(_ stand: Stand) {
    let state = stand.state
    let facts = [state.due != nil, state.epoch != nil, state.isOver, state.kind == "needsPerson"]
    #expect(facts.filter { $0 }.count == 1)
  }
}
