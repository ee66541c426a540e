import Synchronization

/// A value that is made when it is first needed.
final class Mutexed<Value: Sendable>: Sendable {
  private let place = Mutex<Value?>(nil)

  var value: Value? { place.withLock { $0 } }

  func make(_ maker: () throws -> Value) throws -> Value {
    try place.withLock { value in
      if let value { return value }
      let made = try maker()
      value = made
      return made
    }
  }
}
