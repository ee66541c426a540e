import Workflow

/// A credential that depends on the request as a whole, or on the moment: written when all else is finished.
enum Signer: Hashable, Sendable {
  case oauth1(OAuth1)
  case wsse(WSSE)
  case digest(ParameterDigest)
  case aws(AWSSignature)
  case jwt(JWTHeader)
  case hmac(HMACSignature)

  /// The names of the secrets it needs.
  var secrets: [String] {
    switch self {
    case .oauth1(let signer): signer.secrets
    case .wsse(let signer): signer.user.secrets + [signer.secret]
    case .digest(let signer): [signer.secret, signer.key].compactMap(\.self)
    case .aws(let signer): [signer.accessKey, signer.secretKey, signer.sessionToken].compactMap(\.self)
    case .jwt(let signer): [signer.recipe.key]
    case .hmac(let signer): signer.secrets
    }
  }

  func signed(_ request: RenderedRequest, _ filling: Filling) throws -> RenderedRequest {
    switch self {
    case .oauth1(let signer): try signer.signed(request, filling)
    case .wsse(let signer): try signer.signed(request, filling)
    case .digest(let signer): try signer.signed(request, filling)
    case .aws(let signer): try signer.signed(request, filling)
    case .jwt(let signer): try signer.signed(request, filling)
    case .hmac(let signer): try signer.signed(request, filling)
    }
  }
}

extension Endpoint {
  /// The request with everything that `auth` can only say at the end.
  func signed(_ request: RenderedRequest, _ filling: Filling) throws -> RenderedRequest {
    var request = request
    for case .signer(let signer) in auth { request = try signer.signed(request, filling) }
    return request
  }

  /// Whether two writings of the same call differ: such a call has to be written at the moment when it leaves.
  var isWrittenLate: Bool {
    auth.contains { part in
      switch part {
      case .signer(.digest): false
      case .signer: true
      case .basic, .header, .query, .body, .text, .token: false
      }
    }
  }
}

extension Filling {
  /// Fresh for every attempt; lower-case hex.
  func nonce() throws -> [UInt8] {
    guard facts.nonce.count >= 8 else { throw RenderFailure(.missing, part: "nonce") }
    return Hex.encode(facts.nonce)
  }

  /// The bytes of a key file, line ends and all.
  func keyFile(_ name: String) throws -> [UInt8] {
    let bytes = try secret(name)
    guard !bytes.isEmpty else { throw RenderFailure(.empty, part: "secret.\(name)") }
    return bytes
  }
}

extension RenderedRequest {
  /// The same request with one more header.
  func adding(_ name: String, _ value: [UInt8]) -> RenderedRequest {
    RenderedRequest(
      method: method, url: url, headers: headers + [Header(name: name, value: value)], body: body,
      unsignedBody: unsignedBody)
  }

  /// A header's value without blanks around it; names compare without case.
  func value(of header: String) -> [UInt8]? {
    headers.first { $0.name.lowercased() == header }.map { Array($0.value.trimmed) }
  }

  var isForm: Bool {
    value(of: "content-type")?.starts(with: Array("application/x-www-form-urlencoded".utf8)) == true
  }

  /// `https://host:1/a?b=c` cut into origin, host with port, path (never empty) and query.
  var address: (origin: Substring, host: Substring, path: Substring, query: Substring) {
    let scheme = url.firstRange(of: "://").map(\.upperBound) ?? url.startIndex
    let mark = url.firstIndex(of: "?") ?? url.endIndex
    let slash = url[scheme..<mark].firstIndex(of: "/") ?? mark
    return (url[..<slash], url[scheme..<slash], slash == mark ? "/" : url[slash..<mark], url[mark...].dropFirst())
  }
}

/// The named values of a query or a form, as they were before they were escaped.
struct Pair: Hashable, Sendable {
  var name: [UInt8]
  var value: [UInt8]

  static func list(_ text: some Collection<UInt8>) -> [Pair] {
    text.split(separator: UInt8(ascii: "&")).map { pair in
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return Pair(name: plain(parts[0]), value: parts.count == 2 ? plain(parts[1]) : [])
    }
  }

  private static func plain(_ text: some Collection<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2, let high = rest[rest.startIndex].hexValue,
        let low = rest[rest.startIndex + 1].hexValue
      {
        plain.append(high << 4 | low)
        rest.removeFirst(2)
      } else {
        plain.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return plain
  }

  /// RFC 3986's unreserved characters stay, all else is `%XX`.
  static func escaped(_ text: some Sequence<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    PercentEscape.append(text, to: &bytes)
    return bytes
  }
}

/// Sorting by bytes, as every signing scheme does.
func comesBefore(_ left: [UInt8], _ right: [UInt8]) -> Bool { left.lexicographicallyPrecedes(right) }
