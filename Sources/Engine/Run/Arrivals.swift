import Foundation
import Workflow

/// Where answers land, from any thread, until the pass takes them. Waiting here ends with the first arrival.
final class Arrivals: @unchecked Sendable {
  // Guarded by `condition`: NSCondition is the only lock here that can wait with a time limit.
  private let condition = NSCondition()
  private var waiting: [Ended] = []
  private var stopping = false
  private var isStopTold = false

  func put(_ ended: Ended) {
    condition.lock()
    waiting.append(ended)
    condition.signal()
    condition.unlock()
  }

  /// Rings the pass without an answer: a signal asked it to stop.
  func stop() {
    condition.lock()
    stopping = true
    condition.signal()
    condition.unlock()
  }

  /// Answers in one turn at most: a transaction over fewer lets the next ones travel meanwhile.
  private static let turnLimit = 256

  /// - Parameter limit: How long to wait when nothing is there.
  func take(waitingAtMost limit: Span) -> (ended: [Ended], stopping: Bool) {
    condition.lock()
    defer { condition.unlock() }
    if waiting.isEmpty, stopping == isStopTold, limit > .zero {
      _ = condition.wait(until: Date(timeIntervalSinceNow: Double(limit.milliseconds) / 1000))
    }
    isStopTold = stopping
    guard waiting.count > Arrivals.turnLimit else {
      defer { waiting = [] }
      return (waiting, stopping)
    }
    let taken = Array(waiting.prefix(Arrivals.turnLimit))
    waiting.removeFirst(taken.count)
    return (taken, stopping)
  }
}
