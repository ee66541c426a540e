import Ledger
import Testing

@testable import Audit

struct SampleDrawTests {
  @Test func `the draw is the published one`() throws {
    let root = TreeHash.sha256(Array("expunge".utf8))
    // Computed with Python's hashlib and its whole numbers of any length.
    #expect(SampleDraw.indices(root: root, size: 580_000, count: 5) == [349_297, 304_859, 387_847, 37602, 171_083])
    #expect(SampleDraw.indices(root: root, size: 7, count: 25) == [5, 2, 4, 0, 6, 1, 3])
    #expect(
      SampleDraw.indices(root: root, size: (1 << 62) + 12_345, count: 2) == [
        1_564_712_071_687_676_637, 530_625_050_557_283_667,
      ])
  }

  @Test func `no index is drawn twice, a small tree is drawn whole, an empty one not at all`() {
    for size in [1, 2, 24, 25, 26, 1000] as [UInt64] {
      let drawn = SampleDraw.indices(root: TreeHash.leaf([1]), size: size)
      #expect(drawn.count == min(25, Int(size)) && Set(drawn).count == drawn.count)
      #expect(drawn.allSatisfy { $0 < size })
    }
    #expect(SampleDraw.indices(root: TreeHash.empty, size: 0).isEmpty)
  }

  @Test func `what comes after a close changes no sample`() throws {
    let yard = try Yard()
    let (short, long) = (
      try yard.ledger("a", Array(try Story.lines().prefix(13))),
      try yard.ledger("b", try Story.lines() + Story.fillers(from: 14, to: 60))
    )
    let draws = try [short, long].map { try SampleDraw.indices(of: LedgerReader(directory: $0), newestClose: 12) }
    #expect(draws[0] == draws[1] && draws[0].count == 13)
  }
}
