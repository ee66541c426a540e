import Dispatch
import Synchronization
import Workflow

/// Keeps the ledgers beside the conductor: signing and syncing the ledger must not hold up the next answers.
///
/// There is still one sequencer, because it runs on one serial queue.
final class BackgroundSequencer: Sendable {
  private let queue = DispatchQueue(label: "expunge.sequencer")
  private let state = Mutex(State())
  // Touched on `queue` only.
  private nonisolated(unsafe) let keeping: LedgerKeeping

  private struct State {
    var isRunning = false
    var lastRun: Instant?
    var failure: (any Error)?
  }

  /// At most one second of receipts waits for its signature.
  private static let interval = Span.seconds(1)

  init(_ keeping: LedgerKeeping) { self.keeping = keeping }

  /// - Throws: what an earlier run ended with: nothing more may be sent then.
  func runIfWorthwhile(at now: Instant) throws {
    let isDue = try state.withLock { state -> Bool in
      if let failure = state.failure { throw failure }
      guard let last = state.lastRun else {
        state.lastRun = now
        return false
      }
      guard !state.isRunning, now - last >= BackgroundSequencer.interval else { return false }
      state.isRunning = true
      state.lastRun = now
      return true
    }
    guard isDue else { return }
    queue.async { [self] in
      let result = Result { try keeping.tick() }
      state.withLock { state in
        state.isRunning = false
        if case .failure(let error) = result { state.failure = error }
      }
    }
  }

  /// Everything that waits is in the ledger when this returns, and vouched for where somebody is there to do it.
  func finish() throws {
    try queue.sync { try keeping.finish() }
    try state.withLock { state in
      if let failure = state.failure { throw failure }
    }
  }
}
