/// What a phrase does in a sentence. The upper group covers sentences that may count without a person; the lower
/// group holds the words that take such certainty away and tell what a person is likely to find.
enum Role: String, Hashable, Sendable, CaseIterable {
  /// "we have deleted": subject, tense and verb in one.
  case claim
  /// The halves of a claim where other words stand between them: "wir haben ... gelöscht".
  case auxiliary, done
  case object
  /// "we hold none of this data", or its halves.
  case nothing, none, hold
  /// "we will delete", or its halves.
  case promise, will, delete
  /// "by 31 March": only in promises.
  case deadline
  case receipt
  /// Words that change nothing about a claim: "we confirm that", "from all our systems", "as requested".
  case filler
  /// What counts only beside the data itself: copies, and what was made from it.
  case also
  case greeting
  /// Whole sentences of politeness.
  case polite

  /// "your data": that of the person who wrote, or what the letter is about? Only a person can tell.
  case yours
  /// A search without a result, which is less than holding nothing.
  case notFound
  case negation, future, condition, partial, doubt, refusal, ask, form, process, closed, other, deletion, done1
  case unknown
}

/// One language as data. Phrases stand one a line or parted by `|`; `{x}` is any entry of the class x, `{x?}` the
/// same or nothing; `§name`, `§date` and `§span` stand for what their names say.
struct WordTable: Sendable {
  let language: String
  let classes: [String: String]
  let phrases: [(Role, String)]
  /// Beginnings of words, for the suggestion only.
  let stems: [(Role, String)]
  let months: [String]
  let monthsShort: [String]
  /// Unit words and their length in days.
  let units: [String: Int]
  /// Whether 3/4 is the third of April. Nil where both are in use.
  let dayFirst: Bool?
  /// Words that may stand between day, month and year.
  let dateLinks: Set<String>
  let closings: String
}

extension WordTable {
  static let all = [english, german, french, spanish, portuguese, italian, japanese]
}
