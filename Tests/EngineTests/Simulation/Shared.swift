import Synchronization

/// A value that closures of a world share.
final class Shared<Value: Sendable>: Sendable {
  private let value: Mutex<Value>

  init(_ value: Value) { self.value = Mutex(value) }

  func withLock<Result: Sendable>(_ work: (inout Value) -> Result) -> Result {
    value.withLock { inner in work(&inner) }
  }
}
