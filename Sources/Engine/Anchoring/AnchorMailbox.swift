import Foundation
import Ledger

/// Where the answers of outside services land, from any thread.
final class AnchorMailbox: @unchecked Sendable {
  struct Ticket: Hashable, Sendable {
    let matter: String
    let service: String
  }

  struct Arrival: Sendable {
    let ticket: Ticket
    let head: LedgerHead
    let result: AnchorResult
  }

  // Guarded by `condition`.
  private let condition = NSCondition()
  private var arrivals: [Arrival] = []

  func put(_ arrival: Arrival) {
    condition.withLock {
      arrivals.append(arrival)
      condition.signal()
    }
  }

  func take() -> [Arrival] {
    condition.withLock {
      defer { arrivals = [] }
      return arrivals
    }
  }

  /// Until `count` are there. Every errand ends, by its own time limit at the latest.
  func wait(for count: Int) {
    condition.withLock {
      while arrivals.count < count { condition.wait() }
    }
  }
}
