import Catalogue
import Channels
import Curl

extension MailOAuth {
  /// `mail.oauth` of the settings.
  init?(_ fields: Fields, user: String?) {
    defer { fields.finish() }
    let endpoint = fields.requiredString("endpoint")
    let clientID = fields.requiredString("client-id")
    let refresh = fields.requiredString("refresh-token").flatMap { MailOAuth.reference($0, "refresh-token", fields) }
    let secret = fields.string("client-secret").flatMap { MailOAuth.reference($0, "client-secret", fields) }
    let scope = fields.string("scope")
    guard let user else {
      fields.report("mail: 'oauth' needs a 'user'", "Name the mailbox that the token is for.")
      return nil
    }
    guard let endpoint, let clientID, let refresh else { return nil }
    guard MailOAuth.mayGetSecrets(endpoint) else {
      fields.report("mail: 'endpoint' must be an https address", "Ask the mail service for its token endpoint.")
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

  private static func reference(_ text: String, _ name: String, _ fields: Fields) -> SecretReference? {
    guard let reference = SecretReference(text) else {
      fields.report("mail: '\(name)' must be a reference", "Write env:NAME, file:/path, exec:/path or cred:NAME.")
      return nil
    }
    return reference
  }
}
