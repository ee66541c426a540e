import SwiftASN1

/// A TimeStampReq (RFC 3161, section 2.4.1) over a SHA-256, asking for the signer's certificate.
/// POST ``der`` as `application/timestamp-query`.
public struct TimeStampRequest: Hashable, Sendable {
  public let der: [UInt8]

  /// - Parameters:
  ///   - digest: 32 bytes.
  ///   - nonce: 8 to 20 random bytes. Read as a number from the left, so that leading zeros carry nothing.
  ///   - policy: An object identifier with dots; nil takes the authority's own.
  /// - Throws: `.badDigest`, `.badNonce`, `.badPolicy`.
  public init(digest: [UInt8], nonce: [UInt8], policy: String? = nil) throws(TimeStampFault) {
    try Expectation.check(digest: digest, nonce: nonce)
    let policy = try policy.map(Expectation.identifier)
    var serializer = DER.Serializer()
    der = try Structure.read("the request") {
      try serializer.appendConstructedNode(identifier: .sequence) { request in
        try request.serialize(1)
        try request.appendConstructedNode(identifier: .sequence) { imprint in
          try imprint.appendConstructedNode(identifier: .sequence) { algorithm in
            try algorithm.serialize(Oid.sha256)
            try algorithm.serialize(ASN1Null())
          }
          try imprint.serialize(ASN1OctetString(contentBytes: digest[...]))
        }
        if let policy { try request.serialize(policy) }
        try request.serialize(Structure.number(nonce))
        try request.serialize(true)
      }
      return serializer.serializedBytes
    }
  }
}
