import SwiftASN1

/// Reading ASN.1 with one fault for whatever is wrong with it.
enum Structure {
  /// Runs `work`; a complaint of the parser becomes `.unreadable` and names `part`.
  static func read<Value>(_ part: String, _ work: () throws -> Value) throws(TimeStampFault) -> Value {
    do { return try work() } catch let fault as TimeStampFault {
      throw fault
    } catch { throw .unreadable(part: part) }
  }

  /// A number as the parser gives it: big-endian, never negative, without leading zeros.
  static func number(_ bytes: [UInt8]) -> ArraySlice<UInt8> { bytes.drop { $0 == 0 } }

  static func tag(_ number: UInt) -> ASN1Identifier {
    ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific)
  }

  /// The octets of a primitive node.
  static func content(_ node: ASN1Node) throws -> ArraySlice<UInt8> {
    switch node.content {
    case .primitive(let bytes): return bytes
    case .constructed: throw TimeStampFault.unreadable(part: "a value that must be plain")
    }
  }

  /// The nodes inside a constructed node.
  static func children(_ node: ASN1Node) throws -> ASN1NodeCollection {
    switch node.content {
    case .constructed(let nodes): return nodes
    case .primitive: throw TimeStampFault.unreadable(part: "a value that must have parts")
    }
  }

  /// The one node inside an explicit tag.
  static func only(_ node: ASN1Node) throws -> ASN1Node {
    var nodes = try children(node).makeIterator()
    let first = try nodes.needed()
    guard nodes.next() == nil else { throw TimeStampFault.unreadable(part: "a tag around one value") }
    return first
  }
}

extension ASN1NodeCollection.Iterator {
  mutating func needed() throws -> ASN1Node {
    guard let node = next() else { throw TimeStampFault.unreadable(part: "a sequence") }
    return node
  }

  /// The next node if it has that tag; otherwise it stays where it is.
  mutating func next(if identifier: ASN1Identifier) -> ASN1Node? {
    var ahead = self
    guard let node = ahead.next(), node.identifier == identifier else { return nil }
    self = ahead
    return node
  }
}

/// AlgorithmIdentifier (RFC 5280, section 4.1.1.2).
struct Algorithm {
  let identifier: ASN1ObjectIdentifier
  let parameters: ASN1Node?

  init(_ node: ASN1Node) throws {
    (identifier, parameters) = try DER.sequence(node, identifier: .sequence) { nodes in
      (try ASN1ObjectIdentifier(derEncoded: try nodes.needed()), nodes.next())
    }
  }

  /// Whether its parameters say nothing: absent or NULL, both of which are in use.
  var isPlain: Bool {
    guard let parameters else { return true }
    return parameters.encodedBytes.elementsEqual([5, 0])
  }
}
