import Synchronization

/// Dice for waits between retries: seeded by the system, then cheap. Nothing secret may come from here.
final class Jitter: Sendable {
  private let state = Mutex(UInt64.random(in: 1...UInt64.max))

  /// Uniform in 0..<1. Method: xorshift64*, Vigna, "An experimental exploration of Marsaglia's xorshift generators".
  func throwDice() -> Double {
    let bits = state.withLock { word in
      word ^= word >> 12
      word ^= word << 25
      word ^= word >> 27
      return word &* 2_685_821_657_736_338_717
    }
    return Double(bits >> 11) * 0x1p-53
  }
}
