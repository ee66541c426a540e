/// How the way to a mail server is protected. There is no "if possible".
public enum MailSecurity: String, CaseIterable, Hashable, Sendable {
  /// STARTTLS, usually port 587. A server that does not offer it gets nothing.
  case startTLSRequired = "starttls"
  /// TLS from the first byte, usually port 465.
  case tls
  /// Clear text, to a relay on this very machine only: any address but loopback is refused when connecting.
  case plainLoopbackOnly = "plain-loopback"
}

/// The relay's credential. Never printable.
public enum MailAuthentication: Sendable, Withheld {
  case none
  case plain(user: String, password: String)
  case oauth2(user: String, token: String)

  public var outline: String {
    switch self {
    case .none: "no authentication"
    case .plain: "user and password"
    case .oauth2: "user and OAuth token"
    }
  }
}

/// One submission server with one credential: one `MailTransfers`, one cache, so that a clear-text connection can
/// never be taken for a protected one.
public struct MailServer: Sendable {
  public var host: String
  public var port: Int
  public var security: MailSecurity
  public var authentication: MailAuthentication
  public var trust: TrustAnchors = .system
  public var addresses: AddressPolicy = .publicOnly
  /// The name given in EHLO. Not the machine's own, which is nobody's business.
  public var greetingName = "localhost.localdomain"

  public var connectTimeout: Duration = .seconds(10)
  /// For each single reply; servers may take minutes to accept a message (RFC 5321, section 4.5.3.2).
  public var replyTimeout: Duration = .seconds(300)
  public var totalTimeout: Duration = .seconds(660)
  public var maxInFlight = 4

  public init(host: String, port: Int, security: MailSecurity, authentication: MailAuthentication = .none) {
    self.host = host
    self.port = port
    self.security = security
    self.authentication = authentication
  }

  /// Scheme and authority as libcurl is to read them; nil when host, port or greeting name are not plain names.
  func url() -> String? {
    let literal = host.hasPrefix("[") && host.hasSuffix("]") && host.utf8.dropFirst().dropLast().allSatisfy(isIPv6Byte)
    guard literal || isHostName(host.utf8), isHostName(greetingName.utf8), (1...65535).contains(port) else {
      return nil
    }
    return "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)/\(greetingName)"
  }
}

func isIPv6Byte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x46, 0x61...0x66, 0x3a, 0x2e: true
  case _: false
  }
}
