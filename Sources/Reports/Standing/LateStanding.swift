import Store
import Workflow

/// An answer that came in after its subjects had settled, beside what they had settled as. Neither overrules the other.
public struct LateStanding: Encodable, Hashable, Sendable {
  /// Ledger index of the late answer.
  public var receipt: Int
  public var at: String
  public var via: String
  public var says: String
  public var grade: String?
  public var subjects: Int
  public var settledAs: [PartnerStanding.Ending]
  /// Subjects of whom the two say different things.
  public var disputed: Int

  public init(_ late: LateAnswerStanding) {
    let answer = late.answer
    receipt = answer.receipt
    at = Calendars.write(answer.at.seconds)
    via = answer.via.rawValue
    says = answer.outcome.rawValue
    grade = answer.grade?.rawValue
    subjects = late.subjects
    settledAs = late.settledAs.map {
      PartnerStanding.Ending(
        outcome: $0.outcome.rawValue, grade: $0.grade?.rawValue, reason: $0.reason?.code, subjects: $0.subjects)
    }
    disputed = late.disputed
  }

  /// `answered after settlement: receipt 12 says refused (attested-by-person) of 40 subjects, settled as 38 deleted ...`
  public var sentence: String {
    let settled = settledAs.map { ending in
      let outcome = Outcome(rawValue: ending.outcome)
      let grade = ending.grade ?? outcome.map { OutcomeWords.grade(nil, of: $0) } ?? "-"
      return "\(Figures.grouped(ending.subjects)) \(ending.outcome) (\(grade))"
    }
    return "answered after settlement: receipt \(receipt) of \(at.prefix(10)) says \(says) (\(grade ?? "no grade")) of "
      + Figures.count(subjects, "subject") + ", settled as "
      + (settled.isEmpty ? "nothing yet" : settled.joined(separator: ", "))
      + (disputed > 0 ? "; DISPUTED for \(Figures.grouped(disputed))" : "; the two agree")
  }
}
