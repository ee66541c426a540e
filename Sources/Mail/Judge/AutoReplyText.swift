/// What the subject and the first sentences of a mail say about the machine that wrote them.
struct AutoReplyText {
  /// The language of a subject that only automatic replies have.
  let subjectLanguage: String?
  let isAway: Bool
  /// "We have received your request", or the like.
  let isReceipt: Bool
  let isChallenge: Bool
  let saysAutomatic: Bool
  let signs: [String]

  init(_ mail: MessageReader) {
    let subject = BounceText.folded(AutoReplyText.bare(BounceText.head(mail.header("Subject"), 2000)))
    let own = BounceText.head(mail.text, 8 << 10).split(whereSeparator: \.isNewline).filter { !$0.hasPrefix(">") }
    let opening = Array(BounceText.folded(own.prefix(40).joined(separator: " ")).prefix(1500))
    subjectLanguage =
      AutoReplyWords.subjects.first { entry in
        entry.words.contains { subject.firstRange(of: $0) == 0 }
      }?.language
    isAway = AutoReplyWords.away.contains(where: opening.containsSequence)
    isReceipt =
      AutoReplyWords.receipts.contains(where: opening.containsSequence)
      || AutoReplyWords.receiptSubjects.contains(where: subject.containsSequence)
    isChallenge =
      AutoReplyWords.challenges.contains { opening.containsSequence($0) || subject.containsSequence($0) }
    saysAutomatic = AutoReplyWords.automatic.contains(where: opening.containsSequence)
    var signs: [String] = []
    if let subjectLanguage { signs.append("subject-" + subjectLanguage) }
    if isAway { signs.append("opening-away") }
    if isChallenge { signs.append("challenge-words") }
    if saysAutomatic { signs.append("says-automatic") }
    // A person confirms receipt in the same words: told only beside other signs.
    self.signs = signs
  }

  /// The notice of a sending service that somebody called the letter spam.
  static func isComplaint(_ mail: MessageReader) -> Bool {
    BounceText.folded(BounceText.head(mail.text, 200)).containsSequence("\"notificationtype\":\"complaint\"")
  }

  /// Without the prefixes of replies, and without what list servers put in brackets before it.
  private static func bare(_ subject: String) -> String {
    var rest = Substring(subject.trimmed)
    for _ in 0..<4 {
      let lower = rest.lowercased()
      let prefix = ["re:", "aw:", "sv:", "antw:", "rv:", "ref:", "r:", "tr:", "res:"].first(where: lower.hasPrefix)
      if let prefix {
        rest = rest.dropFirst(prefix.count)
      } else if rest.hasPrefix("["), let close = rest.firstIndex(of: "]") {
        rest = rest[rest.index(after: close)...]
      } else {
        break
      }
      rest = rest.drop { $0 == " " }
    }
    return String(rest)
  }
}
