import Workflow

/// What a reason code says in plain words, and what a person does about it.
struct ReasonWords {
  /// The command that ends the trouble; each kind has the same sentence wherever it comes up.
  enum Remedy {
    /// Something on our side or in the partner's entry is repaired, then sending goes on.
    case repair(String)
    /// What the wave is pinned to does not serve any more: another wave asks, and this instruction is taken back.
    case planAgain(String)
    /// Only the partner knows what became of it.
    case askPartner
    /// A person does the work and files what shows it.
    case byHand
    /// Something came in after the end.
    case weigh
  }

  var words: String
  var remedy: Remedy

  static func of(_ reason: Reason) -> ReasonWords {
    if let known = ReasonList.known[reason.code] { return known }
    if let value = UnwritableValue(reason) {
      return ReasonWords(words: value.words, remedy: .planAgain(UnwritableValue.todo))
    }
    if reason.code.hasPrefix("status-") {
      return ReasonWords(
        words: "the partner's server answered with HTTP status \(reason.code.dropFirst(7))", remedy: .askPartner)
    }
    let retention = "retention-ended-"
    if reason.code.hasPrefix(retention) {
      return ReasonWords(
        words:
          "the partner keeps such data for a stated time, which ended on \(reason.code.dropFirst(retention.utf8.count))",
        remedy: .askPartner)
    }
    let token = "mail-token-"
    if reason.code.hasPrefix(token) {
      return ReasonWords(
        words: "no token for our mail account could be had: \(reason.code.dropFirst(token.utf8.count))",
        remedy: .repair("look at 'oauth' under 'mail' in settings.yaml and at its token endpoint"))
    }
    if reason.code.hasPrefix("smtp-") {
      return ReasonWords(
        words: "the mail server answered with code \(reason.code.dropFirst(5))",
        remedy: .repair("check the address and the mail account"))
    }
    return ReasonWords(words: "", remedy: .askPartner)
  }

  /// `the partner no longer accepts our credentials (credentials)`
  static func sentence(_ reason: Reason) -> String {
    let words = of(reason).words
    return words.isEmpty ? reason.code : "\(words) (\(reason.code))"
  }

  /// What to do, and the command that says it was done.
  static func steps(_ reason: Reason, _ instruction: String) -> (todo: String, command: String) {
    switch of(reason).remedy {
    case .repair(let what): (what + ", then", "expunge instruction resume \(instruction)")
    case .planAgain(let what):
      (
        what + " and plan a new wave with it for this partner; take this instruction back with",
        "expunge instruction attest \(instruction) --outcome withdrawn --evidence FILE"
      )
    case .askPartner:
      (
        "ask the partner what it did, and file its answer with the command below; if all of it may be sent again, "
          + "`expunge instruction resume \(instruction)` does it",
        attest(instruction)
      )
    case .byHand: ("ask by hand, in the partner's portal or by post, and file what shows it with", attest(instruction))
    case .weigh:
      ("read what came in, and decide whether it changes anything", "expunge instruction show \(instruction)")
    }
  }

  private static func attest(_ instruction: String) -> String {
    "expunge instruction attest \(instruction) --outcome OUTCOME --evidence FILE"
  }
}
