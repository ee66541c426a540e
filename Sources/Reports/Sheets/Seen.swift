import Ledger

/// A kind of event over many ledger lines: when, where and of how many subjects.
struct Seen {
  var lines = 0
  /// Subjects counted line by line, or each once: whoever adds decides.
  var subjects = 0
  /// Lines about a selector, which name no subjects.
  var selectors = 0
  private(set) var first: LedgerTime
  private(set) var last: LedgerTime
  private(set) var firstIndex: UInt64
  private(set) var lastIndex: UInt64

  /// Nothing yet, but for its moment.
  init(at moment: LedgerTime, index: UInt64) {
    (first, last, firstIndex, lastIndex) = (moment, moment, index, index)
  }

  mutating func add(at moment: LedgerTime, index: UInt64, subjects: Int, selectors: Int) {
    lines += 1
    self.subjects += subjects
    self.selectors += selectors
    (first, last) = (min(first, moment), max(last, moment))
    (firstIndex, lastIndex) = (min(firstIndex, index), max(lastIndex, index))
  }
}

extension Dictionary where Value == Seen {
  mutating func note(
    _ key: Key, at moment: LedgerTime, index: UInt64, subjects: Int = 0, selectors: Int = 0
  ) {
    self[key, default: Seen(at: moment, index: index)]
      .add(at: moment, index: index, subjects: subjects, selectors: selectors)
  }
}
