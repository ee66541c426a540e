/// A word of a published list, found by its bytes.
protocol LedgerWord: RawRepresentable<String>, CaseIterable, Sendable {
  static var words: WordTable<Self> { get }
}

/// The words of a list as bytes. Lists are short, so looking through one is faster than making a `String` to look up.
struct WordTable<Word: LedgerWord>: Sendable {
  private let texts: FixedTable<UInt8>
  private let words: FixedTable<(word: Word, start: Int, count: Int)>

  init() {
    var texts: [UInt8] = []
    let words = Word.allCases.map { word in
      let text = word.rawValue.utf8
      texts += text
      return (word: word, start: texts.count - text.count, count: text.count)
    }
    (self.texts, self.words) = (FixedTable(texts), FixedTable(words))
  }

  subscript(_ text: UnsafeBufferPointer<UInt8>) -> Word? {
    for place in 0..<words.count where words[place].count == text.count {
      let start = words[place].start
      var at = 0
      while at < text.count, texts[start + at] == text[at] { at += 1 }
      if at == text.count { return words[place].word }
    }
    return nil
  }
}

extension LedgerOutcome: LedgerWord { static let words = WordTable<LedgerOutcome>() }
extension LedgerGrade: LedgerWord { static let words = WordTable<LedgerGrade>() }
extension LedgerResult: LedgerWord { static let words = WordTable<LedgerResult>() }
extension LedgerVia: LedgerWord { static let words = WordTable<LedgerVia>() }
extension LedgerScope: LedgerWord { static let words = WordTable<LedgerScope>() }
extension LedgerKeyAction: LedgerWord { static let words = WordTable<LedgerKeyAction>() }
