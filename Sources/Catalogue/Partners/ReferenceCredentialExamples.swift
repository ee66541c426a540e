/// Entries that show every kind of credential, and bodies that are no JSON.
extension PartnerReference {
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
                expired: {status: [200], path: error, is: [session]}
                host-field: host
                host-within: "*.acme.example"
                rotates: {field: refresh_token, secret: refresh}
          delete: {method: DELETE, path: "/people/{identifier}"}
          answer: {success: {status: [204]}, content: empty, accepted: true}

    """
}
