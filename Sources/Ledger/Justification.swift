/// Whether the lines that an outcome points at carry it: an outcome says no more than was heard.
struct Justification {
  private enum Need {
    case nothing
    /// The partner's word: answers with this outcome, and a grade no stronger than theirs.
    case word
    /// Elapsed time: the partner took it, or answered.
    case acceptance
    /// Any line that names somebody: for those who were not to be asked there is none.
    case mention
  }

  private let entry: OutcomeEntry
  private let wave: WaveStanding
  private let partner: WaveStanding.Partner

  init(_ entry: OutcomeEntry, wave: WaveStanding, partner: Int) {
    (self.entry, self.wave, self.partner) = (entry, wave, wave.partners[partner])
  }

  /// What is missing, or nil.
  /// - Parameter cited: The dispatches and answers that count for it.
  func objection(_ cited: [CitedLine]) -> String? {
    switch need {
    case .nothing:
      guard cited.isEmpty, entry.outcome == .deleted || entry.outcome == .partlyDeleted else { return nil }
      return "says \(stated) and points at no answer"
    case .word:
      let words = cited.filter(isWord)
      if let missing = missing(words) { return "says \(stated); \(missing) has no answer of the partner that says so" }
      let best = words.compactMap { $0.grade?.strength }.max() ?? -1
      guard let strength = entry.grade?.strength, strength > best else { return nil }
      return "says \(stated), a stronger grade than any of its answers has"
    case .acceptance:
      return missing(cited.filter(isTaken)).map {
        "says \(stated); \($0) has neither an accepted dispatch nor an answer"
      }
    case .mention:
      guard let asked = firstRouted(besides: cited) else { return nil }
      return "says \(stated) although subject \(asked) was to be asked about, and no line tells why it was not"
    }
  }

  private var need: Need {
    switch entry.outcome {
    case .unanswered, .withdrawn: .nothing
    case .expiredByRetention: .acceptance
    case .notPossible, .noIdentifier: .mention
    case .deleted, .partlyDeleted, .notFound, .notHeld, .retainedWithReason, .refused:
      switch entry.grade {
      case nil, .transmitted, .acceptedUnsigned, .acceptedSigned: .nothing
      case .presumedByElapsedTime: .acceptance
      case .claimedCompleteUnsigned, .claimedCompleteSigned, .attestedByPerson, .verifiedByProbe: .word
      }
    }
  }

  private var stated: String { "'\(entry.outcome.rawValue)' (\(entry.grade?.rawValue ?? "no grade"))" }

  private func isWord(_ line: CitedLine) -> Bool {
    switch line.kind {
    case .answer(_, let outcome): outcome == entry.outcome
    case .dispatch: false
    }
  }

  private func isTaken(_ line: CitedLine) -> Bool {
    switch line.kind {
    case .answer: true
    case .dispatch(let result): result == .accepted
    }
  }

  /// Null subjects speak for everybody where a selector went out, or where a person says what a partner said.
  private func holdsAll(_ line: CitedLine) -> Bool {
    guard line.subjects == nil else { return false }
    if partner.details.scope != .subjects { return true }
    switch line.kind {
    case .answer(let via, _): return via == .person || via == .mail
    case .dispatch: return false
    }
  }

  private var subjects: [IndexRanges.Span] {
    entry.subjects?.spans ?? (wave.subjects > 0 ? [IndexRanges.Span(first: 0, last: wave.subjects - 1)] : [])
  }

  /// The first of its subjects that was routed to the partner and that no line holds.
  private func firstRouted(besides lines: [CitedLine]) -> Int? {
    let all = IndexRanges(checked: subjects)
    guard partner.routed.first(of: all, thatIs: true) != nil, !lines.contains(where: holdsAll) else { return nil }
    let held = IndexRanges(lines.flatMap { $0.subjects?.spans ?? [] }.map { $0.first...$0.last })
    return partner.routed.first(of: all.subtracting(held), thatIs: true)
  }

  /// The first subject of the outcome that no line holds, in words.
  private func missing(_ lines: [CitedLine]) -> String? {
    if lines.contains(where: holdsAll) { return nil }
    var held = lines.flatMap { $0.subjects?.spans ?? [] }
    held.sort { $0.first < $1.first }
    var at = 0
    for span in subjects {
      var next = span.first
      while next <= span.last {
        while at < held.count, held[at].last < next { at += 1 }
        guard at < held.count, held[at].first <= next else { return "subject \(next)" }
        next = held[at].last + 1
      }
    }
    return nil
  }
}

extension LedgerGrade {
  /// Place in the list, which goes from the weakest claim to the strongest.
  fileprivate var strength: Int {
    switch self {
    case .transmitted: 0
    case .acceptedUnsigned: 1
    case .acceptedSigned: 2
    case .claimedCompleteUnsigned: 3
    case .claimedCompleteSigned: 4
    case .presumedByElapsedTime: 5
    case .attestedByPerson: 6
    case .verifiedByProbe: 7
    }
  }
}
