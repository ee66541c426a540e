/// Folds paragraphs for mail: 72 columns, list items hanging, never within a word.
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
    guard line.count > width else { return [String(line)] }
    let indent = line.prefix { $0 == " " }
    let hanging = String(indent) + String(repeating: " ", count: markerWidth(line.dropFirst(indent.count)))
    var folded: [String] = []
    var current = String(indent)
    for word in line.split(separator: " ") {
      let begins = current.allSatisfy { $0 == " " }
      if !begins, current.count + 1 + word.count > width {
        folded.append(current)
        current = hanging + word
      } else {
        current += begins ? String(word) : " \(word)"
      }
    }
    return folded + [current]
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
