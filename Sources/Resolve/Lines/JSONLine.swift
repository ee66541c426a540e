/// One JSON object a line. Only the fields that matter are looked at; the rest is passed over without being built.
struct JSONLine {
  /// Deeper nesting than any logger writes.
  private static let depthLimit = 64

  let names: FieldNames

  /// - Returns: `false` unless the line is exactly one object.
  func read(_ line: Bytes, into record: inout LogRecord) -> Bool {
    record.escapes = .json
    var place = 0
    skipBlanks(line, &place)
    guard place < line.count, line[place] == UInt8(ascii: "{"),
      value(line, &place, path: names.root, depth: 0, cookieName: nil, into: &record)
    else { return false }
    skipBlanks(line, &place)
    return place == line.count
  }

  private func value(
    _ line: Bytes, _ place: inout Int, path: UInt64, depth: Int, cookieName: LogRecord.Text?,
    into record: inout LogRecord
  ) -> Bool {
    guard place < line.count, depth < Self.depthLimit else { return false }
    switch line[place] {
    case UInt8(ascii: "{"): return object(line, &place, path: path, depth: depth, into: &record)
    case UInt8(ascii: "["): return array(line, &place, path: path, depth: depth, into: &record)
    case UInt8(ascii: "\""):
      guard let text = string(line, &place) else { return false }
      take(text, line, path, cookieName, into: &record)
      return true
    case _:
      let start = place
      while place < line.count, !Self.endsWord(line[place]) { place += 1 }
      guard place > start else { return false }
      let text = LogRecord.Text(start: Int32(start), end: Int32(place))
      if !line.part(start..<place).equals("null") { take(text, line, path, cookieName, into: &record) }
      return true
    }
  }

  private func take(
    _ text: LogRecord.Text, _ line: Bytes, _ path: UInt64, _ cookieName: LogRecord.Text?, into record: inout LogRecord
  ) {
    if let cookieName {
      record.addCookie(cookieName, text)
    } else if let meaning = names.meaning(of: path) {
      record.offer(meaning.field, text.range, in: line, escaped: text.escaped, rank: meaning.rank)
    }
  }

  private func object(
    _ line: Bytes, _ place: inout Int, path: UInt64, depth: Int, into record: inout LogRecord
  ) -> Bool {
    let isCookies = depth > 0 && names.meaning(of: path)?.field == .cookie
    let prefix = depth == 0 ? path : names.step(path, UInt8(ascii: "."))
    place += 1
    skipBlanks(line, &place)
    if closes(line, &place, UInt8(ascii: "}")) { return true }
    while true {
      skipBlanks(line, &place)
      guard place < line.count, line[place] == UInt8(ascii: "\""), let name = string(line, &place) else { return false }
      skipBlanks(line, &place)
      guard closes(line, &place, UInt8(ascii: ":")) else { return false }
      skipBlanks(line, &place)
      let inner = names.path(line.part(name.range), from: prefix)
      guard
        value(line, &place, path: inner, depth: depth + 1, cookieName: isCookies ? name : nil, into: &record)
      else { return false }
      skipBlanks(line, &place)
      if closes(line, &place, UInt8(ascii: "}")) { return true }
      guard closes(line, &place, UInt8(ascii: ",")) else { return false }
    }
  }

  /// Elements have the path of their array: loggers write a header as a list of its values.
  private func array(
    _ line: Bytes, _ place: inout Int, path: UInt64, depth: Int, into record: inout LogRecord
  ) -> Bool {
    place += 1
    skipBlanks(line, &place)
    if closes(line, &place, UInt8(ascii: "]")) { return true }
    while true {
      skipBlanks(line, &place)
      guard value(line, &place, path: path, depth: depth + 1, cookieName: nil, into: &record) else { return false }
      skipBlanks(line, &place)
      if closes(line, &place, UInt8(ascii: "]")) { return true }
      guard closes(line, &place, UInt8(ascii: ",")) else { return false }
    }
  }

  /// What lies between the quotes.
  private func string(_ line: Bytes, _ place: inout Int) -> LogRecord.Text? {
    place += 1
    var text = LogRecord.Text(start: Int32(place))
    while place < line.count {
      switch line[place] {
      case UInt8(ascii: "\""):
        text.end = Int32(place)
        place += 1
        return text
      case UInt8(ascii: "\\"):
        text.escaped = true
        place += 2
      case _: place += 1
      }
    }
    return nil
  }

  private func closes(_ line: Bytes, _ place: inout Int, _ byte: UInt8) -> Bool {
    guard place < line.count, line[place] == byte else { return false }
    place += 1
    return true
  }

  private func skipBlanks(_ line: Bytes, _ place: inout Int) {
    while place < line.count, line[place] == 0x20 || line[place] == 9 { place += 1 }
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") || byte == 0x20 || byte == 9
      || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "\"")
  }
}
