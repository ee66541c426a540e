import Foundation

/// The combined log format of Apache and nginx, with its usual neighbours: the common format without referrer, a virtual
/// host in front, and quoted fields behind, of which one with `=` holds cookies and one with an address who was forwarded.
enum CombinedLine {
  /// - Returns: `false` for a line that is nothing of the kind.
  static func read(_ line: Bytes, into record: inout LogRecord) -> Bool {
    record.escapes = .backslashHex
    guard let open = find(UInt8(ascii: "["), in: line, from: 0), open > 0, line[open - 1] == 0x20,
      let close = find(UInt8(ascii: "]"), in: line, from: open), close + 2 < line.count,
      line[close + 1] == 0x20, line[close + 2] == UInt8(ascii: "\""),
      let request = quoted(line, at: close + 2), readHead(line, open - 1, into: &record)
    else { return false }
    record.offer(.time, open + 1..<close, in: line)
    readRequest(line, request, into: &record)
    guard let next = find(UInt8(ascii: "\""), in: line, from: request.end + 1),
      let referer = quoted(line, at: next)
    else { return true }
    record.offer(.referer, referer.start..<referer.end, in: line, escaped: referer.escaped)
    guard let agent = following(line, referer.end) else { return true }
    readExtras(line, from: agent.end, into: &record)
    return true
  }

  private struct Quoted {
    var start: Int
    /// Of the closing quote.
    var end: Int
    var escaped = false
  }

  /// `host ident user` or `vhost:port host ident user`; users may have blanks in their names.
  private static func readHead(_ line: Bytes, _ end: Int, into record: inout LogRecord) -> Bool {
    let head = line.part(0..<end)
    guard let first = find(0x20, in: head, from: 0), first > 0, let second = find(0x20, in: head, from: first + 1)
    else {
      return false
    }
    let third = find(0x20, in: head, from: second + 1)
    if let third, !looksLikeAddress(line.part(0..<first)), looksLikeAddress(line.part(first + 1..<second)) {
      record.offer(.host, 0..<first, in: line)
      record.offer(.ip, first + 1..<second, in: line)
      record.offer(.userID, min(third + 1, end)..<end, in: line)
    } else {
      record.offer(.ip, 0..<first, in: line)
      record.offer(.userID, second + 1..<end, in: line, escaped: true)
    }
    return true
  }

  private static func looksLikeAddress(_ text: Bytes) -> Bool {
    var (dots, colons) = (0, 0)
    for byte in text {
      switch byte {
      case UInt8(ascii: "."): dots += 1
      case UInt8(ascii: ":"): colons += 1
      case _ where byte.hexValue == nil: return false
      case _: continue
      }
    }
    return dots == 3 || colons >= 2
  }

  /// `GET /page HTTP/1.1`: what lies between the first blank and the last.
  private static func readRequest(_ line: Bytes, _ request: Quoted, into record: inout LogRecord) {
    guard let range = RequestLine.target(line.part(request.start..<request.end)) else { return }
    record.offer(
      .url, request.start + range.lowerBound..<request.start + range.upperBound, in: line, escaped: request.escaped)
  }

  private static func readExtras(_ line: Bytes, from place: Int, into record: inout LogRecord) {
    var place = place
    while let extra = following(line, place) {
      let text = line.part(extra.start..<extra.end)
      if find(UInt8(ascii: "="), in: text, from: 0) != nil {
        record.offer(.cookie, extra.start..<extra.end, in: line, escaped: extra.escaped)
      } else if looksLikeAddress(text.part(0..<(text.firstIndex(of: UInt8(ascii: ",")) ?? text.count))) {
        record.offer(.forwarded, extra.start..<extra.end, in: line)
      }
      place = extra.end
    }
  }

  private static func following(_ line: Bytes, _ end: Int) -> Quoted? {
    find(UInt8(ascii: "\""), in: line, from: end + 1).flatMap { quoted(line, at: $0) }
  }

  /// - Parameter opening: Place of the opening quote.
  private static func quoted(_ line: Bytes, at opening: Int) -> Quoted? {
    var result = Quoted(start: opening + 1, end: 0)
    var from = opening + 1
    while let quote = find(UInt8(ascii: "\""), in: line, from: from) {
      var slashes = 0
      while quote - slashes > result.start, line[quote - slashes - 1] == UInt8(ascii: "\\") { slashes += 1 }
      if slashes % 2 == 0 {
        result.end = quote
        result.escaped = find(UInt8(ascii: "\\"), in: line.part(result.start..<quote), from: 0) != nil
        return result
      }
      from = quote + 1
    }
    return nil
  }

  private static func find(_ byte: UInt8, in line: Bytes, from place: Int) -> Int? {
    guard place < line.count, let base = line.baseAddress,
      let found = memchr(base + place, Int32(byte), line.count - place)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}

/// `GET /page HTTP/1.1`.
enum RequestLine {
  /// Where the target lies; `nil` for anything that is no request.
  static func target(_ text: Bytes) -> Range<Int>? {
    guard let first = text.firstIndex(of: 0x20), first > 0, text[0].lowered &- 0x61 < 26 else { return nil }
    guard let last = text.lastIndex(of: 0x20), last > first, text.part((last + 1)...).starts(with: "HTTP/") else {
      return first + 1..<text.count
    }
    return first + 1..<last
  }
}
