import Crypto
import CryptoExtras

/// Signatures over a SHA-256 by a key that comes as SPKI (DER). Each algorithm stands alone: none is tried in place of
/// another.
enum PublicKeySignature {
  /// RSA of 2048 bits or more, or a curve.
  static func isStrong(_ spki: [UInt8]) -> Bool {
    if let key = try? _RSA.Signing.PublicKey(unsafeDERRepresentation: spki) { return key.keySizeInBits >= 2048 }
    return (try? P256.Signing.PublicKey(derRepresentation: spki)) != nil
      || (try? P384.Signing.PublicKey(derRepresentation: spki)) != nil
      || (try? P521.Signing.PublicKey(derRepresentation: spki)) != nil
  }

  static func rsaPKCS1(_ signature: [UInt8], of digest: SHA256Digest, by spki: [UInt8]) -> Bool {
    guard let key = try? _RSA.Signing.PublicKey(derRepresentation: spki) else { return false }
    return key.isValidSignature(
      _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
  }

  /// With a salt of any length, as signers differ in it.
  static func rsaPSS(_ signature: [UInt8], of digest: SHA256Digest, by spki: [UInt8]) -> Bool {
    guard let key = try? _RSA.Signing.PublicKey(derRepresentation: spki), let numbers = try? key.getKeyPrimitives()
    else {
      return false
    }
    return PSSEncoding.isValid(
      signature, of: digest, modulus: Array(numbers.modulus), exponent: Array(numbers.publicExponent))
  }

  /// P-256, P-384 or P-521; DER, or the bare two numbers.
  static func ecdsa(_ signature: [UInt8], of digest: SHA256Digest, by spki: [UInt8]) -> Bool {
    if let key = try? P256.Signing.PublicKey(derRepresentation: spki) {
      return [
        try? P256.Signing.ECDSASignature(derRepresentation: signature),
        try? P256.Signing.ECDSASignature(rawRepresentation: signature),
      ].contains { $0.map { key.isValidSignature($0, for: digest) } ?? false }
    }
    if let key = try? P384.Signing.PublicKey(derRepresentation: spki) {
      return [
        try? P384.Signing.ECDSASignature(derRepresentation: signature),
        try? P384.Signing.ECDSASignature(rawRepresentation: signature),
      ].contains { $0.map { key.isValidSignature($0, for: digest) } ?? false }
    }
    guard let key = try? P521.Signing.PublicKey(derRepresentation: spki) else { return false }
    return [
      try? P521.Signing.ECDSASignature(derRepresentation: signature),
      try? P521.Signing.ECDSASignature(rawRepresentation: signature),
    ].contains { $0.map { key.isValidSignature($0, for: digest) } ?? false }
  }
}
