import SwiftASN1
import X509

/// SignerInfo (RFC 5652, section 5.3): who signed, what, and how.
struct SignerInfo {
  enum Signer {
    case issued(by: DistinguishedName, serial: ArraySlice<UInt8>)
    case key(ArraySlice<UInt8>)
  }

  let signer: Signer
  let digest: DigestKind
  let attributes: SignedAttributes
  let scheme: SignatureScheme
  let signature: [UInt8]

  init(_ node: ASN1Node) throws {
    self = try DER.sequence(node, identifier: .sequence) { try SignerInfo(fields: &$0) }
  }

  private init(fields: inout ASN1NodeCollection.Iterator) throws {
    let version = try Int(derEncoded: &fields)
    guard version == 1 || version == 3 else { throw TimeStampFault.wrongVersion(part: "the signer", found: version) }
    signer = try Self.signer(try fields.needed())
    digest = try DigestKind(try Algorithm(try fields.needed()))
    guard let signed = fields.next(if: Structure.tag(0)) else {
      throw TimeStampFault.missingAttribute("contentType")
    }
    attributes = try SignedAttributes(signed)
    scheme = try SignatureScheme(try Algorithm(try fields.needed()), digest: digest)
    signature = Array(try ASN1OctetString(berEncoded: try fields.needed()).bytes)
    // Unsigned attributes prove nothing and are not read.
    _ = fields.next(if: Structure.tag(1))
  }

  private static func signer(_ node: ASN1Node) throws -> Signer {
    if node.identifier == Structure.tag(0) {
      return .key(try ASN1OctetString(derEncoded: node, withIdentifier: Structure.tag(0)).bytes)
    }
    return try DER.sequence(node, identifier: .sequence) { nodes in
      .issued(by: try DistinguishedName(derEncoded: try nodes.needed()), serial: try ArraySlice(derEncoded: &nodes))
    }
  }

  /// Whether this certificate is the one meant.
  func names(_ certificate: Certificate) -> Bool {
    switch signer {
    case .issued(let issuer, let serial):
      certificate.issuer == issuer && certificate.serialNumber.bytes.elementsEqual(serial)
    case .key(let identifier):
      (try? certificate.extensions.subjectKeyIdentifier)?.keyIdentifier.elementsEqual(identifier) ?? false
    }
  }
}
