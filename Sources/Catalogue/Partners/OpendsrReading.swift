import Workflow
import Yams

extension EntryReading {
  func readOpendsr(_ fields: Fields) -> OpendsrRoute? {
    let endpoint = endpoint(fields)
    if endpoint?.auth.contains(where: { if case .body = $0 { true } else { false } }) == true {
      fields.report("\(fields.name): credentials never stand in the body of this protocol")
    }
    let profile = fields.choice("profile", OpendsrProfile.self) ?? .standard
    let version =
      text("version", in: fields, required: profile.version == nil) {
        ["1.0", "2.0", "3.0"].contains($0) ? nil : "must be 1.0, 2.0 or 3.0"
      } ?? profile.version
    let path = text("requests-path", in: fields, required: false, Address.pathFault)
    let statusPath = text("status-path", in: fields, required: false) {
      $0.contains("{id}") ? Address.pathFault($0.replacing("{id}", with: "id")) : "must hold {id}"
    }
    let discoveryPath = text("discovery-path", in: fields, required: false, Address.pathFault)
    let (signature, isRead) = isClean { readSignature(fields, profile) }
    let regulation = readRegulation(fields, version)
    let body = readBody(fields, version: version ?? "2.0", profile)
    let identities = readIdentities(fields)
    pollSchedule = section("poll", in: fields, required: true) { readSchedule($0) }
    let (extensions, members) = readAdditions(fields)
    let states = profile.states.merging(readStates(fields)) { $1 }
    let acknowledged = readAcknowledged(fields)
    let archive = fields.choice("archive", OpendsrRoute.Archive.self) ?? .digest
    guard let endpoint, let version, isRead else { return nil }
    let requests = path ?? profile.requestsPath(version: version)
    return OpendsrRoute(
      endpoint: endpoint, version: version, requestsPath: requests,
      statusPath: statusPath ?? requests + (requests.hasSuffix("/") ? "{id}" : "/{id}"),
      discoveryPath: discoveryPath ?? OpendsrRoute.discoveryPath(beside: requests), signature: signature,
      regulation: regulation, identities: identities, body: body, states: states, acknowledged: acknowledged,
      archive: archive, extensions: extensions, members: members)
  }

  /// Version 1.0 knows no regulation.
  private func readRegulation(_ fields: Fields, _ version: String?) -> OpendsrRoute.Regulation? {
    if fields.string("regulation") == "none" { return nil }
    return version == "1.0" && !fields.has("regulation")
      ? nil : fields.requiredChoice("regulation", OpendsrRoute.Regulation.self)
  }

  private func readIdentities(_ fields: Fields) -> [IdentifierKind: OpendsrRoute.Identity] {
    perKind("identities", fields) { inner in
      let type = text("type", in: inner, Address.textFault)
      let format = inner.requiredChoice("format", OpendsrRoute.Identity.Format.self)
      guard let type, let format else { return nil }
      return OpendsrRoute.Identity(type: type, format: format)
    }
  }

  private func readBody(_ fields: Fields, version: String, _ profile: OpendsrProfile) -> OpendsrRoute.BodyShape {
    var body = OpendsrRoute.BodyShape()
    body.requestType = text("request-type", in: fields, required: false, Address.textFault) ?? "erasure"
    body.time = fields.choice("submitted-time", OpendsrRoute.BodyShape.TimeForm.self) ?? .rfc3339
    let apiVersion = text("api-version", in: fields, required: false, Address.textFault)
    body.apiVersion = apiVersion == "none" ? nil : apiVersion ?? profile.apiVersion ?? version
    let shape = fields.choice("identity-shape", OpendsrRoute.BodyShape.Identities.self)
    body.identities = shape ?? (version == "3.0" ? .dictionary : .list)
    body.names = body.identities == .dictionary ? .dictionary : .list
    _ = section("identity-names", in: fields) { inner -> Bool? in
      body.identitiesName = inner.string("list") ?? body.identitiesName
      body.names.type = inner.string("type") ?? body.names.type
      body.names.value = inner.string("value") ?? body.names.value
      body.names.format = inner.string("format") ?? body.names.format
      return true
    }
    return body
  }

  private func readAcknowledged(_ fields: Fields) -> Set<Int> {
    let codes = fields.list("acknowledged-by").compactMap { node -> Int? in
      if let code = node.scalar.flatMap({ Int($0.string) }), (200..<300).contains(code) { return code }
      sheet.report(
        at: node, "\(fields.name): 'acknowledged-by' must hold status codes from 200 to 299, found \(node.shape)")
      return nil
    }
    return codes.isEmpty ? [201] : Set(codes)
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

  private func readStates(_ fields: Fields) -> [String: OpendsrRoute.State] {
    var states: [String: OpendsrRoute.State] = [:]
    _ = section("states", in: fields) { inner -> Bool? in
      for state in OpendsrRoute.State.allCases {
        for word in inner.strings(state.rawValue) { states[word] = state }
      }
      return true
    }
    return states
  }
}
