/// The letters there are, and what each must say before it may be sent.
public enum LetterKind: String, CaseIterable, Hashable, Sendable {
  case deletionRequest = "deletion-request"
  case reminder
  case escalation

  /// - Returns: `nil` unless `name` is a file name like `deletion-request.en.mustache`.
  public init?(fileName name: String) {
    let stem = name.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? ""
    self.init(rawValue: String(stem))
  }

  /// Names that the template must use. An instruction that leaves one out would be no complete instruction.
  var needed: [String] {
    switch self {
    case .deletionRequest:
      [
        "reference", "matter", "operator", "contact", "partner", "what-happened", "data", "from", "until", "urls",
        "trackers",
        "definition", "answer-by", "reply-to",
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
