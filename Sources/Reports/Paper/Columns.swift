/// How much room text takes on a terminal, and how it is laid into that room.
enum Columns {
  /// The width of everything a person reads.
  static let page = 80

  /// Stands where a line must not be broken; becomes a space on paper.
  static let glue: Character = "\u{A0}"

  static func glued(_ text: String) -> String { String(text.map { $0 == " " ? glue : $0 }) }

  static func width(_ text: String) -> Int {
    let bytes = text.utf8
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.count }
    return text.reduce(0) { $0 + width($1) }
  }

  /// A cluster takes the room of its widest scalar.
  static func width(_ character: Character) -> Int {
    character.unicodeScalars.reduce(0) { max($0, width($1)) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    case _: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  /// East Asian wide and full-width blocks, and emoji. Source: Unicode UAX 11, by whole blocks.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF, 0x20000...0x3FFFD,
  ]

  static func left(_ text: String, _ width: Int) -> String { text + space(width - Columns.width(text)) }
  static func right(_ text: String, _ width: Int) -> String { space(width - Columns.width(text)) + text }
  static func space(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  /// Lines of at most `width` columns, broken between words; a word that is too long is broken after a mark in it,
  /// or anywhere.
  /// - Parameter first: The room on the first line, where it is another.
  static func wrap(_ text: String, _ width: Int, first: Int? = nil) -> [String] {
    var room = first ?? width
    guard Columns.width(text) > room else { return [paper(text)] }
    var lines: [String] = []
    var line = ""
    var used = 0
    func end() {
      lines.append(paper(line))
      (line, used, room) = ("", 0, width)
    }
    for word in text.split(separator: " ") {
      var rest = String(word)
      var size = Columns.width(rest)
      // An empty line with more room below it is left empty rather than a word broken on it.
      if used > 0 ? used + 1 + size > room : size > room && room < width { end() }
      while size > room {
        (line, rest) = piece(rest, room)
        end()
        size = Columns.width(rest)
      }
      line += (used == 0 ? "" : " ") + rest
      used += (used == 0 ? 0 : 1) + size
    }
    if used > 0 || lines.isEmpty { end() }
    return lines
  }

  /// A paragraph: the first line after `first`, the others below its text, or at `indent`.
  static func paragraph(_ text: String, first: String = "", indent: Int? = nil) -> [String] {
    let taken = width(first)
    let rest = indent ?? taken
    return wrap(text, page - rest, first: page - taken).enumerated().map { place, line in
      place == 0 ? first + line : space(rest) + line
    }
  }

  /// The longest start of at most `width` columns, at least one character.
  static func prefix(_ text: String, _ width: Int) -> (taken: String, rest: String) {
    var used = 0
    var end = text.startIndex
    while end < text.endIndex {
      let next = Columns.width(text[end])
      if used + next > width, end > text.startIndex { break }
      used += next
      end = text.index(after: end)
    }
    return (String(text[..<end]), String(text[end...]))
  }

  private static func piece(_ word: String, _ width: Int) -> (taken: String, rest: String) {
    let hard = prefix(word, width)
    guard let mark = hard.taken.lastIndex(where: { "-/.,_:@".contains($0) || $0 == glue }) else { return hard }
    let end = word.index(after: mark)
    guard word.distance(from: word.startIndex, to: end) * 2 > width else { return hard }
    return (String(word[..<end]), String(word[end...]))
  }

  /// Glue becomes a space. Most lines have none, and a look at the bytes tells.
  static func paper(_ line: String) -> String {
    guard line.utf8.contains(0xC2) else { return line }
    return String(line.map { $0 == glue ? " " : $0 })
  }
}
