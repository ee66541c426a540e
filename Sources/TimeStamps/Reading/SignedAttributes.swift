import SwiftASN1

/// The attributes that the signature covers (RFC 5652, section 5.3).
struct SignedAttributes {
  /// What was signed: the attributes under the tag of a SET instead of the one they travel with.
  let encoded: [UInt8]
  private let values: [ASN1ObjectIdentifier: [ASN1Node]]

  /// Takes them as they came, which must be DER. Writing them anew would let a different encoding pass for the same.
  init(_ node: ASN1Node) throws {
    guard node.encodedBytes.first == 0xA0 else {
      throw TimeStampFault.unreadable(part: "the signed attributes")
    }
    encoded = [0x31] + node.encodedBytes.dropFirst()
    var values: [ASN1ObjectIdentifier: [ASN1Node]] = [:]
    for attribute in try Structure.children(try DER.parse(encoded)) {
      let (name, found) = try DER.sequence(attribute, identifier: .sequence) { nodes in
        (
          try ASN1ObjectIdentifier(derEncoded: &nodes),
          try DER.set(try nodes.needed(), identifier: .set) { values in
            var all: [ASN1Node] = []
            while let value = values.next() { all.append(value) }
            return all
          }
        )
      }
      guard values.updateValue(found, forKey: name) == nil else {
        throw TimeStampFault.repeatedAttribute(name.description)
      }
    }
    self.values = values
  }

  /// The one value of an attribute; nil where it is not there.
  func value(_ name: ASN1ObjectIdentifier, called words: String) throws -> ASN1Node? {
    guard let all = values[name] else { return nil }
    guard let value = all.first, all.count == 1 else { throw TimeStampFault.repeatedAttribute(words) }
    return value
  }

  func needed(_ name: ASN1ObjectIdentifier, called words: String) throws -> ASN1Node {
    guard let value = try value(name, called: words) else { throw TimeStampFault.missingAttribute(words) }
    return value
  }
}
