import Testing

@testable import Vault

@Suite struct RandomnessTests {
  @Test func `words taken in bulk never repeat, also across refills`() {
    var dice = BulkRandomness()
    let words = (0..<10_000).map { _ in dice.next() }
    #expect(Set(words).count == words.count)
    let ones = words.reduce(0) { $0 + $1.nonzeroBitCount }
    #expect((315_000...325_000).contains(ones), "of 640,000 bits about half are set")
  }

  @Test func `keys in bulk are 32 bytes each and all different`() throws {
    let keys = try Randomness.keys(300)
    #expect(keys.allSatisfy { $0.count == 32 } && Set(keys).count == 300)
  }
}

@Test func `random bytes in small pieces repeat nothing, also where a page ends`() throws {
  let pieces = try (0..<1000).map { try SmallRandomness.bytes($0.isMultiple(of: 2) ? 32 : 12) }
  #expect(Set(pieces).count == 1000)
  #expect(pieces.allSatisfy { $0.contains { $0 != 0 } })
  #expect(try SmallRandomness.bytes(5000).count == 5000)
}
