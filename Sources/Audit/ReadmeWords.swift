import Ledger

/// Passages that several packs' README.txt share.
enum ReadmeWords {
  static let grades = """
    WHAT A GRADE IS WORTH, weakest first

    transmitted                  the bytes left for the partner's address; not that they arrived
    accepted-unsigned            the partner's system took the request; not that it acted on it, and it could deny it
    accepted-signed              the same, signed by the partner, who cannot deny it
    claimed-complete-unsigned    the partner says it is done; its word, which it could deny having given
    claimed-complete-signed      the partner says so and signed it; still its word
    presumed-by-elapsed-time     the partner took the request, and the time it states for the work has passed
    attested-by-person           a person of the operator saw something that says so, and filed it
    verified-by-probe            a look-up at the partner afterwards found nothing; copies elsewhere may remain

    An outcome without a grade, such as unanswered or not-possible, is backed by nothing from the partner.
    """

  static let notWhole = """
    Each receipt here is proved under the newest checkpoint and its key. A proof that you were handed before the operator
    changed keys is under the older key; the ledger's key/1 lines name both.
    It cannot show what was left out: that every person has an outcome at every partner is proved by the audit pack of
    the whole ledger, which the operator can give to an auditor.
    """

  static func head(_ checkpoint: Checkpoint, _ key: VerifierKey) -> String {
    """
    ledger     \(checkpoint.origin)
    lines      \(checkpoint.size)
    root       \(checkpoint.root)
    key        \(key)
    """
  }

  /// Words in lines of at most 110 characters.
  static func wrapped(_ words: [String]) -> String {
    var lines = [""]
    for word in words {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = word
      } else if line.count + word.count < 110 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(word)
      }
    }
    return lines.joined(separator: "\n")
  }
}
