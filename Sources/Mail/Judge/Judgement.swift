/// What an incoming mail means, and whether that may count without a person.
public struct Judgement: Hashable, Sendable {
  public enum Meaning: Hashable, Sendable {
    case bounced(DeliveryReport), delayed(DeliveryReport), relayed(DeliveryReport)
    case autoReply(AutoReply.Kind)
    /// The partner wants a web form or a portal used, or an identity proved.
    case needsForm
    case receiptConfirmed
    case deleted, partlyDeleted, nothingHeld, refused
    /// Nil when no day is named.
    case willDo(by: DateWords?)
    case question
    case unclear
  }

  /// In falling weight.
  public enum Basis: String, Hashable, Sendable { case report, heuristic, header, form, words }

  public var meaning: Meaning
  public var basis: Basis
  /// Two letters of ISO 639-1; nil when no language of the tables was recognised.
  public var language: String?
  /// May act without a person, provided that the sender is authenticated and the mail belongs to one instruction for
  /// certain. Otherwise `meaning` is a suggestion.
  public var isCertain: Bool
  /// Codes of what spoke for and against, sorted; never the partner's words.
  public var signs: [String] = []
  /// When the partner's last backup will have expired.
  public var backupsUntil: DateWords?
  /// The day on which the partner says it deleted, or found nothing: the earliest, where several are named. The caller
  /// holds it against the day of the letter.
  public var claimedOn: DateWords?
  /// The answer block, where one was filled in. The caller compares its reference.
  public var form: ReplyForm?

  public init(meaning: Meaning, basis: Basis, language: String? = nil, isCertain: Bool = false, signs: [String] = []) {
    self.meaning = meaning
    self.basis = basis
    self.language = language
    self.isCertain = isCertain
    self.signs = Array(Set(signs)).sorted()
  }

  /// The same for a person to decide, because of something that the mail alone does not tell.
  /// - Parameter sign: A code.
  public func doubted(because sign: String) -> Judgement { adding([sign]).uncertain }

  func adding(_ more: [String]) -> Judgement {
    var result = self
    result.signs = Array(Set(signs + more)).sorted()
    return result
  }
}

extension Judgement.Meaning {
  /// That something was done, or that there was nothing to do.
  var claims: Bool {
    switch self {
    case .deleted, .partlyDeleted, .nothingHeld: true
    case .bounced, .delayed, .relayed, .autoReply, .needsForm, .receiptConfirmed, .refused, .willDo, .question,
      .unclear:
      false
    }
  }
}
