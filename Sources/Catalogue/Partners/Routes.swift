import Workflow

/// A partner that speaks OpenDSR: where, how its answers are signed, and what it calls the identifiers.
public struct OpendsrRoute: Sendable {
  let endpoint: Endpoint
  /// As the partner counts: `2.0`.
  public let version: String
  public let requestsPath: String
  public let processorDomain: String
  public let certificateURL: String
  public let trust: Trust
  public let algorithm: Algorithm
  public let regulation: Regulation
  public let identities: [IdentifierKind: Identity]
  /// The partner's own spelling of a state, where it differs.
  public let states: [String: String]
  let extensions: Shape?
  let members: [Shape.Member]

  /// What makes the signer's certificate believed.
  public enum Trust: Hashable, Sendable {
    case system
    /// A PEM file of roots.
    case file(String)
    /// SHA-256 of the key (SPKI), lower-case hex.
    case pin(String)
  }

  public enum Algorithm: String, CaseIterable, Hashable, Sendable {
    case rsaPKCS1 = "rsa-pkcs1-sha256"
    case rsaPSS = "rsa-pss-sha256"
    case ecdsa = "ecdsa-sha256"
  }

  public enum Regulation: String, CaseIterable, Hashable, Sendable { case gdpr, ccpa }

  public struct Identity: Hashable, Sendable {
    public let type: String
    public let format: Format

    public enum Format: String, CaseIterable, Hashable, Sendable { case raw, sha1, md5, sha256 }
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
}

/// IAB Data Deletion Request Framework: the rest stands in the partner's discovery document.
public struct DdrfRoute: Hashable, Sendable {
  /// The document is `https://<domain>/dsrdelete.json`.
  public let domain: String
  /// Our own domain, where our `dsrdelete.json` stands.
  public let issuer: String
  /// The name of the secret that holds the signing key.
  public let signingKey: String
  public let identifiers: [IdentifierKind: Kind]

  public struct Kind: Hashable, Sendable {
    public let type: String
    public let format: String
  }
}

public struct EmailRoute: Hashable, Sendable {
  public let to: [String]
  public let cc: [String]
  /// `en`, `de`, ...
  public let language: String
  /// The name of a letter in the templates.
  public let template: String
  public let attachment: Attachment

  public enum Attachment: String, CaseIterable, Hashable, Sendable { case csv, none }
}

/// A file put on the partner's SFTP server.
public struct FileRoute: Sendable {
  let location: SlotText
  let fileName: SlotText
  public let user: String?
  /// Names of secrets.
  public let key: String?
  public let password: String?
  /// `SHA256:` and base64, as `ssh-keygen -l` prints it.
  public let hostKey: String
  public let format: Format
  public let columns: [IdentifierKind]
  public let hasHeader: Bool

  public enum Format: String, CaseIterable, Hashable, Sendable { case csv, jsonl, list }

  /// The whole address, `sftp://host/folder/name`.
  public func url(facts: RequestFacts) throws -> String {
    let pen = Pen(Filling(facts: facts, secret: { _ in [] }))
    let folder = String(decoding: try pen.text(location, .host), as: UTF8.self)
    let name = String(decoding: try pen.text(fileName, .path), as: UTF8.self)
    return folder + (folder.hasSuffix("/") ? "" : "/") + name
  }
}

/// A person's task.
public struct PortalRoute: Hashable, Sendable {
  public let url: String
  public let steps: [String]
  public let due: Span
  /// What the person has to file.
  public let evidence: [String]
}
