/// A label of the block, in the order of its lines.
enum FormField: Int, Hashable, CaseIterable {
  case reference, tickOne, deleted, partly, nothingHeld, refused, subProcessors, backups, deletionDate, name

  var tick: ReplyForm.Tick? {
    switch self {
    case .deleted: .deleted
    case .partly: .partly
    case .nothingHeld: .nothingHeld
    case .refused: .refused
    case .reference, .tickOne, .subProcessors, .backups, .deletionDate, .name: nil
    }
  }
}

/// One line of a reply that is a line of the block.
struct FormLine {
  enum Mark { case none, empty, ticked, odd }

  let field: FormField
  let language: String
  let mark: Mark
  /// What stands after the label.
  let value: String
  /// The label is there as printed, or its first words followed by others.
  let isWhole: Bool
  /// Words of the label that a line break has moved to the next line.
  let missing: [String]
  let depth: Int

  /// Nil when the line is none of the block's.
  init?(_ raw: String) {
    guard raw.utf8.count <= 2_000, FormLabel.mayBegin(raw) else { return nil }
    let (line, depth) = FormLine.unquoted(raw)
    let (mark, rest) = FormLine.mark(line)
    let words = Tokenizer.words(String(rest.prefix(200)))
    guard let first = words.first, let candidates = FormLabel.byFirstWord[first] else { return nil }
    let fits = candidates.filter { ($0.field.tick == nil) == (mark == .none) }.compactMap {
      label -> (FormLabel, Int)? in
      let common = zip(words, label.words).prefix { $0 == $1 }.count
      return common >= label.head ? (label, common) : nil
    }
    guard let (label, common) = fits.max(by: { $0.1 < $1.1 }) else { return nil }
    field = label.field
    language = label.language
    self.mark = mark
    self.depth = depth
    isWhole = common == label.words.count || common == words.count
    missing = Array(label.words[common...])
    value = FormLine.after(common, in: rest)
  }

  static func unquoted(_ raw: String) -> (String, Int) {
    var depth = 0
    let scalars = Array(plain(raw).unicodeScalars)
    var index = 0
    while index < scalars.count,
      scalars[index] == ">" || scalars[index] == " " || scalars[index] == "\t" || scalars[index] == "|"
    {
      if scalars[index] == ">" { depth += 1 }
      index += 1
    }
    return (String(String.UnicodeScalarView(scalars[index...])), depth)
  }

  /// Full-width signs as plain ones; everything else stays as written.
  private static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.compactMap { scalar in
          switch scalar.value {
          // Telephones put it behind a tick to make a picture of it.
          case 0xfe0f: nil
          case 0xff01...0xff5e: Unicode.Scalar(scalar.value - 0xfee0) ?? scalar
          case 0x3000, 0xa0: " "
          case _: scalar
          }
        }))
  }

  /// "[ ]", "[x]", "( )", "☐", "☒", "x [ ]" and their kind before a label.
  private static func mark(_ line: String) -> (Mark, String) {
    var inside = ""
    var sawBox = false
    var rest = Substring(line)
    while let character = rest.first {
      if "[]()☐□☑☒■✓✔✗✘✅🗹 \t*_-•.".contains(character) {
        if "[](☐□☑☒■🗹✅✓✔✗✘".contains(character) { sawBox = true }
        if "☑☒■✓✔✅🗹".contains(character) { inside.append("x") }
        // A cross of this kind may stand for "no".
        if "✗✘".contains(character) { inside.append(character) }
      } else if character == "x" || character == "X" {
        let after = rest.dropFirst().first
        guard after == nil || "]) \t[".contains(after ?? " ") else {
          break
        }
        inside.append("x")
      } else if rest.dropFirst().first == "]" || rest.dropFirst().first == ")" {
        inside.append(character)
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    if !sawBox && inside.isEmpty { return (.none, line) }
    if inside.isEmpty { return (.empty, String(rest)) }
    // "[x]? Deleted" asks, and in "[x] [ ] Deleted" nobody knows which box is meant.
    let boxes = line.prefix(line.count - rest.count).count { "[(☐□☑☒■🗹".contains($0) }
    if boxes > 1 || rest.first.map({ !$0.isLetter && !$0.isNumber }) == true { return (.odd, String(rest)) }
    let isTick = ["x", "v", "V", "○", "レ", "•", "j", "J", "y", "Y"].contains(inside)
    return (isTick ? .ticked : .odd, String(rest))
  }

  /// The text behind the first `count` words, counted as the tokenizer counts.
  private static func after(_ count: Int, in text: String) -> String {
    var words = 0
    var inWord = false
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      let isWide = Token.isIdeograph(character.unicodeScalars.first) && character.isLetter
      let isPart = character.isLetter || character.isNumber
      if words == count, !isPart || isWide || !inWord { break }
      if isPart, isWide || !inWord { words += 1 }
      inWord = isPart && !isWide
      index = text.index(after: index)
    }
    let behind = text[index...].drop { " \t:;,.。):、".contains($0) }
    return Paragraphs.trimmed(String(behind))
  }
}
