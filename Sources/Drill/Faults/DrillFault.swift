/// A named misbehaviour, put on top of honest partners by `--faults`. ``Misbehaviour`` is where each is done.
public enum DrillFault: String, Hashable, Sendable, CaseIterable {
  case lying200 = "lying-200"
  case tooMany = "too-many"
  case redirect
  case missingItem = "missing-item"
  case unknownItem = "unknown-item"
  case regress
  case hugeBody = "huge-body"
  case badSignature = "bad-signature"
  case slow
  case truncated
  case lostAnswer = "lost-answer"
  case smtp451First = "smtp-451-first"
  case smtp550 = "smtp-550"
  case smtpDropAtDot = "smtp-drop-at-dot"

  /// One line for a list of faults.
  public var explanation: String {
    switch self {
    case .lying200: "200 with a log-in page instead of doing the work (each 5th call to a partner)"
    case .tooMany: "429 with Retry-After (the first 10 calls to a partner)"
    case .redirect: "307 to a path that must never be called (each 8th call)"
    case .missingItem: "batch answers lack the result of their last item (each 3rd call)"
    case .unknownItem: "batch answers hold a result for somebody who was not named (each 3rd call)"
    case .regress: "jobs and OpenDSR requests fall back to their first state, and once more after they were done"
    case .hugeBody: "a 5 MB answer (each 9th call)"
    case .badSignature: "signed answers carry a signature over other bytes (each 3rd call)"
    case .slow: "the work is done but the answer waits (each 4th call)"
    case .truncated: "the work is done but the connection closes half-way through the answer (each 6th call)"
    case .lostAnswer: "the work is done but the connection closes without an answer (each 7th call)"
    case .smtp451First: "greylisting: 451 to a sender's first attempt at a recipient"
    case .smtp550: "550 to every recipient"
    case .smtpDropAtDot: "the message is stored but the connection closes without an answer (once for each message)"
    }
  }

  /// The calls a fault strikes unless the settings say otherwise. The mail faults and `regress` keep their own count.
  public var rhythm: FaultRhythm {
    switch self {
    case .tooMany: .first(10)
    case .missingItem, .unknownItem, .badSignature: .every(3)
    case .slow: .every(4)
    case .lying200: .every(5)
    case .truncated: .every(6)
    case .lostAnswer: .every(7)
    case .redirect: .every(8)
    case .hugeBody: .every(9)
    case .regress, .smtp451First, .smtp550, .smtpDropAtDot: .every(1)
    }
  }
}

/// Which calls to one partner a fault strikes. Calls are counted from 1 for each partner.
public enum FaultRhythm: Hashable, Sendable {
  /// The 7th, 14th, 21st ... for 7. Nothing for less than 1.
  case every(Int)
  /// The first ones, then no more.
  case first(Int)

  func strikes(_ call: Int) -> Bool {
    switch self {
    case .every(let period): period > 0 && call % period == 0
    case .first(let count): call <= count
    }
  }
}
