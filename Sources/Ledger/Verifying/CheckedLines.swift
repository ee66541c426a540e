/// The lines of one bundle, with the bytes they point into.
final class CheckedLines {
  private let bytes: PinnedBytes
  private let lines: UnsafeMutableBufferPointer<CheckedLine>

  /// - Parameters:
  ///   - places: Where each line stands in `bytes`, behind its length.
  ///   - first: The first line's index.
  init(_ bytes: PinnedBytes, _ places: [Range<Int>], from first: UInt64) {
    self.bytes = bytes
    lines = .allocate(capacity: places.count)
    var reader = CanonicalReader(seen: .ofBundle)
    for (at, place) in places.enumerated() {
      let line = UnsafeBufferPointer(rebasing: bytes.buffer[place])
      // Made where it stays: an entry is large.
      lines.initializeElement(
        at: at, to: CheckedLine(line, index: first + UInt64(at), leaf: bytes.leaf(place), reader: &reader))
    }
  }

  var leaves: [LedgerHash] { lines.indices.map { lines[$0].leaf } }

  /// Hands out every line, in order.
  func forEach(_ body: (borrowing CheckedLine) -> Void) {
    for at in lines.indices { body(lines[at]) }
  }

  deinit {
    lines.deinitialize()
    lines.deallocate()
  }
}
