import Dispatch
import Glibc

/// SIGTERM and SIGINT ask the pass to end: nothing new is begun, what is under way is awaited and written down.
/// A second signal ends the process at once; what was under way is in doubt then, and the next run knows.
final class Signals {
  private var sources: [any DispatchSourceSignal] = []

  func onStop(_ stop: @escaping @Sendable () -> Void) {
    for number in [SIGTERM, SIGINT] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      nonisolated(unsafe) var seen = 0
      source.setEventHandler {
        seen += 1
        if seen > 1 { _exit(128 + number) }
        stop()
      }
      source.resume()
      sources.append(source)
    }
  }
}
