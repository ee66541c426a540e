import SwiftASN1

/// A time-stamp query whose nonce or imprint can be spoilt, to get a well-signed reply to another question.
struct StampQuery {
  let der: [UInt8]
  private let imprint: Int
  private let nonce: Int?

  /// Nil where it is not a TimeStampReq.
  init?(_ der: [UInt8]) {
    guard let places = try? Self.places(in: der) else { return nil }
    self.der = der
    (imprint, nonce) = places
  }

  var withOtherImprint: [UInt8] { spoilt(at: imprint) }

  /// Unchanged where there is no nonce.
  var withOtherNonce: [UInt8] { nonce.map(spoilt) ?? der }

  private func spoilt(at place: Int) -> [UInt8] {
    var other = der
    other[place] ^= 1
    return other
  }

  /// The last byte of the digest, and that of the nonce. Slices keep the positions of the whole.
  private static func places(in der: [UInt8]) throws -> (Int, Int?) {
    try DER.sequence(DER.parse(der), identifier: .sequence) { nodes in
      _ = try Int(derEncoded: &nodes)
      var digest: ArraySlice<UInt8> = []
      var nonce: Int?
      if let imprint = nodes.next() {
        digest = try DER.sequence(imprint, identifier: .sequence) { parts in
          _ = parts.next()
          return try ASN1OctetString(derEncoded: &parts).bytes
        }
      }
      while let node = nodes.next() {
        if node.identifier == .integer { nonce = node.encodedBytes.endIndex - 1 }
      }
      guard !digest.isEmpty else { throw ASN1Error.invalidASN1Object(reason: "there is no digest") }
      return (digest.endIndex - 1, nonce)
    }
  }
}
