import Foundation

/// A SHA-256 value: 32 bytes, held inline so that arrays of them are flat.
public struct LedgerHash: Hashable, Sendable, CustomStringConvertible {
  public static let byteCount = 32

  private var words: (UInt64, UInt64, UInt64, UInt64)

  /// - Parameter bytes: Exactly 32 bytes; anything else gives nil.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    if let hash = bytes.withContiguousStorageIfAvailable({ LedgerHash(unchecked: UnsafeRawBufferPointer($0)) }) {
      self = hash
      return
    }
    words = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
  }

  /// Standard base64 with padding, canonical form only.
  public init?(base64 text: some Collection<UInt8>) {
    guard let bytes = Base64.decode(text) else { return nil }
    self.init(bytes)
  }

  /// - Parameter unchecked: At least 32 bytes.
  init(unchecked bytes: UnsafeRawBufferPointer) {
    words = bytes.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
  }

  /// - Parameter unchecked: At least 32 readable bytes.
  init(unchecked pointer: UnsafeRawPointer) {
    words = pointer.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
  }

  public var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }
  public var base64: String { String(decoding: Base64.encode(bytes), as: UTF8.self) }
  public var description: String { base64 }

  @inline(__always)
  public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try Swift.withUnsafeBytes(of: words, body)
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.words.0 == b.words.0 && a.words.1 == b.words.1 && a.words.2 == b.words.2 && a.words.3 == b.words.3
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
  }
}
