import SwiftASN1

/// What a time stamp must say to be the one that was asked for.
struct Expectation {
  var digest: [UInt8]
  var nonce: [UInt8]?
  /// Any of these; empty allows every policy.
  var policies: [String]

  init(digest: [UInt8], nonce: [UInt8]?, policies: [String]) throws(TimeStampFault) {
    try Expectation.check(digest: digest, nonce: nonce)
    self.digest = digest
    self.nonce = nonce
    self.policies = policies
  }

  static func check(digest: [UInt8], nonce: [UInt8]?) throws(TimeStampFault) {
    guard digest.count == 32 else { throw .badDigest(bytes: digest.count) }
    guard let nonce else { return }
    guard (8...20).contains(nonce.count), nonce.contains(where: { $0 != 0 }) else {
      throw .badNonce(bytes: nonce.count)
    }
  }

  static func identifier(_ text: String) throws(TimeStampFault) -> ASN1ObjectIdentifier {
    // The parser takes signs and what is too short to be one.
    let plain = text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard plain, text.utf8.count <= 128, let identifier = try? ASN1ObjectIdentifier(dotRepresentation: text),
      identifier.description == text
    else { throw .badPolicy(text) }
    return identifier
  }

  func holds(for info: StampInfo) throws(TimeStampFault) {
    guard info.imprintAlgorithm == Oid.sha256 else {
      throw .wrongImprintAlgorithm(info.imprintAlgorithm.description)
    }
    guard info.imprint == digest else { throw .wrongImprint }
    if let nonce {
      guard let found = info.nonce else { throw .missingNonce }
      guard found == Structure.number(nonce) else { throw .wrongNonce }
    }
    guard policies.isEmpty || policies.contains(info.policy.description) else {
      throw .wrongPolicy(found: info.policy.description, wanted: policies)
    }
  }
}
