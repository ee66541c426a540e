import CCurl

extension EasyOptions {
  /// How the way to a mail server is protected, and who we are to it: the same for sending and for reading.
  /// - Parameters:
  ///   - passwordWays: libcurl's login options for a user and a password.
  ///   - tokenWays: The same for a token.
  mutating func protect(
    _ security: MailSecurity, trust: TrustAnchors, _ authentication: MailAuthentication, passwordWays: String,
    tokenWays: String = "AUTH=XOAUTH2"
  ) {
    switch security {
    case .plainLoopbackOnly: set(CURLOPT_USE_SSL, Int(CURLUSESSL_NONE.rawValue))
    case .startTLSRequired, .tls:
      set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
      secure(trust: trust, client: nil, pin: nil)
    }
    switch authentication {
    case .none: return
    case .plain(let user, let password):
      set(CURLOPT_USERNAME, user)
      set(CURLOPT_PASSWORD, password)
      set(CURLOPT_LOGIN_OPTIONS, passwordWays)
    case .oauth2(let user, let token):
      set(CURLOPT_USERNAME, user)
      set(CURLOPT_XOAUTH2_BEARER, token)
      set(CURLOPT_LOGIN_OPTIONS, tokenWays)
    }
    set(CURLOPT_SASL_IR, true)
  }
}
