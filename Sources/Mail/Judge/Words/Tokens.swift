/// A sentence as folded words. Japanese has no blanks between words: there every character is a token, and the
/// phrases of the tables put them together.
struct Sentence: Hashable, Sendable {
  var tokens: [String] = []
  var isQuestion = false
}

enum Token {
  /// Stands for one or more words of somebody's name or of a reference.
  static let name = "§name"
  /// The same, where a word of it is ours and not the sender's. The tables know it as a name.
  static let ours = "§ours"
  static let date = "§date"
  /// A length of time such as "30 days".
  static let span = "§span"
  /// A quotation mark: a quoted word may mean its opposite.
  static let quote = "\""
}

/// Cuts lines into sentences and words in one pass.
struct Tokenizer {
  private var sentences: [Sentence] = []
  private var current = Sentence()
  private var word: [Unicode.Scalar] = []

  /// All words of a text in one list, as the tables need them.
  static func words(_ text: String) -> [String] { sentences(in: [text]).flatMap(\.tokens) }

  static func sentences(in paragraphs: [String]) -> [Sentence] {
    var tokenizer = Tokenizer()
    for paragraph in paragraphs { tokenizer.read(paragraph) }
    return tokenizer.sentences
  }

  private mutating func read(_ paragraph: String) {
    let scalars = Array(folded(paragraph).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      take(scalar, next: index + 1 < scalars.count ? scalars[index + 1] : " ")
    }
    endSentence()
  }

  private mutating func take(_ scalar: Unicode.Scalar, next: Unicode.Scalar) {
    switch Glyph(scalar) {
    case .letter, .digit: word.append(scalar)
    case .ideograph:
      endWord()
      current.tokens.append(String(scalar))
    case .stop:
      if isDigit(word.last), isDigit(next) { return word.append(scalar) }
      if scalar == ".", next == " ", word.count <= 2 && isDigit(word.first) || isTitle { return endWord() }
      if scalar == ".", !word.isEmpty, Glyph(next) == .letter { return endWord() }
      endWord()
      if scalar == ".", next == "." { return current.tokens.append("…") }
      if scalar == "?" || scalar == "¿" || scalar == "؟" { current.isQuestion = true }
      if scalar != "¿" { endSentence() }
    case .joint:
      if isDigit(word.last), isDigit(next) { word.append(scalar) } else { endWord() }
    case .apostrophe:
      if word.isEmpty, Glyph(next) == .letter { current.tokens.append(Token.quote) }
      endWord()
    case .quote:
      endWord()
      current.tokens.append(Token.quote)
    case .bullet:
      endWord()
      if !current.tokens.isEmpty { current.tokens.append(String(scalar)) }
    case .blank: endWord()
    case .harmless: endWord()
    case .other:
      endWord()
      current.tokens.append(String(scalar))
    }
  }

  /// A stop behind "Ms" or "Sra" ends no sentence.
  private var isTitle: Bool {
    word.count <= 5 && Tokenizer.titles.contains(String(String.UnicodeScalarView(word)))
  }

  private static let titles: Set<String> = [
    "mr", "mrs", "ms", "dr", "sr", "sra", "srta", "dra", "mme", "sig", "dott", "prof", "exma", "exmo", "exmas", "exmos",
    "hr", "fr",
  ]

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    current.tokens.append(Tokenizer.plain(word))
    word = []
  }

  private mutating func endSentence() {
    endWord()
    if !current.tokens.isEmpty || current.isQuestion { sentences.append(current) }
    current = Sentence()
  }

  /// "31st", "1er" and "2º" count as their numbers.
  private static func plain(_ word: [Unicode.Scalar]) -> String {
    let digits = word.prefix { isDigit($0) }
    let rest = String(String.UnicodeScalarView(word.dropFirst(digits.count)))
    if !digits.isEmpty, ["st", "nd", "rd", "th", "er", "o", "a", "°"].contains(rest) {
      return String(String.UnicodeScalarView(digits))
    }
    return String(String.UnicodeScalarView(word))
  }
}

private func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }

private enum Glyph {
  case letter, digit, ideograph, stop, joint, apostrophe, quote, bullet, blank, harmless, other

  init(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "a"..."z", "A"..."Z": self = .letter
    case "0"..."9": self = .digit
    case " ", "\t", "\n", "\r", "(", ")", "[", "]", "、", "・", "–", "—": self = .blank
    case ".", "!", "?", "¿", "¡", ";", "。", "؟", "｡": self = .stop
    case ",", ":", "/", "-": self = .joint
    case "'": self = .apostrophe
    case "\"", "“", "”", "„", "«", "»", "「", "」", "『", "』", "‹", "›": self = .quote
    case "*", "•", "·", "‣", "◦": self = .bullet
    case "§", "_", "~": self = .other
    case "👍", "🙏", "😊", "✅", "✔", "\u{fe0f}", "\u{1f3fb}"..."\u{1f3ff}": self = .harmless
    case "\u{3005}", "\u{3040}"..."\u{30ff}", "\u{3400}"..."\u{9fff}", "\u{f900}"..."\u{faff}": self = .ideograph
    case _:
      if scalar.properties.generalCategory == .format {
        self = .harmless
      } else {
        self = scalar.properties.isAlphabetic ? .letter : .other
      }
    }
  }
}
