import Catalogue
import Channels
import Curl

extension MailOAuth {
  /// `oauth` of the settings' mail account, or of an inbox.
  /// - Parameter label: Begins what is said of a mistake: `mail` or `inboxes`.
  init?(_ fields: Fields, user: String?, of label: String) {
    defer { fields.finish() }
    let endpoint = fields.requiredString("endpoint")
    let clientID = fields.requiredString("client-id")
    let refresh = MailOAuth.reference("refresh-token", fields, label)
    let secret = MailOAuth.reference("client-secret", fields, label)
    let scope = fields.string("scope")
    guard let user else {
      fields.report("\(label): 'oauth' needs a 'user'", "Name the mailbox that the token is for.")
      return nil
    }
    let isAppOnly = !fields.has("refresh-token")
    if isAppOnly, !fields.has("client-secret") || scope == nil {
      fields.report(
        "\(label): 'oauth' without 'refresh-token' needs 'client-secret' and 'scope'",
        "Add the refresh token of a person who signed in, or both of the app's own.")
      return nil
    }
    guard let endpoint, let clientID, refresh != nil || isAppOnly else { return nil }
    guard MailOAuth.mayGetSecrets(endpoint) else {
      fields.report("\(label): 'endpoint' must be an https address", "Ask the mail service for its token endpoint.")
      return nil
    }
    self.init(
      user: user, endpoint: endpoint, clientID: clientID, clientSecret: secret, refreshToken: refresh, scope: scope)
  }

  /// Client secrets go there: to a name that has a certificate, or to this machine.
  private static func mayGetSecrets(_ endpoint: String) -> Bool {
    guard let origin = try? Origin(url: endpoint) else { return false }
    return origin.scheme == "https" || (origin.scheme == "http" && origin.host == "127.0.0.1")
  }

  private static func reference(_ name: String, _ fields: Fields, _ label: String) -> SecretReference? {
    guard let text = fields.string(name) else { return nil }
    guard let reference = SecretReference(text) else {
      fields.report("\(label): '\(name)' must be a reference", "Write env:NAME, file:/path, exec:/path or cred:NAME.")
      return nil
    }
    return reference
  }
}
