/// Up to 256 entries as tlog-tiles stores them: each a big-endian uint16 length and its bytes.
enum EntryBundle {
  static func append(_ entry: [UInt8], to bundle: inout [UInt8]) {
    bundle.append(UInt8(truncatingIfNeeded: entry.count >> 8))
    bundle.append(UInt8(truncatingIfNeeded: entry.count))
    bundle.append(contentsOf: entry)
  }

  /// Where each entry stands, or nil where the lengths do not add up to exactly `count` entries.
  static func entries(in bundle: UnsafeRawBufferPointer, count: Int) -> [Range<Int>]? {
    var places: [Range<Int>] = []
    places.reserveCapacity(count)
    var at = 0
    while at < bundle.count {
      guard at + 2 <= bundle.count, places.count < count else { return nil }
      let end = at + 2 + (Int(bundle[at]) << 8 | Int(bundle[at + 1]))
      guard end <= bundle.count else { return nil }
      places.append(at + 2..<end)
      at = end
    }
    return places.count == count ? places : nil
  }
}
