/// Text for a terminal of 80 columns.
enum Terminal {
  static let width = 80

  /// Folds a line between words, all of it indented as far as its head is long. A word that is longer stays whole, so
  /// that it can be copied.
  static func folded(_ text: String, after head: String, width: Int = width) -> [String] {
    var (lines, line) = ([String](), head)
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        (line, isEmpty) = (String(repeating: " ", count: head.count), true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}
