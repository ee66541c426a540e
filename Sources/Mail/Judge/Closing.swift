/// Takes the foot off a mail: sign-off, name block, legal notice, "sent from my phone".
enum Closing {
  struct Parts {
    var body: [String] = []
    /// Read for warnings only: an afterthought may stand below a name.
    var signature: [String] = []
    var doubts: [String] = []
  }

  private static let closings = Set(Lexicon.all.flatMap(\.closings))
  private static let longest = closings.map(\.count).max() ?? 0

  static func part(_ lines: [String], senderNames: Set<String>) -> Parts {
    let paragraphs = withoutNotices(lines.filter { !Footers.isPhoneLine($0) })
    var parts = Parts()
    var signed = false
    for (index, paragraph) in paragraphs.enumerated() {
      if signed {
        parts.signature += paragraph
        continue
      }
      for (position, line) in paragraph.enumerated() where !signed {
        if isDelimiter(line) || (isSignOff(line) && (index > 0 || position > 0)) {
          signed = true
          parts.body += paragraph[..<position] + [""]
          parts.signature += paragraph[position...].filter { !isSignOff($0) && !isDelimiter($0) }
        }
      }
      if signed { continue }
      if index > 0, isNameBlock(paragraph, senderNames) {
        signed = true
        parts.signature += paragraph
      } else {
        parts.body += paragraph + [""]
      }
    }
    if parts.signature.count > 25 { parts.doubts.append("long-signature") }
    if parts.signature.contains(where: { !isSignOff($0) && Prose.speaks($0, names: senderNames) }) {
      parts.doubts.append("words-in-signature")
    }
    return parts
  }

  /// "T +49 30 123" of a signature is no clipped "not".
  static func withoutLetter(_ line: String) -> String {
    let text = Paragraphs.trimmed(line)
    guard let first = text.first, first.isLetter, first.isASCII, let second = text.dropFirst().first,
      " .:+".contains(second)
    else { return line }
    return String(text.dropFirst(2))
  }

  /// "-- " of RFC 3676, or a line of dashes or underscores.
  private static func isDelimiter(_ line: String) -> Bool {
    let text = Paragraphs.trimmed(line)
    return text.utf8.count >= 2 && text.utf8.allSatisfy { $0 == 0x2d || $0 == 0x5f || $0 == 0x3d }
  }

  /// The words of a sign-off, alone or with a name after them; "Thanks" counts as a sentence instead.
  private static func isSignOff(_ line: String) -> Bool {
    guard line.utf8.count <= 90 else { return false }
    let words = Tokenizer.words(line)
    if closings.contains(words) { return true }
    guard let comma = line.firstIndex(where: { $0 == "," || $0 == "、" }) else { return false }
    let before = Tokenizer.words(String(line[..<comma]))
    return words.count - before.count <= 4 && closings.contains(before)
  }

  /// Short lines without a full stop, one of which holds the sender's own name.
  private static func isNameBlock(_ paragraph: [String], _ names: Set<String>) -> Bool {
    guard !names.isEmpty, paragraph.count <= 8 else { return false }
    var named = false
    for line in paragraph {
      let words = Tokenizer.words(line)
      guard words.count <= 8, let last = Paragraphs.trimmed(line).last, !".!?:;。".contains(last) else { return false }
      named = named || words.contains(where: names.contains)
    }
    return named
  }

  /// A legal notice goes only from below the first paragraph: what stands alone is read.
  private static func withoutNotices(_ lines: [String]) -> [[String]] {
    var paragraphs = lines.split(whereSeparator: isBlank).map(Array.init)
    if let first = paragraphs.first, first.count <= 3, Footers.isBanner(first.joined(separator: " ")) {
      paragraphs.removeFirst()
    }
    return paragraphs.enumerated().filter { index, paragraph in
      index == 0 || !Footers.isNotice(paragraph.joined(separator: " "))
    }.map(\.element)
  }
}
