/// Lines that mail programs broke, put together again. A wrong joint costs certainty only, never correctness: every
/// piece of a reply has to be understood, however it is cut.
enum Paragraphs {
  static func joined(_ lines: [String]) -> [String] {
    var result: [String] = []
    var previous: String?
    for line in lines {
      let text = trimmed(line)
      if let before = previous, !text.isEmpty, continues(before, text) {
        result[result.count - 1] += Token.isIdeograph(text.unicodeScalars.first) ? text : " " + text
      } else if !text.isEmpty {
        result.append(text)
      }
      previous = text.isEmpty ? nil : text
    }
    return result
  }

  private static func continues(_ before: String, _ text: String) -> Bool {
    guard let last = before.unicodeScalars.last, let first = text.unicodeScalars.first else { return false }
    if "-*•·–".unicodeScalars.contains(first) { return false }
    if ".!?:;。".unicodeScalars.contains(last) { return true }
    let width = before.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) }
    if ",、,".unicodeScalars.contains(last) { return width >= 40 }
    return width >= 40 || first.properties.isLowercase
  }

  static func trimmed(_ line: String) -> String {
    let scalars = line.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}

extension Token {
  static func isIdeograph(_ scalar: Unicode.Scalar?) -> Bool { (scalar?.value ?? 0) >= 0x3000 }
}
