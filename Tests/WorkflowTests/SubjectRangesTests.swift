import Foundation
import Testing
import Workflow

/// The algebra of index ranges against that of plain sets.
struct SubjectRangesTests {
  static func pairs(_ seed: Int) -> (SubjectRanges, SubjectRanges, Set<Int>, Set<Int>) {
    var dice = Seeded(seed)
    let (left, right) = (dice.ranges(below: 80, atMost: 9), dice.ranges(below: 80, atMost: 9))
    return (SubjectRanges(left), SubjectRanges(right), Set(left.joined()), Set(right.joined()))
  }

  @Test func `union, intersection and difference are those of sets`() {
    for seed in 0..<500 {
      let (left, right, these, those) = SubjectRangesTests.pairs(seed)
      #expect(Array(left.union(right).indices) == these.union(those).sorted(), "seed \(seed)")
      #expect(Array(left.intersection(right).indices) == these.intersection(those).sorted(), "seed \(seed)")
      #expect(Array(left.subtracting(right).indices) == these.subtracting(those).sorted(), "seed \(seed)")
    }
  }

  @Test func `counting and asking are those of sets`() {
    for seed in 0..<200 {
      let (left, _, these, _) = SubjectRangesTests.pairs(seed)
      #expect(left.count == these.count)
      #expect(left.isEmpty == these.isEmpty)
      #expect((0..<80).filter { left.contains($0) } == these.sorted())
    }
  }

  @Test func `every result is ascending and its ranges never touch`() {
    for seed in 0..<500 {
      let (left, right, _, _) = SubjectRangesTests.pairs(seed)
      for result in [left, left.union(right), left.intersection(right), left.subtracting(right), left.slice(3..<20)] {
        for (one, next) in zip(result.ranges, result.ranges.dropFirst()) {
          #expect(one.upperBound + 1 < next.lowerBound, "seed \(seed)")
        }
      }
    }
  }

  @Test func `the same indices are equal however they were told`() {
    for seed in 0..<200 {
      var dice = Seeded(seed)
      let ranges = dice.ranges(below: 80, atMost: 9)
      let indices = Set(ranges.joined())
      #expect(SubjectRanges(ranges) == SubjectRanges(indices: indices.shuffled(using: &dice)))
      #expect(SubjectRanges(ranges) == SubjectRanges(ranges.shuffled(using: &dice)))
    }
  }

  @Test func `a slice holds the indices at those positions`() {
    for seed in 0..<500 {
      let (left, _, these, _) = SubjectRangesTests.pairs(seed)
      var dice = Seeded(seed)
      let from = dice.number(0...90)
      let upTo = from + dice.number(0...40)
      let expected = these.sorted().dropFirst(from).prefix(upTo - from)
      #expect(Array(left.slice(from..<upTo).indices) == Array(expected), "seed \(seed)")
    }
  }

  @Test func `all of nothing is empty`() {
    #expect(SubjectRanges.all(0) == SubjectRanges())
    #expect(SubjectRanges.all(-3).isEmpty)
    #expect(SubjectRanges.all(3).ranges == [0...2])
  }

  @Test func `the largest index does not overflow`() {
    let top = SubjectRanges(5...Int.max)
    #expect(top.union(SubjectRanges(0...Int.max)).ranges == [0...Int.max])
    #expect(top.union(SubjectRanges(0...4)).ranges == [0...Int.max])
    #expect(SubjectRanges(0...9).subtracting(top).ranges == [0...4])
    #expect(SubjectRanges(0...Int.max).subtracting(top).ranges == [0...4])
    #expect(top.intersection(SubjectRanges(0...9)).ranges == [5...9])
  }

  @Test func `they come back from JSON as they were`() throws {
    for seed in 0..<50 {
      let (left, _, _, _) = SubjectRangesTests.pairs(seed)
      #expect(try JSONDecoder().decode(SubjectRanges.self, from: JSONEncoder().encode(left)) == left)
    }
  }
}
