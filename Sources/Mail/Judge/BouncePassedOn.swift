/// A report that somebody quotes, forwards or answers: what counts in such a mail is what they say themselves.
enum BouncePassedOn {
  /// Whether a person speaks in a mail that reads like a report: they claim something, or sign with their name.
  static func isAnswered(_ mail: MessageReader, _ origin: BounceOrigin) -> Bool {
    guard BounceOrigin.mayBePerson(mail), let text = mail.text else { return false }
    if origin == .somebody, isSigned(text, mail) { return true }
    switch Reply(mail, text: text).judged().meaning {
    case .deleted, .partlyDeleted, .nothingHeld, .willDo, .receiptConfirmed: return true
    case .bounced, .delayed, .relayed, .autoReply, .needsForm, .refused, .question, .unclear: return false
    }
  }

  /// Whether the mail holds a report or speaks of one. Whoever answers a report may mean something else than our
  /// letter.
  static func isMentioned(in mail: MessageReader) -> Bool {
    if mail.reports.contains(where: { $0.contentType.hasSuffix("delivery-status") }) { return true }
    let subject = BounceText.folded(BounceText.head(mail.header("Subject"), 2000))
    if BounceWords.subjects.contains(where: subject.containsSequence) { return true }
    let text = BounceText.folded(BounceText.head(mail.text, 32 << 10))
    return BounceStatus(in: text) != nil && BounceWords.failures.contains(where: text.containsSequence)
  }

  /// A short line with a name of the sender's, as people end a mail.
  private static func isSigned(_ text: String, _ mail: MessageReader) -> Bool {
    let names = Set(mail.from.flatMap { Tokenizer.words($0.name) }.filter { $0.utf8.count > 2 })
    guard !names.isEmpty else { return false }
    return QuoteStripper.own(text).split(whereSeparator: \.isNewline).dropFirst().contains { line in
      guard line.utf8.count <= 80 else { return false }
      let words = Tokenizer.words(String(line))
      return words.count <= 5 && words.contains(where: names.contains)
    }
  }
}
