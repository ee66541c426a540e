import Ledger
import Workflow

/// The ledger stands alone, so it has its own lists of words; they mean the same.
extension LedgerGrade {
  var grade: Grade {
    switch self {
    case .transmitted: .transmitted
    case .acceptedUnsigned: .acceptedUnsigned
    case .acceptedSigned: .acceptedSigned
    case .claimedCompleteUnsigned: .claimedUnsigned
    case .claimedCompleteSigned: .claimedSigned
    case .presumedByElapsedTime: .presumedByElapsedTime
    case .attestedByPerson: .attestedByPerson
    case .verifiedByProbe: .verifiedByProbe
    }
  }
}

extension LedgerOutcome {
  var outcome: Outcome {
    switch self {
    case .deleted: .deleted
    case .partlyDeleted: .partlyDeleted
    case .notFound: .notFound
    case .notHeld: .notHeld
    case .expiredByRetention: .expiredByRetention
    case .noIdentifier: .noIdentifier
    case .retainedWithReason: .retainedWithReason
    case .refused: .refused
    case .notPossible: .notPossible
    case .unanswered: .unanswered
    case .withdrawn: .withdrawn
    }
  }
}

extension ReasonWords {
  static func sentence(_ code: LedgerCode) -> String { sentence(Reason(code.text)) }
}
