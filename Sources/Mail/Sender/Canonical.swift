import Crypto

/// How header and body are levelled before they are hashed (RFC 6376, section 3.4): byte for byte, or with blanks
/// levelled as mail servers do.
enum Canonical: Hashable {
  case simple, relaxed

  /// `header/body`; what is not named is simple.
  static func pair(_ text: String?) -> (header: Canonical, body: Canonical)? {
    let names = (text ?? "simple").split(separator: "/", omittingEmptySubsequences: false)
    guard names.count <= 2, let header = Canonical(names[0]) else { return nil }
    if names.count == 1 { return (header, .simple) }
    return Canonical(names[1]).map { (header, $0) }
  }

  private init?(_ name: Substring) {
    switch name.lowercased() {
    case "simple": self = .simple
    case "relaxed": self = .relaxed
    case _: return nil
    }
  }

  /// Appends one field, without a line ending.
  func append(_ field: ArraySlice<UInt8>, to text: inout [UInt8]) {
    switch self {
    case .simple: text += field
    case .relaxed:
      let colon = field.firstIndex(of: 0x3a) ?? field.endIndex
      text += field[..<colon].trimmingBlanksAtEnd.map { (0x41...0x5a).contains($0) ? $0 + 0x20 : $0 }
      text.append(0x3a)
      var gap = false
      for byte in field[min(colon + 1, field.endIndex)...].trimmingBlanks {
        if isBlank(byte) {
          gap = true
          continue
        }
        if gap { text.append(0x20) }
        gap = false
        text.append(byte)
      }
    }
  }

  /// The body as it is hashed: no empty lines at its end, and a line ending at the end of what is left.
  func body(_ body: ArraySlice<UInt8>) -> [UInt8] {
    var text = self == .simple ? Array(body) : Canonical.levelled(body)
    while text.endsWithLine { text.removeLast(2) }
    if text.isEmpty { return self == .simple ? [0x0d, 0x0a] : [] }
    return text + [0x0d, 0x0a]
  }

  /// Runs of blanks become one space, and none is left at the end of a line.
  private static func levelled(_ body: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(body.count)
    var gap = false
    var at = body.startIndex
    while at < body.endIndex {
      let byte = body[at]
      let isEnd = byte == 0x0d && at + 1 < body.endIndex && body[at + 1] == 0x0a
      if byte == 0x20 || byte == 0x09 {
        gap = true
      } else {
        if gap && !isEnd { text.append(0x20) }
        gap = false
        text.append(byte)
      }
      at += 1
    }
    return text
  }
}

extension [UInt8] {
  fileprivate var endsWithLine: Bool { count >= 2 && self[count - 2] == 0x0d && self[count - 1] == 0x0a }
}
