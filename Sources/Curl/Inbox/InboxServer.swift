import Foundation

/// One mailbox on one IMAP server, with one credential.
public struct InboxServer: Sendable {
  public var host: String
  public var port: Int
  public var security: MailSecurity
  public var authentication: MailAuthentication
  /// As people write it; what IMAP makes of spaces, quotes and other alphabets is done here.
  public var mailbox = "INBOX"
  public var trust: TrustAnchors = .system
  public var addresses: AddressPolicy = .publicOnly

  public var connectTimeout: Duration = .seconds(10)
  /// For each single reply, and for a silence in the middle of a mail.
  public var replyTimeout: Duration = .seconds(60)
  /// For one command with all it brings.
  public var totalTimeout: Duration = .seconds(600)

  public init(host: String, port: Int, security: MailSecurity, authentication: MailAuthentication) {
    self.host = host
    self.port = port
    self.security = security
    self.authentication = authentication
  }

  /// Scheme, authority and mailbox as libcurl is to read them.
  /// - Throws: `InboxFault.settings`, which names the rule and no value.
  func url() throws(InboxFault) -> String {
    let literal = host.hasPrefix("[") && host.hasSuffix("]") && host.utf8.dropFirst().dropLast().allSatisfy(isIPv6Byte)
    guard literal || isHostName(host.utf8), (1...65535).contains(port) else {
      throw .settings("The server's host or port is no name.")
    }
    guard let name = MailboxName(mailbox) else {
      throw .settings("The mailbox's name is empty, longer than 255 bytes, or holds a control character.")
    }
    try checkCredential()
    return "\(security == .tls ? "imaps" : "imap")://\(host):\(port)/\(name.inURL)"
  }

  /// libcurl puts user and password into commands as they are: no character may end one early.
  private func checkCredential() throws(InboxFault) {
    let words: [String]
    switch authentication {
    case .none: words = []
    case .plain(let user, let password): words = [user, password]
    case .oauth2(let user, let token): words = [user, token]
    }
    guard !words.isEmpty else { throw .settings("A mailbox needs a user and a password or token.") }
    guard words.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f } }) else {
      throw .settings("User and password may be neither empty nor hold control characters.")
    }
    if security == .plainLoopbackOnly && !addresses.contains(.loopback) {
      throw .settings("A clear-text mailbox needs an address policy that allows loopback. Use TLS.")
    }
  }
}

/// What the server says of a mailbox when it is opened.
public struct InboxStatus: Hashable, Sendable {
  /// UIDVALIDITY: another number means that every uid known so far is void.
  public let validity: UInt32
  /// No mail has this uid or a higher one yet.
  public let nextUID: UInt32
  public let messages: Int
}

/// A mail of a listing.
public struct InboxItem: Hashable, Sendable {
  /// Of a mail that the server counts and finds, and leaves out when it lists.
  public static let unknownSize = Int.max

  public let uid: UInt32
  /// Bytes as the server counts them; some servers estimate.
  public let size: Int
}

/// What asking for one mail brought.
public enum Fetched: Hashable, Sendable {
  case whole([UInt8])
  /// The mail is longer than the limit: its first bytes, and the size the server gives.
  case cut([UInt8], size: Int)
  /// The mailbox holds no mail of this uid any more.
  case gone
}
