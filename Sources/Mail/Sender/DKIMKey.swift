import Crypto
import CryptoExtras
import Foundation

/// A published key (RFC 6376, section 3.6.1).
struct DKIMKey {
  private enum Material {
    case rsa(_RSA.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)
  }

  private let material: Material
  let isTesting: Bool
  let bits: Int

  /// A bound on the time that one forged record can cost.
  private static let longestKey = 8192

  /// - Throws: `KeyFault`.
  init(_ record: [UInt8], for signature: DKIMSignature) throws(KeyFault) {
    guard let tags = TagList(record[...]), let published = tags.text("p") else { throw KeyFault(.keyForm) }
    if let version = tags.text("v"), version != "DKIM1" || tags.first != "v" { throw KeyFault(.keyForm) }
    if published.isEmpty { throw KeyFault(.keyRevoked) }
    let flags = tags.list("t") ?? []
    isTesting = flags.contains("y")
    if flags.contains("s") && signature.identityDomain != signature.domain { throw KeyFault(.identityOutside) }
    if let hashes = tags.list("h"), !hashes.contains("sha256") { throw KeyFault(.keyForOtherUse) }
    if let uses = tags.list("s"), !uses.contains("*"), !uses.contains("email") { throw KeyFault(.keyForOtherUse) }
    guard let bytes = tags.decoded("p") else { throw KeyFault(.keyForm) }
    switch (tags.text("k")?.lowercased() ?? "rsa", signature.algorithm) {
    case ("rsa", .rsa):
      let key = try DKIMKey.rsa(bytes)
      (material, bits) = (.rsa(key), key.keySizeInBits)
    case ("ed25519", .ed25519):
      guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { throw KeyFault(.keyForm) }
      (material, bits) = (.ed25519(key), 256)
    case _: throw KeyFault(.keyForOtherUse)
    }
  }

  private static func rsa(_ bytes: [UInt8]) throws(KeyFault) -> _RSA.Signing.PublicKey {
    do {
      let key = try _RSA.Signing.PublicKey(unsafeDERRepresentation: bytes)
      guard key.keySizeInBits <= longestKey else { throw KeyFault(.keyForm) }
      return key
    } catch CryptoKitError.incorrectParameterSize {
      throw KeyFault(.keyTooShort)
    } catch {
      throw KeyFault(.keyForm)
    }
  }

  /// RSA signs the hash in PKCS #1 v1.5; Ed25519 takes the hash for its message (RFC 8463, section 3).
  func isRight(_ signature: [UInt8], over digest: SHA256.Digest) -> Bool {
    switch material {
    case .rsa(let key):
      key.isValidSignature(
        _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
    case .ed25519(let key): key.isValidSignature(signature, for: Data(digest))
    }
  }
}

struct KeyFault: Error {
  let cause: DKIMResult.Cause
  init(_ cause: DKIMResult.Cause) { self.cause = cause }
}
