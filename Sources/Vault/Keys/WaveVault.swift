import Crypto
import Synchronization

/// Seals and opens what belongs to one wave.
///
/// No value is sealed under the wave key itself: each table gets a derived key for every 65,536 rows, so that random
/// nonces stay far below their ceiling of 2^32 messages a key (NIST SP 800-38D).
public final class WaveVault: Sendable, Withheld {
  public let wave: String
  let evidenceDirectory: String
  private let keys: Mutex<Keys>

  private struct Purpose: Hashable {
    let name: String
    let block: Int
  }

  private struct Keys {
    var wave: SymmetricKey?
    var derived: [Purpose: SymmetricKey] = [:]
  }

  init(wave: String, key: SymmetricKey, evidence: String) {
    self.wave = wave
    evidenceDirectory = evidence
    keys = Mutex(Keys(wave: key))
  }

  /// The sealed bytes open again only with the same wave, table, row and column.
  public func seal(_ bytes: [UInt8], table: String, row: Int, column: String) throws(VaultError) -> [UInt8] {
    let key = try subkey(table, block: row >> 16)
    guard let sealed = Sealing.seal(bytes, key: key, binding: binding(table, row, column)) else {
      throw .doesNotOpen(wave: wave, table: table, row: row, column: column)
    }
    return sealed
  }

  public func open(_ sealed: [UInt8], table: String, row: Int, column: String) throws(VaultError) -> [UInt8] {
    let key = try subkey(table, block: row >> 16)
    if let version = sealed.first, version != Sealing.version { throw .unknownVersion(version) }
    guard let bytes = Sealing.open(sealed, key: key, binding: binding(table, row, column)) else {
      throw .doesNotOpen(wave: wave, table: table, row: row, column: column)
    }
    return bytes
  }

  /// A key for one purpose and block; kept, because deriving costs more than sealing a small value.
  func subkey(_ purpose: String, block: Int) throws(VaultError) -> SymmetricKey {
    let wanted = Purpose(name: purpose, block: block)
    let key = keys.withLock { keys -> SymmetricKey? in
      if let known = keys.derived[wanted] { return known }
      guard let source = keys.wave else { return nil }
      let info = Sealing.binding("expunge-subkey/1", purpose, number: block)
      let key = HKDF<SHA256>.deriveKey(inputKeyMaterial: source, info: info, outputByteCount: 32)
      if keys.derived.count >= 64 { keys.derived.removeAll() }
      keys.derived[wanted] = key
      return key
    }
    guard let key else { throw .shredded(wave) }
    return key
  }

  /// After a shredding: whoever still holds this object can seal and open nothing.
  func forget() {
    keys.withLock { $0 = Keys(wave: nil) }
  }

  private func binding(_ table: String, _ row: Int, _ column: String) -> [UInt8] {
    Sealing.binding("expunge-seal/1", wave, table, column, number: row)
  }
}

extension WaveVault {
  /// 32 bytes for a purpose outside the vault, such as reply tokens; gone with the wave's key.
  public func derivedKey(_ purpose: String) throws(VaultError) -> [UInt8] {
    try subkey("derived." + purpose, block: 0).withUnsafeBytes { Array($0) }
  }
}
