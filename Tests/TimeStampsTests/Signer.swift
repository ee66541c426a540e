import Crypto
import CryptoExtras
import SwiftASN1
import X509

@testable import TimeStamps

/// A key of any kind that a time stamp may be signed with.
struct Signer {
  let publicKey: Certificate.PublicKey
  let algorithm: [UInt8]
  let sign: ([UInt8]) throws -> [UInt8]

  init(_ key: Forger.Key) throws {
    switch key {
    case .p256:
      let own = P256.Signing.PrivateKey()
      publicKey = Certificate.PublicKey(own.publicKey)
      algorithm = Der.sequence(try Der.oid(Oid.ecdsaSHA256))
      sign = { Array(try own.signature(for: SHA256.hash(data: $0)).derRepresentation) }
    case .p384:
      let own = P384.Signing.PrivateKey()
      publicKey = Certificate.PublicKey(own.publicKey)
      algorithm = Der.sequence(try Der.oid(Oid.ecdsaSHA512))
      sign = { Array(try own.signature(for: SHA512.hash(data: $0)).derRepresentation) }
    case .ed25519:
      let own = Curve25519.Signing.PrivateKey()
      publicKey = Certificate.PublicKey(own.publicKey)
      algorithm = Der.sequence(try Der.oid(Oid.ed25519))
      sign = { Array(try own.signature(for: $0)) }
    case .rsa(let padding):
      let own = try _RSA.Signing.PrivateKey(keySize: .bits2048)
      publicKey = Certificate.PublicKey(own.publicKey)
      algorithm = try Self.pss(salt: 32)
      sign = { Array(try own.signature(for: SHA256.hash(data: $0), padding: padding).rawRepresentation) }
    }
  }

  /// RSASSA-PSS with SHA-256 throughout.
  static func pss(salt: UInt8) throws -> [UInt8] {
    let hash = Der.sequence(try Der.oid(Oid.sha256), Der.null)
    return Der.sequence(
      try Der.oid(Oid.rsaPSS),
      Der.sequence(
        Der.tlv(0xA0, hash), Der.tlv(0xA1, Der.sequence(try Der.oid(Oid.mgf1), hash)),
        Der.tlv(0xA2, Der.integer(salt))))
  }
}
