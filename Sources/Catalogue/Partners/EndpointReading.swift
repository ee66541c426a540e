import Workflow
import Yams

extension EntryReading {
  /// `host`, `headers`, `auth` and `tls` of a section.
  func endpoint(_ fields: Fields) -> Endpoint? {
    let host = host(fields)
    let scene = SlotScene(place: "a header", families: [.account, .fact])
    let headers = headerLines("headers", in: fields, scene)
    let auth = readAuth(fields)
    let tls = section("tls", in: fields) { inner -> ClientTLS? in
      let certificate = secretName("certificate", in: inner)
      let key = secretName("key", in: inner)
      guard let certificate, let key else { return nil }
      return ClientTLS(certificate: certificate, key: key)
    }
    return host.map { Endpoint(host: $0, headers: headers, auth: auth, tls: tls) }
  }

  /// One address, or one for each value of an account name.
  func host(_ fields: Fields) -> HostText? {
    guard let node = fields.required("host") else { return nil }
    guard node.mapping != nil else { return hostText(node, fields, "host").map(HostText.same) }
    guard let choice = sheet.fields(of: node, named: "\(fields.name), host") else { return nil }
    defer { choice.finish() }
    guard let by = choice.requiredString("by") else { return nil }
    guard let value = account[by] else {
      choice.report(
        "\(choice.name): 'by' does not know the account value '\(by.shown)'",
        remedy(for: by, among: account.keys.sorted()))
      choice.names.forEach { _ = choice.named($0) }
      return nil
    }
    var hosts: [String: SlotText] = [:]
    for name in choice.names where name != "by" {
      if let node = choice.named(name), let text = hostText(node, choice, name) { hosts[name] = text }
    }
    if case .text(let value) = value, !choice.has(value) {
      choice.report(
        "\(choice.name): there is no host for '\(by)', which is '\(value.shown)'",
        remedy(for: value, among: choice.keys.filter { $0 != "by" }))
    }
    return .by(account: by, hosts)
  }

  private func hostText(_ node: Node, _ fields: Fields, _ key: String) -> SlotText? {
    guard let text = slotText(node, fields, key, SlotScene(place: "a host", families: [.account])) else { return nil }
    guard let fault = Address.hostFault(sample(text)) else { return text }
    sheet.report(
      at: node, "\(fields.name): '\(key)' \(fault)\((node.scalar?.string ?? "").found)",
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

  func jsonPath(_ node: Node, _ fields: Fields, _ key: String) -> JSONPath? {
    guard let text = plainText(node, fields, key) else { return nil }
    if let path = JSONPath(written: text) { return path }
    sheet.report(
      at: node, "\(fields.name): '\(key)' is not a path: '\(text.shown)'",
      "Write names parted by dots: results.0.id. '.' alone is the whole answer.")
    return nil
  }
}
