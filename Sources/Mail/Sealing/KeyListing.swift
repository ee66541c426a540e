import Foundation

/// What `gpg --with-colons --list-keys` tells about the keys in a home, as far as sealing needs it.
struct KeyListing {
  private struct Key {
    /// One letter: `e` expired, `r` revoked, `i` invalid, `d` disabled; others are good.
    let validity: String
    let bits: Int
    let algorithm: String
    let created: Int
    /// Seconds since 1970; nil where it never does.
    let ends: Int?
    let capabilities: String

    var isGood: Bool { !["e", "r", "i", "d"].contains(validity) }
    var encrypts: Bool { capabilities.contains("e") }
    /// 1 to 3 are RSA, 16 is ElGamal (RFC 4880, section 9.1); others are curves.
    var isWeak: Bool { ["1", "2", "3", "16"].contains(algorithm) && bits < 2048 }
  }

  private var keys: [Key] = []
  private var fingerprint: String?
  private var primaries = 0

  init(_ output: [UInt8]) {
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      switch fields[0] {
      case "pub", "sub":
        if fields[0] == "pub" { primaries += 1 }
        guard fields.count > 11 else { continue }
        keys.append(
          Key(
            validity: fields[1], bits: Int(fields[2]) ?? 0, algorithm: fields[3], created: Int(fields[5]) ?? 0,
            ends: Int(fields[6]), capabilities: fields[11]))
      case "fpr": if fields.count > 9 { fingerprint = fingerprint ?? fields[9].lowercased() }
      case _: break
      }
    }
  }

  /// - Parameter pin: In lower case.
  func check(pin: String, at date: Date) throws(SealFault) {
    guard let primary = keys.first, let fingerprint else { throw .unusable(.noKey) }
    if primaries > 1 { throw .unusable(.severalKeys) }
    if fingerprint != pin { throw .changed(found: fingerprint.uppercased()) }
    if primary.validity == "r" { throw .revoked }
    let now = Int(date.timeIntervalSince1970)
    if primary.created > now { throw .notYetValid }
    if primary.validity == "e" { throw .expired }
    if !primary.isGood { throw .unusable(.form) }
    let able = keys.filter(\.encrypts)
    if able.isEmpty { throw .unusable(.noEncryptionKey) }
    let good = able.filter { $0.isGood && $0.created <= now }
    if good.isEmpty {
      if able.contains(where: { $0.validity == "e" }) { throw .expired }
      if able.contains(where: { $0.created > now }) { throw .notYetValid }
      throw able.contains { $0.validity == "r" } ? .revoked : .unusable(.noEncryptionKey)
    }
    // Which of several good ones is taken is gpg's choice.
    if good.contains(where: \.isWeak) { throw .unusable(.weak) }
  }

  /// When nothing can be sealed any more: the primary key has ended, or the last of the keys that encrypt.
  /// - Returns: `nil` where none of them ends.
  func ends(at date: Date) -> Date? {
    let now = Int(date.timeIntervalSince1970)
    let able = keys.filter { $0.encrypts && $0.isGood && $0.created <= now }
    let last = able.contains { $0.ends == nil } ? nil : able.compactMap(\.ends).max()
    return [keys.first?.ends, last].compactMap { $0 }.min().map { Date(timeIntervalSince1970: TimeInterval($0)) }
  }
}
