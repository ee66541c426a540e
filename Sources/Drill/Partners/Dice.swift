/// SplitMix64, after Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
struct Dice: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Dice.mix(state)
  }

  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A fixed fate for every identifier: the order and the number of calls do not change it.
struct Lot: Hashable, Sendable {
  private let seed: UInt64

  /// - Parameter salt: keeps one partner's fates apart from another's.
  init(seed: UInt64, salt: DrillPartner) { self.seed = Dice.mix(seed ^ Lot.fnv1a(salt.rawValue)) }

  /// A number from 0 up to, not including, 1.
  func draw(_ identifier: String) -> Double { Double(Dice.mix(seed ^ Lot.fnv1a(identifier)) >> 11) * 0x1p-53 }

  private static func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
