import Testing

@testable import Ledger

struct WitnessPolicyTests {
  static let log = PublicCheckpoint.logKey
  static let keys = PublicCheckpoint.witnessKeys

  /// Witnesses `w0` to `w7`, each with a key of its own.
  static let names = (0..<8).map { "w\($0)" }
  static func signer(_ number: Int) throws -> Ed25519Signer {
    try Ed25519Signer(name: "audit.example/w\(number)", seed: Array(repeating: UInt8(number + 10), count: 32))
  }
  static func lines() throws -> String {
    try (0..<8).map { "witness w\($0) \(try WitnessKey(signer($0)))\n" }.joined()
  }

  private func parse(_ text: String) throws -> WitnessPolicy { try WitnessPolicy(parsing: Array(text.utf8)) }

  private func mistakes(_ text: String) -> [String] {
    do throws(WitnessPolicyError) {
      _ = try WitnessPolicy(parsing: Array(text.utf8), file: "p")
      return []
    } catch {
      return "\(error)".split(separator: "\n").map(String.init)
    }
  }

  @Test func `a public checkpoint meets a policy of three of its four witnesses`() throws {
    let witnesses = Self.keys.enumerated().map {
      "witness w\($0.offset) \($0.element) https://example.com/\($0.offset)"
    }
    let text = """
      # Comment, and an empty line

      \tlog \(Self.log)
      \(witnesses.joined(separator: "\n"))
      group most 3 w0 w1 w2 w3
      quorum  most\t

      """
    let policy = try parse(text)
    let verdict = try policy.judge([], over: PublicCheckpoint.bytes)
    #expect(verdict.signed.map(\.witness.name) == ["w0", "w1", "w2", "w3"] && verdict.isSatisfied)
    #expect(policy.witnesses[1].url == "https://example.com/1" && policy.logs[0].url == nil)
    #expect(policy.witness(for: policy.witnesses[2].key.authority) == policy.witnesses[2].key)
    #expect(policy.witness(for: TreeHash.empty) == nil)
    let own = "log \(try LetterLog("a").key)\nquorum none\n"
    #expect(try !parse(own).isSatisfied(by: [], over: PublicCheckpoint.bytes))
    #expect(try parse("quorum none\n").isSatisfied(by: [], over: PublicCheckpoint.bytes))
  }

  struct Rule: Sendable {
    let text: String
    let holds: @Sendable (Set<Int>) -> Bool
    init(_ text: String, _ holds: @escaping @Sendable (Set<Int>) -> Bool) { (self.text, self.holds) = (text, holds) }
  }

  static let rules = [
    Rule("quorum w3") { $0.contains(3) },
    Rule("quorum none") { _ in true },
    Rule("group g any w0 w1 w2\nquorum g") { !$0.isDisjoint(with: [0, 1, 2]) },
    Rule("group g all w0 w1 w2\nquorum g") { $0.isSuperset(of: [0, 1, 2]) },
    Rule("group g 2 w0 w1 w2\nquorum g") { $0.intersection([0, 1, 2]).count >= 2 },
    Rule("group a 2 w0 w1 w2\ngroup b any w3 w4\ngroup c all a b\nquorum c") {
      $0.intersection([0, 1, 2]).count >= 2 && !$0.isDisjoint(with: [3, 4])
    },
    Rule("group a all w0 w1\ngroup b any w2 w3\ngroup c 2 a b w4\nquorum c") {
      [$0.isSuperset(of: [0, 1]), !$0.isDisjoint(with: [2, 3]), $0.contains(4)].count { $0 } >= 2
    },
  ]

  @Test(arguments: rules)
  func `a quorum holds for exactly the sets of witnesses it names`(rule: Rule) throws {
    let policy = try parse(try Self.lines() + rule.text + "\n")
    for bits in 0..<256 {
      let signed = Set((0..<8).filter { bits >> $0 & 1 == 1 })
      #expect(policy.isQuorum { signed.contains($0) } == rule.holds(signed), "\(rule.text): \(signed.sorted())")
    }
  }

  @Test func `one witness counts once, a stranger never, and a broken known line spoils all`() throws {
    let policy = try parse(try Self.lines() + "group g 2 w0 w1 w2\nquorum g\n")
    let checkpoint = try LetterLog("abc").checkpoint(3)
    func line(_ number: Int, _ text: String = "abc", seconds: Int64 = 0) throws -> Cosignature {
      let note = try LetterLog(text).checkpoint(3).note
      return try Cosignature(of: note, at: LedgerTime(seconds: LetterLog.at.seconds + seconds), by: Self.signer(number))
    }
    #expect(try !policy.isSatisfied(by: [line(0, seconds: 9), line(0)], over: checkpoint.bytes))
    #expect(try !policy.isSatisfied(by: [line(0), line(20)], over: checkpoint.bytes))
    #expect(try policy.isSatisfied(by: [line(0), line(20), line(2)], over: checkpoint.bytes))
    let verdict = try policy.judge(
      [line(2, seconds: 5), line(2), line(2, seconds: 9), line(0), line(1, "abd")], over: checkpoint.bytes)
    #expect(verdict.signed.map(\.witness.name) == ["w0", "w2"] && verdict.signed[1].time == LetterLog.at)
    #expect(verdict.failed.map(\.name) == ["w1"] && verdict.isQuorum && !verdict.isSatisfied)
  }

  @Test func `every mistake is told with its line, in one run`() throws {
    let text = """
      log nonsense
      witness a \(Self.keys[0])
      witness b \(Self.keys[0])
      witness a \(Self.keys[1])
      group g 3 a zz
      group h any a
      quorum later
      quorum a
      Log x

      """
    #expect(
      mistakes(text) == [
        "p:1: error: not a verifier key: it is not name+id+key; copy the whole line from ledger.vkey",
        "p:3: error: the witness's public key stands on an earlier line already; remove one",
        "p:4: error: 'a' is defined on an earlier line already",
        "p:5: error: 'zz' is not the name of a witness or group on a line above",
        "p:5: error: '3' is neither 'all' nor 'any' nor a number from 1 to 2, the count of the members",
        "p:6: error: 'a' is a member of a group already; a name can be a member once",
        "p:7: error: 'later' is not the name of a witness or group on a line above",
        "p:9: error: 'Log' is no keyword; known: log, witness, group, quorum, #",
      ])
  }

  @Test(arguments: [
    "", "\n", "quorum none", "quorum none\nquorum none\n", "quorum none x\n", "quorum\n", "quorum none\r\n",
    "log \(log)\nlog \(log)\nquorum none\n", "witness none \(keys[0])\nquorum none\n", "log \(keys[0])\nquorum none\n",
    "witness a \(log)\nquorum a\n", "witness a \(keys[0]) u v\nquorum a\n", "witness a\nquorum none\n",
    "witness a \(keys[0])\ngroup g 01 a\nquorum g\n", "witness a \(keys[0])\ngroup g 0 a\nquorum g\n",
    "witness a \(keys[0])\ngroup g any none\nquorum g\n", "group g any\nquorum g\n",
    "witness a \(keys[0])\ngroup g all a a\nquorum g\n", "witness a \(keys[0])\ngroup g any g\nquorum g\n",
    "witness K \(keys[0])\nquorum \u{212A}\n", "\u{7F}quorum none\n", "log \(log) u v\nquorum none\n",
  ])
  func `a policy that means nothing, or two things, is refused`(text: String) {
    #expect(!mistakes(text).isEmpty)
    #expect(mistakes(text).allSatisfy { $0.hasPrefix("p:") })
  }
}
