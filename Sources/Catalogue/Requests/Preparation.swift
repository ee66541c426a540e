import Crypto
import Foundation
import Workflow

/// One small step from a normalised identifier to what a partner wants to be told.
enum Preparation: Hashable, Sendable {
  case plain(Word)
  /// National numbers get this country; international ones keep theirs.
  case national(country: String)
  /// Without any of these characters.
  case remove(String)
  /// A step that needs a secret of the entry, by its name.
  case keyed(Keyed, secret: String)

  enum Word: String, CaseIterable, Hashable, Sendable {
    case trim, lower, upper, digits, e164
    case stripPlus = "strip-plus"
    case stripTag = "strip-plus-tag"
    case stripDots = "strip-dots"
    case stripGmailDots = "strip-gmail-dots"
    case stripGAPrefix = "strip-ga-prefix"
    case localPart = "local-part"
    case domain
    case uuidLower = "uuid-lower"
    case dropQuery = "drop-query"
    case stripScheme = "strip-scheme"
    case host, path
    case percentDecode = "percent-decode"
    case collapseSpace = "collapse-space"
    case nfc
    case sha256, sha1, md5
    case hex
    case hexUpper = "hex-upper"
    case base64
    case base64URL = "base64url"
  }

  enum Keyed: String, CaseIterable, Hashable, Sendable {
    case hmacSHA256 = "hmac-sha256"
    case saltPrefix = "salt-prefix"
    case saltSuffix = "salt-suffix"
  }

  /// A digest is not text: an encoding has to follow.
  var isDigest: Bool {
    switch self {
    case .plain(.sha256), .plain(.sha1), .plain(.md5), .keyed(.hmacSHA256, _): true
    case .plain, .national, .remove, .keyed: false
    }
  }

  var isEncoding: Bool {
    switch self {
    case .plain(.hex), .plain(.hexUpper), .plain(.base64), .plain(.base64URL): true
    case .plain, .national, .remove, .keyed: false
    }
  }

  /// As the partner file writes it. A secret is told by its name.
  var name: String {
    switch self {
    case .plain(let word): word.rawValue
    case .national(let country): "e164: \(country)"
    case .remove(let characters): "remove: \(characters)"
    case .keyed(let step, let secret): "\(step.rawValue): <secret \(secret)>"
    }
  }

  /// - Returns: `nil` where the value is not of the form that the step works on.
  /// - Throws: What `secret` threw.
  func applied(to value: [UInt8], secret: SecretSource) throws -> [UInt8]? {
    switch self {
    case .plain(let word): return word.applied(to: value)
    case .national(let country): return PhoneForm.international(value, country: country)
    case .remove(let characters):
      guard let text = String(validating: value, as: UTF8.self) else { return nil }
      return Array(String(text.filter { !characters.contains($0) }).utf8)
    case .keyed(let step, let name):
      let key = try secret(name)
      guard !key.isEmpty else { throw RenderFailure(.empty, part: "secret.\(name)") }
      switch step {
      case .hmacSHA256: return Array(HMAC<SHA256>.authenticationCode(for: value, using: SymmetricKey(data: key)))
      case .saltPrefix: return key + value
      case .saltSuffix: return value + key
      }
    }
  }
}

extension Preparation.Word {
  /// - Returns: `nil` where the value is not of the form that the step works on.
  func applied(to value: [UInt8]) -> [UInt8]? {
    switch self {
    case .trim: Array(value.trimmed)
    case .lower: Self.changed(value) { $0.lowercased() }
    case .upper: Self.changed(value) { $0.uppercased() }
    case .digits: value.filter(\.isDigit)
    case .e164: PhoneForm.international(value, country: nil)
    case .stripPlus: value.first == UInt8(ascii: "+") ? Array(value.dropFirst()) : value
    case .stripTag: MailForm.mapLocalPart(value) { local, _ in Array(local.prefix { $0 != UInt8(ascii: "+") }) }
    case .stripDots: MailForm.mapLocalPart(value) { local, _ in local.filter { $0 != UInt8(ascii: ".") } }
    case .stripGmailDots: MailForm.mapLocalPart(value, MailForm.withoutGmailDots)
    case .localPart: MailForm.parts(value).map { Array($0.local) }
    case .domain: MailForm.parts(value).map { Array($0.domain) }
    case .stripGAPrefix: Self.withoutGAPrefix(value)
    case .uuidLower: Self.uuid(value)
    case .dropQuery: Array(value.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
    case .stripScheme: WebForm.withoutScheme(value)
    case .host: WebForm.host(value)
    case .path: WebForm.path(value)
    case .percentDecode: WebForm.decoded(value)
    case .collapseSpace: Self.collapsed(value)
    case .nfc: Self.changed(value) { $0.precomposedStringWithCanonicalMapping }
    case .sha256: Array(SHA256.hash(data: value))
    case .sha1: Array(Insecure.SHA1.hash(data: value))
    case .md5: Array(Insecure.MD5.hash(data: value))
    case .hex: Hex.encode(value)
    case .hexUpper: Hex.encodeUpper(value)
    case .base64: Base64.encode(value)
    case .base64URL: Base64.encodeURL(value)
    }
  }

  private static func changed(_ value: [UInt8], _ change: (String) -> String) -> [UInt8]? {
    String(validating: value, as: UTF8.self).map { Array(change($0).utf8) }
  }

  private static func collapsed(_ value: [UInt8]) -> [UInt8] {
    Array(value.split(whereSeparator: \.isSpace).joined(separator: [0x20]))
  }

  /// `GA1.1.123.456` becomes `123.456`; a value without the prefix stays.
  private static func withoutGAPrefix(_ value: [UInt8]) -> [UInt8]? {
    guard value.starts(with: Array("GA".utf8)) else { return value }
    let parts = value.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    return Array(parts[2] + [UInt8(ascii: ".")] + parts[3])
  }

  /// 32 hex digits, with or without hyphens and braces, as RFC 9562 writes them.
  private static func uuid(_ value: [UInt8]) -> [UInt8]? {
    let digits = value.filter { !Array("-{}".utf8).contains($0) }.map(\.asciiLowered)
    let isHex = digits.allSatisfy { $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
    guard digits.count == 32, isHex else { return nil }
    return Hex.hyphenated(digits)
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var asciiLowered: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
  var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

  /// The value of a hex digit.
  var hexValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    case _: nil
    }
  }
}

extension Collection<UInt8> where Self: BidirectionalCollection {
  /// Without ASCII white space at either end.
  var trimmed: SubSequence {
    let front = drop(while: \.isSpace)
    guard let last = front.lastIndex(where: { !$0.isSpace }) else { return front }
    return front[...last]
  }
}
