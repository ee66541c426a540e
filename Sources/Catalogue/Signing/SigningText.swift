import Crypto
import Workflow

/// A text made of parts of a finished request: what is signed, and what is sent along with it.
struct SigningText: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case constant([UInt8])
    case part(Part, [Turn])
  }

  /// What stands between braces, before any `|`.
  enum Part: Hashable, Sendable {
    case word(Word)
    case date(DateForm)
    case nonce(NonceForm)
    /// In lower case; as it is sent, without blanks around it.
    case header(String)
    case secret(String)
    case account(String)
  }

  enum Word: String, CaseIterable, Hashable, Sendable {
    case method, address, origin, host, path, query, body, signature, canonical
    case pathAndQuery = "path-and-query"
    case sortedQuery = "sorted-query"
    case sortedParameters = "sorted-parameters"
    case bareForm = "bare-form"
    case contentType = "content-type"
  }

  enum DateForm: String, CaseIterable, Hashable, Sendable {
    case epoch, rfc1123, rfc3339, compact, date
    case epochMilliseconds = "epoch-ms"

    func written(_ moment: Instant) -> [UInt8] {
      switch self {
      case .epoch: Slot.TimeForm.epoch.written(moment)
      case .rfc1123: DateForm.header(moment)
      case .rfc3339: Slot.TimeForm.rfc3339.written(moment)
      case .compact: Slot.TimeForm.compact.written(moment)
      case .date: Slot.TimeForm.date.written(moment)
      case .epochMilliseconds: Slot.TimeForm.epochMilliseconds.written(moment)
      }
    }

    /// `Thu, 01 Dec 2022 00:00:00 GMT`, as HTTP writes dates (RFC 9110, section 5.6.7).
    private static func header(_ moment: Instant) -> [UInt8] {
      let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
      let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
      let text = moment.written
      let parts = text.dropLast().split(whereSeparator: { "-T".contains($0) })
      let days = (moment.seconds - (moment.seconds % 86_400 + 86_400) % 86_400) / 86_400
      guard parts.count == 4, let month = Int(parts[1]), months.indices.contains(month - 1) else {
        return Array(text.utf8)
      }
      let name = names[Int((days % 7 + 7) % 7)]
      return Array("\(name), \(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3]) GMT".utf8)
    }
  }

  enum NonceForm: String, CaseIterable, Hashable, Sendable { case hex, uuid }

  /// What is done to a part, from left to right.
  enum Turn: String, CaseIterable, Hashable, Sendable {
    case lower, upper, escape, base64, base64url, hex, md5, sha1, sha256, sha512
    case hexUpper = "hex-upper"

    var isHash: Bool {
      switch self {
      case .md5, .sha1, .sha256, .sha512: true
      case .lower, .upper, .escape, .base64, .base64url, .hex, .hexUpper: false
      }
    }

    var isEncoding: Bool {
      switch self {
      case .hex, .hexUpper, .base64, .base64url: true
      case .lower, .upper, .escape, .md5, .sha1, .sha256, .sha512: false
      }
    }

    func applied(to bytes: [UInt8]) -> [UInt8] {
      switch self {
      case .lower: bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
      case .upper: bytes.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
      case .escape: Pair.escaped(bytes)
      case .base64: Base64.encode(bytes)
      case .base64url: Base64.encodeURL(bytes)
      case .hex: Hex.encode(bytes)
      case .hexUpper: Hex.encodeUpper(bytes)
      case .md5: Array(Insecure.MD5.hash(data: bytes))
      case .sha1: Array(Insecure.SHA1.hash(data: bytes))
      case .sha256: Array(SHA256.hash(data: bytes))
      case .sha512: Array(SHA512.hash(data: bytes))
      }
    }
  }

  var pieces: [Piece]
  /// As the file has it: for eyes.
  var written: String

  var parts: [Part] {
    pieces.compactMap { if case .part(let part, _) = $0 { part } else { nil } }
  }

  /// Names of the secrets that it holds.
  var secrets: [String] {
    parts.compactMap { if case .secret(let name) = $0 { name } else { nil } }
  }

  func has(_ word: Word) -> Bool { parts.contains(.word(word)) }

  var hasDate: Bool { parts.contains { if case .date = $0 { true } else { false } } }
  var hasNonce: Bool { parts.contains { if case .nonce = $0 { true } else { false } } }
}

/// What the parts of a text are taken from.
struct SigningSource {
  var request: RenderedRequest
  let filling: Filling
  var canonical: [UInt8] = []
  var signature: [UInt8] = []

  func text(_ text: SigningText) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in text.pieces {
      switch piece {
      case .constant(let constant): bytes += constant
      case .part(let part, let turns): bytes += try turns.reduce(value(of: part)) { $1.applied(to: $0) }
      }
    }
    return bytes
  }

  /// The same for eyes: only what the file itself says, and what is no secret.
  func marked(_ text: SigningText) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in text.pieces {
      switch piece {
      case .constant(let constant): bytes += constant
      case .part(.account(let name), _): bytes += try filling.value(of: .account(name)).bytes
      case .part(let part, _): bytes += Array("<\(part.mark)>".utf8)
      }
    }
    return bytes
  }

  private func value(of part: SigningText.Part) throws -> [UInt8] {
    switch part {
    case .word(let word): return value(of: word)
    case .date(let form): return form.written(filling.facts.sentAt)
    case .nonce(.hex): return try filling.nonce()
    case .nonce(.uuid):
      // A version 4 UUID: 122 bits of the randomness, or as many as there are.
      let digits = Hex.encode(SHA256.hash(data: try filling.nonce()).prefix(16))
      var text = digits
      text[12] = UInt8(ascii: "4")
      text[16] = UInt8(ascii: "a")
      return Hex.hyphenated(text)
    case .header(let name):
      if name == "host" { return value(of: .host) }
      guard let value = request.value(of: name) else { throw RenderFailure(.missing, part: "header.\(name)") }
      return value
    case .secret(let name): return try filling.secretValue(name).bytes
    case .account(let name): return try filling.value(of: .account(name)).bytes
    }
  }

  private func value(of word: SigningText.Word) -> [UInt8] {
    let address = request.address
    let query = Array(address.query.utf8)
    switch word {
    case .method: return Array(request.method.utf8)
    case .address: return Array(request.url.utf8)
    case .origin: return Array(address.origin.utf8)
    case .host: return host(address.origin, address.host)
    case .path: return Array(address.path.utf8)
    case .pathAndQuery: return Array(address.path.utf8) + (query.isEmpty ? [] : [UInt8(ascii: "?")] + query)
    case .query: return query
    case .sortedQuery: return sorted(Pair.list(query))
    case .sortedParameters: return sorted(Pair.list(query) + form)
    case .bareForm:
      return form.sorted { $0.name == $1.name ? comesBefore($0.value, $1.value) : comesBefore($0.name, $1.name) }
        .flatMap { $0.name + $0.value }
    case .contentType: return request.value(of: "content-type") ?? []
    case .body: return request.body
    case .canonical: return canonical
    case .signature: return signature
    }
  }

  private var form: [Pair] { request.isForm ? Pair.list(request.body) : [] }

  /// As it stands in the header Host: without the scheme's own port.
  private func host(_ origin: Substring, _ host: Substring) -> [UInt8] {
    let own = origin.lowercased().hasPrefix("https://") ? ":443" : ":80"
    let text = host.lowercased()
    return Array((text.hasSuffix(own) ? String(text.dropLast(own.count)) : text).utf8)
  }

  private func sorted(_ pairs: [Pair]) -> [UInt8] {
    let escaped = pairs.map { Pair(name: Pair.escaped($0.name), value: Pair.escaped($0.value)) }
      .sorted { $0.name == $1.name ? comesBefore($0.value, $1.value) : comesBefore($0.name, $1.name) }
    return Array(
      escaped.map { $0.name + [UInt8(ascii: "=")] + $0.value }.joined(separator: [UInt8(ascii: "&")]))
  }
}

extension SigningText.Part {
  /// Its name as the file has it, a secret's marked as such.
  var mark: String {
    switch self {
    case .word(let word): word.rawValue
    case .date(let form): "date.\(form.rawValue)"
    case .nonce(let form): "nonce.\(form.rawValue)"
    case .header(let name): "header.\(name)"
    case .secret(let name): "secret \(name)"
    case .account(let name): "account.\(name)"
    }
  }
}
