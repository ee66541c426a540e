import Workflow
import Yams

extension EntryReading {
  func readDrp(_ fields: Fields, _ terms: Terms?) -> DrpRoute? {
    let endpoint = endpoint(fields)
    if endpoint?.auth.isEmpty == false {
      fields.report(
        "\(fields.name): this protocol has a credential of its own",
        "Remove 'auth'; name 'signing-key', and 'token' where one was agreed on.")
    }
    let basePath = text("base-path", in: fields, required: false, Address.pathFault) ?? ""
    let agent = text("agent-id", in: fields, Address.textFault)
    let business = text("business-id", in: fields, Address.textFault)
    let key = secretName("signing-key", in: fields)
    let token = secretName("token", in: fields, required: false)
    let regime = text("regime", in: fields, required: false, Address.textFault) ?? "ccpa"
    let exercise = fields.choice("exercise", DrpRoute.Exercise.self) ?? .deletion
    let hasSlash = fields.flag("trailing-slash") ?? false
    let window = positive(fields.span("window"), "window", fields) ?? .minutes(10)
    let relationships = fields.strings("relationships")
    let identifiers = perKind("identifiers", fields) { inner -> DrpRoute.Member? in
      let isVerified = inner.flag("verified")
      return text("member", in: inner, Address.textFault).map { DrpRoute.Member(name: $0, isVerified: isVerified) }
    }
    pollSchedule = section("poll", in: fields, required: true) { readSchedule($0) }
    if terms?.inDoubt == .queryFirst {
      fields.report(
        "\(fields.name): this protocol cannot be asked by our own key: 'query-first' cannot work",
        "Say safe-to-repeat, if the partner keeps one request for each 'agent-request-id', else never-repeat.")
    }
    guard let endpoint, let agent, let business, let key else { return nil }
    return DrpRoute(
      endpoint: endpoint, basePath: basePath.hasSuffix("/") ? String(basePath.dropLast()) : basePath, agentID: agent,
      businessID: business, signingKey: key, token: token, regime: regime == "none" ? nil : regime, exercise: exercise,
      hasTrailingSlash: hasSlash, window: window, relationships: relationships, identifiers: identifiers)
  }
}
