import Foundation

/// Work in numbered pieces: done on all cores, handed out in order on the caller's thread.
///
///     OrderedWork(count: 100, piece: expensive).forEach { value in cheap(value) }
///
/// At most a window of pieces exists at a time, so memory does not grow with their number. Whoever has nothing to do
/// makes the next piece, the caller too; with one core it is a plain loop.
///
/// Unchecked: the lock guards every field that changes.
final class OrderedWork<Value: Sendable>: @unchecked Sendable {
  private let count: Int
  private let piece: @Sendable (Int) -> Value
  private let lock = NSCondition()
  private var claimed = 0
  private var handedOut = 0
  private var isOver = false
  private var done: [Int: Value] = [:]

  private static var helpers: Int { min(ProcessInfo.processInfo.activeProcessorCount, 8) - 1 }
  private static var window: Int { 2 * (helpers + 1) }

  init(count: Int, piece: @escaping @Sendable (Int) -> Value) {
    (self.count, self.piece) = (count, piece)
  }

  /// - Throws: What `body` throws first; no piece is begun after that.
  func forEach(_ body: (Value) throws -> Void) rethrows {
    let group = DispatchGroup()
    for _ in 0..<max(0, min(Self.helpers, count - 1)) {
      group.enter()
      Thread.detachNewThread {
        self.help()
        group.leave()
      }
    }
    defer {
      stop()
      group.wait()
    }
    for number in 0..<count { try body(next(number)) }
  }

  private func stop() {
    lock.withLock { isOver = true }
    lock.broadcast()
  }

  /// The piece's value, made here where nobody else is at it.
  private func next(_ number: Int) -> Value {
    lock.lock()
    defer { lock.unlock() }
    while true {
      if let value = done.removeValue(forKey: number) {
        handedOut = number + 1
        lock.broadcast()
        return value
      }
      if let mine = claim() { make(mine) } else { lock.wait() }
    }
  }

  private func help() {
    lock.lock()
    defer { lock.unlock() }
    while claimed < count, !isOver {
      if let mine = claim() { make(mine) } else { lock.wait() }
    }
  }

  /// The lock is held.
  private func claim() -> Int? {
    guard claimed < count, claimed < handedOut + Self.window else { return nil }
    defer { claimed += 1 }
    return claimed
  }

  /// The lock is held, but not while the piece is made.
  private func make(_ number: Int) {
    lock.unlock()
    let value = piece(number)
    lock.lock()
    done[number] = value
    lock.broadcast()
  }
}
