import Synchronization

/// Whether a signal has asked to stop.
final class StopSignal {
  private final class Flag: Sendable {
    let asked = Mutex(false)
  }

  private let flag = Flag()
  private let signals = Signals()

  init() { signals.onStop { [flag] in flag.asked.withLock { $0 = true } } }

  var isSet: Bool { flag.asked.withLock { $0 } }
}
