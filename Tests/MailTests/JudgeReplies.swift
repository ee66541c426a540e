@testable import Mail

/// One reply of a table: what is expected, and the text. A mark `!` after the letter asks for certainty; without it
/// the reading must be a suggestion only.
struct Sample: CustomStringConvertible, Sendable {
  let expected: String
  let text: String
  var description: String { "\(expected) \(text)" }

  /// One sample a line: `D! text`; `⏎` stands for a line end.
  static func list(_ table: String) -> [Sample] {
    table.split(separator: "\n").compactMap { line in
      guard let blank = line.firstIndex(of: " ") else { return nil }
      let text = line[line.index(after: blank)...].split(separator: "⏎", omittingEmptySubsequences: false)
      return Sample(expected: String(line[..<blank]), text: text.joined(separator: "\n"))
    }
  }
}

/// A reply of 12 March 2027 from "Jordan Lee, Acme Ads".
func reply(_ text: String) -> Reply {
  var reply = Reply(text: text)
  reply.senderNames = ["jordan", "lee", "acme", "ads"]
  reply.names = reply.senderNames.union(["northwind", "w1", "w1acme"])
  reply.today = DateWords(year: 2027, month: 3, day: 12)
  return reply
}

func code(_ judgement: Judgement) -> String {
  let letter: String
  switch judgement.meaning {
  case .bounced, .delayed, .relayed, .autoReply: letter = "M"
  case .needsForm: letter = "F"
  case .receiptConfirmed: letter = "A"
  case .deleted: letter = "D"
  case .partlyDeleted: letter = "P"
  case .nothingHeld: letter = "N"
  case .refused: letter = "R"
  case .willDo: letter = "W"
  case .question: letter = "Q"
  case .unclear: letter = "U"
  }
  return letter + (judgement.isCertain ? "!" : "")
}

/// Nil when the judgement is one of the expected, such as `D!` or `W|U`.
func mistake(_ sample: Sample) -> String? {
  let judgement = reply(sample.text).judged()
  let expected = sample.expected.split(separator: "|")
  if expected.contains(Substring(code(judgement))) { return nil }
  return "\(sample) -> \(code(judgement)) \(judgement.language ?? "?") \(judgement.signs)"
}
