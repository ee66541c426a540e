import Workflow
import Yams

extension EntryReading {
  func readOpendsr(_ fields: Fields) -> OpendsrRoute? {
    let endpoint = endpoint(fields)
    if endpoint?.auth.contains(where: { if case .body = $0 { true } else { false } }) == true {
      fields.report("\(fields.name): credentials never stand in the body of this protocol")
    }
    let version = text("version", in: fields) { ["1.0", "2.0", "3.0"].contains($0) ? nil : "must be 1.0, 2.0 or 3.0" }
    let path = text("requests-path", in: fields, required: false, Address.pathFault)
    let domain = text("processor-domain", in: fields, Address.domainFault)
    let certificate = section("certificate", in: fields, required: true) { readCertificate($0) }
    let algorithm = fields.requiredChoice("algorithm", OpendsrRoute.Algorithm.self)
    let regulation = fields.requiredChoice("regulation", OpendsrRoute.Regulation.self)
    let identities = perKind("identities", fields) { inner -> OpendsrRoute.Identity? in
      let type = text("type", in: inner, Address.textFault)
      let format = inner.requiredChoice("format", OpendsrRoute.Identity.Format.self)
      guard let type, let format else { return nil }
      return OpendsrRoute.Identity(type: type, format: format)
    }
    pollSchedule = section("poll", in: fields, required: true) { readSchedule($0) }
    let (extensions, members) = readAdditions(fields)
    let states = readStates(fields)
    guard let endpoint, let version, let domain, let certificate, let algorithm, let regulation else { return nil }
    return OpendsrRoute(
      endpoint: endpoint, version: version,
      requestsPath: path ?? (version == "1.0" ? "/opengdpr_requests" : "/requests"),
      processorDomain: domain, certificateURL: certificate.url, trust: certificate.trust, algorithm: algorithm,
      regulation: regulation, identities: identities, states: states, extensions: extensions, members: members)
  }

  private func readCertificate(_ fields: Fields) -> (url: String, trust: OpendsrRoute.Trust)? {
    let url = text("url", in: fields, Address.urlFault)
    guard let node = fields.required("trust"), let text = fields.text(of: node, "trust") else { return nil }
    let trust: OpendsrRoute.Trust?
    if text == "system" {
      trust = .system
    } else if text.hasPrefix("file:/") {
      trust = .file(String(text.dropFirst(5)))
    } else if text.hasPrefix("pin:"), text.utf8.count == 68, text.utf8.dropFirst(4).allSatisfy(\.isLowerHex) {
      trust = .pin(String(text.dropFirst(4)))
    } else {
      trust = nil
      sheet.report(
        at: node, "\(fields.name): 'trust' does not know '\(text.shown)'",
        "Write system, file:/absolute/path or pin: and the SHA-256 of the key in 64 lower-case hex digits.")
    }
    guard let url, let trust else { return nil }
    return (url, trust)
  }

  /// What a partner wants in its requests beyond the standard.
  private func readAdditions(_ fields: Fields) -> (extensions: Shape?, members: [Shape.Member]) {
    let scene = SlotScene(place: "an addition", families: [.account, .fact, .time, .key])
    let extensions = fields.child("extensions").flatMap { shape($0, fields, "extensions", scene)?.folded() }
    guard let node = fields.child("members"), let shape = shape(node, fields, "members", scene) else {
      return (extensions, [])
    }
    if case .object(let members) = shape {
      return (extensions, members.map { Shape.Member(key: $0.key, value: $0.value.folded()) })
    }
    sheet.report(at: node, "\(fields.name): 'members' must be a mapping, found \(node.shape)")
    return (extensions, [])
  }

  private func readStates(_ fields: Fields) -> [String: String] {
    var states: [String: String] = [:]
    _ = section("states", in: fields) { inner -> Bool? in
      for standard in ["pending", "in_progress", "completed", "cancelled"] {
        for word in inner.strings(standard) { states[word] = standard }
      }
      return true
    }
    return states
  }
}

extension UInt8 {
  fileprivate var isLowerHex: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self) }
}
