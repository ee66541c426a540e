/// Checks a template before anything is sent with it: only known names, and nothing that must be said left out.
enum LetterLinter {
  static func check(_ text: String, kind: LetterKind, file: String) -> [Mistake] {
    let tags = TemplateTags.find(in: text)
    let sections = SectionLinter.check(tags, file: file)
    let own = tags.compactMap { mistake(in: $0, file) } + headMistakes(text, file) + sections
    // What a section holds is only known once sections begin and end where they should.
    guard sections.isEmpty else { return own }
    return own + SectionLinter.strays(tags, file: file) + missing(tags, text, kind, file)
  }

  private static func mistake(in tag: TemplateTag, _ file: String) -> Mistake? {
    func wrong(_ what: String, _ remedy: String?) -> Mistake {
      Mistake(file: file, line: tag.line, column: tag.column, what: what, remedy: remedy)
    }
    switch tag.kind {
    case .comment: return nil
    case .refused(let why): return wrong("this tag is not allowed in letters", "\(why).")
    case .value:
      if tag.name == "." { return nil }
      if LetterWords.single.contains(tag.name) { return nil }
      if LetterWords.all.contains(tag.name) {
        return wrong("'\(tag.name)' is not a single value", "Write {{#\(tag.name)}} ... {{/\(tag.name)}}.")
      }
    case .section, .inverted, .end:
      if LetterWords.all.contains(tag.name) { return nil }
    }
    return wrong("a letter knows no '\(tag.name)'", remedy(for: tag.name, among: LetterWords.all))
  }

  private static func headMistakes(_ text: String, _ file: String) -> [Mistake] {
    let head = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
    if head.first?.hasPrefix("Subject: ") ?? false, head.count > 2, head[1].isEmpty { return [] }
    return [
      Mistake(
        file: file, line: 1, column: 1, what: "the first line must be 'Subject: ...', and the second empty",
        remedy: "Begin the file with the line 'Subject: Deletion request {{reference}}' and an empty line.")
    ]
  }

  /// A clause counts only if there are words in it, and outside sections that may not be printed.
  private static func missing(_ tags: [TemplateTag], _ text: String, _ kind: LetterKind, _ file: String) -> [Mistake] {
    missing(kind.needed, "\(kind == .escalation ? "an" : "a") \(kind.rawValue) must", tags, text, file)
  }

  /// - Parameter why: Completes "which ..."; who wants it said.
  static func missing(_ names: [String], _ why: String, in text: String, file: String) -> [Mistake] {
    missing(names, why, TemplateTags.find(in: text), text, file)
  }

  private static func missing(
    _ names: [String], _ why: String, _ tags: [TemplateTag], _ text: String, _ file: String
  ) -> [Mistake] {
    let said = certain(tags)
    return names.compactMap { name in
      guard let tag = said.first(where: { $0.name == name }) else {
        return Mistake(
          file: file, line: 1, column: 1, what: "the letter does not say '\(name)', which \(why)",
          remedy: LetterWords.single.contains(name) ? "Use {{\(name)}}." : "Use {{#\(name)}} ... {{/\(name)}}.")
      }
      let wordless = LetterWords.clauses.contains(name) && letters(in: name, text) < 12
      return wordless
        ? Mistake(
          file: file, line: tag.line, column: tag.column, what: "the clause '\(name)' is empty",
          remedy: "Say it in words.") : nil
    }
  }

  /// What is printed in every letter: nothing around it but clauses, or the question whether there is any of it.
  private static func certain(_ tags: [TemplateTag]) -> [TemplateTag] {
    var (around, certain): ([TemplateTag], [TemplateTag]) = ([], [])
    for tag in tags {
      let hidden = around.contains { outer in
        let asksForIt = outer.name == tag.name || outer.name == "has-" + tag.name
        return outer.kind == .inverted || !(asksForIt || LetterWords.clauses.contains(outer.name))
      }
      switch tag.kind {
      case .section, .inverted:
        if tag.kind == .section, !hidden { certain.append(tag) }
        around.append(tag)
      case .end: _ = around.popLast()
      case .value: if !hidden { certain.append(tag) }
      case .comment, .refused: continue
      }
    }
    return certain
  }

  /// Letters and not words, as not every language parts its words; those of tags do not count.
  private static func letters(in section: String, _ text: String) -> Int {
    guard let start = text.firstRange(of: "{{#\(section)}}"), let end = text.firstRange(of: "{{/\(section)}}"),
      start.upperBound <= end.lowerBound
    else { return 0 }
    var (count, depth) = (0, 0)
    for character in text[start.upperBound..<end.lowerBound] {
      switch character {
      case "{": depth += 1
      case "}": depth -= 1
      case _: if depth == 0, character.isLetter { count += 1 }
      }
    }
    return count
  }
}
