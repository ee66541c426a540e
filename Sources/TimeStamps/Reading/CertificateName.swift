import Crypto
import SwiftASN1
import X509

/// How a signature names its certificate (RFC 2634 ESSCertID, RFC 5035 ESSCertIDv2), so that no other certificate
/// with the same key can take its place.
struct CertificateName {
  private enum Hash {
    case sha1
    case digest(DigestKind)
  }

  private let hash: Hash
  private let value: ArraySlice<UInt8>
  private let issued: (names: [GeneralName], serial: ArraySlice<UInt8>)?

  /// The first certificate of a SigningCertificate attribute, which is the signer's.
  /// - Parameter second: Whether it is version 2, which names its hash; version 1 always means SHA-1.
  init(_ attribute: ASN1Node, second: Bool) throws {
    var outer = try Structure.children(attribute).makeIterator()
    var list = try Structure.children(try outer.needed()).makeIterator()
    let first = try list.needed()
    (hash, value, issued) = try DER.sequence(first, identifier: .sequence) { nodes in
      var hash = second ? Hash.digest(.sha256) : .sha1
      if second, let algorithm = nodes.next(if: .sequence) {
        hash = .digest(try DigestKind(try Algorithm(algorithm)))
      }
      let value = try ASN1OctetString(derEncoded: &nodes).bytes
      return (hash, value, try nodes.next(if: .sequence).map(Self.issued))
    }
  }

  private static func issued(_ node: ASN1Node) throws -> (names: [GeneralName], serial: ArraySlice<UInt8>) {
    try DER.sequence(node, identifier: .sequence) { nodes in
      let names = try Structure.children(try nodes.needed()).map { try GeneralName(derEncoded: $0) }
      return (names, try ArraySlice(derEncoded: &nodes))
    }
  }

  func names(_ candidate: KnownCertificate) -> Bool {
    let found: [UInt8] =
      switch hash {
      case .sha1: Array(Insecure.SHA1.hash(data: candidate.der))
      case .digest(let kind): kind.hash(candidate.der)
      }
    guard value.elementsEqual(found) else { return false }
    guard let issued else { return true }
    let certificate = candidate.certificate
    return issued.names.contains(.directoryName(certificate.issuer))
      && certificate.serialNumber.bytes.elementsEqual(issued.serial)
  }
}

/// A certificate with the bytes it was read from.
struct KnownCertificate {
  let der: [UInt8]
  let certificate: Certificate

  /// Nil where it cannot be read.
  init?(_ der: some Sequence<UInt8>) {
    self.der = Array(der)
    guard let certificate = try? Certificate(derEncoded: self.der) else { return nil }
    self.certificate = certificate
  }
}
