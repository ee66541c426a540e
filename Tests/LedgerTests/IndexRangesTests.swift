import Testing

@testable import Ledger

struct IndexRangesTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `ranges do what sets of indices do`(seed: UInt64) {
    var dice = Dice(state: seed)
    var (a, b) = (IndexRanges(), IndexRanges())
    var (sa, sb): (Set<Int>, Set<Int>) = ([], [])
    for _ in 0..<30 {
      let first = Int(dice.next() % 90)
      let last = first + Int(dice.next() % 6)
      if dice.next() & 1 == 0 {
        a.insert(first...last)
        sa.formUnion(first...last)
      } else {
        b.insert(first...last)
        sb.formUnion(first...last)
      }
    }
    #expect(Array(a.indices) == sa.sorted())
    #expect(a.count == sa.count)
    #expect(Array(a.union(b).indices) == sa.union(sb).sorted())
    #expect(Array(a.overlap(b).indices) == sa.intersection(sb).sorted())
    #expect(Array(a.subtracting(b).indices) == sa.subtracting(sb).sorted())
    #expect(Array(a.complement(size: 80).indices) == Set(0..<80).subtracting(sa).sorted())
    #expect((0..<100).allSatisfy { a.contains($0) == sa.contains($0) })
    #expect(zip(a.spans, a.spans.dropFirst()).allSatisfy { $0.last + 1 < $1.first })
    let pieces = a.split(maxCount: 3)
    #expect(pieces.allSatisfy { $0.spans.count <= 3 } && pieces.flatMap(\.spans) == a.spans)
    var bits = SubjectBitmap(size: 100)
    for span in a.spans { #expect(bits.insert(span.first, span.last) == nil) }
    #expect(bits.count == a.count && bits.missing == a.complement(size: 100))
    let shared = a.overlap(b).spans.first?.first
    var repeated: Int?
    for span in b.spans { repeated = bits.insert(span.first, span.last).map { min($0, repeated ?? $0) } ?? repeated }
    #expect(repeated == shared)
  }

  @Test func `touching ranges become one`() {
    #expect(IndexRanges(indices: [4, 2, 3, 9]).description == "[[2,4],[9,9]]")
    #expect(IndexRanges([5...9, 0...4]).description == "[[0,9]]")
  }
}

/// SplitMix64: the seed decides everything.
struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
