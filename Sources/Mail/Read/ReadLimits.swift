import Foundation

/// What is refused before a parser sees it. The parser keeps an object for each header, address, part and level of
/// nesting, and compares each line with the boundary of every level: a hostile message must not buy memory or time
/// by holding millions of them. Everything is counted on the raw bytes, bodies included, generously.
enum ReadLimits {
  static let bytes = 10 << 20
  static let headerBytes = 256 << 10
  static let headerFields = 1000
  /// Nodes of the part tree, and how deep they lie.
  static let parts = 100
  static let depth = 10
  /// Decoded human text; the rest is cut off.
  static let text = 256 << 10

  /// In one pass over the lines.
  static func check(_ bytes: [UInt8]) throws(ReadFault) {
    if bytes.count > ReadLimits.bytes { throw .tooLarge }
    var tally = Tally()
    let fault = bytes.withUnsafeBufferPointer { buffer -> ReadFault? in
      guard let base = buffer.baseAddress else { return .notAMessage }
      var start = 0
      while start < buffer.count {
        let found = memchr(base + start, 0x0a, buffer.count - start)
        let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? buffer.count
        tally.line(UnsafeBufferPointer(rebasing: buffer[start..<end]))
        if let fault = tally.fault { return fault }
        start = end + 1
      }
      return nil
    }
    if let fault { throw fault }
  }
}

private struct Tally {
  var inHeader = true
  var headerBytes = 0
  var headerFields = 0
  /// Lines that open a part, of all parts.
  var contentTypes = 0
  var delimiters = 0
  var fields = 0
  var encodedWords = 0
  /// Bytes of the fields that the parser takes apart into lists: addresses and parameters.
  var listBytes = 0
  var inList = false
  /// Groups of addresses may hold groups: the parser goes down one level a colon.
  var listColons = 0
  /// Bytes since a line that may open a part, up to the blank line that ends its headers.
  var partHeaderBytes: Int?

  var fault: ReadFault? {
    if headerBytes > ReadLimits.headerBytes || headerFields > ReadLimits.headerFields { return .headersTooLarge }
    if encodedWords > 2000 || listBytes > 256 << 10 || fields > 50_000 { return .headersTooLarge }
    if listColons > 500 || partHeaderBytes ?? 0 > ReadLimits.headerBytes { return .headersTooLarge }
    return contentTypes > 200 || delimiters > 5000 ? .tooManyParts : nil
  }

  mutating func line(_ line: UnsafeBufferPointer<UInt8>) {
    guard let first = line.first, first != 0x0d else {
      inHeader = false
      inList = false
      partHeaderBytes = nil
      return
    }
    countWords(line)
    if inHeader { headerBytes += line.count }
    partHeaderBytes = partHeaderBytes.map { $0 + line.count }
    if first == 0x20 || first == 0x09 {
      if inList { count(list: line) }
      return
    }
    inList = false
    if first == 0x2d, line.count > 1, line[1] == 0x2d {
      delimiters += 1
      partHeaderBytes = 0
    }
    guard let base = line.baseAddress, let found = memchr(base, 0x3a, line.count) else { return }
    let name = UnsafeBufferPointer(rebasing: line[0..<(UnsafeRawPointer(found) - UnsafeRawPointer(base))])
    guard name.count <= 200 else { return }
    fields += 1
    if inHeader { headerFields += 1 }
    inList = isList(name)
    if inList { count(list: line) }
  }

  private mutating func count(list line: UnsafeBufferPointer<UInt8>) {
    listBytes += line.count
    listColons += line.count { $0 == 0x3a }
  }

  private mutating func isList(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard name.count <= 40 else { return false }
    switch String(decoding: name, as: UTF8.self).lowercased().trimmed {
    case "content-type":
      contentTypes += 1
      return true
    case "from", "sender", "reply-to", "to", "cc", "bcc", "content-disposition": return true
    case _: return false
    }
  }

  private mutating func countWords(_ line: UnsafeBufferPointer<UInt8>) {
    guard let base = line.baseAddress else { return }
    var start = 0
    while start + 1 < line.count, let found = memchr(base + start, 0x3d, line.count - start) {
      let at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if at + 1 < line.count, line[at + 1] == 0x3f { encodedWords += 1 }
      start = at + 1
    }
  }
}

extension StringProtocol {
  /// Without the ASCII blanks and line ends around it.
  var trimmed: String {
    var inner = Substring(self)
    while let first = inner.utf8.first, first <= 0x20 { inner = inner.dropFirst() }
    while let last = inner.utf8.last, last <= 0x20 { inner = inner.dropLast() }
    return String(inner)
  }
}
