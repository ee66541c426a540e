import Foundation

/// Puts a new root key in the place of the old one and wraps every wave key anew.
///
/// A copy of the vault that was made earlier, with the wrapped key of a shredded wave in it, opens with nothing that is
/// left: its root key is gone. Keys that the old root key never opened stay as they are.
public enum RootRotation {
  /// Durable when it returns. Safe to repeat after a crash at any point; vaults opened before must be opened again.
  public static func run(file: String, vault directory: String) throws(VaultError) {
    let (next, last) = (file + "_next", file + "_last")
    if Disk.isThere(next) || !Disk.isThere(last) {
      if !Disk.isThere(next) { _ = try RootKey.create(file: next) }
      try wrap(directory + "/keys", from: try RootKey(file: file), to: try RootKey(file: next))
      // A second name keeps the old bytes within reach until they are overwritten.
      if !Disk.isThere(last), link(file, last) != 0 { throw .system(call: "link", path: file, code: errno) }
      try Disk.move(next, to: file)
    }
    try Disk.destroy(last, noise: try Randomness.bytes(RootKey.length))
  }

  /// Whether a rotation was cut short.
  public static func isUnfinished(file: String) -> Bool {
    Disk.isThere(file + "_next") || Disk.isThere(file + "_last")
  }

  private static func wrap(_ folder: String, from old: RootKey, to new: RootKey) throws(VaultError) {
    for name in Disk.names(in: folder).sorted() where !name.hasSuffix(".shredded") && !name.hasSuffix(".draft") {
      guard name != ".", name != ".." else { continue }
      let path = "\(folder)/\(name)"
      guard let wrapped = try wrappedKey(path) else { continue }
      let binding = Vault.binding(name.hasSuffix("_next") ? String(name.dropLast(5)) : name)
      guard let key = Sealing.open(wrapped, key: old.wrapping, binding: binding) else { continue }
      guard let sealed = Sealing.seal(key, key: new.wrapping, binding: binding) else {
        throw .wrongRootKey(wave: name)
      }
      try Disk.replace(path, sealed)
    }
  }

  /// - Returns: `nil` for a file that holds no wrapped key, which no vault opens either.
  private static func wrappedKey(_ path: String) throws(VaultError) -> [UInt8]? {
    do { return try Disk.readPrivate(path, length: RootKey.length + Sealing.overhead) } catch {
      switch error {
      case .wrongLength, .notARegularFile, .symbolicLink: return nil
      case .missing, .exists, .foreignOwner, .openToOthers, .system, .waveName, .waveExists, .unknownWave, .shredded,
        .halfShredded, .wrongRootKey, .unknownVersion, .doesNotOpen, .subjectBlock:
        throw error
      }
    }
  }
}
