import Crypto
import Foundation

/// Credentials that partners replace while the program runs, each sealed in a file of its own.
///
/// The key that seals them is wrapped by the root key and stands among the wave keys, so that a rotation of the root
/// key wraps it anew with them. Its name is one that no wave can have.
public struct FileTokens: Sendable, Withheld {
  static let keyName = "+tokens"
  /// A credential is no longer than this.
  static let sizeLimit = 64 << 10

  private let directory: String
  private let key: SymmetricKey

  init(directory: String, key: SymmetricKey) {
    self.directory = directory
    self.key = key
  }

  /// Durable when it returns; a crash leaves the old value or the new one.
  public func store(_ bytes: [UInt8], partner: String, name: String) throws(VaultError) {
    let file = path(partner, name)
    guard bytes.count <= FileTokens.sizeLimit,
      let sealed = Sealing.seal(bytes, key: key, binding: Sealing.binding("token", partner, name))
    else { throw .wrongLength(path: file, found: bytes.count, wanted: FileTokens.sizeLimit) }
    try Disk.replace(file, sealed)
  }

  /// - Returns: `nil` where nothing was stored.
  /// - Throws: `VaultError` for a file that was altered, or that others can read.
  public func load(partner: String, name: String) throws(VaultError) -> [UInt8]? {
    let file = path(partner, name)
    guard Disk.isThere(file) else { return nil }
    let size = try OpenFile(file, O_RDONLY | O_NONBLOCK).size()
    guard size <= FileTokens.sizeLimit + Sealing.overhead else {
      throw .wrongLength(path: file, found: size, wanted: FileTokens.sizeLimit)
    }
    let sealed = try Disk.readPrivate(file, length: size)
    guard let bytes = Sealing.open(sealed, key: key, binding: Sealing.binding("token", partner, name)) else {
      throw .wrongRootKey(wave: "the token '\(name)' of partner '\(partner)'")
    }
    return bytes
  }

  /// A name made of digits: whatever the partner is called, it stays in the directory.
  private func path(_ partner: String, _ name: String) -> String {
    let digest = SHA256.hash(data: Sealing.binding("token", partner, name))
    let digits = Array("0123456789abcdef".utf8)
    let name = digest.prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return "\(directory)/\(String(decoding: name, as: UTF8.self))"
  }
}

extension Vault {
  /// The store of replaced credentials; its key is made when it is first asked for.
  public func tokens() throws(VaultError) -> FileTokens {
    let file = "\(directory)/keys/\(FileTokens.keyName)"
    if !Disk.isThere(file) {
      let key = try Randomness.bytes(32)
      guard let wrapped = Sealing.seal(key, key: root.wrapping, binding: Vault.binding(FileTokens.keyName)) else {
        throw .wrongRootKey(wave: FileTokens.keyName)
      }
      try Disk.create(file, wrapped)
    }
    let folder = "\(directory)/tokens"
    try Disk.makeDirectory(folder)
    return FileTokens(directory: folder, key: try key(of: FileTokens.keyName, in: file))
  }
}
