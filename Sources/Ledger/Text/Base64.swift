/// Standard base64 (RFC 4648, section 4) with padding. Decoding accepts the canonical form only: a value has one spelling.
public enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values = {
    var table = [UInt8](repeating: 0xFF, count: 256)
    for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
    return FixedTable(table)
  }()

  public static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    append(bytes, to: &text)
    return text
  }

  static func append(_ bytes: some Collection<UInt8>, to text: inout [UInt8]) {
    if bytes.withContiguousStorageIfAvailable({ append(UnsafeRawBufferPointer($0), to: &text) }) != nil { return }
    Array(bytes).withUnsafeBytes { append($0, to: &text) }
  }

  static func append(_ bytes: UnsafeRawBufferPointer, to text: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: (bytes.count + 2) / 3 * 4) { out in
      alphabet.withUnsafeBufferPointer { alphabet in
        var (at, put) = (0, 0)
        while at < bytes.count {
          let left = bytes.count - at
          let a = bytes[at]
          let b = left > 1 ? bytes[at + 1] : 0
          let c = left > 2 ? bytes[at + 2] : 0
          out[put] = alphabet[Int(a >> 2)]
          out[put + 1] = alphabet[Int((a & 3) << 4 | b >> 4)]
          out[put + 2] = left > 1 ? alphabet[Int((b & 15) << 2 | c >> 6)] : UInt8(ascii: "=")
          out[put + 3] = left > 2 ? alphabet[Int(c & 63)] : UInt8(ascii: "=")
          (at, put) = (at + 3, put + 4)
        }
      }
      text.append(contentsOf: out)
    }
  }

  /// The bytes, or nil for any character, length, padding or unused bit that encoding would not produce.
  public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var held = 0
    for character in text.dropLast(padding) {
      let value = values[Int(character)]
      guard value != 0xFF else { return nil }
      bits = bits << 6 | UInt32(value)
      held += 6
      guard held >= 8 else { continue }
      held -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
    }
    return bits & (1 << UInt32(held) - 1) == 0 ? bytes : nil
  }

  /// 32 bytes from their 44 characters, without an array in between.
  static func hash(_ text: UnsafeBufferPointer<UInt8>) -> LedgerHash? {
    guard text.count == 44, text[43] == UInt8(ascii: "=") else { return nil }
    let values = values
    return withUnsafeTemporaryAllocation(byteCount: 40, alignment: 8) { buffer in
      var seen: UInt8 = 0
      for group in 0..<11 {
        let at = group * 4
        let last = group == 10 ? 0 : values[Int(text[at + 3])]
        let (a, b, c) = (values[Int(text[at])], values[Int(text[at + 1])], values[Int(text[at + 2])])
        seen |= a | b | c | last
        let bits = UInt32(a) << 26 | UInt32(b & 63) << 20 | UInt32(c & 63) << 14 | UInt32(last & 63) << 8
        // The fourth byte is the next group's to overwrite.
        buffer.storeBytes(of: bits.bigEndian, toByteOffset: group * 3, as: UInt32.self)
      }
      guard seen < 64, buffer[32] == 0, let start = buffer.baseAddress else { return nil }
      return LedgerHash(unchecked: start)
    }
  }
}
