import Synchronization
import Workflow

extension Pen {
  /// The whole request: address, headers, body. Nothing here has side effects.
  static func request(
    _ call: Call, at endpoint: Endpoint, filling: Filling, keyHeader: String? = nil
  ) throws -> RenderedRequest {
    var pen = Pen(filling, reserving: 0)
    let body = try pen.body(call.body)
    let request = RenderedRequest(
      method: call.method.rawValue, url: try pen.url(call, endpoint),
      headers: try pen.headers(call, endpoint, type: body.type, keyHeader: keyHeader), body: body.bytes)
    return try endpoint.signed(request, filling)
  }

  private mutating func url(_ call: Call, _ endpoint: Endpoint) throws -> String {
    let url = try apart(reserving: 128) { try $0.writeURL(call, endpoint) }
    guard url.count <= ApiRoute.urlLimit else {
      throw RenderFailure(.tooLarge(url.count, limit: ApiRoute.urlLimit), part: "url")
    }
    return String(decoding: url, as: UTF8.self)
  }

  private mutating func writeURL(_ call: Call, _ endpoint: Endpoint) throws {
    try writeHost(of: endpoint)
    if !filling.mask.secrets, !KnownHosts.hold(bytes) {
      if let fault = Address.hostFault(String(decoding: bytes, as: UTF8.self)) {
        throw RenderFailure(.badHost, part: "host: \(fault)")
      }
      KnownHosts.add(bytes)
    }
    try write(try path(call.path), .path)
    let start = bytes.count
    // Only the address of a next page, which a partner gave, brings a query of its own.
    bytes.append(UInt8(ascii: bytes.contains(UInt8(ascii: "?")) ? "&" : "?"))
    try writeParameters(call.query)
    try writeQueryCredentials(endpoint.auth)
    if bytes.count == start + 1 { bytes.removeLast() }
  }

  /// The host that a token named goes before the entry's own.
  private mutating func writeHost(of endpoint: Endpoint) throws {
    if endpoint.tokenStep?.hostField != nil, let host = filling.facts.tokenHost {
      bytes += Array(host.utf8)
    } else {
      try write(try endpoint.host.text(in: filling.facts.account), .host)
    }
  }

  private mutating func writeQueryCredentials(_ auth: [AuthPart]) throws {
    for part in auth {
      switch part {
      case .query(let name, let secret):
        try writePair(SlotText(constant: name)) {
          try $0.writeValue(try $0.filling.secretValue(secret), .query, part: "secret.\(secret)")
        }
      case .text(.query, let name, let text): try writePair(SlotText(constant: name)) { try $0.write(text, .query) }
      case .text, .basic, .header, .body, .token, .signer: break
      }
    }
  }

  private func path(_ path: LaneText) throws -> SlotText {
    switch path {
    case .same(let text): return text
    case .byLane(let texts):
      guard let text = choice(texts) else { throw RenderFailure(.unknownLane, part: "path") }
      return text
    }
  }

  mutating func writeParameters(_ parameters: [Parameter]) throws {
    for parameter in parameters { try writeParameter(parameter.name, parameter.value) }
  }

  private mutating func writeParameter(_ name: SlotText, _ value: Parameter.Value) throws {
    switch value {
    case .text(let text): try writePair(name) { try $0.write(text, .query) }
    case .joined(let each): try writePair(name) { try $0.writeJoined(each, .query) }
    case .repeated(let each):
      for (index, element) in try filling.elements(of: each.source).enumerated() {
        filling.index = index
        try writePair(name) { try $0.writeElement(element, each, .query) }
      }
      filling.index = nil
    case .optional(let kind, let write):
      guard let item = filling.onlyItem, let value = filling.optionalIdentifier(kind, of: item) else { return }
      try writePair(name) { try $0.writeElement((item, value), Each(source: .identifier(kind), write: write), .query) }
    case .json(let shape):
      var inner = Pen(filling)
      try inner.write(shape)
      try writePair(name) {
        try $0.writeValue(Filling.Value(bytes: inner.bytes, isMark: $0.filling.mask.secrets), .query, part: "json")
      }
    case .byLane(let values):
      if let value = choice(values) { try writeParameter(name, value) }
    case .assertion(let assertion):
      let text = Filling.Value(bytes: try assertion.text(filling), isMark: filling.mask.secrets)
      try writePair(name) { try $0.writeValue(text, .query, part: "jwt") }
    }
  }

  private mutating func writePair(_ name: SlotText, _ value: (inout Pen) throws -> Void) throws {
    separatePairs()
    try write(name, .query)
    bytes.append(UInt8(ascii: "="))
    try value(&self)
  }

  private mutating func separatePairs() {
    if let last = bytes.last, last != UInt8(ascii: "?"), last != UInt8(ascii: "&") { bytes.append(UInt8(ascii: "&")) }
  }

  private func headers(
    _ call: Call, _ endpoint: Endpoint, type: [UInt8]?, keyHeader: String?
  ) throws -> [RenderedRequest.Header] {
    var headers: [RenderedRequest.Header] = []
    let written = endpoint.headers + call.headers
    if let type, !written.contains(where: { $0.name.lowercased() == "content-type" }) {
      headers.append(RenderedRequest.Header(name: "Content-Type", value: type))
    }
    for line in written {
      headers.append(RenderedRequest.Header(name: line.name, value: try text(line.value, .header)))
    }
    if let keyHeader {
      headers.append(
        RenderedRequest.Header(name: keyHeader, value: try text(SlotText([.slot(.key(.plain), nil)]), .header)))
    }
    for part in endpoint.auth {
      if let header = try header(of: part) { headers.append(header) }
    }
    return headers
  }

  private func header(of part: AuthPart) throws -> RenderedRequest.Header? {
    switch part {
    case .basic(let user, let password):
      let name = try filling.user(user)
      let word = try password.map { try filling.secretValue($0).bytes } ?? []
      let pair = name.bytes + [UInt8(ascii: ":")] + word
      return RenderedRequest.Header(
        name: "Authorization", value: Array("Basic ".utf8) + (filling.mask.secrets ? pair : Base64.encode(pair)))
    case .header(let name, let prefix, let secret):
      var pen = Pen(filling, reserving: 64)
      pen.bytes += Array(prefix.utf8)
      try pen.writeValue(try filling.secretValue(secret), .header, part: "secret.\(secret)")
      return RenderedRequest.Header(name: name, value: pen.bytes)
    case .token(let step):
      let token = filling.mask.secrets ? Array("<token>".utf8) : filling.token
      guard let token, !token.isEmpty else { throw RenderFailure(.missing, part: "token") }
      guard token.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw RenderFailure(.controlCharacter, part: "token") }
      return RenderedRequest.Header(name: step.header, value: Array(step.prefix.utf8) + token)
    case .text(.header, let name, let text):
      return RenderedRequest.Header(name: name, value: try self.text(text, .header))
    case .text(.query, _, _), .query, .body, .signer: return nil
    }
  }
}

extension Filling {
  /// A user's name, which may be a secret.
  func user(_ user: AuthPart.BasicUser) throws -> Value {
    switch user {
    case .secret(let secret): try secretValue(secret)
    case .text(let text): Value(bytes: try Pen(self).text(text, .header))
    }
  }
}

/// Hosts that were found good: the same one comes back with every call, and checking costs more than comparing.
private enum KnownHosts {
  private static let limit = 64
  private static let known = Mutex<[[UInt8]]>([])

  static func hold(_ host: [UInt8]) -> Bool { known.withLock { $0.contains(host) } }

  static func add(_ host: [UInt8]) {
    known.withLock { hosts in
      if hosts.count >= limit { hosts.removeFirst() }
      hosts.append(host)
    }
  }
}
