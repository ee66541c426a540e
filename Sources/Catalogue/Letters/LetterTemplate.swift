import Mustache

/// A letter as people edit it: plain text, one paragraph a line, checked before first use.
///
/// Only a template can be rendered, and rendering gives a `Letter`, which is no template: nothing a partner or a
/// person wrote is ever read as one.
public struct LetterTemplate: Sendable {
  public let kind: LetterKind
  public let name: String
  /// As people edit it.
  let text: String
  private let template: MustacheTemplate

  /// - Parameter name: The file's name, such as `deletion-request.en.mustache`; its beginning says which letter it is.
  /// - Throws: `Mistakes`, all of them at once.
  public static func load(_ text: String, name: String) throws -> LetterTemplate {
    guard let kind = LetterKind(fileName: name) else {
      throw Mistakes([
        Mistake(
          file: name, line: 1, column: 1, what: "no letter is called like this file",
          remedy: remedy(for: String(name.prefix { $0 != "." }), among: LetterKind.allCases.map(\.rawValue)))
      ])
    }
    // Some editors begin a file with a mark of its byte order.
    let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    let plain = text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
    let mistakes = LetterLinter.check(plain, kind: kind, file: name)
    guard mistakes.isEmpty else { throw Mistakes(mistakes) }
    return try parsed(plain, kind, name)
  }

  /// Without asking whether it says enough.
  static func unchecked(_ text: String, name: String) throws -> LetterTemplate {
    try parsed(text, LetterKind(fileName: name) ?? .deletionRequest, name)
  }

  private static func parsed(_ plain: String, _ kind: LetterKind, _ name: String) throws -> LetterTemplate {
    do {
      // Plain text must stay as it is: without this, the engine would write `&amp;` for `&`.
      return LetterTemplate(
        kind: kind, name: name, text: plain,
        template: try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + plain))
    } catch let error as MustacheTemplate.ParserError {
      throw Mistakes([
        Mistake(
          file: name, line: max(1, error.context.lineNumber - 1), column: error.context.columnNumber,
          what: "the sections do not fit together",
          remedy: "Each {{#name}} needs its own {{/name}}, in the right order.")
      ])
    }
  }

  public func render(_ facts: LetterFacts) -> Letter {
    let text = template.render(LetterWords.values(facts))
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let subject = lines.first?.dropFirst("Subject: ".count) ?? ""
    return Letter(subject: String(subject), body: Wrapping.wrap(lines.count > 1 ? String(lines[1]) : ""))
  }
}

/// A letter ready to be sent: plain text, at most 72 columns where words allow it, lines ended by LF; a wide character is two.
public struct Letter: Hashable, Sendable {
  public let subject: String
  public let body: String
}
