import Workflow

/// One entry of `partners.yaml`: one partner by one route, checked and compiled. Data; nothing here has side effects.
public struct PartnerEntry: Sendable {
  public let id: String
  public let name: String
  public let kind: String?
  /// When the facts were last compared with the partner's documentation.
  public let checked: Instant?
  public let confidence: Confidence
  public let sources: [String]
  /// `nil` = there is nothing that could be asked.
  public let route: Route?
  public let scope: Scope
  /// The strongest proof that the route can give; `nil` without a route.
  public let bestGrade: Grade?
  public let deletes: [DataScope]
  public let cannot: [CannotFact]
  public let retention: String?
  public let notes: [String]
  public let hazards: [String]
  public let account: [String: AccountValue]
  public let secrets: [String: SecretReference]
  /// In order of preference.
  public let lanes: [Lane]
  public internal(set) var tells = Tells.first
  /// With `tells: every`, all sets of lanes that a subject can fit.
  var combined: [Lane]?
  /// The lanes a dispatch can have, in the order in which they are tried: with `tells: every` the combinations of
  /// `lanes`, under joined names such as `user+cookie`.
  public var tellingLanes: [Lane] { combined ?? lanes }
  public internal(set) var terms: Terms
  public let section: Section?
  /// The entry's tree in one fixed form: others hash and pin it. Comments and layout do not change it.
  public let canonical: [UInt8]
  /// Of the entry in its file.
  public let line: Int
  public var facts = EntryFacts()

  /// Whether a subject is told by the first lane it fits, or by each.
  public enum Tells: String, CaseIterable, Hashable, Sendable { case first, every }

  public enum Confidence: String, CaseIterable, Hashable, Sendable { case confirmed, likely, unconfirmed }

  /// What the entry says of its route.
  public enum Section: Sendable {
    case api(ApiRoute)
    case opendsr(OpendsrRoute)
    case ddrf(DdrfRoute)
    case drp(DrpRoute)
    case email(EmailRoute)
    case file(FileRoute)
    case portal(PortalRoute)
  }

  public var api: ApiRoute? { if case .api(let route)? = section { route } else { nil } }
  public var opendsr: OpendsrRoute? { if case .opendsr(let route)? = section { route } else { nil } }
  public var ddrf: DdrfRoute? { if case .ddrf(let route)? = section { route } else { nil } }
  public var drp: DrpRoute? { if case .drp(let route)? = section { route } else { nil } }
  public var email: EmailRoute? { if case .email(let route)? = section { route } else { nil } }
  public var file: FileRoute? { if case .file(let route)? = section { route } else { nil } }
  public var portal: PortalRoute? { if case .portal(let route)? = section { route } else { nil } }

  /// How many subjects one dispatch may hold.
  public var batch: ApiRoute.Batch { section?.batch ?? ApiRoute.Batch(items: .max, bytes: nil) }

  /// The first of `tellingLanes` for which a subject has every identifier; `nil` = this partner cannot be told of it.
  public func lane(for known: Set<IdentifierKind>) -> Lane? {
    tellingLanes.first { $0.identifiers.allSatisfy(known.contains) }
  }

  /// What asking this partner does for `type`. A row that names the type goes before one that says `all`.
  public func coverage(of type: DataType) -> Coverage {
    if let fact = cannot.first(where: { $0.data == .type(type) }) { return .cannot(fact) }
    if deletes.contains(.type(type)) { return .deletes }
    if let fact = cannot.first(where: { $0.data == .all }) { return .cannot(fact) }
    return deletes.contains(.all) ? .deletes : .unstated
  }

  public enum Coverage: Hashable, Sendable {
    case deletes
    case cannot(CannotFact)
    /// Neither the one nor the other was written down: a gap in the file.
    case unstated
  }
}

extension PartnerEntry.Section {
  /// How many subjects one dispatch may hold.
  var batch: ApiRoute.Batch {
    switch self {
    case .api(let route): route.batch
    case .opendsr, .ddrf, .drp: ApiRoute.Batch(items: 1, bytes: nil)
    case .email, .file, .portal: ApiRoute.Batch(items: .max, bytes: nil)
    }
  }
}

/// One data type, or all that are not named elsewhere.
public enum DataScope: Hashable, Sendable, CustomStringConvertible {
  case all
  case type(DataType)

  public var description: String {
    switch self {
    case .all: "all"
    case .type(let type): type.code
    }
  }

  /// The words for a person.
  public var words: String {
    switch self {
    case .all: "all other data"
    case .type(let type): type.words
    }
  }
}

/// Why a partner cannot delete something: a fact with its source, for the coverage table.
public struct CannotFact: Hashable, Sendable {
  public let data: DataScope
  public let reason: Reason
  public let because: String
  public let source: String?
}

/// A value of the company's own account at the partner; not secret.
public enum AccountValue: Hashable, Sendable {
  case text(String)
  /// The name of an environment variable.
  case environment(String)
}

/// Where a secret is to be had. The secret itself never stands in the file.
public enum SecretReference: Hashable, Sendable, CustomStringConvertible {
  case environment(String)
  case file(String)
  case program(String)
  case credential(String)

  /// - Returns: `nil` for anything that is not a reference, a literal secret above all.
  public init?(_ text: String) { self.init(written: text) }

  init?(written text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let rest = String(text[text.index(after: colon)...])
    let isName = !rest.isEmpty && rest.utf8.allSatisfy { PercentEscape.isUnreserved($0) && $0 != UInt8(ascii: "~") }
    let isPath = rest.hasPrefix("/") && rest.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    switch text[..<colon] {
    case "env" where isName: self = .environment(rest)
    case "cred" where isName: self = .credential(rest)
    case "file" where isPath: self = .file(rest)
    case "exec" where isPath: self = .program(rest)
    case _: return nil
    }
  }

  public var description: String {
    switch self {
    case .environment(let name): "env:\(name)"
    case .file(let path): "file:\(path)"
    case .program(let path): "exec:\(path)"
    case .credential(let name): "cred:\(name)"
    }
  }
}
