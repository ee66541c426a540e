import Foundation

/// Reads a ledger as its newest checkpoint signed it, and builds proofs.
///
/// It trusts the files it reads beyond the checkpoint's signature: check a copy with ``LedgerVerifier`` first.
public final class LedgerReader {
  public let checkpoint: Checkpoint
  public let key: VerifierKey
  let files: LedgerFiles
  private let tiles: TileReader

  /// - Throws: ``NoteError`` where the checkpoint is not signed by `ledger.vkey`.
  public init(directory: String) throws {
    files = LedgerFiles(root: directory)
    let text = String(decoding: try files.read("ledger.vkey"), as: UTF8.self)
    key = try VerifierKey(String(text.hasSuffix("\n") ? text.dropLast() : text[...]))
    checkpoint = try Checkpoint(parsing: try files.read("checkpoint"), by: key)
    tiles = TileReader(files: files, size: checkpoint.size)
  }

  public var size: UInt64 { checkpoint.size }
  /// The checkpoint file.
  public var noteBytes: [UInt8] { checkpoint.bytes }

  /// The line at `index`, with its newline.
  public func entry(at index: UInt64) throws -> [UInt8] {
    guard index < size else { throw LedgerError.outside(index: index, size: size) }
    let (bundle, places) = try bundle(index >> 8)
    return Array(bundle[places[Int(index & 255)]])
  }

  /// Hands out every line from `first` on, in order, one bundle in memory at a time.
  public func forEachEntry(
    from first: UInt64 = 0, _ body: (_ index: UInt64, _ line: ArraySlice<UInt8>) throws -> Void
  ) throws {
    var index = first
    while index < size {
      let (bundle, places) = try bundle(index >> 8)
      for place in places.dropFirst(Int(index & 255)) {
        try body(index, bundle[place])
        index += 1
      }
    }
  }

  /// Leaf to root, for the newest checkpoint.
  public func inclusionProof(of index: UInt64) throws -> [LedgerHash] {
    try inclusionProof(of: index, size: size)
  }

  /// - Parameter size: Of an older checkpoint.
  public func inclusionProof(of index: UInt64, size: UInt64) throws -> [LedgerHash] {
    guard size <= self.size else { throw LedgerError.outside(index: size, size: self.size) }
    return try tiles.paths.inclusion(of: index, size: size)
  }

  public func consistencyProof(from old: UInt64, to new: UInt64) throws -> [LedgerHash] {
    guard new <= size else { throw LedgerError.outside(index: new, size: size) }
    return try tiles.paths.consistency(from: old, to: new)
  }

  /// The root the ledger had at an older size.
  public func root(at size: UInt64) throws -> LedgerHash {
    guard size <= self.size else { throw LedgerError.outside(index: size, size: self.size) }
    return try tiles.paths.root(0, size)
  }

  /// The `.tlog-proof` of one line.
  public func proof(of index: UInt64, extra: [UInt8]? = nil) throws -> TlogProof {
    TlogProof(extra: extra, index: index, path: try inclusionProof(of: index), checkpoint: checkpoint)
  }

  private func bundle(_ number: UInt64) throws -> (bytes: [UInt8], places: [Range<Int>]) {
    let tile = Tile.entries(number, count: Tile.count(level: 0, number: number, size: size))
    let bytes = try files.read(tile.path)
    guard let places = bytes.withUnsafeBytes({ EntryBundle.entries(in: $0, count: tile.count) }) else {
      throw LedgerError.damaged(path: tile.path, what: "it does not hold \(tile.count) entries")
    }
    return (bytes, places)
  }
}
