/// Folds paragraphs for mail: 72 columns, list items hanging, never within a word. Languages that write without spaces
/// are folded between characters. Lines that begin with four spaces, such as commands, stay as they are.
enum Wrapping {
  static let width = 72

  static func wrap(_ text: String) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = trimmedEnd(line)
      // Templates leave gaps where a part was not printed.
      if trimmed.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines += fold(trimmed)
    }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fold(_ line: Substring) -> [String] {
    guard columns(line) > width, !line.hasPrefix("    ") else { return [String(line)] }
    let indent = line.prefix { $0 == " " }
    let hanging = String(indent) + String(repeating: " ", count: markerWidth(line.dropFirst(indent.count)))
    var folded: [String] = []
    var current = String(indent)
    for piece in pieces(of: line.dropFirst(indent.count)) {
      let begins = current.allSatisfy { $0 == " " }
      let gap = piece.afterSpace && !begins ? 1 : 0
      if !begins, columns(current) + gap + columns(piece.text) > width {
        folded.append(current)
        current = hanging + piece.text
      } else {
        current += (gap == 1 ? " " : "") + piece.text
      }
    }
    return folded + [current]
  }

  /// What may not be parted: words, and single wide characters with the marks that may not begin or end a line.
  private static func pieces(of line: Substring) -> [(text: Substring, afterSpace: Bool)] {
    var pieces: [(text: Substring, afterSpace: Bool)] = []
    for word in joined(line.split(separator: " ")) {
      var (start, isFirst) = (word.startIndex, true)
      for (place, next) in zip(word.indices, word.indices.dropFirst()) where mayPart(word[place], word[next]) {
        pieces.append((word[start..<next], isFirst))
        (start, isFirst) = (next, false)
      }
      pieces.append((word[start...], isFirst))
    }
    return pieces
  }

  /// French sets a space before `:` and the like, which stay with their word all the same. So does a day with its month.
  private static func joined(_ words: [Substring]) -> [Substring] {
    words.reduce(into: []) { joined, word in
      let belongs = word.count == 1 && word.first.map(":;?!»".contains) ?? false
      if let last = joined.last, belongs || last.hasSuffix("«") || isDay(last) && word.first?.isLetter == true {
        joined[joined.count - 1] = "\(last) \(word)"
      } else {
        joined.append(word)
      }
    }
  }

  /// `8`, `8.`, `1er` or `1º`
  private static func isDay(_ word: Substring) -> Bool {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    return (1...2).contains(digits.count) && ["", ".", "er", "º"].contains(word.dropFirst(digits.count))
  }

  private static func mayPart(_ before: Character, _ after: Character) -> Bool {
    guard isWide(before) || isWide(after), !noEnd.contains(before), !noBegin.contains(after) else { return false }
    // A date stays whole.
    let (isDate, isNumber) = ("年月日".contains(after) || "年月".contains(before), before.isNumber || after.isNumber)
    return !(isDate && isNumber)
  }

  private static let noEnd = Set("「『(【〔([“‘\u{FF08}")
  private static let noBegin = Set(
    "。、」』)】〕・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)],.:;?!”’\u{FF09}\u{FF0C}\u{FF1A}\u{FF1B}\u{FF1F}\u{FF01}")

  /// Of a terminal with characters of one width: wide ones take two.
  static func columns(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + (isWide($1) ? 2 : 1) } }

  private static func isWide(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first?.value else { return false }
    switch scalar {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return true
    case _: return false
    }
  }

  /// How far the text of `- item`, `* item`, `1. item` or `[ ] item` stands from its marker.
  private static func markerWidth(_ item: Substring) -> Int {
    if item.hasPrefix("[ ] ") { return 4 }
    if item.hasPrefix("- ") || item.hasPrefix("* ") { return 2 }
    let digits = item.prefix { $0.isASCII && $0.isNumber }
    return !digits.isEmpty && item.dropFirst(digits.count).hasPrefix(". ") ? digits.count + 2 : 0
  }

  private static func trimmedEnd(_ line: Substring) -> Substring {
    var line = line
    while line.last?.isWhitespace ?? false { line.removeLast() }
    return line
  }
}
