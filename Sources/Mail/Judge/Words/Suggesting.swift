extension SentenceReader {
  /// The likeliest meaning of a sentence that cannot count by itself: for the person who reads it, not for a machine.
  func loose(_ roles: [Role]) -> SentenceReading {
    let has = Set(roles)
    let signs = SentenceReader.told.filter { has.contains($0.0) }.map(\.1)
    let speaksOfDeletion = !has.isDisjoint(with: [.claim, .done, .done1, .delete, .deletion, .promise])
    let meaning: SentenceReading.Meaning
    if has.contains(.form) {
      meaning = .needsForm
    } else if has.contains(.refusal) {
      meaning = .refused
    } else if has.contains(.condition), speaksOfDeletion, !has.isDisjoint(with: [.promise, .will, .delete]) {
      meaning = .unclear
    } else if has.contains(.ask) {
      meaning = .question
    } else if has.contains(.other), !has.contains(.object), !has.contains(.partial) {
      meaning = has.contains(.receipt) ? .receipt : .unclear
    } else if has.contains(.condition), speaksOfDeletion {
      meaning = .unclear
    } else if has.contains(.nothing)
      || (has.contains(.none) && !has.isDisjoint(with: [.hold, .auxiliary]) && !speaksOfDeletion)
    {
      meaning = .nothingHeld
    } else if !has.isDisjoint(with: [.negation, .none, .notFound]), speaksOfDeletion {
      meaning = .negated
    } else if has.contains(.promise) || (speaksOfDeletion && !has.isDisjoint(with: [.future, .will, .process])) {
      meaning = .promise
    } else if has.contains(.partial), speaksOfDeletion || !has.isDisjoint(with: [.object, .hold, .notFound]) {
      meaning = .partly
    } else if has.contains(.notFound), !speaksOfDeletion {
      meaning = .nothingHeld
    } else if has.contains(.doubt) {
      meaning = .unclear
    } else if speaksOfDeletion, !has.isDisjoint(with: [.claim, .done, .done1]) || has.contains(.closed) {
      meaning = .deleted
    } else if has.contains(.receipt) {
      meaning = .receipt
    } else if has.contains(.partial) || has.contains(.negation) {
      meaning = .negated
    } else {
      meaning = .unclear
    }
    return SentenceReading(meaning: meaning, isCovered: false, signs: signs)
  }

  private static let told: [(Role, String)] = [
    (.negation, "negation"), (.future, "future"), (.will, "future"), (.promise, "future"), (.condition, "condition"),
    (.partial, "exception"), (.doubt, "doubt"), (.refusal, "refusal"), (.ask, "asks-something"), (.form, "form-wanted"),
    (.process, "under-way"), (.closed, "request-closed"), (.other, "another-object"), (.yours, "your-own-data"),
    (.unknown, "unknown-words"),
  ]
}
