import Workflow
import Yams

extension EntryReading {
  func readDdrf(_ fields: Fields, _ terms: Terms?) -> DdrfRoute? {
    let domain = text("domain", in: fields, Address.domainFault)
    let issuer = text("issuer", in: fields, Address.domainFault)
    let key = secretName("signing-key", in: fields)
    let keyID = text("key-id", in: fields, required: false, Address.textFault)
    let version = fields.choice("version", DdrfRoute.Version.self) ?? .two
    let document = text("document", in: fields, required: false, Address.urlFault)
    let subject = fields.choice("subject", DdrfRoute.SubjectForm.self)
    if subject != nil, version == .two {
      fields.report("\(fields.name): 'subject' is only known to version 1.0", "Remove it, or say 'version: \"1.0\"'.")
    }
    let envelope = readEnvelope(fields)
    let isEmbedded = fields.flag("vendor-script-embedded") ?? false
    let identifiers = perKind("identifiers", fields) { inner -> DdrfRoute.Kind? in
      let type = text("type", in: inner, Address.textFault)
      let format = text("format", in: inner, Address.textFault)
      guard let type, let format else { return nil }
      return DdrfRoute.Kind(type: type, format: format)
    }
    let hosts = readHosts(fields)
    if terms?.inDoubt == .queryFirst {
      fields.report("\(fields.name): this protocol has no question to ask: 'query-first' cannot work")
    }
    guard let domain, let issuer, let key else { return nil }
    return DdrfRoute(
      domain: domain, issuer: issuer, signingKey: key, keyID: keyID, version: version, document: document, hosts: hosts,
      subject: subject ?? .object, request: envelope, isScriptEmbedded: isEmbedded, identifiers: identifiers)
  }

  private func readEnvelope(_ fields: Fields) -> DdrfRoute.Envelope {
    let member = text("member", in: fields, required: false, Address.textFault)
    let type = text("media-type", in: fields, required: false) {
      Address.textFault($0) ?? ($0.contains("/") && !$0.contains(" ") ? nil : "must be like application/jwt")
    }
    return DdrfRoute.Envelope(
      mediaType: type ?? (member == nil ? "application/jwt" : "application/json"), member: member)
  }

  /// Further hosts to which a partner's own document may send us.
  func readHosts(_ fields: Fields) -> [String] {
    fields.list("hosts").compactMap { node in
      guard let text = fields.text(of: node, "hosts") else { return nil }
      if Address.hostFault("https://\(text)") == nil, !text.contains(":") { return text.lowercased() }
      sheet.report(
        at: node, "\(fields.name): 'hosts' holds no host: '\(text.shown)'",
        "Write a bare name such as api.acme.example.")
      return nil
    }
  }
}

extension Address {
  /// The host of a URL that passed `urlFault`, lower-case, without its port.
  static func host(of url: String) -> String? {
    let parts = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].isEmpty else { return nil }
    let authority = parts[2].prefix { !"/?#".contains($0) }
    if authority.hasPrefix("[") { return authority.firstIndex(of: "]").map { authority[...$0].lowercased() } }
    return authority.split(separator: ":").first?.lowercased()
  }
}
