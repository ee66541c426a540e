/// Rebuilds the tree from every entry and holds it against every tile, one bundle in memory at a time.
struct HistoryCheck {
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

  /// - Parameter body: Gets every entry that can be cut out of its bundle.
  mutating func run(
    _ inventory: inout FileInventory, body: (UInt64, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    for number in 0..<(size + 255) / 256 {
      let count = Tile.count(level: 0, number: number, size: size)
      let bundleTile = Tile.entries(number, count: count)
      let hashTile = Tile.hashes(level: 0, number: number, count: count)
      let bundle = read(bundleTile, &inventory)
      let computed = bundle.flatMap { leaves(of: bundleTile, bundle: $0, body: body) }
      let stored = read(hashTile, &inventory).flatMap { hashes(of: hashTile, bytes: $0) }
      add(computed: computed, stored: stored, number: number, count: count)
      for width in inventory.partials[bundleTile.base] ?? [] where width < count {
        checkPartial(.entries(number, count: width), computed ?? stored, stored ?? computed, &inventory)
      }
      for width in inventory.partials[hashTile.base] ?? [] where width < count {
        checkPartial(
          .hashes(level: 0, number: number, count: width), computed ?? stored, stored ?? computed, &inventory)
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
        for width in inventory.partials[Tile.hashes(level: level, number: number).base] ?? []
        where width < end - start {
          let tile = Tile.hashes(level: level, number: number, count: width)
          compare(tile, LedgerEdge.bytes(hashes[start..<start + width]), &inventory)
        }
        compare(
          .hashes(level: level, number: number, count: end - start), LedgerEdge.bytes(hashes[start..<end]), &inventory)
      }
    }
  }

  private mutating func compare(_ tile: Tile, _ expected: [UInt8], _ inventory: inout FileInventory) {
    guard let bytes = read(tile, &inventory), bytes != expected else { return }
    report(tile.path, nil, "its hashes are not those of the entries below it")
  }

  private mutating func add(computed: [LedgerHash]?, stored: [LedgerHash]?, number: UInt64, count: Int) {
    let entries = computed ?? stored ?? Array(repeating: LedgerHash.zero, count: count)
    let tiles = stored ?? entries
    if computed == nil, stored == nil { isIncomplete = true }
    if entries != tiles, fromTiles == nil { fromTiles = fromEntries }
    for (at, (entry, tile)) in zip(entries, tiles).enumerated() {
      if entry != tile { disputed.append((number << 8) + UInt64(at)) }
      fromEntries.append(entry)
      fromTiles?.append(tile)
    }
  }

  private mutating func leaves(
    of tile: Tile, bundle: [UInt8], body: (UInt64, UnsafeBufferPointer<UInt8>) -> Void
  ) -> [LedgerHash]? {
    let leaves: [LedgerHash]? = bundle.withUnsafeBufferPointer { buffer in
      guard let places = EntryBundle.entries(in: UnsafeRawBufferPointer(buffer), count: tile.count) else { return nil }
      return places.enumerated().map { at, place in
        let entry = UnsafeBufferPointer(rebasing: buffer[place])
        body((tile.number << 8) + UInt64(at), entry)
        return TreeHash.leaf(UnsafeRawBufferPointer(entry))
      }
    }
    if leaves == nil { report(tile.path, nil, "its lengths do not add up to \(tile.count) entries") }
    return leaves
  }

  private mutating func hashes(of tile: Tile, bytes: [UInt8]) -> [LedgerHash]? {
    guard bytes.count == tile.count * LedgerHash.byteCount else {
      report(tile.path, nil, "it is \(bytes.count) bytes long instead of \(tile.count * LedgerHash.byteCount)")
      return nil
    }
    return bytes.withUnsafeBytes { buffer in
      (0..<tile.count).compactMap {
        LedgerHash(
          UnsafeRawBufferPointer(rebasing: buffer[($0 * LedgerHash.byteCount)...].prefix(LedgerHash.byteCount)))
      }
    }
  }

  /// A partial tile of an older size: it must start the full one, whichever source of that is the right one.
  private mutating func checkPartial(
    _ tile: Tile, _ computed: [LedgerHash]?, _ stored: [LedgerHash]?, _ inventory: inout FileInventory
  ) {
    guard let bytes = read(tile, &inventory) else { return }
    let found: [LedgerHash]?
    switch tile.kind {
    case .entries: found = leaves(of: tile, bundle: bytes) { _, _ in }
    case .hashes: found = hashes(of: tile, bytes: bytes)
    }
    guard let found, let computed, let stored else { return }
    if !computed.starts(with: found), !stored.starts(with: found) {
      report(tile.path, nil, "it does not agree with the tile that came after it")
    }
  }

  private mutating func read(_ tile: Tile, _ inventory: inout FileInventory) -> [UInt8]? {
    inventory.take(tile.path)
    do {
      if let bytes = try files.readIfPresent(tile.path) { return bytes }
      report(tile.path, nil, "it is missing")
    } catch {
      report(tile.path, nil, "\(error)")
    }
    return nil
  }

  private mutating func report(_ file: String, _ index: UInt64?, _ what: String) {
    findings.append(LedgerFinding(file: file, index: index, what: what))
  }
}
