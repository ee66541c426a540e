import Synchronization

/// The world behind a lock, shared by all connections. Signing, which is slow, happens outside the lock.
final class DrillHouse: Sendable {
  private let world: Mutex<DrillWorld>
  private let processor: ProcessorIdentity
  private let recipient = RecipientIdentity()

  init(_ settings: DrillSettings, identity: ProcessorIdentity) {
    world = Mutex(DrillWorld(settings, certificatePEM: identity.chainPEM, keySet: recipient.keySet))
    processor = identity
  }

  func withWorld<Result: Sendable>(_ work: (inout DrillWorld) -> Result) -> Result { world.withLock { work(&$0) } }

  func answer(method: String, path: String, headers: [String: String], body: [UInt8]) -> DrillAnswer {
    var answer = withWorld { $0.answer(method: method, path: path, headers: headers, body: body) }
    switch answer.signer {
    case .processor: processor.seal(&answer)
    case .recipient: recipient.seal(&answer)
    }
    return answer
  }
}
