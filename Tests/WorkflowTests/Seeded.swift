import Workflow

/// Dice that one seed decides (SplitMix64), so that a failing case can be run again.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  mutating func coin() -> Bool { Bool.random(using: &self) }

  /// Ranges that may touch, overlap and repeat.
  mutating func ranges(below limit: Int, atMost count: Int) -> [ClosedRange<Int>] {
    (0..<number(0...count)).map { _ in
      let lower = number(0...(limit - 1))
      return lower...number(lower...min(lower + 9, limit - 1))
    }
  }
}
