import Catalogue
import Channels
import Curl
import Workflow

/// A mailbox of ours that partners' answers come to.
public struct InboxSettings: Sendable {
  public var name: String
  public var host: String
  public var port: Int
  public var security: MailSecurity
  public var user: String
  public var entrance: InboxEntrance
  public var mailbox: String
  /// What our border server calls itself in Authentication-Results; without it no sender is known for sure.
  public var authserv: String?
  /// Further host domains of our mail system that add a Received line of their own.
  public var ownHosts: Set<String>

  static func read(_ root: Fields) -> [InboxSettings] {
    let inboxes = root.mappings("inboxes") { "inbox \($0 + 1)" }.compactMap(InboxSettings.init)
    let twice = Dictionary(grouping: inboxes, by: \.name).filter { $0.value.count > 1 }.keys.sorted()
    for name in twice {
      root.report(
        "inboxes: two are called '\(name)'", "Each inbox needs a name of its own: its place is kept under it.")
    }
    return inboxes
  }

  init?(_ fields: Fields) {
    let name = fields.requiredString("name")
    let host = fields.requiredString("server")
    let security: MailSecurity? = fields.requiredChoice("security", MailSecurity.self)
    let port = fields.integer("port", in: 1...65_535)
    let user = fields.requiredString("user")
    let entrance = InboxEntrance(fields, user: user)
    mailbox = fields.string("mailbox") ?? "INBOX"
    authserv = fields.string("authserv-id")
    ownHosts = Set(fields.strings("own-hosts"))
    fields.finish()
    guard let name, let host, let security, let user, let entrance else { return nil }
    guard Reason.isCode(name), name != InboxReading.files else {
      fields.report(
        "inboxes: '\(name)' cannot name an inbox",
        "Use a-z, 0-9, '.' and '-'; 'files' is taken by mails that are read from files.")
      return nil
    }
    self.name = name
    self.host = host
    self.security = security
    self.port = port ?? (security == .tls ? 993 : 143)
    self.user = user
    self.entrance = entrance
  }

  func server(_ network: NetworkRules, _ authentication: MailAuthentication) -> InboxServer {
    var server = InboxServer(host: host, port: port, security: security, authentication: authentication)
    server.mailbox = mailbox
    server.addresses = network.addressPolicy
    server.trust = network.trust
    return server
  }
}
