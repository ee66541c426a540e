/// A bundle's bytes, which stay where they are, so that lines may point at them.
final class PinnedBytes {
  private let bytes: UnsafeMutableRawBufferPointer
  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(bytes.bindMemory(to: UInt8.self)) }

  /// - Parameter fill: Writes up to `count` bytes; the rest is read as it happens to be.
  init(count: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
    bytes = .allocate(byteCount: count, alignment: 8)
    fill(bytes)
  }

  /// The leaf hash of a line. Its length was read already, so the length's last byte gives way to the leaf's 0, and both
  /// are hashed in one piece.
  func leaf(_ place: Range<Int>) -> LedgerHash {
    bytes[place.lowerBound - 1] = 0
    return TreeHash.sha256(UnsafeRawBufferPointer(rebasing: bytes[place.lowerBound - 1..<place.upperBound]))
  }

  deinit { bytes.deallocate() }
}
