import Crypto
import Foundation
import SwiftASN1
import X509

/// A time stamp with everything proved but one thing: that its signer leads to a root somebody trusts.
struct StampProof {
  let stamp: TimeStamp
  let signer: Certificate
  /// What came with the token; may be of use for the way to a root.
  let others: [Certificate]

  /// - Parameter known: Certificates besides those in the token among which the signer may be.
  init(
    _ reply: TimeStampReply, _ expected: Expectation, known: [KnownCertificate]
  ) throws(TimeStampFault) {
    let token = try reply.granted()
    try expected.holds(for: token.info)
    let signer = try Structure.read("the signature") { try Self.signer(of: token, known) }
    try Self.mayStamp(signer.certificate, at: token.info.moment.seconds)
    self.signer = signer.certificate
    others = token.certificates.map(\.certificate)
    stamp = TimeStamp(token.info, signer: signer)
  }

  /// The certificate whose key signed the token, once the signature and all that it covers hold.
  private static func signer(of token: StampToken, _ known: [KnownCertificate]) throws -> KnownCertificate {
    let info = token.signer
    let attributes = info.attributes
    let type = try ASN1ObjectIdentifier(derEncoded: attributes.needed(Oid.contentType, called: "contentType"))
    guard type == Oid.stampInfo else { throw TimeStampFault.wrongContent("content of type \(type)") }
    let digest = try ASN1OctetString(derEncoded: attributes.needed(Oid.messageDigest, called: "messageDigest")).bytes
    guard digest.elementsEqual(info.digest.hash(token.infoBytes)) else { throw TimeStampFault.contentChanged }
    let names = try certificateNames(attributes)
    let candidates = (token.certificates + known).filter { info.names($0.certificate) }
    guard !candidates.isEmpty else { throw TimeStampFault.signerMissing }
    guard let signer = candidates.first(where: { candidate in names.allSatisfy { $0.names(candidate) } }) else {
      throw TimeStampFault.signerMismatch
    }
    guard info.scheme.isValid(info.signature, of: attributes.encoded, by: signer.certificate.publicKey) else {
      throw TimeStampFault.badSignature
    }
    return signer
  }

  /// At least one of the two versions; both must hold where both are there.
  private static func certificateNames(_ attributes: SignedAttributes) throws -> [CertificateName] {
    let words = "signingCertificate"
    let first = try attributes.value(Oid.signingCertificate, called: words)
    let second = try attributes.value(Oid.signingCertificateV2, called: words)
    let names = [
      try first.map { try CertificateName($0, second: false) },
      try second.map { try CertificateName($0, second: true) },
    ].compactMap { $0 }
    guard !names.isEmpty else { throw TimeStampFault.missingAttribute(words) }
    return names
  }

  /// RFC 3161, section 2.3: extended key usage is there, critical, and for nothing but time stamps.
  private static func mayStamp(_ certificate: Certificate, at time: Int64) throws(TimeStampFault) {
    let name = String(describing: certificate.subject)
    guard let found = certificate.extensions[oid: Oid.extendedKeyUsage] else {
      throw .notATimeStamper(signer: name, reason: "its certificate names no extended key usage")
    }
    guard found.critical else {
      throw .notATimeStamper(signer: name, reason: "the extended key usage of its certificate is not critical")
    }
    guard let usages = try? ExtendedKeyUsage(found), Array(usages) == [.timeStamping] else {
      throw .notATimeStamper(signer: name, reason: "its certificate is for other uses, or for others too")
    }
    if certificate.extensions[oid: Oid.keyUsage] != nil {
      guard let usage = try? certificate.extensions.keyUsage, usage.digitalSignature || usage.nonRepudiation else {
        throw .notATimeStamper(signer: name, reason: "the key usage of its certificate allows no signatures")
      }
    }
    let moment = Date(timeIntervalSince1970: Double(time))
    guard certificate.notValidBefore <= moment, moment <= certificate.notValidAfter else {
      throw .signerNotValid(signer: name, time: time)
    }
  }
}
