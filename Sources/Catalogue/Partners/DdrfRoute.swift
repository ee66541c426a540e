import Workflow

/// IAB Data Deletion Request Framework: the rest stands in the partner's discovery document.
public struct DdrfRoute: Hashable, Sendable {
  /// The partner's registrable domain: the issuer of its acknowledgements.
  public let domain: String
  /// Our own domain, where our `dsrdelete.json` stands.
  public let issuer: String
  /// The name of the secret that holds the signing key, PEM: RSA of 2048 bits or more, or P-256.
  public let signingKey: String
  /// Of the signing key; `nil` = its thumbprint by RFC 7638.
  public let keyID: String?
  public let version: Version
  /// Where the partner's document stands, if not where the framework says.
  public let document: String?
  /// Hosts outside of the domain where its endpoint and keys may stand all the same.
  public let hosts: [String]
  public let subject: SubjectForm
  public let request: Envelope
  /// A person of ours has put the partner's script into our pages, as its document demands.
  public let isScriptEmbedded: Bool
  public let identifiers: [IdentifierKind: Kind]

  public struct Kind: Hashable, Sendable {
    public let type: String
    public let format: String

    public init(type: String, format: String) {
      self.type = type
      self.format = format
    }
  }

  /// The two versions do not understand each other.
  public enum Version: String, CaseIterable, Hashable, Sendable {
    case one = "1.0"
    case two = "2.0"
  }

  /// How version 1.0 names the person: its table says a text, its example shows an object.
  public enum SubjectForm: String, CaseIterable, Hashable, Sendable { case object, text }

  /// How the token travels, which no version says.
  public struct Envelope: Hashable, Sendable {
    public var mediaType: String
    /// The member of a JSON object that holds the token; `nil` = the token is the body.
    public var member: String?
  }

  /// In the order in which they are tried.
  public var documents: [String] {
    document.map { [$0] } ?? DdrfRoute.documents(of: domain)
  }

  public static func documents(of domain: String) -> [String] {
    ["https://\(domain)/.well-known/iabtl/dsrdelete.json", "https://\(domain)/dsrdelete.json"]
  }

  /// Whether the partner's document may send us to `url`: https, on its domain or on a host that the entry names.
  public func allows(url: String) -> Bool {
    guard Address.urlFault(url) == nil, let host = Address.host(of: url) else { return false }
    return host == domain.lowercased() || host.hasSuffix("." + domain.lowercased()) || hosts.contains(host)
  }
}
