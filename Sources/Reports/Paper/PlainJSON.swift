/// A JSON text that no terminal obeys. JSON lets DEL, C1 controls and characters that turn the reading direction stand
/// raw in a string; written as `\u` escapes they mean the same and do nothing.
enum PlainJSON {
  static func line(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard bytes.contains(where: { $0 >= 0x7F }) else { return bytes }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.unicodeScalars.contains(where: isSteering) else { return bytes }
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count + 16)
    for scalar in text.unicodeScalars {
      guard isSteering(scalar) else {
        plain.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        continue
      }
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
        let digits = String(unit, radix: 16)
        plain.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
      }
    }
    return plain[...]
  }

  /// C0 controls cannot be in a JSON string; outside of one they are white space.
  private static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x7F else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    case _: return false
    }
  }
}
