import Dispatch
import Synchronization

/// Brings the evidence of a turn to the disk while the turn is being computed; joined before the turn is committed, so
/// that no line ever names evidence that a power cut could take.
final class EvidenceSync: Sendable {
  private let group = DispatchGroup()
  private let failure = Mutex<(any Error)?>(nil)

  init(_ rooms: [any WaveAccess]) {
    for room in rooms {
      DispatchQueue.global().async(group: group) { [self] in
        do { try room.syncEvidence() } catch { failure.withLock { $0 = error } }
      }
    }
  }

  /// Everything kept before this object was made is durable when this returns.
  func join() throws {
    group.wait()
    try failure.withLock { if let failure = $0 { throw failure } }
  }
}
