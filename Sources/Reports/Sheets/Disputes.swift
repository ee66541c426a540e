import Ledger

/// Answers of one partner that do not go together: two that disagree about a subject, and those after its settlement.
struct Disputes {
  struct Claim: Hashable {
    var outcome: LedgerOutcome
    var grade: LedgerGrade?
  }

  struct Disagreement: Hashable {
    var earlier: Claim
    var later: Claim
  }

  struct Late: Hashable {
    var via: LedgerVia
    var outcome: LedgerOutcome?
    var grade: LedgerGrade?
    var reason: LedgerCode?
  }

  /// Seen where the later answer came in.
  private(set) var disagreements: [Disagreement: Seen] = [:]
  private(set) var late: [Late: Seen] = [:]
  /// Each claim's own lines.
  private(set) var claims: [Claim: Seen] = [:]
  private var said: [Claim: SubjectBits] = [:]

  /// - Parameters:
  ///   - spans: The subjects it speaks of, within the wave.
  ///   - settled: The subjects that have an outcome before it.
  mutating func add(_ entry: AnswerEntry, of spans: [ClosedRange<Int>], settled: SubjectBits, at index: UInt64) {
    let moment = entry.answeredAt ?? entry.at
    if let outcome = entry.outcome {
      let claim = Claim(outcome: outcome, grade: entry.grade)
      for (earlier, subjects) in said where earlier.outcome != outcome {
        let count = spans.reduce(0) { $0 + subjects.overlap($1) }
        guard count > 0 else { continue }
        disagreements.note(
          Disagreement(earlier: earlier, later: claim), at: moment, index: index, subjects: count)
      }
      for span in spans { said[claim, default: SubjectBits()].insert(span) }
      claims.note(claim, at: moment, index: index)
    }
    noteLate(entry, of: spans, settled: settled, at: index)
  }

  private mutating func noteLate(
    _ entry: AnswerEntry, of spans: [ClosedRange<Int>], settled: SubjectBits, at index: UInt64
  ) {
    let count = spans.reduce(0) { $0 + settled.overlap($1) }
    // A later look-up that finds nothing is the last rung of the ladder and no dispute.
    guard count > 0, entry.grade != .verifiedByProbe else { return }
    late.note(
      Late(via: entry.via, outcome: entry.outcome, grade: entry.grade, reason: entry.reason),
      at: entry.answeredAt ?? entry.at, index: index, subjects: count)
  }
}
