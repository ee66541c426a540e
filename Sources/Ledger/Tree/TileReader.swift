/// Subtree hashes out of the tiles of a tree of `size`.
final class TileReader {
  private let files: LedgerFiles
  let size: UInt64
  private var cache: [Tile: [LedgerHash]] = [:]
  private static let cacheLimit = 64

  init(files: LedgerFiles, size: UInt64) {
    (self.files, self.size) = (files, size)
  }

  var paths: MerklePath { MerklePath(node: node) }

  /// The root over leaves `index << level ..< (index + 1) << level`, all inside the tree.
  func node(level: Int, index: UInt64) throws -> LedgerHash {
    let (tileLevel, inside) = (level >> 3, UInt64(level & 7))
    let first = index << inside
    let hashes = try tile(level: tileLevel, number: first >> 8)
    let start = Int(first & 255)
    let end = start + (1 << Int(inside))
    guard end <= hashes.count else {
      throw LedgerError.outside(index: index << UInt64(level), size: size)
    }
    return TreeHash.complete(hashes[start..<end])
  }

  /// The hashes of a tile as the tree of `size` has it.
  func tile(level: Int, number: UInt64) throws -> [LedgerHash] {
    let count = Tile.count(level: level, number: number, size: size)
    guard count > 0 else { throw LedgerError.outside(index: number << 8, size: size) }
    let tile = Tile.hashes(level: level, number: number, count: count)
    if let known = cache[tile] { return known }
    // The partial tile of a smaller tree may be gone, but never before the full one is there.
    let full = Tile.hashes(level: level, number: number)
    guard let bytes = try files.readIfPresent(tile.path) ?? files.readIfPresent(full.path),
      bytes.count >= count * LedgerHash.byteCount, bytes.count % LedgerHash.byteCount == 0
    else { throw LedgerError.damaged(path: tile.path, what: "the tile is missing or too short") }
    let hashes = (0..<count).compactMap { LedgerHash(bytes[($0 * LedgerHash.byteCount)...].prefix(32)) }
    if cache.count >= Self.cacheLimit { cache.removeAll(keepingCapacity: true) }
    cache[tile] = hashes
    return hashes
  }

  /// The tree's right edge.
  func accumulator() throws -> MerkleAccumulator {
    var peaks: [LedgerHash] = []
    var start: UInt64 = 0
    for level in stride(from: 63, through: 0, by: -1) where size >> UInt64(level) & 1 == 1 {
      peaks.append(try node(level: level, index: start >> UInt64(level)))
      start += 1 << UInt64(level)
    }
    guard let tree = MerkleAccumulator(size: size, peaks: peaks) else {
      throw LedgerError.damaged(path: "tile", what: "the right edge cannot be rebuilt")
    }
    return tree
  }
}
