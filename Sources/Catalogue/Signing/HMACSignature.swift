import Crypto
import Workflow

/// A signature as the entry itself describes it: a keyed hash over stated parts of the finished request.
struct HMACSignature: Hashable, Sendable {
  var algorithm: Algorithm
  var key: Key
  /// A text of its own that `sign` speaks of as `{canonical}`, often by its hash.
  var canonical: SigningText?
  var sign: SigningText
  var result: SigningText.Turn
  var sends: [Sent]
  var place: Place
  /// What stands at the place; holds `{signature}`.
  var value: SigningText

  enum Algorithm: String, CaseIterable, Hashable, Sendable {
    case md5, sha1, sha256, sha512

    func code(_ text: [UInt8], _ key: [UInt8]) -> [UInt8] {
      let key = SymmetricKey(data: key)
      return switch self {
      case .md5: Array(HMAC<Insecure.MD5>.authenticationCode(for: text, using: key))
      case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: text, using: key))
      case .sha256: Array(HMAC<SHA256>.authenticationCode(for: text, using: key))
      case .sha512: Array(HMAC<SHA512>.authenticationCode(for: text, using: key))
      }
    }
  }

  struct Key: Hashable, Sendable {
    var secret: String
    var form: Form
    var prefix: [UInt8]
    var suffix: [UInt8]
    /// Each text's code, under the key before it, is the next key.
    var chain: [SigningText]

    enum Form: String, CaseIterable, Hashable, Sendable { case text, base64, hex }
  }

  enum Place: Hashable, Sendable {
    case header(String)
    case query(String)
    case field(String)
  }

  /// What goes along, so that the other side can build the same text.
  struct Sent: Hashable, Sendable {
    var place: Place
    var text: SigningText
  }

  /// Everything that holds parts.
  var texts: [SigningText] { key.chain + [canonical].compactMap(\.self) + [sign, value] + sends.map(\.text) }

  var secrets: [String] { [key.secret] + texts.flatMap(\.secrets) }

  func signed(_ request: RenderedRequest, _ filling: Filling) throws -> RenderedRequest {
    var source = SigningSource(request: request, filling: filling)
    let isPreview = filling.mask.secrets
    for sent in sends {
      let text = try isPreview ? source.marked(sent.text) : source.text(sent.text)
      source.request = try source.request.adding(sent.place, text, isPreview: isPreview)
    }
    if isPreview { return try source.request.adding(place, try source.marked(value), isPreview: true) }
    if let canonical { source.canonical = try source.text(canonical) }
    source.signature = result.applied(to: algorithm.code(try source.text(sign), try key.bytes(algorithm, source)))
    return try source.request.adding(place, try source.text(value), isPreview: false)
  }
}

extension HMACSignature.Key {
  fileprivate func bytes(_ algorithm: HMACSignature.Algorithm, _ source: SigningSource) throws -> [UInt8] {
    let written = try source.filling.secretValue(secret).bytes
    let plain: [UInt8]? =
      switch form {
      case .text: written
      case .base64: Base64.decode(written)
      case .hex: Hex.decode(written)
      }
    guard let plain, !plain.isEmpty else {
      throw RenderFailure(.unreadableSecret(form.rawValue), part: "secret.\(secret)")
    }
    return try chain.reduce(prefix + plain + suffix) { algorithm.code(try source.text($1), $0) }
  }
}

extension RenderedRequest {
  /// The same request with one more header, parameter or field, whose value is escaped as its place wants it.
  fileprivate func adding(_ place: HMACSignature.Place, _ value: [UInt8], isPreview: Bool) throws -> RenderedRequest {
    guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw RenderFailure(.controlCharacter, part: "hmac, \(place.name)")
    }
    let pair = { (name: String) -> [UInt8] in
      Pair.escaped(name.utf8) + [UInt8(ascii: "=")] + (isPreview ? value : Pair.escaped(value))
    }
    switch place {
    case .header(let name): return adding(name, value)
    case .query(let name):
      let mark = url.contains("?") ? "&" : "?"
      return RenderedRequest(
        method: method, url: url + mark + String(decoding: pair(name), as: UTF8.self), headers: headers, body: body,
        unsignedBody: unsignedBody)
    case .field(let name):
      return with(
        body: isForm ? body + (body.isEmpty ? [] : [UInt8(ascii: "&")]) + pair(name) : try member(name, value))
    }
  }

  private func with(body: [UInt8]) -> RenderedRequest {
    RenderedRequest(
      method: method, url: url, headers: headers, body: body, unsignedBody: unsignedBody ?? self.body)
  }

  /// The JSON object of the body with one more member.
  private func member(_ name: String, _ value: [UInt8]) throws -> [UInt8] {
    guard body.first == UInt8(ascii: "{"), body.last == UInt8(ascii: "}") else {
      throw RenderFailure(.missing, part: "a body that can hold the field '\(name)'")
    }
    let comma = body.count > 2 ? [UInt8(ascii: ",")] : []
    return body.dropLast() + comma + JSONEscape.string(Array(name.utf8)) + [UInt8(ascii: ":")]
      + JSONEscape.string(value) + [UInt8(ascii: "}")]
  }
}

extension HMACSignature.Place {
  var name: String {
    switch self {
    case .header(let name), .query(let name), .field(let name): name
    }
  }

  var words: String {
    switch self {
    case .header(let name): "header \(name)"
    case .query(let name): "parameter \(name)"
    case .field(let name): "field \(name)"
    }
  }
}

extension HMACSignature {
  /// In words; of secrets only the names.
  var explained: String {
    var text = "Signed by HMAC-\(algorithm.rawValue.uppercased()) with <secret \(key.secret)>"
    if key.form != .text { text += ", decoded from \(key.form.rawValue)" }
    if !key.chain.isEmpty { text += ", taken through \(key.chain.map(\.quoted).joined(separator: ", "))" }
    text += ", over \(sign.quoted)"
    if let canonical { text += " ({canonical} is \(canonical.quoted))" }
    text += "; in \(place.words), \(result.rawValue): \(value.quoted)"
    for sent in sends { text += "; \(sent.place.words): \(sent.text.quoted)" }
    return text
  }
}

extension SigningText {
  fileprivate var quoted: String { "'\(written.replacing("\n", with: "\\n"))'" }
}

extension Hex {
  /// - Returns: `nil` unless `text` is pairs of hex digits.
  static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: text.count, by: 2) {
      guard let high = text[start].hexValue, let low = text[start + 1].hexValue else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }
}

extension Base64 {
  /// Both alphabets, with or without padding.
  /// - Returns: `nil` where a character is of neither, or bits are left over.
  static func decode(_ text: [UInt8]) -> [UInt8]? {
    var (bytes, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
    let end = text.lastIndex { $0 != UInt8(ascii: "=") } ?? -1
    guard text.count - end - 1 <= 2, (end + 1) % 4 != 1 else { return nil }
    for character in text.prefix(end + 1) {
      guard let digit = digit(character) else { return nil }
      bits = bits << 6 | digit
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  private static func digit(_ character: UInt8) -> UInt32? {
    switch character {
    case 0x41...0x5A: UInt32(character) - 0x41
    case 0x61...0x7A: UInt32(character) - 0x61 + 26
    case 0x30...0x39: UInt32(character) - 0x30 + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    case _: nil
    }
  }
}
