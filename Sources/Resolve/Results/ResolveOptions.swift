import Workflow

/// What a resolution may do.
public struct ResolveOptions: Sendable {
  public var window: TimeWindow
  public var format = LogFormat.auto
  /// `FIELD=NAME`, as on the command line.
  public var map: [String] = []
  /// Tag, pixel or property ids of the matter.
  public var trackers: [String] = []
  /// Whether an address alone may say who somebody is.
  public var trustsAddress = false
  public private(set) var sources = IDSource.known
  private var takesEmail = false

  public init(window: TimeWindow) { self.window = window }

  /// E-mail addresses are taken from URLs and logs only where the company asked for it.
  public mutating func takeEmail() {
    takesEmail = true
    sources.append(IDSource(LogField.email.rawValue, .field, .email))
  }

  /// The company's own names: `user-id=uid` for a parameter or a cookie that holds a user id.
  public mutating func add(_ texts: [String], _ place: IDSource.Place) throws(ResolveError) {
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let kind = IdentifierKind(rawValue: String(parts[0])), Self.allowed.contains(kind) else {
        let known = Self.allowed.map(\.rawValue).joined(separator: ", ")
        throw .rule("'\(text)': must be KIND=NAME, where KIND is one of \(known)")
      }
      guard kind != .email || takesEmail else {
        throw .rule("'\(text)': e-mail addresses are taken only with --take email")
      }
      sources.insert(IDSource(String(parts[1]), place, kind, .decoded), at: 0)
    }
  }

  func names() throws(ResolveError) -> FieldNames {
    guard takesEmail || !map.contains(where: { $0.hasPrefix("email=") }) else {
      throw .rule("--map email: e-mail addresses are taken only with --take email")
    }
    return try FieldNames(map: map)
  }

  private static let allowed: [IdentifierKind] = [
    .clientID, .clickID, .userID, .visitorID, .sessionID, .deviceID, .advertisingID, .idfa, .gaid,
    .externalID, .email,
  ]
}
