import Crypto

/// Bytes as two digits each.
enum Hex {
  private static let lower = Array("0123456789abcdef".utf8)
  private static let upper = Array("0123456789ABCDEF".utf8)

  static func encode(_ value: some Sequence<UInt8>) -> [UInt8] { encode(value, lower) }
  static func encodeUpper(_ value: some Sequence<UInt8>) -> [UInt8] { encode(value, upper) }

  private static func encode(_ value: some Sequence<UInt8>, _ digits: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(value.underestimatedCount * 2)
    for byte in value {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return text
  }

  /// 32 digits in the groups of a UUID.
  static func hyphenated(_ digits: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    for (place, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(place) { text.append(UInt8(ascii: "-")) }
      text.append(digit)
    }
    return text
  }
}

/// RFC 4648, sections 4 and 5.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ value: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((value.count + 2) / 3 * 4)
    for start in stride(from: 0, to: value.count, by: 3) {
      let group = value[start..<min(start + 3, value.count)]
      var bits = 0
      for place in 0..<3 { bits = bits << 8 | (place < group.count ? Int(value[start + place]) : 0) }
      for place in 0..<4 {
        let digit = alphabet[bits >> (18 - 6 * place) & 63]
        text.append(place <= group.count ? digit : UInt8(ascii: "="))
      }
    }
    return text
  }

  /// Without padding.
  static func encodeURL(_ value: [UInt8]) -> [UInt8] {
    encode(value).compactMap { byte in
      switch byte {
      case UInt8(ascii: "+"): UInt8(ascii: "-")
      case UInt8(ascii: "/"): UInt8(ascii: "_")
      case UInt8(ascii: "="): nil
      case _: byte
      }
    }
  }
}

/// The idempotency key of a dispatch as partners want it written.
enum KeyText {
  /// Of a whole dispatch.
  static func written(_ key: String, _ form: Slot.KeyForm) -> [UInt8] {
    guard form != .plain else { return Array(key.utf8) }
    return shaped(digits(of: key) ?? derived(Array(key.utf8)), form)
  }

  /// Of one subject of the dispatch: the same for every attempt, another for every subject.
  static func written(_ key: String, subject: Int, _ form: Slot.KeyForm) -> [UInt8] {
    shaped(derived(Array("\(key)/\(subject)".utf8)), form)
  }

  private static func shaped(_ digits: [UInt8], _ form: Slot.KeyForm) -> [UInt8] {
    form == .uuid ? Hex.hyphenated(digits) : digits
  }

  /// Of a key that is a UUID already.
  private static func digits(of key: String) -> [UInt8]? {
    Preparation.Word.uuidLower.applied(to: Array(key.utf8))?.filter { $0 != UInt8(ascii: "-") }
  }

  /// 32 hex digits with the version and variant bits of RFC 9562's version 8: "made by a rule of our own".
  private static func derived(_ text: [UInt8]) -> [UInt8] {
    var bytes = Array(SHA256.hash(data: Array("expunge-key-form/1\0".utf8) + text).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    return Hex.encode(bytes)
  }
}
