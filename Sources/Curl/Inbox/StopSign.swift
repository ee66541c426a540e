import Synchronization

/// Ends a session that blocks another thread. Once set it stays set.
public final class StopSign: Sendable {
  private let state = Atomic(false)

  public init() {}

  public func set() { state.store(true, ordering: .relaxed) }
  public var isSet: Bool { state.load(ordering: .relaxed) }
}
