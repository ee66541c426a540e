import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import X509

/// The OpenDSR partner's key and certificates, made anew at each start and known to nobody else.
struct ProcessorIdentity: Sendable {
  static let domain = "opendsr.drill.example"

  /// The root that issued the leaf; trust it for the rehearsal only.
  let rootPEM: String
  /// Leaf, then root.
  let chainPEM: String
  private let key: _RSA.Signing.PrivateKey

  /// - Parameter now: both certificates hold from an hour before, for 397 days.
  init(now: Date) throws(DrillError) {
    do {
      key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
      let rootKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
      let rootName = try DistinguishedName { CommonName("expunge drill root") }
      let root = try Self.certificate(
        for: rootKey.publicKey, named: rootName, issuer: rootName, signedBy: rootKey, now: now,
        extensions: Certificate.Extensions {
          Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
          Critical(KeyUsage(keyCertSign: true, cRLSign: true))
        })
      let leaf = try Self.certificate(
        for: Certificate.PrivateKey(key).publicKey, named: try DistinguishedName { CommonName(Self.domain) },
        issuer: rootName, signedBy: rootKey, now: now,
        extensions: Certificate.Extensions {
          Critical(BasicConstraints.notCertificateAuthority)
          Critical(KeyUsage(digitalSignature: true))
          try ExtendedKeyUsage([.serverAuth, .clientAuth])
          SubjectAlternativeNames([.dnsName(Self.domain)])
        })
      rootPEM = try root.serializeAsPEM().pemString + "\n"
      chainPEM = try leaf.serializeAsPEM().pemString + "\n" + rootPEM
    } catch {
      throw .cannotSign(reason: "\(error)")
    }
  }

  private static func certificate(
    for publicKey: Certificate.PublicKey, named subject: DistinguishedName, issuer: DistinguishedName,
    signedBy issuerKey: Certificate.PrivateKey, now: Date, extensions: Certificate.Extensions
  ) throws -> Certificate {
    try Certificate(
      version: .v3, serialNumber: .init(), publicKey: publicKey, notValidBefore: now - 3600,
      notValidAfter: now + 397 * 86_400, issuer: issuer, subject: subject, extensions: extensions,
      issuerPrivateKey: issuerKey)
  }

  /// Adds the two OpenDSR headers where the answer wants them.
  func seal(_ answer: inout DrillAnswer) {
    let signed: [UInt8]
    switch answer.signature {
    case .none: return
    case .genuine: signed = answer.body
    case .wrong: signed = answer.body + [UInt8(ascii: " ")]
    }
    guard let signature = try? key.signature(for: SHA256.hash(data: signed), padding: .insecurePKCS1v1_5) else {
      answer = DrillAnswer(status: 500)
      return
    }
    answer.headers["X-OpenDSR-Processor-Domain"] = Self.domain
    answer.headers["X-OpenDSR-Signature"] = signature.rawRepresentation.base64EncodedString()
  }
}
