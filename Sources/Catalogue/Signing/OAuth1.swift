import Crypto
import Workflow

/// OAuth 1.0a, RFC 5849: the signature in an `Authorization` header.
struct OAuth1: Hashable, Sendable {
  var consumerKey: String
  var consumerSecret: String
  /// Absent with `tokenSecret` where only the application signs.
  var token: String?
  var tokenSecret: String?
  var method: Method
  var realm: SlotText?

  enum Method: String, CaseIterable, Hashable, Sendable {
    case sha1 = "HMAC-SHA1"
    case sha256 = "HMAC-SHA256"

    func code(_ text: [UInt8], _ key: [UInt8]) -> [UInt8] {
      let key = SymmetricKey(data: key)
      return switch self {
      case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: text, using: key))
      case .sha256: Array(HMAC<SHA256>.authenticationCode(for: text, using: key))
      }
    }
  }

  var secrets: [String] { [consumerKey, consumerSecret, token, tokenSecret].compactMap(\.self) }

  func signed(_ request: RenderedRequest, _ filling: Filling) throws -> RenderedRequest {
    if filling.mask.secrets { return request.adding("Authorization", Array("OAuth <signature>".utf8)) }
    var own = [
      Pair("oauth_consumer_key", try filling.secretValue(consumerKey).bytes), Pair("oauth_nonce", try filling.nonce()),
      Pair("oauth_signature_method", Array(method.rawValue.utf8)),
      Pair("oauth_timestamp", Array(String(filling.facts.sentAt.seconds).utf8)),
    ]
    if let token { own.append(Pair("oauth_token", try filling.secretValue(token).bytes)) }
    own.append(Pair("oauth_version", Array("1.0".utf8)))
    let key =
      Pair.escaped(try filling.secretValue(consumerSecret).bytes) + [UInt8(ascii: "&")]
      + Pair.escaped(try tokenSecret.map { try filling.secretValue($0).bytes } ?? [])
    let signature = Base64.encode(method.code(OAuth1.base(of: request, own), key))
    let realm = try realm.map { [Pair("realm", try Pen(filling).text($0, .header))] } ?? []
    return request.adding("Authorization", OAuth1.header(realm, own + [Pair("oauth_signature", signature)]))
  }

  /// The text that is signed: method, address without query, and all parameters, sorted.
  static func base(of request: RenderedRequest, _ own: [Pair]) -> [UInt8] {
    let address = request.address
    let all = own + Pair.list(address.query.utf8) + (request.isForm ? Pair.list(request.body) : [])
    let pairs = all.map { Pair(name: Pair.escaped($0.name), value: Pair.escaped($0.value)) }.sorted { left, right in
      left.name == right.name ? comesBefore(left.value, right.value) : comesBefore(left.name, right.name)
    }
    let joined = pairs.map { $0.name + [UInt8(ascii: "=")] + $0.value }.joined(separator: [UInt8(ascii: "&")])
    let place = OAuth1.origin(address.origin) + address.path
    return Array(request.method.utf8) + [UInt8(ascii: "&")] + Pair.escaped(place.utf8) + [UInt8(ascii: "&")]
      + Pair.escaped(joined)
  }

  /// Lower case, without the scheme's own port (section 3.4.1.2).
  private static func origin(_ origin: Substring) -> String {
    let text = origin.lowercased()
    let own = text.hasPrefix("https://") ? ":443" : ":80"
    return text.hasSuffix(own) ? String(text.dropLast(own.count)) : text
  }

  private static func header(_ realm: [Pair], _ pairs: [Pair]) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let parts =
      realm.map { $0.name + [UInt8(ascii: "="), quote] + $0.value.filter { $0 != quote } + [quote] }
      + pairs.map { Pair.escaped($0.name) + [UInt8(ascii: "="), quote] + Pair.escaped($0.value) + [quote] }
    return Array("OAuth ".utf8) + Array(parts.joined(separator: Array(", ".utf8)))
  }
}

extension Pair {
  init(_ name: String, _ value: [UInt8]) { self.init(name: Array(name.utf8), value: value) }
}
