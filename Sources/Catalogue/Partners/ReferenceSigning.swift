/// Signatures that an entry describes part by part.
extension PartnerReference {
  static let signingRules = [
    "A vendor's own signature is described by 'hmac': the texts under 'sign', 'canonical', 'derive', 'sends' and 'value' hold parts of the finished request in braces. Each attempt is signed anew, with a fresh date and nonce, over the bytes that are sent.",
    "    {method} {address} {origin} {host} {path} {query} {path-and-query} {body} {content-type}: as they are sent; {content-type} is empty without a body.",
    "    {sorted-query}: name=value with &, percent-encoded, sorted; {sorted-parameters}: those of the form too; {bare-form}: the form's names and values, sorted, nothing between.",
    "    {date.FORM}: the moment of sending, one of epoch, epoch-ms, rfc1123, rfc3339, compact (20221201T000000Z), date. {nonce} or {nonce.uuid}: fresh for each attempt.",
    "    {header.NAME}: a header as it is sent. {secret.NAME}, {account.NAME}. {canonical}: the text under 'canonical'. {signature}: in 'value' only.",
    "    A part may be turned, left to right: {body|sha256|hex}, {method|lower}. Known: lower, upper, escape (percent), md5, sha1, sha256, sha512, then hex, hex-upper, base64 or base64url.",
  ]

  static let signingFields = [
    Field("api.auth.hmac.algorithm", "md5, sha1, sha256 or sha512. Required."),
    Field("api.auth.hmac.secret", "SECRET: the key. Required."),
    Field("api.auth.hmac.secret-form", "text (as it is, default), base64 or hex: what it is decoded from."),
    Field("api.auth.hmac.secret-prefix", "A text before the key, none by default."),
    Field("api.auth.hmac.secret-suffix", "A text after the key, none by default."),
    Field(
      "api.auth.hmac.derive",
      "A chain of keys: each text is signed under the key before it, which gives the next key. Left out, the secret is the key."
    ),
    Field("api.auth.hmac.canonical", "A text, or a list, of which 'sign' speaks as {canonical}, often by its hash."),
    Field("api.auth.hmac.sign", "What is signed: a text, or a list of texts. Required."),
    Field("api.auth.hmac.join", "What stands between the texts of a list, default a line end."),
    Field("api.auth.hmac.result", "hex, hex-upper, base64 or base64url. Required."),
    Field("api.auth.hmac.sends.headers", "Headers sent with it, name and text: what the partner needs to check it."),
    Field("api.auth.hmac.sends.query", "Parameters of the address sent with it."),
    Field("api.auth.hmac.sends.fields", "Fields of the form, or members of the JSON object, sent with it."),
    Field(
      "api.auth.hmac.header", "The header that carries the signature. This, 'query' or 'field' is required."),
    Field("api.auth.hmac.query", "The parameter of the address that carries it."),
    Field("api.auth.hmac.field", "The field of the form, or member of the JSON object, that carries it."),
    Field("api.auth.hmac.value", "What stands there, default \"{signature}\"."),
  ]

  static let signingExamples = """
      - id: acme-hmac
        name: ACME by its own signature
        route: api
        deletes: [all]
        account: {id: A1}
        secrets: {key: env:ACME_KEY, id: env:ACME_ID}
        takes: [{lane: mail, identifiers: [email]}]
        terms: {in-doubt: safe-to-repeat}
        api:
          host: https://hmac.acme.example
          auth:
            - hmac:
                algorithm: sha256
                secret: key
                secret-form: base64
                sign: ["{method}", "{path-and-query}", "{date.rfc1123};{host};{body|sha256|base64}"]
                result: base64
                sends: {headers: {X-Date: "{date.rfc1123}", X-Content-SHA256: "{body|sha256|base64}"}}
                header: Authorization
                value: "HMAC-SHA256 Credential={secret.id}&Signature={signature}"
            - hmac:
                algorithm: sha1
                secret: key
                secret-prefix: ACME1
                secret-suffix: "&"
                derive: ["{date.date}", request]
                canonical: ["{method}", "{sorted-query}"]
                sign: ["ACME1", "{canonical|sha256|hex}"]
                join: "&"
                result: hex
                sends: {query: {date: "{date.date}", nonce: "{nonce.uuid}"}, fields: {app: "{account.id}"}}
                query: sig
            - hmac: {algorithm: md5, secret: key, sign: "{body}", result: hex-upper, field: sign}
          delete: {method: POST, path: /remove, body: {json: {email: "{identifier}"}}}
          answer: {success: {status: [200]}, accepted: true}

    """
}
