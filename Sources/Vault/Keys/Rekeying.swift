import Crypto

/// One wave between two keys: what stays is sealed anew under a fresh key, then the old key is destroyed.
///
/// A copy of the old sealed bytes opens with nothing that is left afterwards. The caller's store says when the fresh
/// key begins to count: until then ``Vault/beginRekeying(_:)`` starts over, from then on ``Vault/finishRekeying(_:)``
/// is called, however often. In between the vault refuses to open the wave.
public struct Rekeying: Sendable, Withheld {
  public let old: WaveVault
  public let fresh: WaveVault
}

extension Vault {
  /// Draws the fresh key. What an earlier beginning left behind is removed first.
  public func beginRekeying(_ wave: String) throws(VaultError) -> Rekeying {
    try refuseOddName(wave)
    try abandonRekeying(wave)
    let old = try open(wave)
    let key = try Randomness.bytes(32)
    guard let wrapped = Sealing.seal(key, key: root.wrapping, binding: Vault.binding(wave)) else {
      throw .wrongRootKey(wave: wave)
    }
    try Disk.create(nextKeyFile(wave), wrapped)
    return Rekeying(old: old, fresh: WaveVault(wave: wave, key: SymmetricKey(data: key), evidence: nextEvidence(wave)))
  }

  /// Destroys the old key and the old evidence, and puts the fresh ones in their place. Safe to repeat.
  public func finishRekeying(_ wave: String) throws(VaultError) {
    try refuseOddName(wave)
    guard isRekeying(wave) else { return }
    forget(wave)
    if Disk.isThere(nextEvidence(wave)) {
      try Disk.removeDirectory(evidence(wave))
      try Disk.move(nextEvidence(wave), to: evidence(wave))
    }
    // The fresh key moves last: as long as it has its other name, this is known to be unfinished.
    if Disk.isThere(keyFile(wave)) {
      try Disk.destroy(keyFile(wave), noise: try Randomness.bytes(32 + Sealing.overhead))
    }
    try Disk.move(nextKeyFile(wave), to: keyFile(wave))
  }

  /// Back to the old key. Only before the fresh one counts.
  public func abandonRekeying(_ wave: String) throws(VaultError) {
    try refuseOddName(wave)
    if isRekeying(wave) {
      try Disk.destroy(nextKeyFile(wave), noise: try Randomness.bytes(32 + Sealing.overhead))
    }
    try Disk.removeDirectory(nextEvidence(wave))
  }

  public func isRekeying(_ wave: String) -> Bool { Disk.isThere(nextKeyFile(wave)) }
}
