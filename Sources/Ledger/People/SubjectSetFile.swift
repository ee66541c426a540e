import Foundation

/// `sets/<wave>`: the leaf hashes of a wave's subject set, 32 bytes each, in index order.
public enum SubjectSetFile {
  static let directory = "sets"

  /// Wave names are file names: 1 to 64 of `A-Z a-z 0-9 . _ -`, a letter or digit first.
  public static func isValid(wave: String) -> Bool {
    guard let first = wave.utf8.first, wave.utf8.count <= 64, isAlphanumeric(first) else { return false }
    return wave.utf8.allSatisfy { isAlphanumeric($0) || [0x2D, 0x2E, 0x5F].contains($0) } && !wave.hasSuffix(".new")
  }

  static func path(_ wave: String) -> String { "\(directory)/\(wave)" }

  /// Writes the set durably; to be done before the wave's `wave.open/1` is appended.
  /// - Returns: N and `set_root`.
  static func write(
    wave: String, leaves: some Sequence<LedgerHash>, in files: LedgerFiles
  ) throws -> (subjects: Int, root: LedgerHash) {
    guard isValid(wave: wave) else { throw EntryError(field: "wave", what: "is not a name a file can have") }
    var tree = MerkleAccumulator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(leaves.underestimatedCount * LedgerHash.byteCount)
    for leaf in leaves {
      tree.append(leaf)
      leaf.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
    for changed in try files.makeDirectory(directory) { try files.sync(changed) }
    let path = path(wave)
    if let present = try files.readIfPresent(path), present != bytes {
      throw LedgerError.alreadyExists(path: path)
    }
    try files.replace(path, with: bytes)
    return (Int(tree.size), tree.root)
  }

  /// N and root of the file as it is, read in pieces; nil where its length is not a multiple of 32.
  static func measure(_ path: String) throws -> (subjects: Int, root: LedgerHash)? {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    var tree = MerkleAccumulator()
    while let piece = try handle.read(upToCount: LedgerHash.byteCount << 15), !piece.isEmpty {
      guard piece.count % LedgerHash.byteCount == 0 else { return nil }
      piece.withUnsafeBytes { buffer in
        for at in stride(from: 0, to: buffer.count, by: LedgerHash.byteCount) {
          if let leaf = LedgerHash(UnsafeRawBufferPointer(rebasing: buffer[at..<at + LedgerHash.byteCount])) {
            tree.append(leaf)
          }
        }
      }
    }
    return (Int(tree.size), tree.root)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
