import Workflow
import Yams

extension EntryReading {
  /// `host`, `headers` and `auth` of a section.
  func endpoint(_ fields: Fields) -> Endpoint? {
    let host = host(fields)
    let scene = SlotScene(place: "a header", families: [.account, .fact])
    let headers = headerLines("headers", in: fields, scene)
    let auth = readAuth(fields, inToken: false)
    return host.map { Endpoint(host: $0, headers: headers, auth: auth) }
  }

  private func host(_ fields: Fields) -> SlotText? {
    guard let node = fields.required("host"),
      let text = slotText(node, fields, "host", SlotScene(place: "a host", families: [.account]))
    else { return nil }
    guard let fault = Address.hostFault(sample(text)) else { return text }
    sheet.report(
      at: node, "\(fields.name): 'host' \(fault)\((node.scalar?.string ?? "").found)",
      "Write it like https://api.partner.example.")
    return nil
  }

  /// With the values that are known now; an environment's value is checked when a request is written.
  private func sample(_ text: SlotText) -> String {
    text.pieces.map { piece in
      switch piece {
      case .constant(let bytes): String(decoding: bytes, as: UTF8.self)
      case .slot(.account(let name), _):
        if case .text(let value)? = account[name] { value } else { "1" }
      case .slot: "x"
      }
    }.joined()
  }

  private func readAuth(_ fields: Fields, inToken: Bool) -> [AuthPart] {
    fields.list("auth").enumerated().compactMap { place, node in
      guard let part = sheet.fields(of: node, named: "\(fields.name), auth \(place + 1)") else { return nil }
      defer { part.finish() }
      return authPart(part, inToken: inToken)
    }
  }

  private func authPart(_ part: Fields, inToken: Bool) -> AuthPart? {
    let known = ["basic", "bearer", "header", "query", "body"] + (inToken ? [] : ["token"])
    let given = known.filter(part.has)
    guard given.count == 1, let word = given.first else {
      if part.keys.allSatisfy(known.contains) {
        part.report(
          "\(part.name): must hold exactly one kind of credential", "Known: \(known.joined(separator: ", ")).")
      }
      known.forEach { _ = part.child($0) }
      return nil
    }
    if word == "bearer" {
      return secretName("bearer", in: part).map { .header(name: "Authorization", prefix: "Bearer ", secret: $0) }
    }
    guard let fields = part.mapping(word) else { return nil }
    defer { fields.finish() }
    if word == "basic" { return basic(fields) }
    if word == "token" { return token(fields).map(AuthPart.token) }
    if word == "header" { return headerPart(fields) }
    let name = text(word == "body" ? "field" : "name", in: fields, Address.textFault)
    let secret = secretName("secret", in: fields)
    guard let name, let secret else { return nil }
    return word == "query" ? .query(name: name, secret: secret) : .body(field: name, secret: secret)
  }

  private func headerPart(_ fields: Fields) -> AuthPart? {
    let name = text("name", in: fields) { name in
      name.lowercased() == "authorization" ? nil : HeaderName.fault(name)?.what
    }
    let prefix = fields.child("prefix").flatMap { plainText($0, fields, "prefix") } ?? ""
    let secret = secretName("secret", in: fields)
    guard let name, let secret else { return nil }
    return .header(name: name, prefix: prefix, secret: secret)
  }

  private func basic(_ fields: Fields) -> AuthPart? {
    let password = secretName("password", in: fields, required: false)
    if let node = fields.child("user-text") {
      if fields.has("user") { fields.report("\(fields.name): exactly one of 'user' and 'user-text' must be given") }
      _ = fields.child("user")
      return slotText(node, fields, "user-text", SlotScene(place: "a user name", families: [.account]))
        .map { .basic(user: .text($0), password: password) }
    }
    return secretName("user", in: fields).map { .basic(user: .secret($0), password: password) }
  }

  private func token(_ fields: Fields) -> TokenStep? {
    let request = fields.requiredMapping("request")
    let endpoint = request.flatMap { request -> Endpoint? in
      let host = self.host(request)
      let auth = readAuth(request, inToken: true)
      return host.map { Endpoint(host: $0, headers: [], auth: auth) }
    }
    let call = request.flatMap { request -> Call? in
      defer { request.finish() }
      return self.call(request, .token)
    }
    let field = fields.required("field").flatMap { jsonPath($0, fields, "field") }
    let lives = positive(fields.span("lives"), "lives", fields)
    let livesField = fields.child("lives-field").flatMap { jsonPath($0, fields, "lives-field") }
    if !fields.has("lives"), !fields.has("lives-field") {
      fields.report("\(fields.name): 'lives' or 'lives-field' must say how long the token lives")
    }
    let header = text("header", in: fields, required: false) { name in
      name.lowercased() == "authorization" ? nil : HeaderName.fault(name)?.what
    }
    let prefix = fields.child("prefix").flatMap { plainText($0, fields, "prefix") }
    guard let endpoint, let call, let field else { return nil }
    return TokenStep(
      endpoint: endpoint, call: TokenStep.signed(call, endpoint.auth), field: field, lives: lives,
      livesField: livesField, header: header ?? "Authorization", prefix: prefix ?? "Bearer ")
  }

  func jsonPath(_ node: Node, _ fields: Fields, _ key: String) -> JSONPath? {
    guard let text = plainText(node, fields, key) else { return nil }
    if let path = JSONPath(written: text) { return path }
    sheet.report(
      at: node, "\(fields.name): '\(key)' is not a path: '\(text.shown)'",
      "Write names parted by dots: results.0.id. '.' alone is the whole answer.")
    return nil
  }
}

extension TokenStep {
  /// Credentials that belong into the body become members of it.
  static func signed(_ call: Call, _ auth: [AuthPart]) -> Call {
    var call = call
    for case .body(let field, let secret) in auth {
      let name = SlotText(constant: field)
      let value = SlotText([.slot(.secret(secret), nil)])
      switch call.body {
      case .none: break
      case .form(let parameters): call.body = .form(parameters + [Parameter(name: name, value: .text(value))])
      case .json(let shape): call.body = .json(shape.adding(Shape.Member(key: name, value: .text(value))))
      }
    }
    return call
  }
}

extension Shape {
  /// The object with one more member. A finished object is opened again by writing it as text.
  func adding(_ member: Member) -> Shape {
    switch self {
    case .object(let members): return .object(members + [member])
    case .byLane(let shapes): return .byLane(shapes.map { $0?.adding(member) })
    case .constant(let bytes):
      guard let value = try? JSONReader.read(bytes), case .object(let members) = value else { return self }
      return .object(
        members.map { Member(key: SlotText([.constant($0.name)]), value: .constant($0.value.json)) } + [member])
    case .text, .number, .array, .each, .eachItem, .optional, .rows, .jsonText: return self
    }
  }

  /// Whether a member can be added.
  var isObject: Bool {
    switch self {
    case .object: true
    case .byLane(let shapes): shapes.allSatisfy { $0?.isObject ?? true }
    case .constant(let bytes): bytes.first == UInt8(ascii: "{")
    case .text, .number, .array, .each, .eachItem, .optional, .rows, .jsonText: false
    }
  }
}

extension JSONValue {
  /// Written again, compactly.
  var json: [UInt8] {
    switch self {
    case .null, .bool: text ?? []
    case .number(let text): text
    case .string(let text): JSONEscape.string(text)
    case .array(let values): Array("[".utf8) + values.map(\.json).joined(separator: ",".utf8) + Array("]".utf8)
    case .object(let members):
      Array("{".utf8)
        + members.map { JSONEscape.string($0.name) + [UInt8(ascii: ":")] + $0.value.json }.joined(separator: ",".utf8)
        + Array("}".utf8)
    }
  }
}
