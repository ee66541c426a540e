/// A strict reader (RFC 8259) for bytes that a partner sent: duplicate names, lone surrogates, bad UTF-8, trailing text,
/// too deep and too large documents are refused. A document that two programs could read differently proves nothing.
struct JSONReader {
  static let byteLimit = 32 << 20
  static let depthLimit = 64

  /// No words: the text at fault may hold an identifier.
  struct Unreadable: Error {}

  private let bytes: [UInt8]
  private var at = 0

  /// - Throws: `Unreadable`.
  static func read(_ bytes: [UInt8]) throws(Unreadable) -> JSONValue {
    guard bytes.count <= byteLimit else { throw Unreadable() }
    guard bytes.allSatisfy({ $0 < 0x80 }) || String(validating: bytes, as: UTF8.self) != nil else { throw Unreadable() }
    var reader = JSONReader(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.at = 3 }
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.at == bytes.count else { throw Unreadable() }
    return value
  }

  static func isNumber(_ text: [UInt8]) -> Bool {
    guard let first = text.first, first == UInt8(ascii: "-") || first.isDigit else { return false }
    var reader = JSONReader(bytes: text)
    return (try? reader.number()) != nil && reader.at == text.count
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) throws(Unreadable) -> JSONValue {
    guard depth <= JSONReader.depthLimit else { throw Unreadable() }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(let byte) where byte == UInt8(ascii: "-") || byte.isDigit: return .number(try number())
    case _: throw Unreadable()
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Unreadable) -> JSONValue {
    for offset in 0..<word.utf8CodeUnitCount {
      guard take(word.utf8Start[offset]) else { throw Unreadable() }
    }
    return value
  }

  private mutating func object(depth: Int) throws(Unreadable) -> JSONValue {
    at += 1
    var members: [JSONValue.Member] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw Unreadable() }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw Unreadable() }
      members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")), JSONReader.namesDiffer(members) else { throw Unreadable() }
    return .object(members)
  }

  private static func namesDiffer(_ members: [JSONValue.Member]) -> Bool {
    guard members.count <= 8 else { return Set(members.map(\.name)).count == members.count }
    for (index, member) in members.enumerated() {
      for other in members[..<index] where other.name == member.name { return false }
    }
    return true
  }

  private mutating func array(depth: Int) throws(Unreadable) -> JSONValue {
    at += 1
    var values: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array([]) }
    repeat {
      values.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw Unreadable() }
    return .array(values)
  }

  private mutating func string() throws(Unreadable) -> [UInt8] {
    at += 1
    let start = at
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { at += 1 }
    var text = Array(bytes[start..<at])
    while let byte = next {
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return text
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0x00..<0x20: throw Unreadable()
      case _: text.append(byte)
      }
    }
    throw Unreadable()
  }

  private mutating func escape(into text: inout [UInt8]) throws(Unreadable) {
    guard let byte = next else { throw Unreadable() }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hex4()
      if (0xD800...0xDBFF).contains(code) {
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw Unreadable() }
        let low = try hex4()
        guard (0xDC00...0xDFFF).contains(low) else { throw Unreadable() }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw Unreadable() }
      text += Array(String(Character(scalar)).utf8)
    case _: throw Unreadable()
    }
  }

  private mutating func hex4() throws(Unreadable) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw Unreadable() }
      code = code << 4 | UInt32(digit)
      at += 1
    }
    return code
  }

  private mutating func number() throws(Unreadable) -> [UInt8] {
    let start = at
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return Array(bytes[start..<at])
  }

  private mutating func digits() throws(Unreadable) {
    let start = at
    while let byte = next, byte.isDigit { at += 1 }
    guard at > start else { throw Unreadable() }
  }
}
