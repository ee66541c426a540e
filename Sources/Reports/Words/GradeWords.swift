import Workflow

/// What a grade is worth, in plain words.
public struct GradeExplanation: Hashable, Sendable, Codable {
  public var proves: String
  public var doesNotProve: String
}

extension Grade {
  /// For a reader who has never heard of grades.
  public var explanation: GradeExplanation {
    switch self {
    case .transmitted:
      GradeExplanation(
        proves: "that the bytes left us for the partner's address.",
        doesNotProve: "that they arrived, that anybody read them, or that anything was done.")
    case .acceptedUnsigned:
      GradeExplanation(
        proves: "that the partner's system took the request and said so over an authenticated connection.",
        doesNotProve: "that the partner acted on it; and as nothing is signed, the partner could deny its answer.")
    case .acceptedSigned:
      GradeExplanation(
        proves: "that the partner's system took the request and signed that it did; it cannot deny this later.",
        doesNotProve: "that the partner acted on it.")
    case .presumedByElapsedTime:
      GradeExplanation(
        proves: "that the partner took the request, and that the time it states for such work has passed.",
        doesNotProve: "that the work was done: the partner never said so.")
    case .claimedUnsigned:
      GradeExplanation(
        proves: "that the partner says the work is complete.",
        doesNotProve: "that the data is gone; and as nothing is signed, the partner could deny having said so.")
    case .attestedByPerson:
      GradeExplanation(
        proves: "that a person of ours saw something that says so, such as a mail or a screen, and filed it.",
        doesNotProve: "that the data is gone, or that what the person saw was right.")
    case .claimedSigned:
      GradeExplanation(
        proves: "that the partner says the work is complete and signed this; it cannot deny this later.",
        doesNotProve: "that the data is gone. It is the partner's word, with a signature.")
    case .verifiedByProbe:
      GradeExplanation(
        proves: "that a look-up at the partner after the work no longer found the subject.",
        doesNotProve: "that no copy is left in backups, logs, models or with others who got the data.")
    }
  }

  /// Two letters for narrow tables; a legend goes with them.
  var letters: String {
    switch self {
    case .transmitted: "TR"
    case .acceptedUnsigned: "AU"
    case .acceptedSigned: "AS"
    case .presumedByElapsedTime: "PT"
    case .claimedUnsigned: "CU"
    case .attestedByPerson: "AP"
    case .claimedSigned: "CS"
    case .verifiedByProbe: "VP"
    }
  }
}

/// No outcome stands on a line without what proves it: an outcome is what a partner claims, not what we know.
enum OutcomeWords {
  static func grade(_ grade: Grade?, of outcome: Outcome) -> String {
    if let grade { return grade.rawValue }
    switch outcome {
    case .deleted, .partlyDeleted: return "claimed, no evidence"
    case .notFound, .notHeld, .expiredByRetention, .retainedWithReason, .refused, .withdrawn: return "no evidence"
    case .noIdentifier, .notPossible, .unanswered: return "-"
    }
  }

  /// `deleted (claimed-complete-signed)`, never broken over two lines.
  static func phrase(_ outcome: Outcome, _ grade: Grade?) -> String {
    let proof = OutcomeWords.grade(grade, of: outcome)
    guard proof != "-" else { return outcome.rawValue }
    return Columns.glued("\(outcome.rawValue) (\(proof))")
  }
}
