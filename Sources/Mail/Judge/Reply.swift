/// A person's mail, reduced to what its meaning is read from.
struct Reply {
  var text: String
  /// Everything a person would see was decoded.
  var isComplete = true
  /// An attachment might hold the real answer.
  var hasAttachments = false
  /// Folded words of names and references from the head: sender, receivers, subject.
  var names: Set<String> = []
  /// Folded words of the sender's own name: they tell a signature.
  var senderNames: Set<String> = []
  var today: DateWords?
}

extension Reply {
  /// More than this is read by a person.
  static let mostOwnCharacters = 1_200
  /// Of longer texts only so much is read for the suggestion.
  static let mostReadCharacters = 2_400
  static let mostTextBytes = 256 << 10

  func judged() -> Judgement {
    if text.utf8.count > Reply.mostTextBytes { return Judgement(meaning: .unclear, basis: .words, signs: ["long"]) }
    let (lines, isCut) = ReplyLine.list(text)
    let split = QuoteStripper.split(lines)
    var signs =
      split.doubts + (isCut ? ["long"] : []) + (isComplete ? [] : ["incomplete"])
      + (hasAttachments ? ["attachment"] : [])
    let form = ReplyForm.read(lines, today: today)
    let own = ReplyForm.without(split.own)
    signs += Disguise.signs(in: own.joined(separator: "\n"))
    let words = OwnWords(reply: self, lines: own).judged()
    if let form { return form.judged(beside: words, isEmpty: own.allSatisfy(isBlank), signs: signs) }
    var judgement = words.adding(signs)
    if !signs.isEmpty { judgement.isCertain = false }
    return judgement
  }
}
