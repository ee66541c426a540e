/// The answer block of our letter, filled in by the partner. Its free text is the partner's: never to be logged.
public struct ReplyForm: Hashable, Sendable {
  public enum Tick: String, Hashable, Sendable, CaseIterable { case deleted, partly, nothingHeld, refused }

  /// Of the labels: two letters of ISO 639-1.
  public var language: String
  /// As it stands in the block; the caller compares it with what was asked.
  public var reference: String?
  /// In the order of the block. One, if all is well.
  public var ticks: [Tick] = []
  public var remains: String?
  public var reason: String?
  public var subProcessors: String?
  public var backupsUntil: DateWords?
  public var deletedOn: DateWords?
  public var name: String?
  /// Codes of what keeps it from counting without a person.
  public var doubts: [String] = []

  /// - Parameter text: The whole text of the mail: many fill in the quoted copy.
  /// - Returns: nil when no block has a tick.
  public static func read(_ text: String) -> ReplyForm? { read(ReplyLine.list(text).lines, today: nil) }
}

extension ReplyForm {
  /// The form decides; words beside it can only take its certainty away.
  func judged(beside words: Judgement, isEmpty: Bool, signs: [String]) -> Judgement {
    let meaning: Judgement.Meaning
    switch ticks.count == 1 ? ticks.first : nil {
    case .deleted: meaning = remains == nil ? .deleted : .partlyDeleted
    case .partly: meaning = .partlyDeleted
    case .nothingHeld: meaning = .nothingHeld
    case .refused: meaning = .refused
    case nil: meaning = .unclear
    }
    var doubts = doubts + signs
    if !isEmpty, !agrees(words, meaning) { doubts += words.signs + ["words-beside-form"] }
    var result = Judgement(
      meaning: meaning, basis: .form, language: language, isCertain: doubts.isEmpty, signs: doubts)
    result.backupsUntil = backupsUntil
    result.claimedOn = [deletedOn, words.claimedOn].compactMap(\.self).min()
    result.form = self
    return result
  }

  /// Silence and politeness agree with everything; who writes that they are looking into it has not ticked it now.
  private func agrees(_ words: Judgement, _ meaning: Judgement.Meaning) -> Bool {
    words.signs.allSatisfy { $0 == "no-own-text" }
      && (words.meaning == .unclear || (words.isCertain && words.meaning == meaning))
  }
}
