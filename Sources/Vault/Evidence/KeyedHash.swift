import Crypto

/// HMAC-SHA-256 (RFC 2104) for a key of one block at most, in two calls of the hash.
///
/// Crypto's own serves keys of any length and pays for it with a dozen allocations, twice the cost of the hashing: every
/// piece of evidence has a key of its own, so there is nothing to keep between two messages.
enum KeyedHash {
  private static let block = 64

  /// - Parameters:
  ///   - key: 64 bytes at most.
  ///   - room: Bytes that `message` appends, about.
  static func code(key: [UInt8], room: Int, message: (inout [UInt8]) -> Void) -> SHA256Digest {
    precondition(key.count <= block, "a longer key would have to be hashed first")
    var inner = padded(key, with: 0x36, room: room)
    message(&inner)
    var outer = padded(key, with: 0x5c, room: SHA256.byteCount)
    SHA256.hash(data: inner).withUnsafeBytes { outer.append(contentsOf: $0) }
    return SHA256.hash(data: outer)
  }

  private static func padded(_ key: [UInt8], with pad: UInt8, room: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(block + room)
    for byte in key { bytes.append(byte ^ pad) }
    for _ in key.count..<block { bytes.append(pad) }
    return bytes
  }
}
