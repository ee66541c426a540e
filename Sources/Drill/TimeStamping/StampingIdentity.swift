import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import X509

/// Keys and certificates of a simulated time-stamping authority: root, issuing authority, time stamper, and a second
/// time stamper whose certificate has expired. Made anew each time and known to nobody else.
struct StampingIdentity {
  let rootPEM: String
  let issuingPEM: String
  let stamper: (certificatePEM: String, keyPEM: String)
  let expired: (certificatePEM: String, keyPEM: String)

  private struct Issuer {
    let name: DistinguishedName
    let key: Certificate.PrivateKey
  }

  /// - Parameter now: the expired certificate ended a day before.
  init(key kind: LoopbackAuthority.Key, now: Date) throws(DrillError) {
    do {
      let day = 86_400.0
      let lasting = (now - 500 * day)...(now + 3650 * day)
      let root = Issuer(
        name: try DistinguishedName { CommonName("expunge drill time root") },
        key: Certificate.PrivateKey(P256.Signing.PrivateKey()))
      let issuing = Issuer(
        name: try DistinguishedName { CommonName("expunge drill time issuer") },
        key: Certificate.PrivateKey(P256.Signing.PrivateKey()))
      rootPEM = try Self.issuerPEM(root, by: root, lasting)
      issuingPEM = try Self.issuerPEM(issuing, by: root, lasting)
      stamper = try Self.stamper(kind, by: issuing, (now - day)...(now + 397 * day))
      expired = try Self.stamper(kind, by: issuing, (now - 398 * day)...(now - day))
    } catch { throw .cannotSign(reason: "\(error)") }
  }

  private static func issuerPEM(_ subject: Issuer, by issuer: Issuer, _ span: ClosedRange<Date>) throws -> String {
    try certificatePEM(
      subject.key.publicKey, subject.name, by: issuer, span,
      Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
      })
  }

  private static func stamper(
    _ kind: LoopbackAuthority.Key, by issuer: Issuer, _ span: ClosedRange<Date>
  ) throws -> (certificatePEM: String, keyPEM: String) {
    let (key, keyPEM): (Certificate.PrivateKey, String)
    switch kind {
    case .p256:
      let own = P256.Signing.PrivateKey()
      (key, keyPEM) = (Certificate.PrivateKey(own), own.pemRepresentation)
    case .rsa2048:
      let own = try _RSA.Signing.PrivateKey(keySize: .bits2048)
      (key, keyPEM) = (Certificate.PrivateKey(own), own.pemRepresentation)
    }
    let certificate = try certificatePEM(
      key.publicKey, try DistinguishedName { CommonName("expunge drill time stamper") }, by: issuer, span,
      Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        Critical(try ExtendedKeyUsage([.timeStamping]))
      })
    return (certificate, keyPEM + "\n")
  }

  private static func certificatePEM(
    _ key: Certificate.PublicKey, _ name: DistinguishedName, by issuer: Issuer, _ span: ClosedRange<Date>,
    _ extensions: Certificate.Extensions
  ) throws -> String {
    let certificate = try Certificate(
      version: .v3, serialNumber: .init(), publicKey: key, notValidBefore: span.lowerBound,
      notValidAfter: span.upperBound, issuer: issuer.name, subject: name, extensions: extensions,
      issuerPrivateKey: issuer.key)
    return try certificate.serializeAsPEM().pemString + "\n"
  }
}
