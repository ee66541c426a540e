/// How calls prove who is calling.
extension PartnerReference {
  static let credentialRules = [
    "Each element of 'auth' holds exactly one kind of credential; all elements are applied. A step, 'delete', 'poll', 'query', 'result' and 'probe' may have an 'auth' of their own instead, without token and google-service-account. Values are never printed; a name is shown as <secret NAME>."
  ]

  static let credentialFields = [
    Field("api.auth", "The list of credentials. Left out, calls carry none."),
    Field(
      "api.auth.basic",
      "A user name and a password by HTTP Basic: 'user' is a SECRET, or 'user-text' a text with {account.NAME}; 'password' is a SECRET and may be left out."
    ),
    Field("api.auth.bearer", "SECRET, sent as 'Authorization: Bearer ...'."),
    Field(
      "api.auth.header",
      "A header: 'name', and 'secret' or 'value'; 'prefix' is a text before it, default none. Authorization is allowed here only."
    ),
    Field(
      "api.auth.header.value",
      "In the place of 'secret': a text with {account.NAME}, or in a call's own 'auth' with {STEP.VALUE} that a step found.",
      example: "header: {name: X-Org, value: \"{account.org}\"}"),
    Field("api.auth.query", "A parameter of the address: 'name', and 'secret' or 'value'."),
    Field(
      "api.auth.query.value", "As under header.", example: "query: {name: org, value: \"{account.org}\"}"),
    Field(
      "api.auth.body",
      "A member of the JSON object or a field of the form: its name in 'field', and 'secret'. Refused for other bodies."
    ),
    Field(
      "api.auth.token.request",
      "A call that gets a short-lived token, made when one is needed: 'host', 'method' and 'path' are required; 'auth', 'query', 'headers' and 'body' as elsewhere. Only here stands {secret.NAME} for a secret."
    ),
    Field("api.auth.token.field", "The path to the token in its answer. Required."),
    Field("api.auth.token.lives-field", "The path to its life in seconds. This or 'lives' is required."),
    Field("api.auth.token.lives", "Its life, where the answer does not say."),
    Field("api.auth.token.header", "The header that carries it, default Authorization."),
    Field("api.auth.token.prefix", "What stands before it, default 'Bearer ', with the blank."),
    Field(
      "api.auth.token.expired",
      "A condition or a list on answers to the calls that carry it: a new token is needed. Left out, only a 401 says so."
    ),
    Field(
      "api.auth.token.host-field",
      "The path to the host that calls go to while the token lives. Needs 'host-within'."),
    Field(
      "api.auth.token.host-within",
      "Which hosts that may be: one (with its port, if it has one), or '*.' and a domain for all below it, however deep, but not the domain itself and with no port. Always https; http only for 127.0.0.1, [::1] and localhost written out as the one host. Any other stops the partner (host-not-allowed) before a token goes there. 'partners try --against' sends the calls to its own address whatever host is named, but stops at a host that is not allowed all the same.",
      example: "host-within: \"*.partner.example\""),
    Field(
      "api.auth.token.rotates.field",
      "Each answer brings the secret for the next time: the path to it. Required in 'rotates'."),
    Field(
      "api.auth.token.rotates.secret",
      "The SECRET that it replaces from then on; the new one is kept sealed in the home. Required in 'rotates'."),
    Field(
      "api.auth.token.request.body.form.assertion.jwt",
      "A value of the form may be a signed token: the keys of 'jwt' below, without header and prefix.",
      example: "assertion: {jwt: {algorithm: RS256, key: key, claims: {iss: me}}}"),
    Field("api.auth.jwt", "A signed token (JWT) in a header, made anew for every call."),
    Field("api.auth.jwt.algorithm", "RS256, ES256 or HS256. Required."),
    Field("api.auth.jwt.key", "SECRET: the private key as PEM; for HS256 the bytes themselves. Required."),
    Field(
      "api.auth.jwt.claims",
      "What it states: texts with slots, {number: 3}. iat, exp and jti are added unless they are written."),
    Field("api.auth.jwt.lives", "From iat to exp, 1s to 24h, default 5m."),
    Field("api.auth.jwt.header", "The header that carries it, default Authorization."),
    Field("api.auth.jwt.prefix", "What stands before it, default 'Bearer ', with the blank."),
    Field("api.auth.jwt.header-fields", "Further fields of the token's own header, such as kid; never alg or typ."),
    Field("api.auth.oauth1.consumer-key", "OAuth 1.0a: SECRET. Required."),
    Field("api.auth.oauth1.consumer-secret", "SECRET. Required."),
    Field("api.auth.oauth1.token", "SECRET. Left out, with token-secret, where only the application signs."),
    Field("api.auth.oauth1.token-secret", "SECRET. Goes with token."),
    Field("api.auth.oauth1.method", "HMAC-SHA1 (default) or HMAC-SHA256."),
    Field("api.auth.oauth1.realm", "A text; left out of the header where it is left out here."),
    Field(
      "api.auth.wsse",
      "The header X-WSSE as Emarsys wants it: 'user' is a SECRET, or 'user-text' a text; 'secret' is a SECRET and required."
    ),
    Field(
      "api.auth.md5-parameters.secret",
      "SECRET. A parameter holds the MD5 of it and of all values, sorted. Required."),
    Field("api.auth.md5-parameters.name", "The name of that parameter, default sig."),
    Field("api.auth.md5-parameters.key-name", "A parameter with the public half of the credential; goes with 'key'."),
    Field("api.auth.md5-parameters.key", "SECRET: the public half."),
    Field("api.auth.aws-sigv4.access-key", "Amazon's Signature Version 4: SECRET. Required."),
    Field("api.auth.aws-sigv4.secret-key", "SECRET. Required."),
    Field("api.auth.aws-sigv4.session-token", "SECRET, for credentials that end. Left out, none is sent."),
    Field(
      "api.auth.aws-sigv4.region", "A text with {account.NAME}. Required.", example: "region: \"{account.region}\""),
    Field("api.auth.aws-sigv4.service", "Amazon's word for the service. Required; s3 is refused."),
    Field(
      "api.auth.google-service-account.key",
      "SECRET: the JSON key file of the account. A call for a token is made from it. Required."),
    Field("api.auth.google-service-account.scope", "The address of the permission that is asked for. Required."),
    Field("api.auth.google-service-account.subject", "The user in whose name it acts. Left out, its own."),
    Field(
      "api.auth.google-service-account.host", "Where tokens are given, default https://oauth2.googleapis.com."),
  ]
}
