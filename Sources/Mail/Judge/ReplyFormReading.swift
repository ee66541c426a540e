extension ReplyForm {
  /// The own lines of a reply without the block, its rules and the lines a label or a value runs on into.
  static func without(_ lines: [ReplyLine]) -> [String] {
    var result: [String] = []
    var missing: [String] = []
    for line in lines {
      if let found = line.form {
        missing = found.missing
      } else if isRule(line.text) {
        missing = []
      } else if !missing.isEmpty, Tokenizer.words(line.text).starts(with: missing) {
        missing = []
      } else {
        result.append(line.text)
      }
    }
    return result
  }

  /// - Parameter today: The day the mail was written.
  static func read(_ lines: [ReplyLine], today: DateWords?) -> ReplyForm? {
    var blocks: [[Entry]] = []
    for entry in entries(lines) {
      if let last = blocks.last?.last, last.line.field.rawValue < entry.line.field.rawValue {
        blocks[blocks.count - 1].append(entry)
      } else {
        blocks.append([entry])
      }
    }
    let ticked = blocks.filter { $0.contains { $0.line.mark == .ticked || $0.line.mark == .odd } }
    var forms = ticked.prefix(mostBlocks).compactMap { form(from: $0, today: today) }
    guard var form = forms.first, let start = ticked.first?.first else { return nil }
    forms.removeFirst()
    // Below two headers of copied mails stands an answer given earlier.
    if copies(above: start.index, lines) > 1 { form.doubts.append("deep-quote") }
    if ticked.count > mostBlocks || forms.contains(where: { $0.ticks != form.ticks || $0.remains != form.remains }) {
      form.doubts.append("two-blocks")
    }
    return form
  }

  private static let mostBlocks = 4

  /// A line of the block with the text that follows it up to the next one.
  private struct Entry {
    let line: FormLine
    var value: String
    var isWhole: Bool
    let index: Int
  }

  private static func entries(_ lines: [ReplyLine]) -> [Entry] {
    var result: [Entry] = []
    var missing: [String] = []
    var isOpen = false
    for (index, raw) in lines.enumerated() {
      if let line = raw.form {
        if !missing.isEmpty, let last = result.indices.last { result[last].isWhole = false }
        result.append(Entry(line: line, value: line.value, isWhole: line.isWhole, index: index))
        missing = line.missing
        isOpen = true
        continue
      }
      guard isOpen, let last = result.indices.last else { continue }
      let (plain, _) = FormLine.unquoted(raw.text)
      let words = Tokenizer.words(plain)
      if words.isEmpty || isRule(plain) {
        if !missing.isEmpty { result[last].isWhole = false }
        missing = []
        isOpen = false
      } else if !missing.isEmpty {
        if words.starts(with: missing) {
          let extra = words.count - missing.count
          if extra > 0 { result[last].value = Paragraphs.trimmed(result[last].value + " " + tail(plain)) }
        } else {
          result[last].isWhole = false
        }
        missing = []
      } else {
        result[last].value = Paragraphs.trimmed(result[last].value + " " + plain)
      }
    }
    if !missing.isEmpty, let last = result.indices.last { result[last].isWhole = false }
    return result
  }

  private static func copies(above end: Int, _ lines: [ReplyLine]) -> Int {
    var count = 0
    var index = 0
    while index < end {
      if !lines[index].isQuoted,
        QuoteMarks.copy(lines, index) != nil || QuoteMarks.attribution(lines, index) != nil
      {
        count += 1
        // A rule and the fields below it are one header.
        while index + 1 < end, lines[index + 1].isBlank || lines[index + 1].field != nil { index += 1 }
      }
      index += 1
    }
    return count
  }

  /// What stands behind the last colon of a label's second line.
  private static func tail(_ line: String) -> String {
    line.lastIndex { ":;)".contains($0) }.map { String(line[line.index(after: $0)...]) } ?? line
  }

  private static func isRule(_ line: String) -> Bool {
    guard line.utf8.count <= 200, line.contains("---") else { return false }
    let (plain, _) = FormLine.unquoted(line)
    return plain.utf8.starts(with: "---".utf8) && (plain.hasSuffix("---") || Tokenizer.words(plain).count <= 6)
  }

  private static func form(from block: [Entry], today: DateWords?) -> ReplyForm? {
    guard let first = block.first, block.contains(where: { $0.line.mark == .ticked || $0.line.mark == .odd }) else {
      return nil
    }
    // Some labels are spelled alike in two languages; those of the ticks are not.
    let language = block.first { $0.line.field == .nothingHeld || $0.line.field == .refused }?.line.language
    var form = ReplyForm(language: language ?? first.line.language)
    guard let lexicon = Lexicon.of(form.language) else { return nil }
    let reader = SentenceReader(lexicon: lexicon, names: [], today: today)
    for entry in block { form.take(entry, reader) }
    if form.ticks.count != 1 { form.doubts.append("not-one-tick") }
    if block.contains(where: { $0.line.field.tick != nil && $0.line.language != form.language }) {
      form.doubts.append("labels-edited")
    }
    if block.contains(where: { $0.line.depth > 1 }) { form.doubts.append("deep-quote") }
    if Set(block.compactMap(\.line.field.tick)).count < Tick.allCases.count { form.doubts.append("lines-missing") }
    form.check(today)
    return form
  }

  private mutating func take(_ entry: Entry, _ reader: SentenceReader) {
    // A dash says that there is nothing to say.
    let value = entry.value.allSatisfy { "-–—_./ *".contains($0) } ? nil : entry.value
    if entry.line.mark == .odd { doubts.append("odd-tick") }
    if !entry.isWhole { doubts.append("labels-edited") }
    if let tick = entry.line.field.tick, entry.line.mark == .ticked { ticks.append(tick) }
    switch entry.line.field {
    case .reference: reference = value
    case .tickOne, .deleted, .nothingHeld: if value != nil { doubts.append("labels-edited") }
    case .partly: remains = value
    case .refused: reason = value
    case .subProcessors:
      subProcessors = value
      if let value, ReplyForm.speaks(value, reader) { doubts.append("sub-processors-unclear") }
    case .backups: backupsUntil = date(value, reader)
    case .deletionDate: deletedOn = date(value, reader)
    case .name:
      name = value
      // Whoever writes a day there has slipped by a line.
      let isDated = value.map { !reader.lexicon.dated(Tokenizer.words($0), today: reader.today).dates.isEmpty } ?? false
      if let value, isDated || ReplyForm.speaks(value, reader) { doubts.append("name-unclear") }
    }
  }

  /// An entry that is no date is for a person.
  private mutating func date(_ value: String?, _ reader: SentenceReader) -> DateWords? {
    guard let value else { return nil }
    let words = Tokenizer.words(value)
    let dated = reader.lexicon.dated(words, today: reader.today)
    if dated.tokens == [Token.date], let date = dated.dates.first { return date }
    if words.allSatisfy({ $0 == "-" || $0 == "_" }) { return nil }
    doubts.append("date-unclear")
    return nil
  }

  private static func speaks(_ value: String, _ reader: SentenceReader) -> Bool {
    Prose.speaks(value)
      || Tokenizer.sentences(in: [value]).contains { $0.isQuestion || !reader.warnings(in: $0).isEmpty }
  }

  private mutating func check(_ today: DateWords?) {
    switch ticks.first {
    case .deleted:
      if remains != nil || reason != nil { doubts.append("rest-contradicts") }
      if let deletedOn, today.map({ deletedOn > $0 }) ?? true { doubts.append("date-ahead") }
      if let deletedOn, let today, deletedOn.isLong(before: today) { doubts.append("date-old") }
    case .nothingHeld:
      if remains != nil || reason != nil || deletedOn != nil { doubts.append("rest-contradicts") }
    case .partly:
      if remains == nil { doubts.append("rest-missing") }
      if reason != nil { doubts.append("rest-contradicts") }
    case .refused:
      if reason == nil { doubts.append("rest-missing") }
      if remains != nil || deletedOn != nil { doubts.append("rest-contradicts") }
    case nil: break
    }
  }
}
