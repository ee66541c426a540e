import Crypto

/// HMAC-SHA-256 (RFC 2104) for keys of 32 bytes over one reused buffer.
///
/// The library's own HMAC allocates four times per call; a wave of a million subjects calls it twelve million times.
struct CommitmentHasher {
  private static let block = 64

  /// Inner block, then the message.
  private var message = [UInt8](repeating: 0, count: block)

  mutating func begin() { message.removeLast(message.count - Self.block) }
  mutating func add(_ byte: UInt8) { message.append(byte) }
  mutating func add(_ bytes: some Collection<UInt8>) { message.append(contentsOf: bytes) }
  mutating func add(_ text: StaticString) {
    message.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// The code over what was added since ``begin()``.
  mutating func finish(key: UnsafeRawBufferPointer) -> LedgerHash {
    let inner = message.withUnsafeMutableBytes { buffer in
      Self.pad(key, with: 0x36, into: buffer)
      return TreeHash.sha256(UnsafeRawBufferPointer(buffer))
    }
    return withUnsafeTemporaryAllocation(byteCount: Self.block + LedgerHash.byteCount, alignment: 8) { outer in
      Self.pad(key, with: 0x5C, into: outer)
      inner.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: outer[Self.block...]).copyMemory(from: $0) }
      return TreeHash.sha256(UnsafeRawBufferPointer(outer))
    }
  }

  /// - Parameter key: 32 bytes; the rest of the block is the key's padding zeros.
  private static func pad(_ key: UnsafeRawBufferPointer, with byte: UInt64, into buffer: UnsafeMutableRawBufferPointer)
  {
    let mask = byte &* 0x0101_0101_0101_0101
    for at in stride(from: 0, to: block, by: 8) {
      let word = at < key.count ? key.loadUnaligned(fromByteOffset: at, as: UInt64.self) : 0
      buffer.storeBytes(of: word ^ mask, toByteOffset: at, as: UInt64.self)
    }
  }
}
