/// Whether each section of a template ends, in the right order, and `{{.}}` stands where there is something to print.
enum SectionLinter {
  static func check(_ tags: [TemplateTag], file: String) -> [Mistake] {
    var open: [TemplateTag] = []
    var mistakes: [Mistake] = []
    func unclosed(_ tag: TemplateTag) {
      mistakes.append(
        tag.mistake(
          file, "the section '\(tag.name)' begins here and does not end", "Write {{/\(tag.name)}} where it ends."))
    }
    for tag in tags {
      switch tag.kind {
      case .section, .inverted: open.append(tag)
      case .end:
        guard open.contains(where: { $0.name == tag.name }) else {
          let last = open.last.map { "Open here is '\($0.name)', since line \($0.line)." } ?? "Nothing is open here."
          mistakes.append(tag.mistake(file, "'{{/\(tag.name)}}' ends a section that is not open", last))
          continue
        }
        while let last = open.popLast(), last.name != tag.name { unclosed(last) }
      case .value, .comment, .refused: continue
      }
    }
    open.forEach(unclosed)
    return mistakes
  }

  /// Of a template whose sections fit together.
  static func strays(_ tags: [TemplateTag], file: String) -> [Mistake] {
    var open: [TemplateTag] = []
    return tags.compactMap { tag in
      switch tag.kind {
      case .section, .inverted: open.append(tag)
      case .end: _ = open.popLast()
      case .value:
        let prints = open.contains { $0.kind == .section && hasValues($0.name) }
        guard tag.name == ".", !prints else { return nil }
        return tag.mistake(file, "'{{.}}' stands outside a list", "Write {{#urls}}{{.}}{{/urls}}.")
      case .comment, .refused: break
      }
      return nil
    }
  }

  private static func hasValues(_ name: String) -> Bool {
    LetterWords.lists.contains(name) || LetterWords.single.contains(name)
  }
}

extension TemplateTag {
  fileprivate func mistake(_ file: String, _ what: String, _ remedy: String) -> Mistake {
    Mistake(file: file, line: line, column: column, what: what, remedy: remedy)
  }
}
