import Crypto

/// The key above all wave keys: 32 bytes in a file of its own, outside the database and its backups.
///
/// Whoever loses it loses every wave; whoever else holds it opens every wave that is not shredded.
public struct RootKey: Sendable, Withheld {
  static let length = 32
  private let key: SymmetricKey

  /// Reads a key file: a real file of 32 bytes, owned by the running user, closed to everybody else.
  public init(file: String) throws(VaultError) {
    key = SymmetricKey(data: try Disk.readPrivate(file, length: RootKey.length))
  }

  /// A key that a reference (an environment variable, a program) delivered.
  public init(bytes: [UInt8]) throws(VaultError) {
    guard bytes.count == RootKey.length else {
      throw .wrongLength(path: "the root key", found: bytes.count, wanted: RootKey.length)
    }
    key = SymmetricKey(data: bytes)
  }

  /// Makes a new key file, mode 0600, durable when this returns. An existing file is never touched.
  public static func create(file: String) throws(VaultError) -> RootKey {
    try Disk.create(file, try Randomness.bytes(length))
    return try RootKey(file: file)
  }

  /// The key that wraps wave keys; the root key itself seals nothing.
  var wrapping: SymmetricKey {
    HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array("expunge-wrap/1".utf8), outputByteCount: 32)
  }
}
