/// A bit per subject: settling a million subjects in random order costs the same for each.
struct SubjectBitmap {
  private var words: [UInt64]
  let size: Int
  private(set) var count = 0

  init(size: Int) {
    self.size = size
    words = [UInt64](repeating: 0, count: (size + 63) / 64)
  }

  /// Sets `first...last`, inside the size; returns the first index that was set before.
  mutating func insert(_ first: Int, _ last: Int) -> Int? {
    var repeated: Int?
    for word in (first >> 6)...(last >> 6) {
      let low = word == first >> 6 ? UInt64.max << UInt64(first & 63) : .max
      let high = word == last >> 6 ? UInt64.max >> UInt64(63 - (last & 63)) : .max
      let mask = low & high
      let both = words[word] & mask
      if both != 0, repeated == nil { repeated = (word << 6) + both.trailingZeroBitCount }
      count += mask.nonzeroBitCount - both.nonzeroBitCount
      words[word] |= mask
    }
    return repeated
  }

  /// What is not set.
  var missing: IndexRanges {
    var result = IndexRanges()
    for (number, word) in words.enumerated() where word != .max {
      var rest = ~word
      while rest != 0 {
        let start = rest.trailingZeroBitCount
        let length = (~(rest >> UInt64(start))).trailingZeroBitCount
        let first = (number << 6) + start
        let last = min(first + length, size) - 1
        if first <= last { result.insert(first...last) }
        rest = start + length >= 64 ? 0 : rest & (UInt64.max << UInt64(start + length))
      }
    }
    return result
  }
}
