/// What one bundle and its hashes say without any other file: lines read, leaves hashed, both held against the tile.
///
/// Unchecked: nothing changes after it is made, and the lines point into bytes it owns.
struct BundleCheck: @unchecked Sendable {
  let number: UInt64
  let count: Int
  let entries: Tile
  let hashes: Tile
  /// Nil where the bundle is not there or cannot be cut into its lines.
  let computed: [LedgerHash]?
  /// Nil where the tile is not there or has another length.
  let stored: [LedgerHash]?
  /// Over all leaves; only of a full bundle that agrees with its tile.
  let subtree: LedgerHash?
  let findings: [LedgerFinding]
  private let lines: [CheckedLine]
  private let bytes: PinnedBytes

  init(_ number: UInt64, size: UInt64, files: LedgerFiles) {
    self.number = number
    count = Tile.count(level: 0, number: number, size: size)
    entries = .entries(number, count: count)
    hashes = .hashes(level: 0, number: number, count: count)
    var source = TileSource(files: files)
    let bundle = source.bundle(entries)
    let tile = source.hashBytes(hashes)
    let bytes = PinnedBytes(bundle?.bytes ?? [])
    let lines = (bundle?.places ?? []).enumerated().map { at, place in
      CheckedLine(
        UnsafeBufferPointer(rebasing: bytes.buffer[place]), index: (number << 8) + UInt64(at), leaf: bytes.leaf(place))
    }
    let computed = bundle.map { _ in lines.map(\.leaf) }
    let agrees = computed.map { LedgerEdge.bytes($0) == tile } ?? false
    (self.bytes, self.lines, self.computed) = (bytes, lines, computed)
    stored = agrees ? computed : tile.map(TileSource.hashes)
    subtree = agrees && !entries.isPartial ? computed.map { TreeHash.complete($0[...]) } : nil
    findings = source.findings
  }

  /// Hands out every line, in order.
  func forEachLine(_ body: (CheckedLine) -> Void) {
    withExtendedLifetime(bytes) {
      for at in lines.indices { body(lines[at]) }
    }
  }
}

/// A bundle's bytes, which stay where they are, so that lines may point at them.
private final class PinnedBytes {
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(bytes) }

  init(_ bundle: [UInt8]) {
    bytes = .allocate(capacity: bundle.count)
    _ = bytes.initialize(from: bundle)
  }

  /// The leaf hash of a line. Its length was read already, so the length's last byte gives way to the leaf's 0, and both
  /// are hashed in one piece.
  func leaf(_ place: Range<Int>) -> LedgerHash {
    bytes[place.lowerBound - 1] = 0
    return TreeHash.sha256(
      UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[place.lowerBound - 1..<place.upperBound]))
  }

  deinit { bytes.deallocate() }
}
