/// A word of a published list, found by its bytes.
protocol LedgerWord: RawRepresentable<String>, CaseIterable, Sendable {
  static var words: WordTable<Self> { get }
}

/// The words of a list as bytes. Lists are short, so looking through one is faster than making a `String` to look up.
struct WordTable<Word: LedgerWord>: Sendable {
  private let texts: [UInt8]
  private let words: [(word: Word, start: Int, count: Int)]

  init() {
    var texts: [UInt8] = []
    words = Word.allCases.map { word in
      let text = word.rawValue.utf8
      texts += text
      return (word, texts.count - text.count, text.count)
    }
    self.texts = texts
  }

  subscript(_ text: UnsafeBufferPointer<UInt8>) -> Word? {
    texts.withUnsafeBufferPointer { texts in
      for (word, start, count) in words where count == text.count {
        var at = 0
        while at < count, texts[start + at] == text[at] { at += 1 }
        if at == count { return word }
      }
      return nil
    }
  }
}

extension LedgerOutcome: LedgerWord { static let words = WordTable<LedgerOutcome>() }
extension LedgerGrade: LedgerWord { static let words = WordTable<LedgerGrade>() }
extension LedgerResult: LedgerWord { static let words = WordTable<LedgerResult>() }
extension LedgerVia: LedgerWord { static let words = WordTable<LedgerVia>() }
extension LedgerScope: LedgerWord { static let words = WordTable<LedgerScope>() }
extension LedgerKeyAction: LedgerWord { static let words = WordTable<LedgerKeyAction>() }
