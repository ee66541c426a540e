/// The words of a mail made easy to search: lower case, blanks and line ends as one blank.
struct BounceText {
  /// What the writer says about the letter, up to the copy of the letter; of a person, up to what is forwarded.
  let own: [UInt8]
  /// With the copy.
  let whole: [UInt8]
  let hasCopy: Bool
  private let lines: [Substring]

  /// - Parameter isMachine: Whether a mail system wrote it for certain.
  init(_ mail: MessageReader, isMachine: Bool) {
    let text = BounceText.head(mail.text, 32 << 10)
    lines = text.split(whereSeparator: \.isNewline)
    let answered = lines.filter { !$0.drop { $0 == " " }.hasPrefix(">") }
    let folded = BounceText.folded(answered.joined(separator: " "))
    whole = folded
    let cut = BounceWords.copies.compactMap { folded.firstRange(of: $0) }.min()
    hasCopy = cut != nil || !mail.embedded.isEmpty
    let written = cut.map { Array(folded[..<$0]) } ?? folded
    let passedOn = isMachine ? nil : BounceText.above(text).map { BounceText.folded($0) }
    own = passedOn.map { $0.count < written.count ? $0 : written } ?? written
  }

  /// The words above the head of a forwarded or quoted mail; nil when there is none, or nothing above it.
  private static func above(_ text: String) -> String? {
    let lines = ReplyLine.list(text).lines
    let end = lines.indices.first { QuoteMarks.copy(lines, $0) != nil || QuoteMarks.attribution(lines, $0) != nil }
    guard let end else { return nil }
    let own = lines[..<end].filter { !$0.isBlank && !$0.isQuoted }.map(\.text)
    return own.isEmpty ? nil : own.joined(separator: " ")
  }

  /// The first bytes of a text: counted in bytes, because one character may be made of thousands.
  static func head(_ text: String?, _ bytes: Int) -> String {
    String(decoding: (text ?? "").utf8.prefix(bytes), as: UTF8.self)
  }

  static func folded(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text.lowercased().utf8 {
      if byte > 0x20 {
        result.append(byte)
      } else if result.last != 0x20 {
        result.append(0x20)
      }
    }
    return result
  }

  // MARK: What the words name

  /// The Message-IDs on lines such as `Message-ID: <...>`, in order.
  var messageIDs: [String] {
    var found: [String] = []
    var isDue = false
    for line in lines.prefix(2000) where found.count < 10 {
      let bare = line.drop { $0 == ">" || $0 == " " || $0 == "\t" }
      let value: Substring
      if isDue {
        value = bare
      } else if bare.lowercased().hasPrefix("message-id:") {
        value = bare.dropFirst("message-id:".count)
      } else {
        continue
      }
      isDue = value.trimmed.isEmpty && !isDue
      found += Mail.messageIDs(in: String(value))
    }
    return found
  }

  /// A line that begins with the code of a reply, as servers write them: `550 5.1.1 unknown`.
  var hasReplyLine: Bool {
    lines.prefix(200).contains { line in
      let bare = Array(line.drop { " \t<#(".contains($0) }.prefix(12).utf8)
      guard let first = bare.first, first == 0x34 || first == 0x35 else { return false }
      return BounceStatus(in: bare + [0x20]) != nil
    }
  }

  /// An address that stands alone on its line, or behind a label, as in a list of those that were not reached.
  func hasAddressLine(except own: Set<String>) -> Bool {
    lines.prefix(200).contains { line in
      guard line.utf8.count <= 300 else { return false }
      let words = line.lowercased().split(whereSeparator: { " \t*-•".contains($0) })
      let last = (words.last ?? "").filter { !"<>:;,\"'：".contains($0) }
      let isLabelled = words.count < 5 && words.dropLast().last.map { $0.hasSuffix(":") || $0.hasSuffix("：") } ?? false
      guard words.count == 1 || isLabelled, let at = last.firstIndex(of: "@") else { return false }
      return at > last.startIndex && last[at...].contains(".") && !own.contains(last)
    }
  }

  /// A line such as `Subject: ...` of the letter.
  var hasHeadLine: Bool { lines.prefix(200).contains { QuoteMarks.field(String($0)) == .subject } }

  /// Addresses in the writer's own words, without those of the mail systems themselves. At most 20.
  func addresses(except own: Set<String>) -> [String] {
    var found: [String] = []
    let separators = Set("<>()[]{}\"',;: \t*".utf8)
    for word in self.own.split(whereSeparator: separators.contains) where found.count < 20 {
      guard word.count <= 254, let at = word.firstIndex(of: 0x40), at > word.startIndex, at < word.endIndex - 1,
        word[(at + 1)...].contains(0x2e), !word[(at + 1)...].contains(0x40)
      else { continue }
      let text = String(decoding: word.last == 0x2e ? word.dropLast() : word, as: UTF8.self)
      let isSystem = ["postmaster@", "mailer-daemon@", "abuse@"].contains { text.hasPrefix($0) }
      if !isSystem, !own.contains(text), !found.contains(text) { found.append(text) }
    }
    return found
  }
}

extension [UInt8] {
  /// Where a word begins.
  func firstRange(of word: StaticString) -> Int? {
    let length = word.utf8CodeUnitCount
    guard length > 0, count >= length else { return nil }
    return (0...(count - length)).first { at in
      self[at] == word.utf8Start[0] && (1..<length).allSatisfy { self[at + $0] == word.utf8Start[$0] }
    }
  }
}
