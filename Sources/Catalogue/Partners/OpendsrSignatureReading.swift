import Workflow
import Yams

extension EntryReading {
  /// - Returns: `nil` where the partner signs nothing, or after a mistake.
  func readSignature(_ fields: Fields, _ profile: OpendsrProfile) -> OpendsrSignature? {
    if fields.string("algorithm") == "none" || !fields.has("algorithm") && !profile.isSigned {
      for key in ["processor-domain", "certificate", "signature"] where fields.has(key) {
        _ = fields.child(key)
        fields.report(
          "\(fields.name): '\(key)' has no meaning with 'algorithm: none'",
          "Remove it, or name the algorithm by which the partner signs.")
      }
      return nil
    }
    let domain =
      text("processor-domain", in: fields, required: profile.domain == nil, Address.domainFault) ?? profile.domain
    let certificate = readCertificate(fields, profile)
    let algorithm =
      (profile.algorithm == nil
        ? fields.requiredChoice("algorithm", OpendsrSignature.Algorithm.self)
        : fields.choice("algorithm", OpendsrSignature.Algorithm.self)) ?? profile.algorithm
    guard let domain, var signature = certificate, let algorithm else { return nil }
    signature.domain = domain
    signature.algorithm = algorithm
    _ = section("signature", in: fields) { inner -> Bool? in
      signature.covers = inner.choice("covers", OpendsrSignature.Covers.self) ?? .body
      signature.states = inner.choice("states", OpendsrSignature.StateRule.self) ?? .required
      let names = ["domain-header", "header"].map { key in
        text(key, in: inner, required: false) { HeaderName.fault($0)?.what }
      }
      signature.domainHeaders = names[0].map { [$0] } ?? OpendsrSignature.domainHeaders
      signature.signatureHeaders = names[1].map { [$0] } ?? OpendsrSignature.signatureHeaders
      return true
    }
    return signature
  }

  private func readCertificate(_ fields: Fields, _ profile: OpendsrProfile) -> OpendsrSignature? {
    guard fields.has("certificate") || profile.certificateURL == nil else {
      return OpendsrSignature(
        domain: "", certificateURL: profile.certificateURL ?? "", trust: .system, algorithm: .rsaPKCS1)
    }
    if fields.child("certificate")?.scalar?.string == "discovery" {
      var signature = OpendsrSignature(domain: "", trust: .system, algorithm: .rsaPKCS1)
      signature.isDiscovered = true
      return signature
    }
    return section("certificate", in: fields, required: true) { inner in
      let isDiscovered = inner.string("url") == "discovery"
      let url =
        isDiscovered
        ? ""
        : text("url", in: inner, required: profile.certificateURL == nil, Address.urlFault) ?? profile.certificateURL
      let hosts = readHosts(inner)
      if !hosts.isEmpty, !isDiscovered {
        inner.report("\(inner.name): 'hosts' has no meaning without 'url: discovery'", "Remove it.")
      }
      let trust = readTrust(inner, required: profile.certificateURL == nil)
      let host = inner.choice("host", OpendsrSignature.HostRule.self) ?? .san
      let pin = text("pin", in: inner, required: false) {
        OpendsrSignature.Trust.pin(written: $0) == nil
          ? "must be the SHA-256 of the key in 64 lower-case hex digits" : nil
      }
      guard let url, let trust else { return nil }
      var signature = OpendsrSignature(
        domain: "", certificateURL: url, trust: trust, pin: pin, host: host, algorithm: .rsaPKCS1)
      (signature.isDiscovered, signature.certificateHosts) = (isDiscovered, hosts)
      return signature
    }
  }

  private func readTrust(_ fields: Fields, required: Bool) -> OpendsrSignature.Trust? {
    guard required || fields.has("trust") else { return .system }
    guard let node = fields.required("trust"), let text = fields.text(of: node, "trust") else { return nil }
    if let trust = OpendsrSignature.Trust(written: text) { return trust }
    sheet.report(
      at: node, "\(fields.name): 'trust' does not know '\(text.shown)'",
      "Write system, file:/absolute/path or pin: and the SHA-256 of the key in 64 lower-case hex digits.")
    return nil
  }
}
