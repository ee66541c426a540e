import Crypto
import Foundation
import Synchronization

/// The directory that holds wave keys and sealed evidence.
///
/// Shape: `keys/<wave>` (wave key wrapped by the root key), `keys/<wave>.shredded` (empty, stays for ever),
/// `evidence/<wave>/<number>.seg`; while a wave gets a new key, `keys/<wave>_next` and `evidence/<wave>_next/`.
public final class Vault: Sendable, Withheld {
  public let directory: String
  let root: RootKey
  private let opened = Mutex<[String: WaveVault]>([:])

  /// Makes the directories where they are missing, mode 0700.
  public init(directory: String, root: RootKey) throws(VaultError) {
    self.directory = directory
    self.root = root
    for path in [directory, "\(directory)/keys", "\(directory)/evidence"] { try Disk.makeDirectory(path) }
  }

  /// A new wave with a random key, durable when this returns.
  public func createWave(_ wave: String) throws(VaultError) -> WaveVault {
    try refuseOddName(wave)
    if Disk.isThere(mark(wave)) { throw .shredded(wave) }
    let key = try Randomness.bytes(32)
    guard let wrapped = Sealing.seal(key, key: root.wrapping, binding: Vault.binding(wave)) else {
      throw .wrongRootKey(wave: wave)
    }
    do {
      try Disk.create(keyFile(wave), wrapped)
    } catch VaultError.exists {
      throw .waveExists(wave)
    }
    return remember(WaveVault(wave: wave, key: SymmetricKey(data: key), evidence: evidence(wave)))
  }

  /// The same object for the same wave, so that a shredding reaches everyone who holds it.
  public func open(_ wave: String) throws(VaultError) -> WaveVault {
    try refuseOddName(wave)
    if let known = opened.withLock({ $0[wave] }) { return known }
    if Disk.isThere(mark(wave)) { throw .shredded(wave) }
    // Which of the two keys counts, only the store knows.
    if isRekeying(wave) { throw .halfShredded(wave) }
    return remember(WaveVault(wave: wave, key: try key(of: wave, in: keyFile(wave)), evidence: evidence(wave)))
  }

  func key(of wave: String, in file: String) throws(VaultError) -> SymmetricKey {
    let wrapped: [UInt8]
    do {
      wrapped = try Disk.readPrivate(file, length: 32 + Sealing.overhead)
    } catch VaultError.missing {
      throw .unknownWave(wave)
    }
    guard wrapped.first == Sealing.version else { throw .unknownVersion(wrapped.first ?? 0) }
    guard let key = Sealing.open(wrapped, key: root.wrapping, binding: Vault.binding(wave)) else {
      throw .wrongRootKey(wave: wave)
    }
    return SymmetricKey(data: key)
  }

  /// Destroys the wave's key for good, and removes its evidence. Safe to repeat: a shredding that a crash cut short is
  /// finished.
  ///
  /// The key is what counts: it is overwritten before it is unlinked, and without it the sealed bytes open nowhere.
  /// Overwriting is best effort, because flash and copying file systems keep old blocks; hence ``RootRotation``.
  public func shred(_ wave: String) throws(VaultError) {
    try refuseOddName(wave)
    let marked = Disk.isThere(mark(wave))
    guard marked || Disk.isThere(keyFile(wave)) else { throw .unknownWave(wave) }
    // The mark goes first: from here on nobody opens the wave, even if the power fails before the key is gone.
    if !marked { try Disk.create(mark(wave), []) }
    forget(wave)
    for file in [keyFile(wave), nextKeyFile(wave)] where Disk.isThere(file) {
      try Disk.destroy(file, noise: try Randomness.bytes(32 + Sealing.overhead))
    }
    for folder in [evidence(wave), nextEvidence(wave)] { try Disk.removeDirectory(folder) }
  }

  public func isShredded(_ wave: String) -> Bool { Disk.isThere(mark(wave)) }

  private func remember(_ vault: WaveVault) -> WaveVault {
    opened.withLock { known in
      if let first = known[vault.wave] { return first }
      known[vault.wave] = vault
      return vault
    }
  }

  /// Whoever still holds the wave can seal and open nothing from here on.
  func forget(_ wave: String) { opened.withLock { $0.removeValue(forKey: wave) }?.forget() }

  func refuseOddName(_ wave: String) throws(VaultError) {
    let letters = wave.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
    let headed = wave.utf8.first.map { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") } ?? false
    guard letters, headed, wave.utf8.count <= 64, !wave.hasSuffix(".shredded"), !wave.hasSuffix(".draft") else {
      throw .waveName(wave)
    }
  }

  func keyFile(_ wave: String) -> String { "\(directory)/keys/\(wave)" }
  func evidence(_ wave: String) -> String { "\(directory)/evidence/\(wave)" }
  // No wave's name holds an underscore, so these belong to no other wave.
  func nextKeyFile(_ wave: String) -> String { keyFile(wave) + "_next" }
  func nextEvidence(_ wave: String) -> String { evidence(wave) + "_next" }
  private func mark(_ wave: String) -> String { "\(directory)/keys/\(wave).shredded" }
  static func binding(_ wave: String) -> [UInt8] { Sealing.binding("expunge-wave-key/1", wave) }
}
