import Catalogue
import Channels
import Curl
import Foundation
import Workflow

/// `settings.yaml` of a home: where connections may go, and how mail leaves.
public struct Settings: Sendable {
  public var allowsLoopback = false
  public var allowsPrivateNetworks = false
  /// A PEM file of authorities to trust instead of the system's.
  public var trustFile: String?
  public var mail: MailSettings?
  /// Where answers to letters come in.
  public var inboxes: [InboxSettings] = []
  /// Where letters are found when --templates does not say.
  public var templates: String?
  /// Who holds the signing key of a ledger that is opened.
  public var signing: KeyPlace = .file
  public var anchors = AnchorSettings()
  /// A folder outside the home for what was signed last.
  public var memory: String?

  public struct MailSettings: Sendable {
    public var host: String
    public var port: Int
    public var security: MailSecurity
    public var user: String?
    public var password: SecretReference?
    public var from: String
    public var replyTo: String
    /// In place of a password.
    public var oauth: MailOAuth?
    /// What we call ourselves when we greet the server.
    public var greeting: String
    /// Bytes of one message.
    public var largest: Int
  }

  public init() {}

  /// Where connections may go.
  public var network: NetworkRules {
    NetworkRules(
      allowsLoopback: allowsLoopback, allowsPrivateNetworks: allowsPrivateNetworks,
      trust: trustFile.map { .file($0) } ?? .system)
  }

  /// - Throws: `Mistakes`, all of them.
  public static func read(_ path: String) throws -> Settings {
    guard let bytes = FileManager.default.contents(atPath: path) else { return Settings() }
    let text = String(decoding: bytes, as: UTF8.self)
    guard says(text) else { return Settings() }
    let sheet = Sheet(file: path)
    var settings = Settings()
    if let root = sheet.root(of: text) {
      settings.templates = root.string("templates")
      settings.memory = root.string("memory")
      if let network = root.mapping("network") {
        settings.allowsLoopback = network.flag("loopback") ?? false
        settings.allowsPrivateNetworks = network.flag("private") ?? false
        settings.trustFile = network.string("trust")
        network.finish()
      }
      settings.mail = root.mapping("mail").flatMap(MailSettings.init)
      settings.inboxes = InboxSettings.read(root)
      settings.signing = root.mapping("signing").flatMap(KeyPlace.init) ?? .file
      settings.anchors = root.mapping("anchors").map(AnchorSettings.init) ?? AnchorSettings()
      root.finish()
    }
    try sheet.verdict()
    return settings
  }

  /// Whether there is more than comments, of which the starter consists.
  private static func says(_ text: String) -> Bool {
    text.split(separator: "\n").contains { line in
      line.first { $0 != " " }.map { $0 != "#" } ?? false
    }
  }

  /// What `init` writes: every key with its meaning, nothing switched on.
  public static let starter = """
    # Settings of this expunge home. Keys that begin with # show their defaults or an example.

    # network:
    #   loopback: false        # true only for rehearsals: partners and mail relays on this machine, plain http allowed
    #   private: false         # true lets partners inside your own network be reached
    #   trust: /etc/ssl/own-ca.pem   # trust these authorities instead of the system's

    # mail:                    # needed as soon as a wave has an e-mail partner
    #   server: smtp.example.com
    #   port: 587
    #   security: starttls     # starttls, tls, or plain-loopback for a relay on this machine
    #   user: privacy
    #   password: env:SMTP_PASSWORD
    #   oauth: {endpoint: "https://login.example.com/token", client-id: 1234, refresh-token: "env:SMTP_REFRESH"}
    #                          # in place of 'password', with 'client-secret' and 'scope' where the service wants them;
    #                          # with those two and without 'refresh-token', the app itself is let in
    #   greeting: example.com  # what this machine calls itself (default: the domain of 'from')
    #   largest: 10            # MiB that the server takes for one message
    #   from: privacy@example.com
    #   reply-to: privacy@example.com   # answers come to privacy+<token>@example.com

    # inboxes:                 # where answers come in; read by `expunge retry` and `expunge inbox read`, never changed
    #   - name: privacy
    #     server: imap.example.com
    #     port: 993
    #     security: tls          # tls, starttls, or plain-loopback for a server on this machine
    #     user: privacy@example.com
    #     password: env:IMAP_PASSWORD   # or 'oauth', as under 'mail'
    #     mailbox: INBOX
    #     authserv-id: mx.example.com   # what your border server calls itself in Authentication-Results; without it a
    #                            # person reads every answer
    #     own-hosts: [filter.example.com]   # further servers of yours that add a Received line

    # templates: /etc/expunge/Templates

    # memory: /var/lib/expunge-memory   # outside this home, best on another disk: the newest checkpoints, so that a
    #                          # restored home is noticed (default: $XDG_STATE_HOME/expunge, else ~/.local/state/expunge)

    # signing:                 # who holds the signing key of each ledger that is opened
    #   with: file             # file (made in keys/), agent (an Ed25519 key in your ssh-agent) or command
    #   key: ssh-ed25519 AAAA...           # agent, command: the public key
    #   command: [/usr/local/bin/sign, ledger]   # gets the bytes on its input, prints the signature in base64

    # anchors:                 # outside times and witnesses: nobody can back-date a receipt, not even you
    #   every: 60              # minutes, while a wave runs; besides at opening, before the first byte, at close, monthly
    #   time-stamps:           # RFC 3161 authorities
    #     - url: http://timestamp.example.com
    #       chain: keys/timestamp-chain.pem      # the authority's root and intermediates, PEM
    #   witnesses:             # C2SP witnesses, such as your auditor's `expunge witness serve`
    #     - url: https://witness.example.org
    #       key: witness.example.org+6a92fed0+...
    #   policy: keys/witness-policy              # which witnesses count, for verify and the audit pack

    """
}

extension Settings.MailSettings {
  init?(_ fields: Fields) {
    let host = fields.requiredString("server")
    let port = fields.integer("port", in: 1...65_535) ?? 587
    let security: MailSecurity? = fields.requiredChoice("security", MailSecurity.self)
    let from = fields.requiredString("from")
    let user = fields.string("user")
    self.user = user
    password = fields.child("password").flatMap { node in
      guard let text = fields.text(of: node, "password") else { return nil }
      guard let reference = SecretReference(text) else {
        fields.report("mail: 'password' must be a reference", "Write env:NAME, file:/path, exec:/path or cred:NAME.")
        return nil
      }
      return reference
    }
    let replyTo = fields.string("reply-to")
    oauth = fields.mapping("oauth").flatMap { MailOAuth($0, user: user, of: "mail") }
    if oauth != nil, password != nil {
      fields.report("mail: 'password' and 'oauth' exclude each other", "Remove one of them.")
    }
    greeting = fields.string("greeting") ?? from.flatMap { $0.split(separator: "@").last.map(String.init) } ?? ""
    largest = (fields.integer("largest", in: 1...100) ?? 10) << 20
    fields.finish()
    guard let host, let security, let from else { return nil }
    self.host = host
    self.port = port
    self.security = security
    self.from = from
    self.replyTo = replyTo ?? from
  }
}
