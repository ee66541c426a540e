import Catalogue

/// How a mail account is entered that takes no password: short-lived tokens, shown by XOAUTH2 or OAUTHBEARER. They are
/// made from a refresh token (RFC 6749, section 6), or from the client secret alone where the app itself is let in
/// (section 4.4), as Exchange Online does.
public struct MailOAuth: Sendable {
  public var user: String
  /// Where tokens are made: an https address.
  public var endpoint: String
  public var clientID: String
  /// Some services want one with the refresh token.
  public var clientSecret: SecretReference?
  /// `nil` where the app itself is let in: then there are a client secret and a scope.
  public var refreshToken: SecretReference?
  public var scope: String?

  public init(
    user: String, endpoint: String, clientID: String, clientSecret: SecretReference?, refreshToken: SecretReference?,
    scope: String? = nil
  ) {
    self.user = user
    self.endpoint = endpoint
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.refreshToken = refreshToken
    self.scope = scope
  }

  /// Whether both come of one refresh token: where the service replaces it for one, it does so for the other.
  public func sharesRefreshToken(with other: MailOAuth) -> Bool {
    refreshToken != nil && refreshToken == other.refreshToken && endpoint == other.endpoint
      && clientID == other.clientID
  }
}
