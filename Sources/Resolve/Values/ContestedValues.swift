/// Values that point to more than one person, in memory of fixed size however many there are (a Bloom filter).
///
/// It may call a value contested that is not, never the other way round: the mistake is a value not taken.
struct ContestedValues {
  private static let words = 1 << 20

  private var bits: [UInt64] = []

  mutating func insert(_ hash: UInt64) {
    if bits.isEmpty { bits = [UInt64](repeating: 0, count: Self.words) }
    for place in Self.places(hash) { bits[place >> 6] |= 1 << UInt64(place & 63) }
  }

  func contains(_ hash: UInt64) -> Bool {
    guard !bits.isEmpty else { return false }
    return Self.places(hash).allSatisfy { bits[$0 >> 6] & (1 << UInt64($0 & 63)) != 0 }
  }

  /// Four bits of 2^26, from one hash.
  private static func places(_ hash: UInt64) -> [Int] {
    let step = hash >> 32 | 1
    return (0..<4).map { Int(truncatingIfNeeded: (hash &+ UInt64($0) &* step) & UInt64(words * 64 - 1)) }
  }
}
