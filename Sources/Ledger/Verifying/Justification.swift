/// Whether the lines that an outcome points at carry it: an outcome says no more than was heard.
enum Justification {
  private enum Need {
    case nothing
    /// The partner's word: answers with this outcome, and a grade no stronger than theirs.
    case word
    /// Elapsed time: the partner took it, or answered.
    case acceptance
    /// Any line that names somebody: for those who were not to be asked there is none.
    case mention
  }

  /// What is missing, or nil.
  /// - Parameters:
  ///   - lines: The dispatches and answers that count for it.
  ///   - population: N.
  ///   - routed: The partner's subjects.
  ///   - rest: What the opening of the wave announces for all others.
  static func objection(
    to entry: OutcomeEntry, _ lines: [CitedLine], scope: LedgerScope, population: Int, routed: SubjectBitmap,
    rest: LedgerOutcome?
  ) -> String? {
    let need = need(of: entry, rest: rest)
    let claim = Claim(outcome: entry.outcome, need: need, scope: scope)
    switch need {
    case .nothing:
      guard lines.isEmpty, entry.outcome == .deleted || entry.outcome == .partlyDeleted else { return nil }
      return "says \(stated(entry)) and points at no answer"
    case .word:
      if let subject = missing(entry, lines, claim, population) {
        return "says \(stated(entry)); subject \(subject) has no answer of the partner that says so"
      }
      guard let strength = entry.grade?.strength, strength > best(lines, claim) else { return nil }
      return "says \(stated(entry)), a stronger grade than any of its answers has"
    case .acceptance:
      return missing(entry, lines, claim, population).map {
        "says \(stated(entry)); subject \($0) has neither an accepted dispatch nor an answer"
      }
    case .mention:
      guard let asked = firstRouted(entry, lines, claim, population, routed) else { return nil }
      return "says \(stated(entry)) although subject \(asked) was to be asked about, and no line tells why it was not"
    }
  }

  /// That a partner keeps nothing any more is known beforehand, or learnt from it: what the approved plan announced needs
  /// no line, for those who were not to be asked.
  private static func need(of entry: OutcomeEntry, rest: LedgerOutcome?) -> Need {
    switch entry.outcome {
    case .unanswered, .withdrawn: .nothing
    case .expiredByRetention: rest == .expiredByRetention && entry.answers.isEmpty ? .mention : .acceptance
    case .notPossible, .noIdentifier: .mention
    case .deleted, .partlyDeleted, .notFound, .notHeld, .retainedWithReason, .refused:
      switch entry.grade {
      case nil, .transmitted, .acceptedUnsigned, .acceptedSigned: .nothing
      case .presumedByElapsedTime: .acceptance
      case .claimedCompleteUnsigned, .claimedCompleteSigned, .attestedByPerson, .verifiedByProbe: .word
      }
    }
  }

  private static func stated(_ entry: OutcomeEntry) -> String {
    "'\(entry.outcome.rawValue)' (\(entry.grade?.rawValue ?? "no grade"))"
  }

  /// What makes a line count.
  private struct Claim {
    let outcome: LedgerOutcome
    let need: Need
    let scope: LedgerScope

    func counts(_ line: CitedLine) -> Bool {
      switch (need, line.kind) {
      case (.word, .answer(_, let said)): said == outcome
      case (.word, .dispatch): false
      case (.acceptance, .dispatch(let result)): result == .accepted
      case (.acceptance, .answer), (.mention, _), (.nothing, _): true
      }
    }

    /// Null subjects speak for everybody where a selector went out, or where a person says what a partner said.
    func holdsAll(_ line: CitedLine) -> Bool {
      guard line.subjects == nil else { return false }
      if scope != .subjects { return true }
      switch line.kind {
      case .answer(let via, _): return via == .person || via == .mail
      case .dispatch: return false
      }
    }
  }

  private static func best(_ lines: [CitedLine], _ claim: Claim) -> Int {
    var best = -1
    for line in lines where claim.counts(line) { best = max(best, line.grade?.strength ?? -1) }
    return best
  }

  /// The first subject of the outcome that no line holds.
  private static func missing(
    _ entry: OutcomeEntry, _ lines: [CitedLine], _ claim: Claim, _ population: Int
  ) -> Int? {
    var held: [IndexRanges.Span] = []
    for line in lines where claim.counts(line) {
      guard let subjects = line.subjects else {
        if claim.holdsAll(line) { return nil }
        continue
      }
      // One answer for exactly these subjects is what there is nearly always.
      if subjects == entry.subjects { return nil }
      held.append(contentsOf: subjects.spans)
    }
    held.sort { $0.first < $1.first }
    var at = 0
    for span in spans(entry, population) {
      var next = span.first
      while next <= span.last {
        while at < held.count, held[at].last < next { at += 1 }
        guard at < held.count, held[at].first <= next else { return next }
        next = held[at].last + 1
      }
    }
    return nil
  }

  /// The first of its subjects that was routed to the partner and that no line holds.
  private static func firstRouted(
    _ entry: OutcomeEntry, _ lines: [CitedLine], _ claim: Claim, _ population: Int, _ routed: SubjectBitmap
  ) -> Int? {
    let all = IndexRanges(checked: spans(entry, population))
    guard routed.first(of: all, thatIs: true) != nil, !lines.contains(where: claim.holdsAll) else { return nil }
    let held = IndexRanges(lines.flatMap { $0.subjects?.spans ?? [] }.map { $0.first...$0.last })
    return routed.first(of: all.subtracting(held), thatIs: true)
  }

  private static func spans(_ entry: OutcomeEntry, _ population: Int) -> [IndexRanges.Span] {
    entry.subjects?.spans ?? (population > 0 ? [IndexRanges.Span(first: 0, last: population - 1)] : [])
  }
}
