/// A line of a mail with what the readers of quotes and of the answer block both need to know about it.
struct ReplyLine {
  let text: String
  let isBlank: Bool
  let isQuoted: Bool
  let form: FormLine?
  /// Of a block such as "From: Sent: To: Subject:".
  let field: QuoteMarks.Field?

  init(_ text: String) {
    self.text = text
    isBlank = Mail.isBlank(text)
    isQuoted = QuoteStripper.isQuoted(text)
    form = isBlank ? nil : FormLine(text)
    field = isBlank ? nil : QuoteMarks.field(text)
  }

  /// More lines, or longer ones, are for a person.
  static let most = 400
  static let mostBytes = 4_000

  /// Cut where the limits say so; then `isCut` is true.
  static func list(_ text: String) -> (lines: [ReplyLine], isCut: Bool) {
    let all = text.split(maxSplits: most, omittingEmptySubsequences: false) { $0.isNewline }
    let isCut = all.count > most || all.contains { $0.utf8.count > mostBytes }
    return (all.prefix(most).map { ReplyLine(String($0.utf8.count > mostBytes ? $0.prefix(1_000) : $0)) }, isCut)
  }
}

func isBlank(_ line: String) -> Bool { line.utf8.allSatisfy { $0 <= 0x20 } || line.allSatisfy(\.isWhitespace) }
