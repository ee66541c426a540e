/// Settled subjects by outcome and grade. Places instead of words: words are slow to look up for every line.
struct OutcomeTally {
  private var outcomes = [Int](repeating: 0, count: LedgerOutcome.allCases.count)
  /// The last place is for none.
  private var grades = [Int](repeating: 0, count: LedgerGrade.allCases.count + 1)

  mutating func add(_ count: Int, _ outcome: LedgerOutcome, _ grade: LedgerGrade?) {
    outcomes[outcome.place] += count
    grades[grade?.strength ?? LedgerGrade.allCases.count] += count
  }

  /// Only what there is.
  var byOutcome: [LedgerOutcome: Int] {
    Dictionary(uniqueKeysWithValues: zip(LedgerOutcome.allCases, outcomes).filter { $0.1 > 0 })
  }

  var byGrade: [LedgerGrade?: Int] {
    Dictionary(uniqueKeysWithValues: zip(LedgerGrade.allCases.map(Optional.some) + [nil], grades).filter { $0.1 > 0 })
  }
}

extension LedgerOutcome {
  /// Place in the list.
  fileprivate var place: Int {
    switch self {
    case .deleted: 0
    case .partlyDeleted: 1
    case .notFound: 2
    case .notHeld: 3
    case .expiredByRetention: 4
    case .noIdentifier: 5
    case .retainedWithReason: 6
    case .refused: 7
    case .notPossible: 8
    case .unanswered: 9
    case .withdrawn: 10
    }
  }
}

extension LedgerGrade {
  /// Place in the list, which goes from the weakest claim to the strongest.
  var strength: Int {
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
