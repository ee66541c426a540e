/// What a partner added to the subject of our letter: "NOT DONE: Re: [reference] ..." takes back what the mail says.
enum SubjectWords {
  /// Whether words stand before the reference or in the last brackets that are more than marks of replies and names.
  static func speak(_ subject: String, today: DateWords?) -> Bool {
    let text = folded(subject)
    guard let reference = text.lastIndex(of: "[") else { return limits(text, today) }
    if isPrefixed(subject) { return true }
    guard let bracket = text[reference...].lastIndex(of: "(") else { return false }
    return limits(String(text[bracket...]), today)
  }

  /// Whether words other than marks of replies stand before the reference of our letter: "Mail loop: [reference] ...".
  static func isPrefixed(_ subject: String) -> Bool {
    let text = folded(subject)
    guard let reference = text.lastIndex(of: "[") else { return false }
    return !Set(Tokenizer.words(withoutReferences(text[..<reference]))).isSubset(of: replyMarks)
  }

  /// "[ticket 4711] re: " without what is in brackets and holds a number.
  private static func withoutReferences(_ text: Substring) -> String {
    var result = ""
    var rest = text
    while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
      result += rest[..<open]
      let inside = rest[open...close]
      result += inside.contains(where: \.isNumber) ? " " : inside
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private static func limits(_ text: String, _ today: DateWords?) -> Bool {
    let sentences = Tokenizer.sentences(in: [text])
    return Lexicon.all.contains { lexicon in
      let reader = SentenceReader(lexicon: lexicon, names: [], today: today)
      return sentences.flatMap(reader.warnings).contains { role in
        switch role {
        case .negation, .future, .condition, .partial, .doubt, .refusal: true
        case .claim, .done, .done1, .nothing, .none, .promise, .will, .delete, .ask, .deletion, .process, .auxiliary,
          .object, .hold, .deadline, .receipt, .filler, .also, .greeting, .polite, .form, .closed, .other, .unknown,
          .yours, .notFound:
          false
        }
      }
    }
  }

  private static let replyMarks = Set(
    Tokenizer.words(
      """
      re aw antw antwort sv vs tr rv rif res resp r odp fwd fw wg i enc external extern externe externo esterno ext
      返信 回复
      """))
}
