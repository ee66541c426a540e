/// Reads RFC 8785 JSON whose fields are known in advance. What it accepts, ``CanonicalWriter`` gives back byte for byte:
/// there is one spelling for each value, one order of keys, no space, nothing missing and nothing over.
///
/// A ledger is read line by line, millions of them, so what an error needs costs nothing until there is one: a field
/// puts its name in front of an error on the error's way out.
struct CanonicalReader {
  private var bytes: UnsafeBufferPointer<UInt8>
  private(set) var at = 0
  private var isFirst = true
  var seen = SeenTexts.none

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// For lines one after another; all of them have to stay where they are as long as this is used.
  init(seen: SeenTexts) {
    (bytes, self.seen) = (UnsafeBufferPointer(start: nil, count: 0), seen)
  }

  /// Goes on with other bytes.
  mutating func start(_ bytes: UnsafeBufferPointer<UInt8>) {
    (self.bytes, at, isFirst) = (bytes, 0, true)
  }

  func failure(_ what: String) -> EntryError { EntryError(field: "", what: what) }

  @inline(__always)
  mutating func object<R>(_ body: (inout Self) throws(EntryError) -> R) throws(EntryError) -> R {
    try expect(UInt8(ascii: "{"), or: "is not an object")
    isFirst = true
    let value = try body(&self)
    guard peek == UInt8(ascii: "}") else { throw failure("has a field that is unknown or out of order") }
    at += 1
    isFirst = false
    return value
  }

  @inline(__always)
  mutating func field<R>(
    _ name: StaticString, _ read: (inout Self) throws(EntryError) -> R
  ) throws(EntryError) -> R {
    guard takeKey(name) else { throw EntryError(field: "\(name)", what: "is missing or out of order") }
    do throws(EntryError) { return try read(&self) } catch { throw error.inside("\(name)") }
  }

  mutating func array<R>(_ read: (inout Self) throws(EntryError) -> R) throws(EntryError) -> [R] {
    try expect(UInt8(ascii: "["), or: "is not a list")
    var values: [R] = []
    if take(UInt8(ascii: "]")) { return values }
    values.reserveCapacity(4)
    while true {
      do throws(EntryError) { values.append(try read(&self)) } catch { throw error.inside(item: values.count) }
      if peek == UInt8(ascii: "]") { break }
      try expect(UInt8(ascii: ","), or: "is not a list")
    }
    at += 1
    isFirst = false
    return values
  }

  @inline(__always)
  mutating func optional<R>(_ read: (inout Self) throws(EntryError) -> R) throws(EntryError) -> R? {
    guard peek == UInt8(ascii: "n") else { return try read(&self) }
    guard at + 4 <= bytes.count, bytes[at + 1] == UInt8(ascii: "u"), bytes[at + 2] == UInt8(ascii: "l"),
      bytes[at + 3] == UInt8(ascii: "l")
    else { throw failure("is not null and not a value") }
    at += 4
    return nil
  }

  /// 0 up to 2^53 - 1.
  mutating func int() throws(EntryError) -> Int {
    let start = at
    var value = 0
    while at < bytes.count, at - start < 17 {
      let digit = bytes[at] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ Int(digit)
      at += 1
    }
    guard at > start, value < 1 << 53, at - start == 1 || bytes[start] != UInt8(ascii: "0"), at - start < 17 else {
      throw failure("is not a whole number from 0 to 2^53 - 1")
    }
    return value
  }

  /// What stands between two quotes, escapes and all.
  mutating func text() throws(EntryError) -> CanonicalText {
    try expect(UInt8(ascii: "\""), or: "is not a text")
    let start = at
    var all: UInt64 = 0
    var hasEscape = false
    while at < bytes.count {
      while let (skipped, seen) = plainBytes {
        (at, all) = (at + skipped, all | seen)
        if skipped < 8 { break }
      }
      guard at < bytes.count else { break }
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        let raw = UnsafeBufferPointer(rebasing: bytes[start..<at])
        at += 1
        return CanonicalText(bytes: raw, isASCII: all & 0x8080_8080_8080_8080 == 0, hasEscape: hasEscape)
      }
      guard byte >= 0x20 else { throw failure("holds a bare control character") }
      all |= UInt64(byte)
      if byte == UInt8(ascii: "\\") {
        hasEscape = true
        at += 1
      }
      at += 1
    }
    throw failure("is a text without an end")
  }

  /// Eight bytes at a time: how many come before the first quote, backslash or control character, and those bytes.
  /// Nil where fewer than eight are left. The lowest marked byte is always a right one; a borrow only reaches upwards.
  @inline(__always)
  private var plainBytes: (count: Int, seen: UInt64)? {
    guard at + 8 <= bytes.count, let base = bytes.baseAddress else { return nil }
    let word = UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
    let (ones, tops) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
    let quote = word ^ (ones * UInt64(UInt8(ascii: "\"")))
    let slash = word ^ (ones * UInt64(UInt8(ascii: "\\")))
    let marks = ((quote &- ones) & ~quote | (slash &- ones) & ~slash | (word &- ones * 0x20) & ~word) & tops
    guard marks != 0 else { return (8, word) }
    let count = marks.trailingZeroBitCount >> 3
    return (count, word & (1 << UInt64(count * 8) - 1))
  }

  /// The text between two quotes where it is exactly `count` bytes long and starts here, else nil and nothing is read.
  @inline(__always)
  mutating func text(count: Int) -> UnsafeBufferPointer<UInt8>? {
    guard at + count + 2 <= bytes.count, bytes[at] == UInt8(ascii: "\""), bytes[at + count + 1] == UInt8(ascii: "\"")
    else { return nil }
    let raw = UnsafeBufferPointer(rebasing: bytes[at + 1..<at + 1 + count])
    at += count + 2
    return raw
  }

  mutating func ranges() throws(EntryError) -> IndexRanges {
    if let (ranges, count) = seen.ranges(rest) {
      at += count
      return ranges
    }
    let start = at
    let ranges = try newRanges()
    seen.note(ranges, UnsafeBufferPointer(rebasing: bytes[start..<at]))
    return ranges
  }

  private mutating func newRanges() throws(EntryError) -> IndexRanges {
    try expect(UInt8(ascii: "["), or: "is not a list")
    var spans: [IndexRanges.Span] = []
    if take(UInt8(ascii: "]")) { return IndexRanges(checked: spans) }
    spans.reserveCapacity(spansAhead)
    var next = 0
    while true {
      do throws(EntryError) {
        let span = try span(from: next)
        next = span.last + 2
        spans.append(span)
      } catch { throw error.inside(item: spans.count) }
      if take(UInt8(ascii: "]")) { return IndexRanges(checked: spans) }
      try expect(UInt8(ascii: ","), or: "is not a list")
    }
  }

  private mutating func span(from next: Int) throws(EntryError) -> IndexRanges.Span {
    try expect(UInt8(ascii: "["), or: "is not a list of [first,last]")
    let first = try int()
    try expect(UInt8(ascii: ","), or: "is not a list of [first,last]")
    let last = try int()
    try expect(UInt8(ascii: "]"), or: "is not a list of [first,last]")
    guard first <= last else { throw failure("holds a range that ends before it starts") }
    guard first >= next else { throw failure("holds ranges that overlap, touch or do not ascend") }
    return IndexRanges.Span(first: first, last: last)
  }

  /// About how many ranges follow, so that their list is mostly allocated once: subjects stand near a line's end.
  private var spansAhead: Int { min(1 + (bytes.count - at) / 12, 64) }

  @inline(__always)
  mutating func expect(_ byte: UInt8, or what: StaticString) throws(EntryError) {
    guard take(byte) else { throw failure("\(what)") }
  }

  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    at += 1
    return true
  }

  /// A comma unless it is the first, the name in quotes, a colon.
  @inline(__always)
  private mutating func takeKey(_ name: StaticString) -> Bool {
    let start = isFirst ? at : at + 1
    let count = name.utf8CodeUnitCount
    let end = start + count + 3
    guard end <= bytes.count, isFirst || bytes[at] == UInt8(ascii: ","), bytes[start] == UInt8(ascii: "\""),
      bytes[end - 2] == UInt8(ascii: "\""), bytes[end - 1] == UInt8(ascii: ":")
    else { return false }
    for offset in 0..<count where bytes[start + 1 + offset] != name.utf8Start[offset] { return false }
    isFirst = false
    at = end
    return true
  }

  mutating func skip(_ count: Int) { at += count }

  var peek: UInt8? { at < bytes.count ? bytes[at] : nil }
  var isAtEnd: Bool { at == bytes.count }

  /// The bytes from `start` to here.
  func bytes(from start: Int) -> [UInt8] { Array(bytes[start..<at]) }

  /// A list of codes, each as ``code()`` reads it.
  mutating func codes() throws(EntryError) -> [LedgerCode] {
    if let (codes, count) = seen.codes(rest) {
      at += count
      isFirst = false
      return codes
    }
    let start = at
    let codes = try array { (reader) throws(EntryError) in try reader.code() }
    seen.note(codes, UnsafeBufferPointer(rebasing: bytes[start..<at]))
    return codes
  }

  private var rest: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[at...]) }
}
