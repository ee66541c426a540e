/// Five different facts, five different dates. Nothing may merge them.
public enum Rung: String, CaseIterable, Codable, Hashable, Sendable, Comparable {
  case issued, delivered
  case receiptConfirmed = "receipt-confirmed"
  case claimed, verified

  public static func < (left: Rung, right: Rung) -> Bool { left.height < right.height }
  private var height: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How far an instruction has come, and which receipt says so.
public struct Ladder: Hashable, Sendable, Codable {
  public struct Fact: Hashable, Sendable, Codable {
    public var first: Instant
    public var last: Instant
    /// Subjects for which the rung is reached; for a selector, transmissions.
    public var subjects: Int
    /// The ledger index of the newest receipt for it.
    public var receipt: Int
  }

  public private(set) var facts: [Rung: Fact] = [:]

  public init() {}

  public subscript(_ rung: Rung) -> Fact? { facts[rung] }

  public mutating func reach(_ rung: Rung, subjects: Int, at now: Instant, receipt: Int) {
    guard var fact = facts[rung] else {
      facts[rung] = Fact(first: now, last: now, subjects: subjects, receipt: receipt)
      return
    }
    fact.last = max(fact.last, now)
    fact.subjects += subjects
    fact.receipt = receipt
    facts[rung] = fact
  }
}

extension Grade {
  /// The rungs that evidence of this grade reaches. A presumption reaches none.
  public var rungs: [Rung] {
    switch self {
    case .transmitted: [.delivered]
    case .acceptedUnsigned, .acceptedSigned: [.delivered, .receiptConfirmed]
    case .claimedUnsigned, .claimedSigned: [.delivered, .receiptConfirmed, .claimed]
    case .attestedByPerson: [.claimed]
    case .verifiedByProbe: [.claimed, .verified]
    case .presumedByElapsedTime: []
    }
  }
}
