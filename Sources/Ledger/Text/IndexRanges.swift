/// Subject indices as ranges: inclusive, ascending, not touching. The only way subjects stand in a ledger.
public struct IndexRanges: Hashable, Sendable, CustomStringConvertible {
  public struct Span: Hashable, Sendable {
    public let first: Int
    public let last: Int
    public var count: Int { last - first + 1 }
  }

  public private(set) var spans: [Span] = []

  public init() {}

  public init(_ range: ClosedRange<Int>) {
    precondition(range.lowerBound >= 0, "subject indices start at 0")
    spans = [Span(first: range.lowerBound, last: range.upperBound)]
  }

  /// Any order, repeats allowed.
  public init(indices: some Sequence<Int>) {
    for index in indices.sorted() { insert(index...index) }
  }

  public init(_ ranges: [ClosedRange<Int>]) {
    spans.reserveCapacity(ranges.count)
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) { insert(range) }
  }

  public var isEmpty: Bool { spans.isEmpty }
  /// Indices held, not spans.
  public var count: Int { spans.reduce(0) { $0 + $1.count } }
  public var last: Int? { spans.last?.last }
  /// Every index, ascending.
  public var indices: some Sequence<Int> { spans.lazy.flatMap { $0.first...$0.last } }
  public var description: String { "[" + spans.map { "[\($0.first),\($0.last)]" }.joined(separator: ",") + "]" }

  public func contains(_ index: Int) -> Bool {
    let at = position(lastNotBelow: index)
    return at < spans.count && spans[at].first <= index
  }

  /// Adds indices; spans that overlap or touch become one. Adding at the end costs nothing.
  public mutating func insert(_ range: ClosedRange<Int>) {
    precondition(range.lowerBound >= 0, "subject indices start at 0")
    guard let end = spans.last?.last, end >= range.lowerBound - 1 else {
      return spans.append(Span(first: range.lowerBound, last: range.upperBound))
    }
    let start = position(lastNotBelow: range.lowerBound - 1)
    var (first, last, stop) = (range.lowerBound, range.upperBound, start)
    while stop < spans.count, spans[stop].first <= range.upperBound + 1 {
      first = min(first, spans[stop].first)
      last = max(last, spans[stop].last)
      stop += 1
    }
    spans.replaceSubrange(start..<stop, with: CollectionOfOne(Span(first: first, last: last)))
  }

  public mutating func insert(_ index: Int) { insert(index...index) }

  public mutating func formUnion(_ other: IndexRanges) {
    for span in other.spans { insert(span.first...span.last) }
  }

  public func union(_ other: IndexRanges) -> IndexRanges {
    var result = self
    result.formUnion(other)
    return result
  }

  /// The indices both hold.
  public func overlap(_ other: IndexRanges) -> IndexRanges {
    var result = IndexRanges()
    var (a, b) = (0, 0)
    while a < spans.count, b < other.spans.count {
      let first = max(spans[a].first, other.spans[b].first)
      let last = min(spans[a].last, other.spans[b].last)
      if first <= last { result.insert(first...last) }
      if spans[a].last < other.spans[b].last { a += 1 } else { b += 1 }
    }
    return result
  }

  /// What is missing of `0..<size`.
  public func complement(size: Int) -> IndexRanges {
    var result = IndexRanges()
    var next = 0
    for span in spans where next < size {
      if span.first > next { result.insert(next...min(span.first, size) - 1) }
      next = max(next, span.last + 1)
    }
    if next < size { result.insert(next...size - 1) }
    return result
  }

  public func subtracting(_ other: IndexRanges) -> IndexRanges {
    guard let last else { return self }
    return overlap(other.complement(size: last + 1))
  }

  /// Pieces of at most `maxCount` spans each, in order; an empty value is one empty piece.
  public func split(maxCount: Int) -> [IndexRanges] {
    precondition(maxCount > 0, "a piece holds at least one span")
    guard spans.count > maxCount else { return [self] }
    return stride(from: 0, to: spans.count, by: maxCount).map { start in
      IndexRanges(checked: Array(spans[start..<min(start + maxCount, spans.count)]))
    }
  }

  /// Spans already known to be ascending and not touching.
  init(checked spans: [Span]) { self.spans = spans }

  /// The first span that ends at or after `index`.
  private func position(lastNotBelow index: Int) -> Int {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].last < index { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
