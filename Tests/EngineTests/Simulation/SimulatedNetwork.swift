import Channels
import Synchronization
import Vault
import Workflow

/// Collects what channels are told to send; the world decides what becomes of it.
final class SimulatedNetwork: Sendable {
  struct Call: Sendable {
    enum Kind: Sendable { case transmit, ask }
    var kind: Kind
    var partner: String
    var key: String
    var subjects: [Int]
    var bodyHash: [UInt8]
    var onEnd: @Sendable (Report) -> Void
  }

  private let waiting = Mutex<[Call]>([])

  func put(_ call: Call) { waiting.withLock { $0.append(call) } }
  func takeAll() -> [Call] {
    waiting.withLock { calls in
      defer { calls = [] }
      return calls
    }
  }
}

struct SimulatedChannel: Channel {
  let partner: String
  let network: SimulatedNetwork

  func prepare(_ order: Order) throws(PrepareFailure) -> Prepared {
    let subjects = order.items.map(\.subject)
    return Prepared(bodyHash: subjects.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, content: subjects)
  }

  func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    network.put(
      .init(
        kind: .transmit, partner: partner, key: order.key, subjects: order.items.map(\.subject),
        bodyHash: prepared.bodyHash, onEnd: onEnd))
  }

  func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    let key = job.map { String(decoding: $0, as: UTF8.self) } ?? order.key
    network.put(
      .init(
        kind: .ask, partner: partner, key: key, subjects: order.items.map(\.subject), bodyHash: [], onEnd: onEnd))
  }

  func close(grace: Span) {}
}
