import Ledger
import Store
import Synchronization
import Workflow

/// A clock that small corrections of the machine's clock cannot turn back: it stands still until time has caught up.
///
/// A large step back is handed on as it is: then no line can be written, and the run ends with a clear word.
final class SteadyClock: Sendable {
  private let newest: Mutex<Instant>

  init(from floor: Instant) { newest = Mutex(floor) }

  func steady(_ time: Instant) -> Instant {
    newest.withLock { newest in
      if time >= newest {
        newest = time
        return time
      }
      return newest - time <= .seconds(LedgerDates.tolerance) ? newest : time
    }
  }
}

extension Surroundings {
  /// Never earlier than the newest line of any ledger, within the tolerance.
  func steady(in store: any Store) throws -> Surroundings {
    let floor = try store.read { session in
      try session.matters().compactMap { try LedgerDates.newest(of: $0.id, in: session) }.max()
    }
    guard let floor else { return self }
    let clock = SteadyClock(from: Instant(seconds: floor.seconds))
    return Surroundings(now: { [now] in clock.steady(now()) }, dice: dice)
  }
}
