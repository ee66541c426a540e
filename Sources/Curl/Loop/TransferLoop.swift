import CCurl
import Foundation
import Synchronization

/// The side of the loop that any thread may touch: an inbox and a bell. All of libcurl stays on the loop's thread.
final class TransferLoop: Sendable {
  enum Order {
    case start(TransferJob)
    case cancel(UInt64)
    /// End what is in flight until then, begin nothing new, and call back when the last waiter has its result.
    case stop(ContinuousClock.Instant, (@Sendable () -> Void)?)
  }

  private struct Inbox {
    var orders: [Order] = []
    var lastID: UInt64 = 0
    var asleep = false
    var closed = false
  }

  private let inbox = Mutex(Inbox())
  private let bell = ccurl_bell()
  private let maxInFlight: Int

  init(maxInFlight: Int, name: String) {
    prepareLibrary()
    self.maxInFlight = max(1, maxInFlight)
    let thread = Thread { [self] in
      LoopThread(self, bell: bell, maxInFlight: self.maxInFlight).run()
    }
    thread.name = name
    thread.start()
  }

  deinit { CCurl.close(bell) }

  func nextID() -> UInt64 {
    inbox.withLock {
      $0.lastID += 1
      return $0.lastID
    }
  }

  func start(_ job: TransferJob) {
    if !post(.start(job)) { job.neverStarted(.shutDown, code: CURLE_OK) }
  }

  func cancel(_ id: UInt64) { _ = post(.cancel(id)) }

  func stop(by end: ContinuousClock.Instant, then: (@Sendable () -> Void)?) {
    if !post(.stop(end, then)) { then?() }
  }

  /// False when the loop has ended. Rings only a loop that sleeps: a busy one looks into its inbox anyway.
  private func post(_ order: Order) -> Bool {
    let (taken, ring) = inbox.withLock { box -> (Bool, Bool) in
      if box.closed { return (false, false) }
      box.orders.append(order)
      defer { box.asleep = false }
      return (true, box.asleep)
    }
    if ring {
      var one: UInt64 = 1
      _ = write(bell, &one, 8)
    }
    return taken
  }

  func takeOrders() -> [Order] {
    inbox.withLock { box in
      box.asleep = false
      if box.orders.isEmpty { return [] }
      return exchange(&box.orders, with: [])
    }
  }

  /// True when the loop may sleep: nothing is waiting, and whoever posts from now on rings.
  func mayRest() -> Bool {
    inbox.withLock { box in
      box.asleep = box.orders.isEmpty
      return box.asleep
    }
  }

  /// Nothing is accepted from here on. Answers what came in last.
  func close() -> [Order] {
    inbox.withLock { box in
      box.closed = true
      return exchange(&box.orders, with: [])
    }
  }
}

private func exchange<Value>(_ place: inout Value, with new: Value) -> Value {
  let old = place
  place = new
  return old
}
