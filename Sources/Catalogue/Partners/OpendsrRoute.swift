import Workflow

/// A partner that speaks OpenDSR: where, how its answers are signed, and what it calls the identifiers.
public struct OpendsrRoute: Sendable {
  let endpoint: Endpoint
  /// As the partner counts: `2.0`.
  public let version: String
  public let requestsPath: String
  /// Where a request's state is asked for; `{id}` stands for the request's id.
  let statusPath: String
  /// Where the processor says what it takes, and where its certificate is.
  public let discoveryPath: String
  /// `nil` for a partner that signs nothing: all it says is then unsigned.
  public let signature: OpendsrSignature?
  /// `nil` where the request says none.
  public let regulation: Regulation?
  public let identities: [IdentifierKind: Identity]
  public let body: BodyShape
  public let states: [String: State]
  /// The status codes of an acknowledgement.
  public let acknowledged: Set<Int>
  public let archive: Archive
  let extensions: Shape?
  let members: [Shape.Member]

  public enum Regulation: String, CaseIterable, Hashable, Sendable { case gdpr, ccpa }

  public struct Identity: Hashable, Sendable {
    public let type: String
    public let format: Format

    public enum Format: String, CaseIterable, Hashable, Sendable { case raw, sha1, md5, sha256 }
  }

  /// What a word of the partner means. The standard has the first four.
  public enum State: String, CaseIterable, Hashable, Sendable {
    case pending
    case inProgress = "in_progress"
    case completed, cancelled
    case failed
    case notFound = "not_found"
  }

  /// What is kept of an answer that echoes the request.
  public enum Archive: String, CaseIterable, Hashable, Sendable {
    /// Its SHA-256, which the signature proves as well as the whole, and what was read from it.
    case digest
    case whole
  }

  /// How the request object is written.
  public struct BodyShape: Hashable, Sendable {
    public var requestType = "erasure"
    public var time = TimeForm.rfc3339
    /// `nil` leaves the member out.
    public var apiVersion: String?
    public var identities = Identities.list
    public var identitiesName = "subject_identities"
    public var names = Names.list

    public enum Identities: String, CaseIterable, Hashable, Sendable {
      case list
      /// `{email: {value, encoding}}`, one of a type.
      case dictionary
    }

    public struct Names: Hashable, Sendable {
      public var type: String
      public var value: String
      public var format: String

      static let list = Names(type: "identity_type", value: "identity_value", format: "identity_format")
      static let dictionary = Names(type: "", value: "value", format: "encoding")
    }

    public enum TimeForm: String, CaseIterable, Hashable, Sendable {
      case rfc3339
      case milliseconds = "rfc3339-ms"
      case withoutZone = "without-zone"
      case date, epoch
    }
  }

  /// The words of the entry, and the standard's own where it does not give them another meaning.
  public func state(_ word: String) -> State? { states[word] ?? State(rawValue: word) }

  /// - Parameter id: Of the characters that need no escape in a path, as an idempotency key is.
  public func statusPath(of id: String) -> String {
    var bytes: [UInt8] = []
    PercentEscape.append(id.utf8, to: &bytes)
    return statusPath.replacing("{id}", with: String(decoding: bytes, as: UTF8.self))
  }

  /// `/v2/requests` has `/v2/discovery` beside it.
  static func discoveryPath(beside requestsPath: String) -> String {
    let parts = requestsPath.split(separator: "/").dropLast()
    return parts.map { "/" + $0 }.joined() + "/discovery"
  }

  /// A call to the partner's OpenDSR interface: host, headers and credentials of the entry around `body`.
  /// - Parameter path: Begins with `/`; percent-encoded where needed.
  /// - Throws: `RenderFailure`, or what `secret` threw.
  public func render(
    method: String, path: String, body: [UInt8], facts: RequestFacts, token: [UInt8]? = nil,
    secret: @escaping SecretSource
  ) throws -> RenderedRequest {
    guard let word = Call.Method(rawValue: method), Address.pathFault(path) == nil else {
      throw RenderFailure(.noSuchCall, part: "path")
    }
    let call = Call(
      method: word, path: .same(SlotText(constant: path)), query: [], headers: [],
      body: body.isEmpty ? .none : .json(.constant(body)))
    return try Pen.request(call, at: endpoint, filling: Filling(facts: facts, token: token, secret: secret))
  }

  /// The `extensions` object as JSON; `nil` where the entry has none.
  public func extensionsJSON(facts: RequestFacts) throws -> [UInt8]? {
    guard let extensions else { return nil }
    var pen = Pen(Filling(facts: facts, secret: { _ in [] }))
    try pen.write(extensions)
    return pen.bytes
  }

  /// Further members of the request object, as JSON, in the order of the file.
  public func furtherMembers(facts: RequestFacts) throws -> [(name: String, json: [UInt8])] {
    try members.map { member in
      var pen = Pen(Filling(facts: facts, secret: { _ in [] }))
      try pen.write(member.value)
      return (String(decoding: try pen.text(member.key, .header), as: UTF8.self), pen.bytes)
    }
  }

  public var tokenCall: TokenCall? { TokenCall(of: endpoint) }
  /// Names of the secrets with the client certificate and its key, PEM.
  public var clientCertificate: (certificate: String, key: String)? { endpoint.tls.map { ($0.certificate, $0.key) } }
  /// Who must sign; `nil` where nobody does.
  public var processorDomain: String? { signature?.domain }
  public var trust: OpendsrSignature.Trust? { signature?.trust }
}
