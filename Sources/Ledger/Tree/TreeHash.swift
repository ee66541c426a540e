import Crypto

/// The hashes of an RFC 6962 tree: a prefix byte keeps leaves and nodes apart.
public enum TreeHash {
  /// SHA-256 of nothing: the root of a tree without leaves.
  public static let empty = sha256([])

  public static func sha256(_ bytes: [UInt8]) -> LedgerHash {
    bytes.withUnsafeBytes { sha256($0) }
  }

  public static func sha256(_ bytes: UnsafeRawBufferPointer) -> LedgerHash {
    var hasher = SHA256()
    hasher.update(bufferPointer: bytes)
    return finish(hasher)
  }

  /// SHA-256(00 || entry).
  public static func leaf(_ entry: [UInt8]) -> LedgerHash {
    entry.withUnsafeBytes { leaf($0) }
  }

  public static func leaf(_ entry: UnsafeRawBufferPointer) -> LedgerHash {
    var prefix: UInt8 = 0
    var hasher = SHA256()
    withUnsafeBytes(of: &prefix) { hasher.update(bufferPointer: $0) }
    hasher.update(bufferPointer: entry)
    return finish(hasher)
  }

  /// SHA-256(01 || left || right).
  public static func node(_ left: LedgerHash, _ right: LedgerHash) -> LedgerHash {
    withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
      buffer[0] = 1
      left.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]).copyMemory(from: $0) }
      right.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[33..<65]).copyMemory(from: $0) }
      return sha256(UnsafeRawBufferPointer(buffer))
    }
  }

  /// The root over a power of two of hashes that sit side by side.
  static func complete(_ hashes: ArraySlice<LedgerHash>) -> LedgerHash {
    if hashes.count == 1 { return hashes[hashes.startIndex] }
    let middle = hashes.startIndex + hashes.count / 2
    return node(complete(hashes[..<middle]), complete(hashes[middle...]))
  }

  @inline(__always)
  static func finish(_ hasher: SHA256) -> LedgerHash {
    hasher.finalize().withUnsafeBytes { LedgerHash(unchecked: $0) }
  }
}

extension LedgerHash {
  static let zero = withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 8) { buffer in
    buffer.initializeMemory(as: UInt8.self, repeating: 0)
    return buffer.baseAddress.map { LedgerHash(unchecked: UnsafeRawPointer($0)) } ?? TreeHash.empty
  }
}
