/// Rebuilds the tree from every entry and holds it against every tile, a few bundles in memory at a time.
struct HistoryCheck {
  /// Bundles that one thread does in one go: fewer, and threads wait for each other too often.
  private static let together: UInt64 = 4

  private let files: LedgerFiles
  private let size: UInt64
  private(set) var findings: [LedgerFinding] = []
  private(set) var fromEntries: TreeTrace
  /// Differs from ``fromEntries`` from the first disagreement on; before it there is only one.
  private var fromTiles: TreeTrace?
  /// Entries whose hash is not the one in their tile.
  private var disputed: [UInt64] = []
  private var isIncomplete = false

  init(files: LedgerFiles, size: UInt64, wanted: some Collection<UInt64>) {
    (self.files, self.size) = (files, size)
    fromEntries = TreeTrace(wanted: wanted)
  }

  /// - Parameter body: Gets every entry that can be cut out of its bundle, in order, on this thread.
  mutating func run(_ inventory: inout FileInventory, body: (borrowing CheckedLine) -> Void) {
    let (files, size) = (files, size)
    let bundles = (size + 255) / 256
    let work = OrderedWork(count: Int((bundles + Self.together - 1) / Self.together)) { piece in
      let first = UInt64(piece) * Self.together
      return (first..<min(first + Self.together, bundles)).map { BundleCheck($0, size: size, files: files) }
    }
    work.forEach { bundles in
      for bundle in bundles {
        bundle.lines.forEach(body)
        findings += bundle.findings
        inventory.take(bundle.entries)
        inventory.take(bundle.hashes)
        add(bundle)
        checkPartials(bundle, &inventory)
      }
    }
  }

  /// The trace the signed root belongs to; says on the way whose fault each disagreement is.
  mutating func settle(signed: LedgerHead?) -> TreeTrace {
    let tiles = fromTiles ?? fromEntries
    let entriesHold = signed.map { $0 == LedgerHead(size: size, root: fromEntries.tree.root) } ?? false
    let tilesHold = signed.map { $0 == LedgerHead(size: size, root: tiles.tree.root) } ?? false
    for index in disputed {
      let count = Tile.count(level: 0, number: index >> 8, size: size)
      let entries = Tile.entries(index >> 8, count: count).path
      let hashes = Tile.hashes(level: 0, number: index >> 8, count: count).path
      if !entriesHold { report(entries, index, "its hash is not the one in \(hashes)") }
      if !tilesHold { report(hashes, index, "the hash is not that of the entry in \(entries)") }
    }
    if let signed, !entriesHold, !tilesHold, !isIncomplete, size == signed.size {
      report("checkpoint", nil, "its root is not that of the \(size) entries; the history was rewritten")
    }
    return tilesHold ? tiles : fromEntries
  }

  /// Holds every tile above level 0 against `trace`, older partial ones too.
  mutating func checkUpperTiles(_ trace: TreeTrace, _ inventory: inout FileInventory) {
    for level in 1..<8 {
      let hashes = trace.upper[level]
      for start in stride(from: 0, to: hashes.count, by: 256) {
        let end = min(start + 256, hashes.count)
        let number = UInt64(start / 256)
        for width in inventory.widths(of: .hashes(level: level, number: number)) where width < end - start {
          let tile = Tile.hashes(level: level, number: number, count: width)
          compare(tile, LedgerEdge.bytes(hashes[start..<start + width]), &inventory)
        }
        compare(
          .hashes(level: level, number: number, count: end - start), LedgerEdge.bytes(hashes[start..<end]), &inventory)
      }
    }
  }

  private mutating func compare(_ tile: Tile, _ expected: [UInt8], _ inventory: inout FileInventory) {
    inventory.take(tile)
    var source = TileSource(files: files)
    let bytes = source.bytes(tile)
    findings += source.findings
    if let bytes, bytes != expected { report(tile.path, nil, "its hashes are not those of the entries below it") }
  }

  private mutating func add(_ bundle: BundleCheck) {
    if let subtree = bundle.subtree, fromTiles == nil, fromEntries.append(bundleRoot: subtree) { return }
    let entries = bundle.computed ?? bundle.stored ?? Array(repeating: LedgerHash.zero, count: bundle.count)
    let tiles = bundle.stored ?? entries
    if bundle.computed == nil, bundle.stored == nil { isIncomplete = true }
    if entries != tiles, fromTiles == nil { fromTiles = fromEntries }
    for (at, (entry, tile)) in zip(entries, tiles).enumerated() {
      if entry != tile { disputed.append((bundle.number << 8) + UInt64(at)) }
      fromEntries.append(entry)
      fromTiles?.append(tile)
    }
  }

  /// Partial tiles of an older size: they must start the full ones, whichever source of those is the right one.
  private mutating func checkPartials(_ bundle: BundleCheck, _ inventory: inout FileInventory) {
    guard inventory.hasPartials else { return }
    var source = TileSource(files: files)
    for full in [Tile.entries(bundle.number), .hashes(level: 0, number: bundle.number)] {
      for width in inventory.widths(of: full) where width < bundle.count {
        let tile = Tile(kind: full.kind, number: full.number, count: width)
        inventory.take(tile)
        let found =
          switch tile.kind {
          case .entries: source.bundle(tile).map(TileSource.leaves)
          case .hashes: source.hashBytes(tile).map(TileSource.hashes)
          }
        guard let found, let computed = bundle.computed ?? bundle.stored else { continue }
        if !computed.starts(with: found), !(bundle.stored ?? computed).starts(with: found) {
          report(tile.path, nil, "it does not agree with the tile that came after it")
        }
      }
    }
    findings += source.findings
  }

  private mutating func report(_ file: String, _ index: UInt64?, _ what: String) {
    findings.append(LedgerFinding(file: file, index: index, what: what))
  }
}
