/// Which subjects something was said of: a bit each. Counts every subject once, however often it comes.
struct SubjectBits {
  private var words: [UInt64] = []
  private(set) var count = 0

  /// - Returns: How many of them are new.
  @discardableResult
  mutating func insert(_ range: ClosedRange<Int>) -> Int {
    let before = count
    let (first, last) = (range.lowerBound >> 6, range.upperBound >> 6)
    if words.count <= last { words.append(contentsOf: repeatElement(0, count: last + 1 - words.count)) }
    for word in first...last {
      let mask = Self.mask(range, in: word)
      count += (mask & ~words[word]).nonzeroBitCount
      words[word] |= mask
    }
    return count - before
  }

  func overlap(_ range: ClosedRange<Int>) -> Int {
    let (first, last) = (range.lowerBound >> 6, min(range.upperBound >> 6, words.count - 1))
    guard first <= last else { return 0 }
    return (first...last).reduce(0) { $0 + (Self.mask(range, in: $1) & words[$1]).nonzeroBitCount }
  }

  /// What of `range` is not held.
  func gaps(in range: ClosedRange<Int>) -> [ClosedRange<Int>] {
    var gaps: [ClosedRange<Int>] = []
    var start: Int?
    for subject in range {
      let isHeld = subject >> 6 < words.count && words[subject >> 6] >> UInt64(subject & 63) & 1 == 1
      if isHeld, let first = start { gaps.append(first...(subject - 1)) }
      start = isHeld ? nil : start ?? subject
    }
    if let start { gaps.append(start...range.upperBound) }
    return gaps
  }

  private static func mask(_ range: ClosedRange<Int>, in word: Int) -> UInt64 {
    let low = max(0, range.lowerBound - word << 6)
    let high = min(63, range.upperBound - word << 6)
    return (~0 >> UInt64(63 - high)) & (~0 << UInt64(low))
  }
}
