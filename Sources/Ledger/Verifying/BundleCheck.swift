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
  let lines: CheckedLines

  init(_ number: UInt64, size: UInt64, files: LedgerFiles) {
    self.number = number
    count = Tile.count(level: 0, number: number, size: size)
    entries = .entries(number, count: count)
    hashes = .hashes(level: 0, number: number, count: count)
    var source = TileSource(files: files)
    let bundle = source.pinnedBundle(entries)
    let tile = source.hashBytes(hashes)
    lines = CheckedLines(bundle?.bytes ?? PinnedBytes(count: 0) { _ in }, bundle?.places ?? [], from: number << 8)
    let computed = bundle == nil ? nil : lines.leaves
    let agrees = computed.map { LedgerEdge.bytes($0) == tile } ?? false
    self.computed = computed
    stored = agrees ? computed : tile.map(TileSource.hashes)
    subtree = agrees && !entries.isPartial ? computed.map { TreeHash.complete($0[...]) } : nil
    findings = source.findings
  }
}
