import Channels
import Synchronization
import Vault
import Workflow

/// Collects what channels are told to send; the world decides what becomes of it.
final class SimulatedNetwork: Sendable {
  struct Call: Sendable {
    enum Kind: Sendable { case transmit, ask, probe }
    var kind: Kind
    var partner: String
    var key: String
    var subjects: [Int]
    var bodyHash: [UInt8]
    var memory: [UInt8]?
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
    // Each call of several has a body of its own.
    return Prepared(
      bodyHash: (order.memory ?? []) + subjects.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, content: subjects)
  }

  func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    network.put(
      .init(
        kind: .transmit, partner: partner, key: order.key, subjects: order.items.map(\.subject),
        bodyHash: prepared.bodyHash, memory: order.memory, onEnd: onEnd))
  }

  func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    let kind = order.purpose == .probe ? SimulatedNetwork.Call.Kind.probe : .ask
    let key = job.map { String(decoding: $0, as: UTF8.self) } ?? order.key
    network.put(
      .init(
        kind: kind, partner: partner, key: key, subjects: order.items.map(\.subject), bodyHash: [], onEnd: onEnd))
  }

  func close(grace: Span) {}
}
