/// Parts what the sender wrote from what was there before: marked quotes, copied letters, forwarded mail.
public enum QuoteStripper {
  /// The sender's own lines, in order.
  public static func own(_ text: String) -> String {
    split(ReplyLine.list(text).lines).own.map(\.text).joined(separator: "\n")
  }

  struct Split {
    var own: [ReplyLine] = []
    /// Codes of what makes the borders unsafe.
    var doubts: [String] = []
  }

  static func split(_ lines: [ReplyLine]) -> Split {
    var split = Split()
    var segments = 0
    var inOwn = false
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if line.isQuoted {
        inOwn = false
        index += 1
      } else if let end = QuoteMarks.attribution(lines, index) {
        inOwn = false
        if let next = lines[end...].first(where: { !$0.isBlank }), !next.isQuoted {
          if !isOurs(lines[end...]) { split.doubts.append("unmarked-quote") }
          break
        }
        index = end
      } else if let cut = QuoteMarks.copy(lines, index) {
        if cut == .forwarded { split.doubts.append("forwarded") }
        break
      } else {
        // A filled answer block among quoted lines is no interleaved remark.
        if !line.isBlank, !inOwn, line.form == nil {
          inOwn = true
          segments += 1
          if let above = lines[..<index].last(where: { !$0.isBlank }), above.isQuoted, above.form == nil,
            asks(above.text)
          {
            split.doubts.append("answers-question")
          }
        }
        split.own.append(line)
        index += 1
      }
    }
    if segments > 1 || (segments == 1 && isAmongQuotes(lines)) { split.doubts.append("interleaved") }
    return split
  }

  /// What stands below such a line means what the line makes of it. Our letters end with no question.
  private static func asks(_ line: String) -> Bool {
    line.last { !$0.isWhitespace }.map { "?？:：".contains($0) } ?? false
  }

  static func isQuoted(_ line: String) -> Bool {
    let first = line.unicodeScalars.first { $0 != " " && $0 != "\t" }
    return first == ">" || first == "＞"
  }

  /// Own lines with marked quotes both above and below them answer the lines above, whatever these say.
  private static func isAmongQuotes(_ lines: [ReplyLine]) -> Bool {
    var above = false
    var own = false
    for line in lines where !line.isBlank {
      if line.isQuoted {
        if own && above { return true }
        above = true
      } else if line.form == nil {
        own = above
      }
    }
    return false
  }

  private static func isOurs(_ lines: ArraySlice<ReplyLine>) -> Bool {
    lines.prefix(400).count { $0.form != nil } >= 4
  }
}
