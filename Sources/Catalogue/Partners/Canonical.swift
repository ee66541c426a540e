import Yams

/// One fixed way to write a YAML tree: JSON with all scalars as texts, keys in the order of the file.
///
/// The order is kept because the order of a request's members is part of what is sent.
enum Canonical {
  static func bytes(of node: Node) -> [UInt8] {
    var bytes: [UInt8] = []
    write(node, into: &bytes)
    return bytes
  }

  private static func write(_ node: Node, into bytes: inout [UInt8]) {
    switch node {
    case .scalar(let scalar): bytes += JSONEscape.string(scalar.string.utf8)
    case .alias: bytes += JSONEscape.string([])
    case .sequence(let sequence):
      bytes.append(UInt8(ascii: "["))
      for (place, element) in sequence.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        write(element, into: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .mapping(let mapping):
      bytes.append(UInt8(ascii: "{"))
      for (place, pair) in mapping.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        write(pair.key, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        write(pair.value, into: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
