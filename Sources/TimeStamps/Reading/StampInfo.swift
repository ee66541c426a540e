import SwiftASN1
import X509

/// TSTInfo (RFC 3161, section 2.4.2): what the authority signed.
struct StampInfo {
  let policy: ASN1ObjectIdentifier
  let imprintAlgorithm: ASN1ObjectIdentifier
  let imprint: [UInt8]
  /// Big-endian without leading zeros.
  let serial: [UInt8]
  let moment: StampMoment
  /// Microseconds to either side; nil where the authority does not say.
  let accuracy: Int64?
  /// Big-endian without leading zeros; nil where there is none.
  let nonce: ArraySlice<UInt8>?

  init(der: [UInt8]) throws(TimeStampFault) {
    self = try Structure.read("the stamp itself (TSTInfo)") {
      try DER.sequence(DER.parse(der), identifier: .sequence) { try StampInfo(fields: &$0) }
    }
  }

  private init(fields: inout ASN1NodeCollection.Iterator) throws {
    let version = try Int(derEncoded: &fields)
    guard version == 1 else { throw TimeStampFault.wrongVersion(part: "the stamp", found: version) }
    policy = try ASN1ObjectIdentifier(derEncoded: &fields)
    (imprintAlgorithm, imprint) = try DER.sequence(try fields.needed(), identifier: .sequence) { nodes in
      (try Algorithm(try nodes.needed()).identifier, Array(try ASN1OctetString(derEncoded: &nodes).bytes))
    }
    serial = Array(try ArraySlice<UInt8>(derEncoded: &fields))
    let time = try fields.needed()
    guard time.identifier == .generalizedTime, let moment = StampMoment(try Structure.content(time)) else {
      throw TimeStampFault.unreadable(part: "the time of the stamp (genTime)")
    }
    self.moment = moment
    accuracy = try fields.next(if: .sequence).map(Self.accuracy)
    // Whether stamps are ordered says nothing about this one.
    if let ordering = fields.next(if: .boolean) { _ = try Bool(derEncoded: ordering) }
    nonce = try fields.next(if: .integer).map { try ArraySlice<UInt8>(derEncoded: $0) }
    // The name of the authority is a hint; the certificate that the signature names is what counts.
    if let name = fields.next(if: Structure.tag(0)) { _ = try GeneralName(derEncoded: Structure.only(name)) }
    if let extensions = fields.next(if: Structure.tag(1)) { try Self.refuseCritical(extensions) }
  }

  private static func accuracy(_ node: ASN1Node) throws -> Int64 {
    try DER.sequence(node, identifier: .sequence) { nodes in
      let seconds = try nodes.next(if: .integer).map { try Int32(derEncoded: $0) } ?? 0
      let parts = try [UInt(0), 1].map { number -> Int64 in
        guard let node = nodes.next(if: Structure.tag(number)) else { return 0 }
        return Int64(try Int32(derEncoded: node, withIdentifier: Structure.tag(number)))
      }
      guard seconds >= 0, parts.allSatisfy({ (0...999).contains($0) }) else {
        throw TimeStampFault.unreadable(part: "the accuracy of the stamp")
      }
      return Int64(seconds) * 1_000_000 + parts[0] * 1000 + parts[1]
    }
  }

  private static func refuseCritical(_ extensions: ASN1Node) throws {
    for node in try Structure.children(extensions) {
      let found = try Certificate.Extension(derEncoded: node)
      if found.critical { throw TimeStampFault.criticalExtension(found.oid.description) }
    }
  }
}
