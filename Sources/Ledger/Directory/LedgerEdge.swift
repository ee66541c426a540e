/// What a writer holds of a ledger: its tree's right edge, and the tiles and the bundle that are not full yet.
struct LedgerEdge {
  private(set) var tree = MerkleAccumulator()
  /// By tile level: hashes of the tile that is not full.
  private var open: [[LedgerHash]] = [[]]
  private var bundle: [UInt8] = []

  init() {}

  /// Rebuilds the edge of a ledger of `size` from its tiles and its last bundle.
  init(files: LedgerFiles, size: UInt64) throws {
    let reader = TileReader(files: files, size: size)
    tree = try reader.accumulator()
    open = []
    var level = 0
    while size >> UInt64(8 * level) > 0 {
      let (number, count) = Tile.partial(level: level, size: size)
      open.append(count > 0 ? try reader.tile(level: level, number: number) : [])
      level += 1
      if level == 8 { break }
    }
    if open.isEmpty { open = [[]] }
    try loadBundle(files: files)
  }

  private mutating func loadBundle(files: LedgerFiles) throws {
    let (number, count) = Tile.partial(level: 0, size: tree.size)
    guard count > 0 else { return }
    let tile = Tile.entries(number, count: count)
    bundle = try files.read(tile.path)
    let leaves = bundle.withUnsafeBytes { buffer in
      EntryBundle.entries(in: buffer, count: count)?.map {
        TreeHash.leaf(UnsafeRawBufferPointer(rebasing: buffer[$0]))
      }
    }
    guard leaves == open[0] else {
      throw LedgerError.damaged(path: tile.path, what: "its entries are not those of the tree")
    }
  }

  var head: LedgerHead { LedgerHead(size: tree.size, root: tree.root) }

  /// Adds entries and hands out each tile and bundle that is new, full ones first, then the open ones.
  mutating func append(
    _ batch: LedgerBatch, write: (Tile, [UInt8]) throws -> Void
  ) throws {
    var touched = 0
    for (entry, leaf) in zip(batch.entries, batch.leaves) {
      EntryBundle.append(entry, to: &bundle)
      var added: [(Int, LedgerHash)] = []
      let number = tree.size >> 8
      tree.append(leaf) { level, hash in added.append((level, hash)) }
      try add(leaf, level: 0, number: number, write: write)
      if tree.size & 255 == 0 {
        try write(.entries(number), bundle)
        bundle.removeAll(keepingCapacity: true)
      }
      for (level, hash) in added where level < 8 {
        touched = max(touched, level)
        try add(hash, level: level, number: ((tree.size >> UInt64(8 * level)) - 1) >> 8, write: write)
      }
    }
    for level in 0...touched where !open[level].isEmpty {
      let (number, count) = Tile.partial(level: level, size: tree.size)
      try write(.hashes(level: level, number: number, count: count), Self.bytes(open[level]))
      if level == 0 { try write(.entries(number, count: count), bundle) }
    }
  }

  private mutating func add(
    _ hash: LedgerHash, level: Int, number: UInt64, write: (Tile, [UInt8]) throws -> Void
  ) throws {
    while open.count <= level { open.append([]) }
    open[level].append(hash)
    guard open[level].count == Int(Tile.width) else { return }
    try write(.hashes(level: level, number: number), Self.bytes(open[level]))
    open[level].removeAll(keepingCapacity: true)
  }

  static func bytes(_ hashes: some Collection<LedgerHash>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(hashes.count * LedgerHash.byteCount)
    for hash in hashes { hash.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    return bytes
  }
}
