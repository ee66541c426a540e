/// How calls prove who is calling, and what a body may be beside JSON.
extension PartnerReference {
  static let credentialFields = [
    Field(
      "api.host.by", "an account name; beside it one address for each of its values",
      example: "host: {by: region, us: https://api.x.example, eu: https://eu.x.example}"),
    Field("api.tls", "{certificate: SECRET, key: SECRET}, PEM: a client certificate"),
    Field(
      "api.auth.header.value", "a text in the place of a secret",
      example: "header: {name: X-Org, value: \"{account.org}\"}"),
    Field("api.auth.query.value", "a text in the place of a secret"),
    Field(
      "api.auth.jwt", "a signed token in a header; iat, exp and jti are added unless written",
      example: "jwt: {algorithm: RS256, key: SECRET, claims: {iss: me}, lives: 5m}"),
    Field("api.auth.jwt.algorithm", "RS256, ES256, HS256"),
    Field("api.auth.jwt.key", "SECRET: PEM, or the bytes for HS256"),
    Field("api.auth.jwt.claims", "texts with slots, {number: 3}"),
    Field("api.auth.jwt.lives", "default 5m"),
    Field("api.auth.jwt.header", "default Authorization"),
    Field("api.auth.jwt.prefix", "default 'Bearer '"),
    Field("api.auth.jwt.header-fields", "further fields of the token's header, such as kid"),
    Field("api.auth.oauth1.consumer-key", "SECRET"),
    Field("api.auth.oauth1.consumer-secret", "SECRET"),
    Field("api.auth.oauth1.token", "SECRET; absent, with token-secret, where only the application signs"),
    Field("api.auth.oauth1.token-secret", "SECRET"),
    Field("api.auth.oauth1.method", "HMAC-SHA1 (default), HMAC-SHA256"),
    Field("api.auth.oauth1.realm", "text"),
    Field("api.auth.wsse", "{user: SECRET or user-text: text, secret: SECRET}: X-WSSE as Emarsys wants it"),
    Field("api.auth.md5-parameters.secret", "SECRET: a parameter holds the MD5 of it and of all sorted values"),
    Field("api.auth.md5-parameters.name", "of that parameter, default sig"),
    Field("api.auth.md5-parameters.key-name", "of a parameter with the public half"),
    Field("api.auth.md5-parameters.key", "SECRET: the public half"),
    Field("api.auth.aws-sigv4.access-key", "SECRET"),
    Field("api.auth.aws-sigv4.secret-key", "SECRET"),
    Field("api.auth.aws-sigv4.session-token", "SECRET"),
    Field("api.auth.aws-sigv4.region", "text", example: "region: \"{account.region}\""),
    Field("api.auth.aws-sigv4.service", "Amazon's word for the service"),
    Field("api.auth.google-service-account.key", "SECRET: the JSON key file; a token step is made from it"),
    Field("api.auth.google-service-account.scope", "text"),
    Field("api.auth.google-service-account.subject", "in whose name"),
    Field("api.auth.google-service-account.host", "where tokens are given; default https://oauth2.googleapis.com"),
    Field("api.auth.token.host-field", "path to the host that calls go to afterwards"),
    Field("api.auth.token.host-within", "which hosts that may be", example: "host-within: \"*.partner.example\""),
    Field("api.auth.token.rotates.field", "path to the secret for the next time"),
    Field("api.auth.token.rotates.secret", "SECRET that it replaces, kept sealed in the home"),
    Field(
      "api.auth.token.request.body.form.assertion.jwt", "as jwt, without header and prefix: a value of the form",
      example: "assertion: {jwt: {algorithm: RS256, key: SECRET, claims: {iss: me}}}"),
    Field("api.delete.body.multipart", "name: text, directive or file"),
    Field(
      "api.delete.body.multipart.list.file", "name, type, and one of csv, lines, json",
      example: "{file: {name: ids.csv, type: text/csv, csv: {columns: [email]}}}"),
    Field("api.delete.body.text", "type, and one of csv, lines, json: the body is that text"),
    Field("api.delete.body.text.csv.columns", "identifiers, or {name, value: text with slots}"),
    Field("api.delete.body.text.csv.header", "true (default), false"),
    Field("api.delete.body.multipart.list.file.lines", "{each, write, join}: one line a subject"),
    Field(
      "api.answer.retry-field", "{path, form}, or a list, as retry-header",
      example: "retry-field: {path: wait, form: seconds}"),
  ]

  static let credentialExamples = """
      - id: acme-signed
        name: ACME Signed
        route: api
        deletes: [all]
        account: {region: eu, org: O1}
        secrets: {cert: file:/etc/expunge/c.pem, key: file:/etc/expunge/k.pem, salt: env:ACME_SALT, id: env:ACME_ID}
        takes: [{lane: mail, identifiers: [email], prepare: {email: [lower, {remove: " "}, {hmac-sha256: salt}, hex]}}]
        terms: {in-doubt: safe-to-repeat}
        api:
          host: {by: region, us: https://us.acme.example, eu: https://eu.acme.example}
          tls: {certificate: cert, key: key}
          auth:
            - header: {name: X-Org, value: "{account.org}"}
            - query: {name: org, value: "{account.org}"}
            - jwt: {algorithm: RS256, key: key, claims: {iss: "{account.org}", n: {number: 1}}, lives: 5m, header: X-Token, prefix: "JWT ", header-fields: {kid: k1}}
            - oauth1: {consumer-key: id, consumer-secret: key, token: id, token-secret: key, method: HMAC-SHA256, realm: acme}
            - wsse: {user-text: shop, secret: key}
            - md5-parameters: {secret: key, name: sig, key-name: api_key, key: id}
            - aws-sigv4: {access-key: id, secret-key: key, session-token: id, region: "{account.region}", service: rum}
          delete:
            method: POST
            path: /lists
            body:
              multipart:
                mode: remove
                key: "{item-key|uuid}"
                list: {file: {name: "{wave}.txt", type: text/plain, lines: {each: email}}}
          answer:
            success: {status: [200], all: [{path: errors, empty: true}, {header: X-State, is: [ok]}]}
            accepted: true
            retry-field: {path: wait, form: seconds}

      - id: acme-google
        name: ACME by a service account
        route: api
        deletes: [all]
        secrets: {file: file:/etc/expunge/google.json}
        takes: [{lane: mail, identifiers: [email]}]
        terms: {in-doubt: safe-to-repeat}
        api:
          host: https://data.acme.example
          auth: [{google-service-account: {key: file, scope: "https://www.acme.example/auth/data", subject: privacy@shop.example, host: https://oauth2.googleapis.com}}]
          batch: {items: 100}
          delete: {method: POST, path: /remove, body: {text: {type: text/csv, csv: {columns: [email, {name: until, value: "{to.us-date}"}], header: true}}}}
          answer: {success: {status: [200]}, accepted: true}

      - id: acme-login
        name: ACME by a changing log-in
        route: api
        deletes: [all]
        secrets: {key: file:/etc/expunge/k.pem, refresh: file:/etc/expunge/refresh}
        takes: [{lane: mail, identifiers: [email]}]
        terms: {in-doubt: safe-to-repeat}
        api:
          host: https://login.acme.example
          auth:
            - token:
                request:
                  host: https://login.acme.example
                  method: POST
                  path: /token
                  body: {form: {refresh_token: "{secret.refresh}", assertion: {jwt: {algorithm: ES256, key: key, claims: {iss: shop}}}}}
                field: access_token
                lives: 1h
                host-field: host
                host-within: "*.acme.example"
                rotates: {field: refresh_token, secret: refresh}
          delete: {method: DELETE, path: "/people/{identifier}"}
          answer: {success: {status: [204]}, content: empty, accepted: true}

    """
}
