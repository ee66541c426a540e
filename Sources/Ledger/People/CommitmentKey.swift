import Crypto
import Foundation

/// A subject's or an identifier's secret key: exactly 32 bytes, because HMAC pads short keys with zeros and a free
/// length would let one commitment open twice. It never prints itself.
public struct CommitmentKey: Sendable, CustomStringConvertible, CustomReflectable {
  /// The key was not exactly 32 bytes.
  public struct WrongLength: Error, Hashable, CustomStringConvertible {
    public let count: Int
    public var description: String {
      "a commitment key is exactly 32 bytes, not \(count); read it from the vault again"
    }
  }

  private let secret: LedgerHash

  public init(_ bytes: some Collection<UInt8>) throws(WrongLength) {
    guard let secret = LedgerHash(bytes) else { throw WrongLength(count: bytes.count) }
    self.secret = secret
  }

  init(secret: LedgerHash) { self.secret = secret }

  /// From the system's randomness.
  public static func random() -> CommitmentKey {
    SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
      CommitmentKey(secret: LedgerHash(unchecked: bytes))
    }
  }

  /// The secret, for sealing it and for a person's own proof.
  public var bytes: [UInt8] { secret.bytes }
  public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { secret.withUnsafeBytes(body) }
  public var description: String { "CommitmentKey" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
