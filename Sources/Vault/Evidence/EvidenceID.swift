import Crypto
import Foundation

/// How the ledger names a piece of evidence: HMAC-SHA-256 over its manifest under its own key.
///
/// Says nothing about the content to anyone without the key, so it is printable.
public struct EvidenceID: Hashable, Sendable, CustomStringConvertible {
  // Four words instead of an array: an index of a million of these stays small.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// - Returns: `nil` unless there are exactly 32 bytes.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var parts: [UInt64] = [0, 0, 0, 0]
    for (place, byte) in bytes.enumerated() { parts[place / 8] = parts[place / 8] << 8 | UInt64(byte) }
    words = (parts[0], parts[1], parts[2], parts[3])
  }

  /// - Returns: `nil` unless `base64` is the canonical form of 32 bytes.
  public init?(base64: String) {
    guard let data = Data(base64Encoded: base64), data.base64EncodedString() == base64 else { return nil }
    self.init(data)
  }

  init(_ digest: SHA256Digest) {
    words = digest.withUnsafeBytes { bytes in
      func word(_ place: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self))
      }
      return (word(0), word(1), word(2), word(3))
    }
  }

  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    append(to: &bytes)
    return bytes
  }

  func append(to bytes: inout [UInt8]) {
    bytes.append(big: words.0)
    bytes.append(big: words.1)
    bytes.append(big: words.2)
    bytes.append(big: words.3)
  }

  public var base64: String { Data(bytes).base64EncodedString() }
  public var description: String { base64 }

  public static func == (left: EvidenceID, right: EvidenceID) -> Bool { left.words == right.words }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }
}
