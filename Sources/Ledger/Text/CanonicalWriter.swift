/// Writes RFC 8785 JSON straight into bytes. The caller gives keys in sorted order.
struct CanonicalWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  init(capacity: Int = 640) { bytes.reserveCapacity(capacity) }

  /// Goes on behind what is written already.
  init(after bytes: [UInt8]) { self.bytes = bytes }

  mutating func object(_ body: (inout CanonicalWriter) -> Void) { enclosed("{", "}", body) }
  mutating func array(_ body: (inout CanonicalWriter) -> Void) { enclosed("[", "]", body) }

  private mutating func enclosed(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout Self) -> Void) {
    comma()
    bytes.append(UInt8(ascii: open))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  /// - Parameter name: An ASCII literal that needs no escape.
  mutating func key(_ name: StaticString) {
    quoted(name)
    colon()
  }

  /// - Parameter text: An ASCII literal that needs no escape.
  mutating func quoted(_ text: StaticString) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  mutating func null() { literal("null") }

  mutating func int(_ value: Int) {
    comma()
    digits(value)
    needsComma = true
  }

  mutating func string(_ value: String) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { append(escaping: $0) }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  mutating func base64(_ hash: LedgerHash) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    hash.withUnsafeBytes { Base64.append($0, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  mutating func time(_ time: LedgerTime) {
    comma()
    time.append(to: &bytes)
    needsComma = true
  }

  /// Bytes that are canonical JSON already.
  mutating func verbatim(_ value: [UInt8]) {
    comma()
    bytes.append(contentsOf: value)
    needsComma = true
  }

  mutating func ranges(_ ranges: IndexRanges) {
    array { writer in
      for span in ranges.spans {
        writer.comma()
        writer.bytes.append(UInt8(ascii: "["))
        writer.digits(span.first)
        writer.bytes.append(UInt8(ascii: ","))
        writer.digits(span.last)
        writer.bytes.append(UInt8(ascii: "]"))
        writer.needsComma = true
      }
    }
  }

  /// After a key that was written as a string.
  mutating func colon() {
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

  private mutating func literal(_ text: StaticString) {
    comma()
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    needsComma = true
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func digits(_ value: Int) {
    if value < 10, value >= 0 { return bytes.append(UInt8(ascii: "0") + UInt8(value)) }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    // 19 digits are the most that 64 bits need; filled from the right.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { out in
      var (rest, start) = (value.magnitude, out.count)
      while rest > 0 {
        start -= 1
        out[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: out[start...]))
    }
  }

  private mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
    var plain = 0
    for place in text.indices where Self.mustEscape(text[place]) {
      bytes.append(contentsOf: text[plain..<place])
      if text[place] < 0x20 {
        bytes += Self.escapes[Int(text[place])]
      } else {
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(text[place])
      }
      plain = place + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain...]))
  }

  private static func mustEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// RFC 8785, section 3.2.2.2: the short forms where JSON has one, else lower-case `\u00xx`.
  static let escapes: [[UInt8]] = (0..<32).map { byte in
    let short: [Int: String] = [8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"]
    let hex = String(byte, radix: 16)
    return Array((short[byte] ?? "\\u00" + (byte < 16 ? "0" : "") + hex).utf8)
  }
}
