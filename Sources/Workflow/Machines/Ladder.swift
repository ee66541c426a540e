/// Five different facts, five different dates. Nothing may merge them.
public enum Rung: String, CaseIterable, Codable, Hashable, Sendable, Comparable {
  case issued, delivered
  case receiptConfirmed = "receipt-confirmed"
  case claimed, verified

  public static func < (left: Rung, right: Rung) -> Bool { left.height < right.height }

  fileprivate var height: Int {
    switch self {
    case .issued: 0
    case .delivered: 1
    case .receiptConfirmed: 2
    case .claimed: 3
    case .verified: 4
    }
  }
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

  /// By height: each answer reaches several rungs, and a place costs less to find than a key.
  private var places = [Fact?](repeating: nil, count: Rung.allCases.count)

  public init() {}

  public subscript(_ rung: Rung) -> Fact? { places[rung.height] }

  public var facts: [Rung: Fact] {
    Rung.allCases.reduce(into: [:]) { facts, rung in facts[rung] = self[rung] }
  }

  public mutating func reach(_ rung: Rung, subjects: Int, at now: Instant, receipt: Int) {
    guard var fact = self[rung] else {
      places[rung.height] = Fact(first: now, last: now, subjects: subjects, receipt: receipt)
      return
    }
    fact.last = max(fact.last, now)
    fact.subjects += subjects
    fact.receipt = receipt
    places[rung.height] = fact
  }

  private enum CodingKeys: CodingKey { case facts }

  public init(from decoder: any Decoder) throws {
    let stored = try decoder.container(keyedBy: CodingKeys.self).decode([Rung: Fact].self, forKey: .facts)
    for (rung, fact) in stored { places[rung.height] = fact }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(facts, forKey: .facts)
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
