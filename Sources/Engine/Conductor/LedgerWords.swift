import Ledger
import Workflow

/// The two floors share no types, so that the ledger stands alone; their words are the same, and this is where they meet.
extension Instant {
  var ledger: LedgerTime { LedgerTime(seconds: seconds) }
}

extension SubjectRanges {
  var ledger: IndexRanges { IndexRanges(ranges) }
}

extension Reason {
  var ledger: LedgerCode? { LedgerCode(code) }
}

extension Grade {
  var ledger: LedgerGrade? { LedgerGrade(rawValue: rawValue) }
}

extension Outcome {
  var ledger: LedgerOutcome? { LedgerOutcome(rawValue: rawValue) }
}

extension Via {
  var ledger: LedgerVia? { LedgerVia(rawValue: rawValue) }
}

extension Transmission.Result {
  var ledger: LedgerResult? { LedgerResult(rawValue: rawValue) }
}

/// A word that one floor knows and the other does not: a bug, found by a test that walks all words.
struct UnknownWord: Error, CustomStringConvertible {
  let word: String
  var description: String { "the ledger has no word for '\(word)'; nothing was written" }
}

func known<Word>(_ word: Word?, _ text: @autoclosure () -> String) throws -> Word {
  guard let word else { throw UnknownWord(word: text()) }
  return word
}

func hash(_ bytes: [UInt8]) throws -> LedgerHash { try known(LedgerHash(bytes), "a hash of \(bytes.count) bytes") }
