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
    /// Jobs that are over. They are let go by whoever starts the next, because allocators make threads wait for each
    /// other where one frees what another has allocated. Never under the lock: a job may hold the last hand on a
    /// channel, whose end posts an order.
    var over: [TransferJob] = []
    var lastID: UInt64 = 0
    var asleep = false
    var closed = false
  }

  private let inbox = Mutex(Inbox())
  private let bell = ccurl_bell()
  private let maxInFlight: Int
  /// Where nothing new is started for long, those that are over are let go all the same.
  private let overLimit = 1024

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
    var over: [TransferJob] = []
    let (taken, ring) = inbox.withLock { box -> (Bool, Bool) in
      if box.closed { return (false, false) }
      box.orders.append(order)
      swap(&box.over, &over)
      defer { box.asleep = false }
      return (true, box.asleep)
    }
    if ring {
      var one: UInt64 = 1
      _ = write(bell, &one, 8)
    }
    return taken
  }

  /// - Parameter orders: Empty; its room is the inbox's next, so that none is made for every round.
  func takeOrders(into orders: inout [Order], over: inout [TransferJob]) {
    var tooMany: [TransferJob] = []
    inbox.withLock { box in
      box.asleep = false
      swap(&box.orders, &orders)
      if box.over.count > overLimit { swap(&box.over, &tooMany) }
      box.over += over
    }
    over.removeAll(keepingCapacity: true)
  }

  /// True when the loop may sleep: nothing is waiting, and whoever posts from now on rings.
  func mayRest() -> Bool {
    var over: [TransferJob] = []
    return inbox.withLock { box in
      box.asleep = box.orders.isEmpty
      if box.asleep { swap(&box.over, &over) }
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
