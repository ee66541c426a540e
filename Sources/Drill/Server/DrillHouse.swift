import Synchronization

/// The world behind a lock, shared by all connections. Signing, which is slow, happens outside the lock.
final class DrillHouse: Sendable {
  private let world: Mutex<DrillWorld>
  private let identity: ProcessorIdentity

  init(_ settings: DrillSettings, identity: ProcessorIdentity) {
    world = Mutex(DrillWorld(settings, certificatePEM: identity.chainPEM))
    self.identity = identity
  }

  func withWorld<Result: Sendable>(_ work: (inout DrillWorld) -> Result) -> Result { world.withLock { work(&$0) } }

  func answer(method: String, path: String, headers: [String: String], body: [UInt8]) -> DrillAnswer {
    var answer = withWorld { $0.answer(method: method, path: path, headers: headers, body: body) }
    identity.seal(&answer)
    return answer
  }
}
