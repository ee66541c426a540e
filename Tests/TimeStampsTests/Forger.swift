import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import X509

@testable import TimeStamps

/// Makes signed time stamps with any one thing wrong, and good ones of any time and by any key.
struct Forger {
  enum Key { case p256, p384, ed25519, rsa(_RSA.Signing.Padding) }
  enum Naming { case version1, version2, both, none, otherCertificate }

  static let when = 1_767_268_800.0  // 2026-01-01 12:00:00 UTC

  var key = Key.p256
  var usages: [ExtendedKeyUsage.Usage] = [.timeStamping]
  var usageIsCritical = true
  var keyUsage = KeyUsage(digitalSignature: true)
  var stamperSpan = (when - 86_400)...(when + 86_400)
  var rootSpan = (when - 86_400)...(when + 86_400)
  var issuerUsage = KeyUsage(keyCertSign: true)
  /// Nil leaves the extension away.
  var issuerPurpose: ExtendedKeyUsage.Usage?

  var version: UInt8 = 1
  var contentType = Oid.stampInfo
  var signedType = Oid.stampInfo
  var imprintAlgorithm = Oid.sha256
  var time = "20260101120000Z"
  var accuracy: [UInt8] = []
  var nonce: [UInt8] = Der.tlv(2, [0] + Workshop.nonce)
  var extensions: [UInt8] = []
  var naming = Naming.version2
  var signedDigest: [UInt8]?
  var omitted: ASN1ObjectIdentifier?
  var repeated: ASN1ObjectIdentifier?
  var doubled: ASN1ObjectIdentifier?
  /// Beside its hash, the issuer by which version 2 names the certificate.
  var namedIssuer: String?
  var signers = 1
  var certificateCount = 1
  var bySubjectKey = false
  var digest = Oid.sha256
  /// In the list before the content; nil is the one used.
  var listedDigest: ASN1ObjectIdentifier?
  var signatureAlgorithm: [UInt8]?
  var spoilsSignature = false

  private let rootKey = Certificate.PrivateKey(P256.Signing.PrivateKey())

  /// - Returns: The token, and the root that it leads to.
  func make() throws -> (token: [UInt8], rootPEM: String) {
    let signer = try Signer(key)
    let rootName = try DistinguishedName { CommonName("Root of the forger") }
    let root = try certificate(
      rootKey.publicKey, rootName, rootName, rootSpan,
      Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        Critical(issuerUsage)
        if let issuerPurpose { Critical(try ExtendedKeyUsage([issuerPurpose])) }
      })
    let usage = try ExtendedKeyUsage(usages)
    let own = try certificate(
      signer.publicKey, try DistinguishedName { CommonName("Forger") }, rootName, stamperSpan,
      Certificate.Extensions {
        SubjectKeyIdentifier(keyIdentifier: [1, 2, 3])
        Critical(keyUsage)
        if usageIsCritical { Critical(usage) } else { usage }
      })
    let token = try token(own, root, signer)
    return (token, try root.serializeAsPEM().pemString + "\n")
  }

  private func certificate(
    _ key: Certificate.PublicKey, _ name: DistinguishedName, _ issuer: DistinguishedName,
    _ span: ClosedRange<Double>, _ extensions: Certificate.Extensions
  ) throws -> Certificate {
    try Certificate(
      version: .v3, serialNumber: .init(), publicKey: key,
      notValidBefore: Date(timeIntervalSince1970: span.lowerBound),
      notValidAfter: Date(timeIntervalSince1970: span.upperBound), issuer: issuer, subject: name,
      extensions: extensions, issuerPrivateKey: rootKey)
  }

  private var info: [UInt8] {
    get throws {
      Der.sequence(
        Der.integer(version), try Der.oid([1, 2, 3, 4, 1]),
        Der.sequence(Der.sequence(try Der.oid(imprintAlgorithm), Der.null), Der.octets(Workshop.digest)),
        Der.integer(7), Der.tlv(0x18, Array(time.utf8)), accuracy, nonce, extensions)
    }
  }

  private func token(_ own: Certificate, _ root: Certificate, _ signer: Signer) throws -> [UInt8] {
    let (info, ownDER) = (try info, try Der.encoded(own))
    let signed = try attributes(info, ownDER, try Der.encoded(root), own.serialNumber)
    var signature = try signer.sign(Der.set(signed))
    if spoilsSignature { signature[signature.count - 1] ^= 1 }
    let sid =
      bySubjectKey
      ? Der.tlv(0x80, [1, 2, 3])
      : Der.sequence(try Der.encoded(own.issuer), try Der.encoded(own.serialNumber.bytes))
    let signerInfo = Der.sequence(
      Der.integer(bySubjectKey ? 3 : 1), sid, Der.sequence(try Der.oid(digest), Der.null), Der.tlv(0xA0, signed),
      signatureAlgorithm ?? signer.algorithm, Der.octets(signature))
    let certificates = [[UInt8]](repeating: ownDER, count: certificateCount).flatMap { $0 }
    return Der.sequence(
      try Der.oid(Oid.signedData),
      Der.tlv(
        0xA0,
        Der.sequence(
          Der.integer(3), Der.set(Der.sequence(try Der.oid(listedDigest ?? digest), Der.null)),
          Der.sequence(try Der.oid(contentType), Der.tlv(0xA0, Der.octets(info))),
          certificates.isEmpty ? [] : Der.tlv(0xA0, certificates),
          Der.tlv(0x31, [[UInt8]](repeating: signerInfo, count: signers).flatMap { $0 }))))
  }

  private func attributes(_ info: [UInt8], _ own: [UInt8], _ root: [UInt8], _ serial: Certificate.SerialNumber) throws
    -> [UInt8]
  {
    let named = naming == .otherCertificate ? root : own
    let kind = try DigestKind(Algorithm(DER.parse(Der.sequence(Der.oid(digest)))))
    var all: [(ASN1ObjectIdentifier, [UInt8])] = [
      (Oid.contentType, try Der.oid(signedType)), (Oid.messageDigest, Der.octets(signedDigest ?? kind.hash(info))),
    ]
    let first = Der.sequence(Der.sequence(Der.sequence(Der.octets(Array(Insecure.SHA1.hash(data: named))))))
    let second = Der.sequence(
      Der.sequence(Der.sequence(Der.octets(Array(SHA256.hash(data: named))), try issued(serial))))
    switch naming {
    case .version1: all.append((Oid.signingCertificate, first))
    case .version2, .otherCertificate: all.append((Oid.signingCertificateV2, second))
    case .both: all += [(Oid.signingCertificate, first), (Oid.signingCertificateV2, second)]
    case .none: break
    }
    all += all.filter { $0.0 == repeated }
    return try all.filter { $0.0 != omitted }
      .flatMap { Der.sequence(try Der.oid($0.0), Der.set($0.1, $0.0 == doubled ? $0.1 : [])) }
  }

  /// IssuerSerial (RFC 5035, section 5).
  private func issued(_ serial: Certificate.SerialNumber) throws -> [UInt8] {
    guard let namedIssuer else { return [] }
    let name = try DistinguishedName { CommonName(namedIssuer) }
    return Der.sequence(
      Der.sequence(try Der.encoded(GeneralName.directoryName(name))), try Der.encoded(serial.bytes))
  }
}
