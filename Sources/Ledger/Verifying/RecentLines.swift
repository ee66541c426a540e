/// A dispatch or answer, as far as outcomes that point at it need it.
struct CitedLine {
  enum Kind {
    case dispatch(LedgerResult)
    case answer(LedgerVia, LedgerOutcome?)
  }

  let place: WaveBook.Place
  let kind: Kind
  let grade: LedgerGrade?
  /// Nil: a selector went out.
  let subjects: IndexRanges?
}

/// The newest dispatches and answers: nearly all that outcomes point at stands just before them.
struct RecentLines {
  private static let width = 4096

  private var ring: [(index: UInt64, line: CitedLine)?] = Array(repeating: nil, count: width)

  subscript(index: UInt64) -> CitedLine? {
    guard let (known, line) = ring[Int(index) & (Self.width - 1)], known == index else { return nil }
    return line
  }

  mutating func note(_ line: CitedLine, at index: UInt64) {
    ring[Int(index) & (Self.width - 1)] = (index, line)
  }
}
