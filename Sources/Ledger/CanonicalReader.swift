/// Reads RFC 8785 JSON whose fields are known in advance. What it accepts, ``CanonicalWriter`` gives back byte for byte:
/// there is one spelling for each value, one order of keys, no space, nothing missing and nothing over.
struct CanonicalReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var at = 0
  private var isFirst = true
  private var path: [StaticString] = []
  private var index: Int?

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  func failure(_ what: String) -> EntryError {
    guard let first = path.first else { return EntryError(field: "", what: what) }
    let item = index.map { "[\($0)]" } ?? ""
    return EntryError(field: "\(first)\(item)" + path.dropFirst().map { ".\($0)" }.joined(), what: what)
  }

  mutating func object<R>(_ body: (inout Self) throws(EntryError) -> R) throws(EntryError) -> R {
    try expect(UInt8(ascii: "{"), or: "is not an object")
    isFirst = true
    let value = try body(&self)
    guard peek == UInt8(ascii: "}") else { throw failure("has a field that is unknown or out of order") }
    at += 1
    isFirst = false
    return value
  }

  mutating func field<R>(
    _ name: StaticString, _ read: (inout Self) throws(EntryError) -> R
  ) throws(EntryError) -> R {
    path.append(name)
    if !isFirst { try expect(UInt8(ascii: ","), or: "is missing or out of order") }
    isFirst = false
    let end = at + name.utf8CodeUnitCount + 3
    guard end <= bytes.count, bytes[at] == UInt8(ascii: "\""), bytes[end - 2] == UInt8(ascii: "\""),
      bytes[end - 1] == UInt8(ascii: ":"), has(name, at: at + 1)
    else { throw failure("is missing or out of order") }
    at = end
    let value = try read(&self)
    path.removeLast()
    return value
  }

  mutating func array<R>(_ read: (inout Self) throws(EntryError) -> R) throws(EntryError) -> [R] {
    try expect(UInt8(ascii: "["), or: "is not a list")
    var values: [R] = []
    if peek == UInt8(ascii: "]") {
      at += 1
      return values
    }
    let outer = index
    while true {
      if path.count == 1 { index = values.count }
      values.append(try read(&self))
      index = outer
      if peek == UInt8(ascii: "]") { break }
      try expect(UInt8(ascii: ","), or: "is not a list")
    }
    at += 1
    isFirst = false
    return values
  }

  mutating func optional<R>(_ read: (inout Self) throws(EntryError) -> R) throws(EntryError) -> R? {
    guard peek == UInt8(ascii: "n") else { return try read(&self) }
    for byte in "null".utf8 { try expect(byte, or: "is not null and not a value") }
    return nil
  }

  /// 0 up to 2^53 - 1.
  mutating func int() throws(EntryError) -> Int {
    let start = at
    var value = 0
    while let digit = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit), at - start < 17 {
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
      at += 1
    }
    guard at > start, value < 1 << 53, at - start == 1 || bytes[start] != UInt8(ascii: "0"), at - start < 17 else {
      throw failure("is not a whole number from 0 to 2^53 - 1")
    }
    return value
  }

  mutating func string() throws(EntryError) -> String {
    let raw = try text()
    guard !raw.isEmpty else { throw failure("is an empty text") }
    if raw.contains(UInt8(ascii: "\\")) { return try unescape(raw) }
    guard let text = String(validating: raw, as: UTF8.self) else { throw failure("is not UTF-8") }
    return text
  }

  /// What stands between two quotes, escapes and all.
  mutating func text() throws(EntryError) -> UnsafeBufferPointer<UInt8> {
    try expect(UInt8(ascii: "\""), or: "is not a text")
    let start = at
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure("holds a bare control character") }
      at += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard at < bytes.count else { throw failure("is a text without an end") }
    at += 1
    return UnsafeBufferPointer(rebasing: bytes[start..<at - 1])
  }

  mutating func ranges() throws(EntryError) -> IndexRanges {
    var next = 0
    let spans = try array { (reader) throws(EntryError) in
      try reader.expect(UInt8(ascii: "["), or: "is not a list of [first,last]")
      let first = try reader.int()
      try reader.expect(UInt8(ascii: ","), or: "is not a list of [first,last]")
      let last = try reader.int()
      try reader.expect(UInt8(ascii: "]"), or: "is not a list of [first,last]")
      guard first <= last else { throw reader.failure("holds a range that ends before it starts") }
      guard first >= next else { throw reader.failure("holds ranges that overlap, touch or do not ascend") }
      next = last + 2
      return IndexRanges.Span(first: first, last: last)
    }
    return IndexRanges(checked: spans)
  }

  mutating func expect(_ byte: UInt8, or what: String) throws(EntryError) {
    guard peek == byte else { throw failure(what) }
    at += 1
  }

  /// Inside the bytes.
  private func has(_ name: StaticString, at start: Int) -> Bool {
    for offset in 0..<name.utf8CodeUnitCount where bytes[start + offset] != name.utf8Start[offset] { return false }
    return true
  }

  mutating func skip(_ count: Int) { at += count }

  var peek: UInt8? { at < bytes.count ? bytes[at] : nil }
  var isAtEnd: Bool { at == bytes.count }

  /// The bytes from `start` to here.
  func bytes(from start: Int) -> [UInt8] { Array(bytes[start..<at]) }

  private func unescape(_ raw: UnsafeBufferPointer<UInt8>) throws(EntryError) -> String {
    var plain: [UInt8] = []
    var rest = raw[...]
    while let byte = rest.first {
      guard byte == UInt8(ascii: "\\") else {
        plain.append(rest.removeFirst())
        continue
      }
      if let next = rest.dropFirst().first, next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") {
        plain.append(next)
        rest = rest.dropFirst(2)
      } else if let control = CanonicalWriter.escapes.firstIndex(where: { rest.starts(with: $0) }) {
        plain.append(UInt8(control))
        rest = rest.dropFirst(CanonicalWriter.escapes[control].count)
      } else {
        throw failure("holds an escape that is not the canonical one")
      }
    }
    guard let text = String(validating: plain, as: UTF8.self) else { throw failure("is not UTF-8") }
    return text
  }
}
