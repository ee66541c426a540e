/// A set of subject indices, as ranges: inclusive, ascending, never touching.
public struct SubjectRanges: Hashable, Sendable, Codable {
  public private(set) var ranges: [ClosedRange<Int>]

  public init() { ranges = [] }
  public init(_ range: ClosedRange<Int>) { ranges = [range] }

  /// Sorts and joins; overlapping input is united.
  public init(_ unsorted: some Sequence<ClosedRange<Int>>) {
    ranges = []
    let unsorted = Array(unsorted)
    // Nearly all sets are one range: nothing to sort, nothing to join.
    if unsorted.count <= 1 { ranges = unsorted } else { join(unsorted) }
  }

  private mutating func join(_ unsorted: [ClosedRange<Int>]) {
    for range in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) { appendJoined(range) }
  }

  public init(indices: some Sequence<Int>) {
    self.init(indices.map { $0...$0 })
  }

  /// All of 0 ..< count; empty for 0.
  public static func all(_ count: Int) -> SubjectRanges {
    count > 0 ? SubjectRanges(0...(count - 1)) : SubjectRanges()
  }

  public var isEmpty: Bool { ranges.isEmpty }
  public var count: Int { ranges.reduce(0) { $0 + $1.count } }
  public var indices: some Sequence<Int> { ranges.lazy.flatMap { $0 } }

  public func contains(_ index: Int) -> Bool { ranges.contains { $0.contains(index) } }

  public func union(_ other: SubjectRanges) -> SubjectRanges {
    isEmpty ? other : other.isEmpty ? self : SubjectRanges(ranges + other.ranges)
  }

  public func intersection(_ other: SubjectRanges) -> SubjectRanges {
    if ranges == other.ranges { return self }
    var common: [ClosedRange<Int>] = []
    var (left, right) = (0, 0)
    while left < ranges.count, right < other.ranges.count {
      let lower = max(ranges[left].lowerBound, other.ranges[right].lowerBound)
      let upper = min(ranges[left].upperBound, other.ranges[right].upperBound)
      if lower <= upper { common.append(lower...upper) }
      if ranges[left].upperBound < other.ranges[right].upperBound { left += 1 } else { right += 1 }
    }
    return SubjectRanges(common)
  }

  public func subtracting(_ other: SubjectRanges) -> SubjectRanges {
    if other.isEmpty { return self }
    if ranges == other.ranges { return SubjectRanges() }
    var rest: [ClosedRange<Int>] = []
    next: for range in ranges {
      var lower = range.lowerBound
      for hole in other.ranges where hole.upperBound >= lower && hole.lowerBound <= range.upperBound {
        if hole.lowerBound > lower { rest.append(lower...(hole.lowerBound - 1)) }
        if hole.upperBound >= range.upperBound { continue next }
        lower = hole.upperBound + 1
      }
      rest.append(lower...range.upperBound)
    }
    return SubjectRanges(rest)
  }

  /// The indices at positions `positions` of this set's ascending order: how a batch is cut out of a lane.
  public func slice(_ positions: Range<Int>) -> SubjectRanges {
    var taken: [ClosedRange<Int>] = []
    var skipped = 0
    for range in ranges {
      let from = max(positions.lowerBound - skipped, 0)
      let upTo = min(positions.upperBound - skipped, range.count)
      if from < upTo { taken.append((range.lowerBound + from)...(range.lowerBound + upTo - 1)) }
      skipped += range.count
      if skipped >= positions.upperBound { break }
    }
    return SubjectRanges(taken)
  }

  private mutating func appendJoined(_ range: ClosedRange<Int>) {
    // The comparison comes before the sum, so that the largest index does not overflow.
    guard let last = ranges.last, range.lowerBound <= last.upperBound || range.lowerBound == last.upperBound + 1 else {
      ranges.append(range)
      return
    }
    ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
  }
}
