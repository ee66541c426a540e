import Workflow
import Yams

extension EntryReading {
  func token(_ fields: Fields) -> TokenStep? {
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
    let header = headerName("header", in: fields, required: false)
    let prefix = prefix(in: fields)
    let (hostField, hostWithin) = tokenHost(fields)
    let rotates = rotation(fields)
    let expired = matches("expired", in: fields)
    guard let endpoint, let call, let field else { return nil }
    return TokenStep(
      endpoint: endpoint, call: TokenStep.signed(call, endpoint.auth), field: field, lives: lives,
      livesField: livesField, header: header ?? "Authorization", prefix: prefix ?? "Bearer ", hostField: hostField,
      hostWithin: hostWithin, rotates: rotates, expired: expired)
  }

  /// An answer must not send our calls, and the token with them, to just any host.
  private func tokenHost(_ fields: Fields) -> (JSONPath?, HostPattern?) {
    let field = fields.child("host-field").flatMap { jsonPath($0, fields, "host-field") }
    let within = fields.child("host-within").flatMap { node -> HostPattern? in
      guard let text = fields.text(of: node, "host-within") else { return nil }
      if let pattern = HostPattern(written: text) { return pattern }
      sheet.report(
        at: node, "\(fields.name): 'host-within' is not a host: '\(text.shown)'",
        "Write a host, or *. and a domain: *.partner.example.")
      return nil
    }
    if fields.has("host-field") != fields.has("host-within") {
      fields.report(
        "\(fields.name): 'host-field' and 'host-within' belong together",
        "'host-field' says where the host stands in the answer, 'host-within' which hosts are the partner's.")
    }
    return (field, within)
  }

  private func rotation(_ fields: Fields) -> TokenStep.Rotation? {
    section("rotates", in: fields) { inner in
      let field = inner.required("field").flatMap { jsonPath($0, inner, "field") }
      let secret = secretName("secret", in: inner)
      guard let field, let secret else { return nil }
      return TokenStep.Rotation(field: field, secret: secret)
    }
  }
}
