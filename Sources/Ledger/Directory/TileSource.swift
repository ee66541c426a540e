/// Reads tiles and bundles as they are, and says what is wrong with those that cannot be used.
struct TileSource {
  typealias Bundle = (bytes: [UInt8], places: [Range<Int>])

  let files: LedgerFiles
  private(set) var findings: [LedgerFinding] = []

  init(files: LedgerFiles) { self.files = files }

  mutating func bytes(_ tile: Tile) -> [UInt8]? {
    let files = files
    return read(tile) { (path) throws(LedgerError) in try files.readIfPresent(path) }
  }

  mutating func bundle(_ tile: Tile) -> Bundle? {
    guard let bytes = bytes(tile), let places = bytes.withUnsafeBytes({ self.places(tile, in: $0) }) else { return nil }
    return (bytes, places)
  }

  /// For lines that are kept for a while.
  mutating func pinnedBundle(_ tile: Tile) -> (bytes: PinnedBytes, places: [Range<Int>])? {
    let files = files
    guard let bytes = read(tile, { (path) throws(LedgerError) in try files.readPinnedIfPresent(path) }),
      let places = places(tile, in: UnsafeRawBufferPointer(bytes.buffer))
    else { return nil }
    return (bytes, places)
  }

  mutating func hashBytes(_ tile: Tile) -> [UInt8]? {
    guard let bytes = bytes(tile) else { return nil }
    guard bytes.count == tile.count * LedgerHash.byteCount else {
      report(tile, "it is \(bytes.count) bytes long instead of \(tile.count * LedgerHash.byteCount)")
      return nil
    }
    return bytes
  }

  static func leaves(of bundle: Bundle) -> [LedgerHash] {
    bundle.bytes.withUnsafeBytes { buffer in
      bundle.places.map { TreeHash.leaf(UnsafeRawBufferPointer(rebasing: buffer[$0])) }
    }
  }

  /// - Parameter bytes: A multiple of 32.
  static func hashes(_ bytes: [UInt8]) -> [LedgerHash] {
    bytes.withUnsafeBytes { buffer in
      stride(from: 0, to: buffer.count, by: LedgerHash.byteCount).map {
        LedgerHash(unchecked: UnsafeRawBufferPointer(rebasing: buffer[$0..<$0 + LedgerHash.byteCount]))
      }
    }
  }

  private mutating func places(_ tile: Tile, in bundle: UnsafeRawBufferPointer) -> [Range<Int>]? {
    let places = EntryBundle.entries(in: bundle, count: tile.count)
    if places == nil { report(tile, "its lengths do not add up to \(tile.count) entries") }
    return places
  }

  private mutating func read<Bytes>(
    _ tile: Tile, _ read: (String) throws(LedgerError) -> Bytes?
  ) -> Bytes? {
    let path = tile.path
    do throws(LedgerError) {
      if let bytes = try read(path) { return bytes }
      report(tile, "it is missing")
    } catch { report(tile, "\(error)") }
    return nil
  }

  private mutating func report(_ tile: Tile, _ what: String) {
    findings.append(LedgerFinding(file: tile.path, what: what))
  }
}
