import SwiftASN1

/// A time-stamp token: signed data (RFC 5652) around a TSTInfo. The envelope may be BER; what is signed must be DER.
struct StampToken {
  /// More than any chain needs. Bounds what a hostile reply can make the search for a chain cost.
  static let mostCertificates = 16

  let info: StampInfo
  let infoBytes: [UInt8]
  let certificates: [KnownCertificate]
  let signer: SignerInfo

  init(_ node: ASN1Node) throws {
    let signedData = try DER.sequence(node, identifier: .sequence) { nodes in
      let type = try ASN1ObjectIdentifier(derEncoded: &nodes)
      guard type == Oid.signedData else { throw TimeStampFault.wrongContent("content of type \(type)") }
      let content = try nodes.needed()
      guard content.identifier == Structure.tag(0) else { throw TimeStampFault.unreadable(part: "the token") }
      return try Structure.only(content)
    }
    self = try DER.sequence(signedData, identifier: .sequence) { try StampToken(fields: &$0) }
  }

  private init(fields: inout ASN1NodeCollection.Iterator) throws {
    let version = try Int(derEncoded: &fields)
    // 3 and above where the content is no plain data; nobody wrote 2.
    guard (3...5).contains(version) else {
      throw TimeStampFault.wrongVersion(part: "the signed data", found: version)
    }
    let digests = try Structure.read("the list of digests") { try Self.digests(try fields.needed()) }
    infoBytes = try Self.content(try fields.needed())
    info = try StampInfo(der: infoBytes)
    certificates = try fields.next(if: Structure.tag(0)).map(Self.certificates) ?? []
    // Revocation lists inside the token are not read.
    _ = fields.next(if: Structure.tag(1))
    let signers = try fields.needed()
    guard signers.identifier == .set else { throw TimeStampFault.unreadable(part: "the signers") }
    let all = Array(try Structure.children(signers))
    guard let only = all.first, all.count == 1 else { throw TimeStampFault.signers(all.count) }
    signer = try Structure.read("the signer") { try SignerInfo(only) }
    // Others that read the token from front to end depend on the list.
    guard digests.contains(signer.digest) else { throw TimeStampFault.unreadable(part: "the list of digests") }
  }

  private static func digests(_ node: ASN1Node) throws -> [DigestKind] {
    guard node.identifier == .set else { throw TimeStampFault.unreadable(part: "the list of digests") }
    return try Structure.children(node).map { try DigestKind(try Algorithm($0)) }
  }

  private static func content(_ node: ASN1Node) throws -> [UInt8] {
    try DER.sequence(node, identifier: .sequence) { nodes in
      let type = try ASN1ObjectIdentifier(derEncoded: &nodes)
      guard type == Oid.stampInfo else { throw TimeStampFault.wrongContent("content of type \(type)") }
      guard let content = nodes.next(if: Structure.tag(0)) else { throw TimeStampFault.unreadable(part: "the stamp") }
      return Array(try ASN1OctetString(berEncoded: Structure.only(content)).bytes)
    }
  }

  private static func certificates(_ node: ASN1Node) throws -> [KnownCertificate] {
    let nodes = Array(try Structure.children(node))
    guard nodes.count <= mostCertificates else { throw TimeStampFault.tooManyCertificates(nodes.count) }
    // Other kinds of certificate may be there too, and one that cannot be read may not be needed.
    return nodes.compactMap { KnownCertificate($0.encodedBytes) }
  }
}
