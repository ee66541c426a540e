import Testing
import Workflow

@testable import Catalogue

/// Retention, prohibitions, side effects, passing on, alternatives.
@Suite struct EntryFactTests {
  static let facts = """
    name: ACME
        retention: {days: 30, of: events, source: docs.acme.example}
        forbids: {because: "not for clean-ups", source: docs.acme.example/terms, unless: may-clean-up}
        side-effects:
          - {effect: suppresses, words: no counting any more}
          - {effect: other, words: resets the counters}
          - {effect: notifies}
        passes-on: [beta]
        alternatives:
          - {partner: beta, words: takes files}
          - {partner: none, words: ask for a higher quota}
          - {partner: beta}
    """

  static func text(_ new: String = facts, account: String = "{region: eu, may-clean-up: {env: MAY}}") -> String {
    Sample.text.replacing("name: ACME", with: new).replacing("account: {region: eu}", with: "account: \(account)")
      + """
        - id: beta
          name: Beta
          cannot: [{data: all, reason: no-interface, because: none}]

      """
  }

  @Test func `all facts are read`() throws {
    let facts = try #require(try Sample.entries(Self.text()).first).facts
    #expect(facts.retention == .init(days: 30, of: "events", source: "docs.acme.example"))
    #expect(
      facts.prohibition
        == .init(because: "not for clean-ups", source: "docs.acme.example/terms", unless: "may-clean-up"))
    #expect(facts.sideEffects.map(\.effect) == [.suppresses, .other, .notifies])
    #expect(facts.passesOn == ["beta"])
    #expect(
      facts.alternatives == [
        Alternative(partner: "beta", words: "takes files"), Alternative(partner: nil, words: "ask for a higher quota"),
        Alternative(partner: "beta", words: nil),
      ])
  }

  @Test func `a retention in words stays words`() throws {
    let entry = try #require(try Sample.entries(Self.text("name: ACME\n    retention: 14 months")).first)
    #expect(entry.retention == "14 months" && entry.facts.retention == nil)
  }

  @Test func `a prohibition holds unless the account says permitted, and nothing else lifts it`() {
    let rule = EntryFacts.Prohibition(because: "x", source: nil, unless: "may")
    #expect(rule.holds([:]) && rule.holds(["may": "yes"]) && rule.holds(["other": "permitted"]))
    #expect(rule.holds(["may": "Permitted"]) && !rule.holds(["may": "permitted"]))
    #expect(EntryFacts.Prohibition(because: "x", source: nil, unless: nil).holds(["": "permitted"]))
  }

  @Test func `the facts are explained in plain words`() throws {
    let lines = try #require(try Sample.entries(Self.text()).first).explain()
    let text = lines.map { $0.drop { $0 == " " } }.joined(separator: " ")
    for line in [
      "The vendor forbids this use: not for clean-ups [docs.acme.example/terms]. Sent only where the account value 'may-clean-up' says 'permitted'.",
      "Keeps events 30 days; later there is nothing to ask for. [docs.acme.example]",
      "also keeps the person's future data out: no counting any more", "resets the counters",
      "also sends the person a message", "Passes a deletion on to beta.", "Instead: beta: takes files",
      "Instead: ask for a higher quota", "Instead: beta",
    ] {
      #expect(text.contains(line), "\(text)")
    }
  }

  static let rows: [(String, [String])] = [
    (
      "retention: {of: events}",
      ["5:16: partner 'acme', retention: 'days' is missing | Add a line 'days: ...'."]
    ),
    (
      "retention: {days: 0, of: events}",
      ["5:23: partner 'acme', retention: 'days' must be a whole number from 1 to 36500, found '0'"]
    ),
    ("retention: [1]", ["5:16: partner 'acme': 'retention' must be a text, found a list"]),
    (
      "forbids: {because: x, unless: may-clean-pu}",
      [
        "5:35: partner 'acme', forbids: 'unless' does not know the account value 'may-clean-pu' | Did you mean 'may-clean-up'? Known: may-clean-up, region."
      ]
    ),
    (
      "forbids: {unless: region}",
      ["5:14: partner 'acme', forbids: 'because' is missing | Add a line 'because: ...'."]
    ),
    (
      "side-effects: [{effect: supresses}]",
      [
        "5:29: partner 'acme', side-effects 1: 'effect' does not know 'supresses' | Did you mean 'suppresses'? Known: suppresses, notifies, forwards, archives, cancels, other."
      ]
    ),
    (
      "side-effects: [{effect: other}]",
      [
        "5:20: partner 'acme', side-effects 1: 'effect: other' needs 'words' | Say what else happens to the person or the data."
      ]
    ),
    (
      "passes-on: [bet, acme]",
      [
        "5:17: partner 'acme': 'passes-on' does not know the partner 'bet' | Did you mean 'beta'? Known: acme, beta.",
        "5:22: partner 'acme': 'passes-on' names the entry itself | Name another entry.",
      ]
    ),
    (
      "alternatives: [{partner: none}]",
      [
        "5:20: partner 'acme', alternatives 1: an alternative needs 'words' where it is no other entry | Say what could be done instead."
      ]
    ),
    (
      "alternatives: [{partner: gamma, words: x, why: y}]",
      [
        "5:30: partner 'acme', alternatives 1: 'partner' does not know the partner 'gamma' | Known: acme, beta.",
        "5:47: partner 'acme', alternatives 1: unknown key 'why' | Known: words, partner.",
      ]
    ),
  ]

  @Test(arguments: rows)
  func `a mistake in the facts is told with its place`(_ fact: String, _ expected: [String]) {
    #expect(Sample.mistakes(Self.text("name: ACME\n    \(fact)")) == expected)
  }
}
