/// A bit per subject: settling a million subjects in random order costs the same for each. A full one takes no memory.
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
    if isFull { return first }
    var repeated: Int?
    for word in (first >> 6)...(last >> 6) {
      let mask = Self.mask(word, first, last)
      let both = words[word] & mask
      if both != 0, repeated == nil { repeated = (word << 6) + both.trailingZeroBitCount }
      count += mask.nonzeroBitCount - both.nonzeroBitCount
      words[word] |= mask
    }
    if isFull { words = [] }
    return repeated
  }

  private var isFull: Bool { count == size }

  /// Sets all that lies inside the size; returns the first index that was set before.
  @discardableResult
  mutating func insert(_ ranges: IndexRanges) -> Int? {
    var repeated: Int?
    for span in ranges.spans where span.first < size {
      let known = insert(span.first, min(span.last, size - 1))
      repeated = repeated ?? known
    }
    return repeated
  }

  /// The first index of `ranges` that is set, or not set where `wanted` is false; what lies outside the size is passed
  /// over.
  func first(of ranges: IndexRanges, thatIs wanted: Bool) -> Int? {
    for span in ranges.spans where span.first < size {
      if isFull { return wanted ? span.first : nil }
      let last = min(span.last, size - 1)
      for word in (span.first >> 6)...(last >> 6) {
        let found = (wanted ? words[word] : ~words[word]) & Self.mask(word, span.first, last)
        if found != 0 { return (word << 6) + found.trailingZeroBitCount }
      }
    }
    return nil
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

  private static func mask(_ word: Int, _ first: Int, _ last: Int) -> UInt64 {
    let low = word == first >> 6 ? UInt64.max << UInt64(first & 63) : .max
    let high = word == last >> 6 ? UInt64.max >> UInt64(63 - (last & 63)) : .max
    return low & high
  }
}

/// Bits by number that grow as they are set, from the lowest to the highest that is.
struct GrowingBits {
  private var words: [UInt64] = []
  /// The number of the first word.
  private var start = 0

  subscript(number: Int) -> Bool {
    let word = (number >> 6) - start
    return word >= 0 && word < words.count && words[word] & (1 << UInt64(number & 63)) != 0
  }

  mutating func set(_ number: Int) {
    let word = number >> 6
    if words.isEmpty { start = word }
    if word < start {
      // Room below as above, so that numbers that come from the highest down cost no more.
      let room = min(start, max(start - word, words.count / 2))
      words.insert(contentsOf: repeatElement(0, count: room), at: 0)
      start -= room
    } else if word - start >= words.count {
      words.append(contentsOf: repeatElement(0, count: max(word - start + 1 - words.count, words.count / 2)))
    }
    words[word - start] |= 1 << UInt64(number & 63)
  }
}
