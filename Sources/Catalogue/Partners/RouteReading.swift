import Workflow
import Yams

extension EntryReading {
  /// The section of the route; others are mistakes, and so is a route without its section.
  func readSection(_ route: Route?, terms: Terms?) -> PartnerEntry.Section? {
    for other in Route.allCases where other != route && fields.has(other.rawValue) {
      guard let node = fields.child(other.rawValue) else { continue }
      let words = route.map { "'route: \($0.rawValue)'" } ?? "no 'route'"
      sheet.report(
        at: node, "\(name): the section '\(other.rawValue)' does not belong to \(words)",
        "One entry is one route: write a second entry for a second route.")
    }
    guard let route else { return nil }
    checkLanes(route)
    return section(route.rawValue, in: fields, required: true) { section in
      switch route {
      case .api: readApi(section, terms).map(PartnerEntry.Section.api)
      case .opendsr: readOpendsr(section).map(PartnerEntry.Section.opendsr)
      case .ddrf: readDdrf(section, terms).map(PartnerEntry.Section.ddrf)
      case .drp: readDrp(section, terms).map(PartnerEntry.Section.drp)
      case .email: readEmail(section).map(PartnerEntry.Section.email)
      case .file: readFile(section, terms).map(PartnerEntry.Section.file)
      case .portal: readPortal(section).map(PartnerEntry.Section.portal)
      }
    }
  }

  private func checkLanes(_ route: Route) {
    if scope != .selector, lanes.isEmpty, fields.child("takes")?.sequence.map({ $0.isEmpty }) ?? true {
      report(
        "'takes' is empty, but 'scope: \(scope.rawValue)' needs identifiers",
        "Name at least one lane, or say 'scope: selector'.")
    }
    if scope == .selector, !lanes.isEmpty {
      report("'takes' has no meaning with 'scope: selector'", "Remove it, or say 'scope: both'.")
    }
    if scope != .subjects, route == .opendsr || route == .ddrf || route == .drp {
      report("'route: \(route.rawValue)' can only name subjects", "Say 'scope: subjects'.")
    }
  }

  private func readPortal(_ fields: Fields) -> PortalRoute? {
    let url = text("url", in: fields, Address.urlFault)
    let steps = fields.strings("steps")
    if steps.isEmpty { fields.report("\(fields.name): 'steps' must tell the person what to do") }
    let due = positive(fields.span("due"), "due", fields)
    if !fields.has("due") { fields.report("\(fields.name): 'due' is missing", "Add a line 'due: 14d'.") }
    let evidence = fields.strings("evidence")
    guard let url, let due else { return nil }
    return PortalRoute(url: url, steps: steps, due: due, evidence: evidence)
  }

  /// A mapping from identifiers of the lanes to what a protocol calls them; every needed one must be there.
  func perKind<Value>(_ key: String, _ fields: Fields, _ read: (Fields) -> Value?) -> [IdentifierKind: Value] {
    guard let list = fields.requiredMapping(key) else { return [:] }
    var found: [IdentifierKind: Value] = [:]
    let known = IdentifierKind.allCases.filter { kind in
      lanes.contains { ($0.identifiers + $0.optional).contains(kind) }
    }
    for kind in known {
      if let inner = list.mapping(kind.rawValue) {
        found[kind] = read(inner)
        inner.finish()
      } else if !list.has(kind.rawValue) {
        list.report("\(list.name): the identifier '\(kind.rawValue)' of 'takes' is missing")
      }
    }
    list.finish()
    return found
  }
}
