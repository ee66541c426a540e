import Crypto
import CryptoExtras
import SwiftASN1
import X509

/// The digests that a time stamp may be signed with. SHA-1 is none of them.
enum DigestKind: Hashable {
  case sha256, sha384, sha512

  init(_ algorithm: Algorithm) throws {
    guard algorithm.isPlain else { throw TimeStampFault.unsupportedAlgorithm("a digest with parameters") }
    switch algorithm.identifier {
    case Oid.sha256: self = .sha256
    case Oid.sha384: self = .sha384
    case Oid.sha512: self = .sha512
    case _: throw TimeStampFault.unsupportedAlgorithm("the digest \(algorithm.identifier)")
    }
  }

  func hash(_ bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .sha256: Array(SHA256.hash(data: bytes))
    case .sha384: Array(SHA384.hash(data: bytes))
    case .sha512: Array(SHA512.hash(data: bytes))
    }
  }

  var length: Int {
    switch self {
    case .sha256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }
}

/// How the attributes were signed. One digest for content and attributes, as OpenSSL wants it too.
enum SignatureScheme: Hashable {
  case rsa(DigestKind)
  case rsaPSS(DigestKind)
  case ecdsa(DigestKind)
  case ed25519

  init(_ algorithm: Algorithm, digest: DigestKind) throws {
    guard algorithm.isPlain || algorithm.identifier == Oid.rsaPSS else {
      throw TimeStampFault.unsupportedAlgorithm("a signature with parameters")
    }
    let scheme: SignatureScheme
    switch algorithm.identifier {
    case Oid.rsa: scheme = .rsa(digest)
    case Oid.rsaSHA256: scheme = .rsa(.sha256)
    case Oid.rsaSHA384: scheme = .rsa(.sha384)
    case Oid.rsaSHA512: scheme = .rsa(.sha512)
    case Oid.rsaPSS: scheme = .rsaPSS(try Self.pss(algorithm.parameters))
    case Oid.ecdsaSHA256: scheme = .ecdsa(.sha256)
    case Oid.ecdsaSHA384: scheme = .ecdsa(.sha384)
    case Oid.ecdsaSHA512: scheme = .ecdsa(.sha512)
    case Oid.ed25519: scheme = .ed25519
    case _: throw TimeStampFault.unsupportedAlgorithm("the signature algorithm \(algorithm.identifier)")
    }
    switch scheme {
    case .rsa(let own), .rsaPSS(let own), .ecdsa(let own):
      guard own == digest else { throw TimeStampFault.unsupportedAlgorithm("two different digests") }
    case .ed25519: break
    }
    self = scheme
  }

  /// RSASSA-PSS-params (RFC 4055, section 3.1): one digest throughout, and a salt as long as it.
  private static func pss(_ parameters: ASN1Node?) throws -> DigestKind {
    guard let parameters else { throw TimeStampFault.unsupportedAlgorithm("RSA-PSS over SHA-1") }
    return try DER.sequence(parameters, identifier: .sequence) { nodes in
      guard let hash = nodes.next(if: Structure.tag(0)), let mask = nodes.next(if: Structure.tag(1)),
        let salt = nodes.next(if: Structure.tag(2))
      else { throw TimeStampFault.unsupportedAlgorithm("RSA-PSS over SHA-1") }
      let digest = try DigestKind(try Algorithm(try Structure.only(hash)))
      let generator = try Algorithm(try Structure.only(mask))
      let inner = try generator.parameters.map { try DigestKind(try Algorithm($0)) }
      let trailer = try nodes.next(if: Structure.tag(3)).map { try Int(derEncoded: try Structure.only($0)) }
      guard generator.identifier == Oid.mgf1, inner == digest, trailer ?? 1 == 1,
        try Int(derEncoded: try Structure.only(salt)) == digest.length
      else { throw TimeStampFault.unsupportedAlgorithm("RSA-PSS with unusual parameters") }
      return digest
    }
  }

  /// False too where the key is of another kind.
  func isValid(_ signature: [UInt8], of bytes: [UInt8], by key: Certificate.PublicKey) -> Bool {
    switch self {
    case .ed25519: Curve25519.Signing.PublicKey(key)?.isValidSignature(signature, for: bytes) ?? false
    case .rsa(let digest), .rsaPSS(let digest), .ecdsa(let digest):
      switch digest {
      case .sha256: isValid(signature, SHA256.hash(data: bytes), key)
      case .sha384: isValid(signature, SHA384.hash(data: bytes), key)
      case .sha512: isValid(signature, SHA512.hash(data: bytes), key)
      }
    }
  }

  private func isValid(_ signature: [UInt8], _ digest: some Digest, _ key: Certificate.PublicKey) -> Bool {
    switch self {
    case .ed25519: false
    case .rsa: rsa(signature, digest, key, .insecurePKCS1v1_5)
    case .rsaPSS: rsa(signature, digest, key, .PSS)
    case .ecdsa: ecdsa(signature, digest, key)
    }
  }

  private func rsa(
    _ signature: [UInt8], _ digest: some Digest, _ key: Certificate.PublicKey, _ padding: _RSA.Signing.Padding
  ) -> Bool {
    _RSA.Signing.PublicKey(key)?
      .isValidSignature(.init(rawRepresentation: signature), for: digest, padding: padding) ?? false
  }

  private func ecdsa(_ signature: [UInt8], _ digest: some Digest, _ key: Certificate.PublicKey) -> Bool {
    if let key = P256.Signing.PublicKey(key) {
      return (try? P256.Signing.ECDSASignature(derRepresentation: signature))
        .map { key.isValidSignature($0, for: digest) } ?? false
    }
    if let key = P384.Signing.PublicKey(key) {
      return (try? P384.Signing.ECDSASignature(derRepresentation: signature))
        .map { key.isValidSignature($0, for: digest) } ?? false
    }
    guard let key = P521.Signing.PublicKey(key) else { return false }
    return (try? P521.Signing.ECDSASignature(derRepresentation: signature))
      .map { key.isValidSignature($0, for: digest) } ?? false
  }
}
