import Catalogue
import Channels
import Curl
import Workflow

/// How a mailbox is entered.
public enum InboxEntrance: Sendable {
  case password(SecretReference)
  /// By short-lived tokens.
  case oauth(MailOAuth)

  /// `password` or `oauth` of an inbox.
  init?(_ fields: Fields, user: String?) {
    let password = fields.string("password")
    let oauth = fields.mapping("oauth")
    switch (password, oauth) {
    case (let password?, nil):
      guard let reference = SecretReference(password) else {
        fields.report(
          "inboxes: 'password' must be a reference", "Write env:NAME, file:/path, exec:/path or cred:NAME.")
        return nil
      }
      self = .password(reference)
    case (nil, let oauth?):
      guard let account = MailOAuth(oauth, user: user, of: "inboxes") else { return nil }
      self = .oauth(account)
    case (nil, nil):
      if !fields.has("password"), !fields.has("oauth") {
        fields.report("inboxes: 'password' is missing", "Add a line 'password: ...', or 'oauth' in place of it.")
      }
      return nil
    case (.some, .some):
      fields.report("inboxes: 'password' and 'oauth' exclude each other", "Remove one of them.")
      return nil
    }
  }
}

/// Makes the sources of the settings' inboxes. An account's tokens are made in one place, however often it is opened.
struct InboxDoors {
  private let network: NetworkRules
  private let secrets: SecretBook
  private let logIns: [String: MailLogIn]

  init(
    _ settings: Settings, secrets: SecretBook, kept: any TokenKeeping, now: @escaping @Sendable () -> Instant
  ) throws {
    network = settings.network
    self.secrets = secrets
    logIns = try settings.inboxes.reduce(into: [:]) { logIns, inbox in
      guard case .oauth(let account) = inbox.entrance else { return }
      logIns[inbox.name] = try MailLogIn(
        account, keeper: settings.keeper(of: account, in: inbox.name), secrets: secrets, kept: kept,
        network: settings.network, now: now)
    }
  }

  /// - Throws: `SecretError` when the password cannot be had.
  func source(_ inbox: InboxSettings) throws -> any MailSource {
    switch inbox.entrance {
    case .password(let reference):
      let secret = try secrets.resolve(reference, name: "password of the inbox \(inbox.name)", partner: "settings")
      return ServerSource(
        inbox.server(network, .plain(user: inbox.user, password: String(decoding: secret, as: UTF8.self))))
    case .oauth:
      guard let logIn = logIns[inbox.name] else { throw InboxError.unknownInbox(inbox.name) }
      return TokenSource(logIn) { ServerSource(inbox.server(network, $0)) }
    }
  }
}

extension Settings {
  /// Where the successors of an account's refresh token are kept: beside those of nobody else, unless a person gave one
  /// refresh token for both, since then whatever replaces it replaces it for both.
  func keeper(of account: MailOAuth, in inbox: String) -> String {
    if let sender = mail?.oauth, sender.sharesRefreshToken(with: account) { return MailLogIn.sender }
    let first = inboxes.first { other in
      if case .oauth(let known) = other.entrance { known.sharesRefreshToken(with: account) } else { false }
    }
    return "settings.inboxes." + (first?.name ?? inbox)
  }
}
