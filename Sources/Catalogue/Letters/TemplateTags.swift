/// One `{{...}}` of a template, and its line.
struct TemplateTag: Hashable {
  enum Kind: Hashable {
    case value, section, inverted, end, comment
    /// Something that letters do not allow; the text says what.
    case refused(String)
  }

  let kind: Kind
  let name: String
  let line: Int
  let column: Int
}

/// Finds the tags of a template before the template engine sees it: the engine knows more than letters allow.
enum TemplateTags {
  static func find(in text: String) -> [TemplateTag] {
    var tags: [TemplateTag] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var rest = Substring(line)
      while let opening = rest.firstRange(of: "{{") {
        let column = line.unicodeScalars.distance(from: line.startIndex, to: opening.lowerBound) + 1
        let inner = rest[opening.upperBound...]
        guard let closing = inner.firstRange(of: "}}") else {
          tags.append(
            TemplateTag(
              kind: .refused("'{{' without '}}' on the same line"), name: "", line: number + 1, column: column))
          break
        }
        tags.append(tag(inner[..<closing.lowerBound], number + 1, column))
        rest = inner[closing.upperBound...]
      }
    }
    return tags
  }

  private static func tag(_ inner: Substring, _ line: Int, _ column: Int) -> TemplateTag {
    let kind: TemplateTag.Kind =
      switch inner.first {
      case "#": .section
      case "^": .inverted
      case "/": .end
      case "!": .comment
      case "{": .refused("'{{{' prints a value unguarded; write '{{'")
      case "&": .refused("'{{&' prints a value unguarded; write '{{'")
      case ">", "<", "$": .refused("'{{\(inner.prefix(1))' would take in another template")
      case "=", "%": .refused("'{{\(inner.prefix(1))' would change how the template is read")
      case .some, .none: .value
      }
    let name = kind == .value ? inner : inner.dropFirst()
    let trimmed = name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    return TemplateTag(kind: kind, name: String(trimmed), line: line, column: column)
  }
}
