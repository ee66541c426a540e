import Crypto
import Workflow

/// One small step from a normalised identifier to what a partner wants to be told.
enum Preparation: String, CaseIterable, Hashable, Sendable {
  case trim, lower, upper, digits, e164
  case stripPlus = "strip-plus"
  case stripTag = "strip-plus-tag"
  case stripGmailDots = "strip-gmail-dots"
  case stripGAPrefix = "strip-ga-prefix"
  case dropQuery = "drop-query"
  case sha256, sha1, md5
  case hex
  case hexUpper = "hex-upper"
  case base64
  case base64URL = "base64url"

  /// A digest is not text: an encoding has to follow.
  var isDigest: Bool { self == .sha256 || self == .sha1 || self == .md5 }
  var isEncoding: Bool { self == .hex || self == .hexUpper || self == .base64 || self == .base64URL }

  /// - Returns: `nil` where the value is not of the form that the step works on.
  func applied(to value: [UInt8]) -> [UInt8]? {
    switch self {
    case .trim: Array(value.trimmed)
    case .lower: Preparation.cased(value) { $0.lowercased() }
    case .upper: Preparation.cased(value) { $0.uppercased() }
    case .digits: value.filter(\.isDigit)
    case .e164: Preparation.e164(value)
    case .stripPlus: value.first == UInt8(ascii: "+") ? Array(value.dropFirst()) : value
    case .stripTag: Preparation.mapLocalPart(value) { local, _ in Array(local.prefix { $0 != UInt8(ascii: "+") }) }
    case .stripGmailDots: Preparation.mapLocalPart(value, Preparation.withoutGmailDots)
    case .stripGAPrefix: Preparation.withoutGAPrefix(value)
    case .dropQuery: Array(value.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
    case .sha256: Array(SHA256.hash(data: value))
    case .sha1: Array(Insecure.SHA1.hash(data: value))
    case .md5: Array(Insecure.MD5.hash(data: value))
    case .hex: Preparation.hex(value, "0123456789abcdef")
    case .hexUpper: Preparation.hex(value, "0123456789ABCDEF")
    case .base64: Base64.encode(value)
    case .base64URL: Base64.encodeURL(value)
    }
  }

  private static func cased(_ value: [UInt8], _ change: (String) -> String) -> [UInt8]? {
    String(validating: value, as: UTF8.self).map { Array(change($0).utf8) }
  }

  /// `+` and 7 to 15 digits (ITU-T E.164). A national number has no country in it and is refused.
  private static func e164(_ value: [UInt8]) -> [UInt8]? {
    let separators = Array(" -()./".utf8)
    var kept = value.filter { !separators.contains($0) }
    if kept.starts(with: Array("00".utf8)) { kept = [UInt8(ascii: "+")] + kept.dropFirst(2) }
    guard kept.first == UInt8(ascii: "+"), (8...16).contains(kept.count), kept.dropFirst().allSatisfy(\.isDigit)
    else { return nil }
    return kept
  }

  private static func mapLocalPart(
    _ value: [UInt8], _ change: (ArraySlice<UInt8>, ArraySlice<UInt8>) -> [UInt8]
  ) -> [UInt8]? {
    guard let at = value.lastIndex(of: UInt8(ascii: "@")), at > 0, at + 1 < value.count else { return nil }
    let local = change(value[..<at], value[(at + 1)...])
    return local.isEmpty ? nil : local + value[at...]
  }

  private static func withoutGmailDots(_ local: ArraySlice<UInt8>, _ domain: ArraySlice<UInt8>) -> [UInt8] {
    let isGmail = ["gmail.com", "googlemail.com"].contains { $0.utf8.elementsEqual(domain.map(\.asciiLowered)) }
    return isGmail ? local.filter { $0 != UInt8(ascii: ".") } : Array(local)
  }

  /// `GA1.1.123.456` becomes `123.456`; a value without the prefix stays.
  private static func withoutGAPrefix(_ value: [UInt8]) -> [UInt8]? {
    guard value.starts(with: Array("GA".utf8)) else { return value }
    let parts = value.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    return Array(parts[2] + [UInt8(ascii: ".")] + parts[3])
  }

  private static func hex(_ value: [UInt8], _ alphabet: String) -> [UInt8] {
    let digits = Array(alphabet.utf8)
    return value.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
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

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var asciiLowered: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
  var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension Collection<UInt8> where Self: BidirectionalCollection {
  /// Without ASCII white space at either end.
  var trimmed: SubSequence {
    let front = drop(while: \.isSpace)
    guard let last = front.lastIndex(where: { !$0.isSpace }) else { return front }
    return front[...last]
  }
}
