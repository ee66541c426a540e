/// Who signs a processor's answers, how, and what makes the certificate believed.
public struct OpendsrSignature: Hashable, Sendable {
  /// The domain that the answer names, and that the certificate is issued to.
  public var domain: String
  /// Empty where discovery names it.
  public var certificateURL: String
  /// Whether the processor's discovery document says where the certificate is.
  public var isDiscovered = false
  /// Hosts outside of the domain where discovery may place it all the same.
  public var certificateHosts: [String] = []
  public var trust: Trust
  /// SHA-256 of the key (SPKI), lower-case hex: asked for besides the chain.
  public var pin: String?
  public var host: HostRule
  public var algorithm: Algorithm
  public var covers: Covers
  public var domainHeaders: [String]
  public var signatureHeaders: [String]
  public var states = StateRule.required

  /// Header names of version 2.0 and of 1.0, which all parties must keep honouring.
  public static let domainHeaders = ["X-OpenDSR-Processor-Domain", "X-OpenGDPR-Processor-Domain"]
  public static let signatureHeaders = ["X-OpenDSR-Signature", "X-OpenGDPR-Signature"]

  public init(
    domain: String, certificateURL: String = "", trust: Trust, pin: String? = nil, host: HostRule = .san,
    algorithm: Algorithm, covers: Covers = .body, domainHeaders: [String] = OpendsrSignature.domainHeaders,
    signatureHeaders: [String] = OpendsrSignature.signatureHeaders
  ) {
    self.domain = domain
    self.certificateURL = certificateURL
    self.trust = trust
    self.pin = pin
    self.host = host
    self.algorithm = algorithm
    self.covers = covers
    self.domainHeaders = domainHeaders
    self.signatureHeaders = signatureHeaders
  }

  /// Whether a discovery document may name `url`: https, on the domain or on a host that the entry names.
  public func allows(url: String) -> Bool {
    guard Address.urlFault(url) == nil, let host = Address.host(of: url) else { return false }
    return host == domain.lowercased() || host.hasSuffix("." + domain.lowercased()) || certificateHosts.contains(host)
  }

  /// What makes the signer's certificate believed.
  public enum Trust: Hashable, Sendable {
    case system
    /// A PEM file of roots.
    case file(String)
    /// SHA-256 of the key (SPKI), lower-case hex; no chain is asked for.
    case pin(String)

    /// As the partner file writes it; `nil` for anything else.
    public init?(written text: String) {
      if text == "system" {
        self = .system
      } else if text.hasPrefix("file:/") {
        self = .file(String(text.dropFirst(5)))
      } else if text.hasPrefix("pin:"), let pin = Trust.pin(written: String(text.dropFirst(4))) {
        self = .pin(pin)
      } else {
        return nil
      }
    }

    /// 64 lower-case hex digits.
    public static func pin(written text: String) -> String? {
      text.utf8.count == 64
        && text.utf8.allSatisfy { $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) } ? text : nil
    }
  }

  /// How the certificate must name the domain.
  public enum HostRule: String, CaseIterable, Hashable, Sendable {
    /// Among its alternative names; `*` may stand for the first label.
    case san
    /// Among its alternative names, letter by letter.
    case exact
    /// As its common name, for a certificate without alternative names.
    case commonName = "common-name"
  }

  public enum Algorithm: String, CaseIterable, Hashable, Sendable {
    case rsaPKCS1 = "rsa-pkcs1-sha256"
    case rsaPSS = "rsa-pss-sha256"
    case ecdsa = "ecdsa-sha256"
  }

  /// Whether the answer to a question about a state must be signed.
  public enum StateRule: String, CaseIterable, Hashable, Sendable {
    case required
    /// One without any signature is taken as an unsigned claim; one with a bad signature never is.
    case wherePresent = "where-present"
  }

  /// What the signature is made over, always the exact bytes of the body or a digest of them.
  public enum Covers: String, CaseIterable, Hashable, Sendable {
    case body
    /// The 32 bytes of the body's SHA-256, which are then hashed again.
    case digest
    /// The same digest in lower-case hex.
    case digestHex = "digest-hex"
  }
}
