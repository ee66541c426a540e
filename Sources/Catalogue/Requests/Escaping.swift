/// Writing one value into a JSON string, a URL or a form.
enum JSONEscape {
  private static let hex = Array("0123456789abcdef".utf8)

  static func append(_ value: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    for byte in value {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case 0x00..<0x20, 0x7F:
        bytes += Array("\\u00".utf8)
        bytes.append(hex[Int(byte >> 4)])
        bytes.append(hex[Int(byte & 15)])
      case _: bytes.append(byte)
      }
    }
  }

  static func string(_ value: some Sequence<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    append(value, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
    return bytes
  }
}

enum PercentEscape {
  private static let hex = Array("0123456789ABCDEF".utf8)

  /// RFC 3986: everything but the unreserved characters, so that a value cannot end its segment or parameter.
  static func append(_ value: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    for byte in value {
      if isUnreserved(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(hex[Int(byte >> 4)])
        bytes.append(hex[Int(byte & 15)])
      }
    }
  }

  static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    case _: false
    }
  }
}

/// The rules that every value from outside must pass before it may stand in a request.
enum Hygiene {
  /// - Returns: What is wrong, or `nil`.
  static func fault(of value: [UInt8]) -> RenderFailure.Kind? {
    guard !value.isEmpty else { return .empty }
    var ascii = true
    var onlyMarks = true
    for byte in value {
      if byte < 0x20 || byte == 0x7F { return .controlCharacter }
      if byte >= 0x80 { ascii = false }
      if isWord(byte) { onlyMarks = false }
    }
    if ascii { return onlyMarks || value.elementsEqual("_all".utf8) ? .wildcard : nil }
    guard let text = String(validating: value, as: UTF8.self) else { return .notUTF8 }
    return fault(of: text)
  }

  /// Whether some reader of plain text begins a new line in it: U+2028 and U+2029.
  static func endsLine(_ value: [UInt8]) -> Bool {
    value.firstRange(of: [0xE2, 0x80, 0xA8]) != nil || value.firstRange(of: [0xE2, 0x80, 0xA9]) != nil
  }

  /// A value without a letter or digit names nobody: `*`, `%`, `..` and their like mean "all" somewhere, or walk up a path.
  private static func isWord(_ byte: UInt8) -> Bool {
    byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte.asciiLowered)
  }

  /// Blanks, marks and signs that no eye sees are no better in other scripts.
  private static func fault(of text: String) -> RenderFailure.Kind? {
    var isNamed = false
    for scalar in text.unicodeScalars {
      // A byte order mark is dropped by some readers: with it the value would be another's.
      if (0x80..<0xA0).contains(scalar.value) || scalar.value == 0xFEFF { return .controlCharacter }
      let properties = scalar.properties
      if !isNamed, !properties.isWhitespace, !properties.isDefaultIgnorableCodePoint, !properties.isPatternSyntax,
        scalar.value >= 0x80 || isWord(UInt8(scalar.value))
      {
        isNamed = true
      }
    }
    return isNamed ? nil : .wildcard
  }
}
