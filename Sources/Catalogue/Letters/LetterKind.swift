/// The letters there are, and what each must say before it may be sent.
public enum LetterKind: String, CaseIterable, Hashable, Sendable {
  case deletionRequest = "deletion-request"
  case reminder
  case escalation

  /// - Returns: `nil` unless `name` is a file name like `deletion-request.en.mustache`, or, for a letter of one's own,
  ///   like `deletion-request-short.en.mustache`.
  public init?(fileName name: String) {
    let stem = name.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? ""
    let found = LetterKind.allCases.first { stem == $0.rawValue || stem.hasPrefix($0.rawValue + "-") }
    guard let found else { return nil }
    self = found
  }

  /// Names that the template must use. An instruction that leaves one out would be no complete instruction.
  var needed: [String] {
    switch self {
    case .deletionRequest:
      [
        "reference", "matter", "operator", "contact", "partner", "what-happened", "data", "from", "until", "urls",
        "trackers", "definition", "documents", "notices", "answer-by", "reply-to",
      ] + LetterWords.clauses
    case .reminder:
      [
        "reference", "matter", "operator", "contact", "partner", "first-letter", "answer-by", "reply-to",
        "clause-instruction",
        "clause-confirmation", "reply-block",
      ]
    case .escalation:
      [
        "reference", "matter", "operator", "contact", "partner", "earlier-letters", "data", "from", "until",
        "answer-by", "reply-to",
        "clause-instruction", "clause-exceptions", "clause-confirmation", "reply-block",
      ]
    }
  }
}
