/// Entries for every route, and one without.
extension PartnerReference {
  static let routeExamples = """
    version: 1
    partners:
      - id: acme-analytics
        name: ACME Analytics
        kind: analytics
        checked: 2026-11-20
        confidence: confirmed
        sources: ["docs.acme.example, page Deletion API"]
        route: api
        scope: both
        best-grade: claimed-complete-unsigned
        deletes: [online-identifier, event]
        cannot:
          - {data: ip-address, reason: not-held, because: "drops the address on arrival", source: "docs.acme.example/ip"}
        retention: events are kept 14 months
        notes: ["the work begins after a grace period of 3 days"]
        hazards: ["also suppresses the person's future data"]
        account:
          region: {value: eu}
          project: {env: ACME_PROJECT}
        secrets:
          api-key: env:ACME_API_KEY
          client-secret: file:/etc/expunge/acme
        takes:
          - lane: user
            identifiers: [user-id]
            optional: [email]
            words: {type: USER}
            prepare: {email: [trim, lower, sha256, hex]}
          - lane: cookie
            identifiers: [client-id]
            words: {type: COOKIE}
            prepare: {client-id: [strip-ga-prefix]}
        terms:
          in-doubt: query-first
          attempts: 12
          backoff: {base: 2s, cap: 1h}
          completes-within: 30d
          answer-within: 30d
          reminders: [7d, 14d]
          concurrency: 4
          limits: [{calls: 1, per: 1s}, {calls: 500, per: 1d}]
        api:
          host: https://api.{account.region}.acme.example
          headers: {X-API-Version: "2026-01-01"}
          auth:
            - header: {name: X-Api-Key, secret: api-key, prefix: "Key "}
            - token:
                request:
                  host: https://login.acme.example
                  auth: [{basic: {user-text: "{account.project}", password: client-secret}}]
                  method: POST
                  path: /oauth/token
                  body: {form: {grant_type: client_credentials}}
                field: access_token
                lives-field: expires_in
                lives: 1h
                header: Authorization
                prefix: "Bearer "
          batch: {items: 100, bytes: 1000000}
          idempotency: {header: Idempotency-Key}
          delete:
            method: POST
            path: /v2/{account.project}/deletions
            headers: {X-Request: "{wave}"}
            query: {mode: hard}
            body:
              json:
                type: "{lane.type}"
                ids: {each: identifier}
                users: {each-item: {id: "{identifier}", mail: {by-lane: {user: {optional: email}}}}}
                permanent: {literal: true}
                priority: {number: 3}
          delete-selector:
            method: POST
            path: /v2/{account.project}/query-deletions
            body:
              json:
                query: {each: selector.urls, write: "url:{value|quote}", join: " OR ", before: "(", after: ")"}
                from: {number: "{from.epoch}"}
                to: "{to}"
          answer:
            success: {status: [200, 202], path: ok, is: ["true"], fault: {path: errors, present: true}}
            content: json
            types: [text/plain]
            job: {path: results.tracking_id}
            count: {path: results.count}
            busy: {status: [403], path: error, is: [quota]}
            not-found: {status: [404]}
            rejected: {status: [400], path: error, is-not: [retry]}
            duplicate: {status: [409]}
            retry-header: {name: X-RateLimit-Reset, form: epoch}
          poll:
            method: GET
            path: /v2/deletions/{job}
            first: 1d
            every: 1d
            give-up: 45d
            success: {status: [200]}
            types: [text/plain]
            unknown: {status: [404]}
            state: {path: status, pending: [staging, submitted], done: [done], partial: [some], failed: [failed], retry: [again], not-found: [none]}
            missing-items: in-doubt
            items: {path: results, by: index, state: {path: status, deleted: [ok], not-found: [unknown], accepted: [queued], retry: [later], refused: [no]}}
          query:
            method: GET
            path: /v2/deletions
            query: {key: "{key}"}
            find: {path: jobs, key: id}
            state: {path: status, pending: [staging], done: [done]}

      - id: acme-profiles
        name: ACME Profiles
        route: api
        deletes: [all]
        takes:
          - {lane: user, identifiers: [user-id]}
          - {lane: mail, identifiers: [email]}
        secrets: {user: env:ACME_USER, password: cred:acme, token: exec:/usr/local/bin/acme-token, project: env:ACME_P}
        terms: {in-doubt: safe-to-repeat}
        api:
          host: https://profiles.acme.example
          auth:
            - basic: {user: user, password: password}
            - query: {name: token, secret: token}
            - body: {field: project, secret: project}
          batch: {items: 50}
          delete:
            method: DELETE
            path: {by-lane: {user: /users, mail: /mails}}
            body:
              form:
                ids: {each: identifier, join: ","}
                id: {repeat: identifier}
                payload: {json: {schema: [ID], data: {by-lane: {user: {rows: [user-id]}, mail: {rows: [email]}}}, text: {json-text: {a: b}}, more: {object: {each: plain}}}}
          answer:
            success: {status: [2xx]}
            missing-items: in-doubt
            items: {path: failed, absent: none, by: {index-field: n}, listed: refused}

      - id: acme-ads
        name: ACME Ads
        route: api
        deletes: [all]
        takes: [{lane: mail, identifiers: [email], prepare: {email: [trim, lower, sha256, hex]}}]
        secrets: {token: env:ACME_ADS}
        terms: {in-doubt: safe-to-repeat}
        api:
          host: https://ads.acme.example
          auth: [{bearer: token}]
          delete: {method: DELETE, path: "/people/{identifier.email}"}
          answer: {success: {status: [204]}, content: empty, done: {outcome: deleted}}

      - id: acme-list
        name: ACME Lists
        route: api
        deletes: [all]
        takes: [{lane: mail, identifiers: [email]}]
        terms: {in-doubt: never-repeat}
        api:
          host: https://lists.acme.example
          batch: {items: 10}
          delete: {method: POST, path: /remove, body: {json: {each: email}}}
          answer:
            success: {status: [200]}
            items: {path: ".", by: {key: mail, identifier: email}, state: {path: done, deleted: ["true"], refused: ["false"]}}

      - id: acme-queue
        name: ACME Queue
        route: api
        deletes: [all]
        takes: [{lane: mail, identifiers: [email]}]
        terms: {in-doubt: safe-to-repeat}
        api:
          host: https://queue.acme.example
          delete: {method: POST, path: /remove, body: {json: {mail: "{identifier.email}"}}}
          answer: {success: {status: [202]}, content: any, accepted: true}

      - id: acme-dsr
        name: ACME by OpenDSR
        route: opendsr
        deletes: [all]
        takes: [{lane: user, identifiers: [user-id]}]
        secrets: {token: env:ACME_DSR}
        terms: {in-doubt: query-first}
        opendsr:
          host: https://opendsr.acme.example
          headers: {X-Client: expunge}
          auth: [{bearer: token}]
          version: "2.0"
          requests-path: /v2/requests
          processor-domain: opendsr.acme.example
          discovery-path: /v2/discovery
          certificate: {url: discovery, trust: system, hosts: [static.acme.example]}
          algorithm: rsa-pkcs1-sha256
          regulation: gdpr
          identities: {user-id: {type: controller_customer_id, format: raw}}
          poll: {first: 1d, every: 1d, give-up: 60d}
          extensions: {opendsr.acme.example: {skip_waiting_period: {literal: true}}}
          members: {property_id: P1}
          states: {in_progress: [in-progress], cancelled: [canceled]}

      - id: acme-ddrf
        name: ACME by DDRF
        route: ddrf
        deletes: [all]
        takes: [{lane: mail, identifiers: [email]}]
        secrets: {signing-key: file:/etc/expunge/ddrf.pem}
        terms: {in-doubt: safe-to-repeat}
        ddrf: {domain: acme.example, issuer: shop.example, signing-key: signing-key, identifiers: {email: {type: email, format: plain}}}

      - id: acme-ddrf-1
        name: ACME's exchange by DDRF 1.0
        route: ddrf
        deletes: [all]
        takes: [{lane: device, identifiers: [advertising-id]}]
        secrets: {signing-key: file:/etc/expunge/ddrf.pem}
        terms: {in-doubt: safe-to-repeat, completes-within: 30d}
        ddrf:
          domain: acme.example
          issuer: shop.example
          signing-key: signing-key
          key-id: shop-2026
          version: "1.0"
          document: https://acme.example/dsrdelete.json
          hosts: [api.acme-exchange.example]
          subject: object
          media-type: application/json
          member: rqJWT
          vendor-script-embedded: "false"
          identifiers: {advertising-id: {type: ppuid, format: plaintext}}

      - id: acme-drp
        name: ACME by DRP
        route: drp
        deletes: [all]
        takes: [{lane: mail, identifiers: [email], optional: [phone]}]
        secrets: {agent-key: file:/etc/expunge/drp.key, token: env:ACME_DRP_TOKEN}
        terms: {in-doubt: safe-to-repeat}
        drp:
          host: https://privacy.acme.example
          base-path: /drp
          agent-id: SHOP_AA_01
          business-id: ACME_CB_01
          signing-key: agent-key
          token: token
          regime: ccpa
          exercise: deletion
          trailing-slash: "false"
          window: 10m
          relationships: [customer]
          identifiers: {email: {member: email, verified: "true"}, phone: {member: phone_number}}
          poll: {first: 1d, every: 1d, give-up: 45d}

      - id: acme-apps
        name: ACME Apps by OpenDSR
        route: opendsr
        deletes: [all]
        takes: [{lane: device, identifiers: [advertising-id]}]
        secrets: {token: env:ACME_APPS}
        terms: {in-doubt: query-first}
        opendsr:
          host: https://apps.acme.example
          profile: standard
          auth: [{bearer: token}]
          version: "3.0"
          requests-path: /v3/requests/
          status-path: "/v3/requests/{id}/status"
          acknowledged-by: [200, 201]
          processor-domain: dsr.acme.example
          certificate: {url: "https://apps.acme.example/dsr.pem", trust: system, pin: 6f2b1a0e4d7c9b8a6f2b1a0e4d7c9b8a6f2b1a0e4d7c9b8a6f2b1a0e4d7c9b8a, host: exact}
          algorithm: ecdsa-sha256
          signature: {covers: body, header: X-ACME-Signature, domain-header: X-ACME-Domain, states: required}
          regulation: none
          request-type: erasure
          submitted-time: rfc3339-ms
          api-version: "3.0"
          identity-shape: dictionary
          identity-names: {list: subject_identities, type: type, value: value, format: encoding}
          identities: {advertising-id: {type: android_advertising_id, format: raw}}
          archive: digest
          poll: {first: 1d, every: 1d, give-up: 60d}

      - id: acme-file
        name: ACME by file
        route: file
        deletes: [all]
        takes: [{lane: user, identifiers: [user-id]}]
        secrets: {key: file:/etc/expunge/sftp}
        terms: {in-doubt: safe-to-repeat, completes-within: 30d}
        file:
          url: sftp://files.acme.example/deletions
          name: "{wave}-{dispatch}.csv"
          user: shop
          key: key
          host-key: SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s
          format: csv
          columns: [user-id]
          header: "true"

      - id: acme-console
        name: ACME by hand
        route: portal
        deletes: [all]
        takes: [{lane: user, identifiers: [user-id]}]
        portal: {url: "https://console.acme.example/privacy", steps: ["Open Privacy.", "Upload the list."], due: 14d, evidence: ["a picture of the confirmation"]}

      - id: acme-cdn
        name: ACME CDN
        cannot: [{data: all, reason: no-interface, because: "keeps logs for 3 days and offers no deletion", source: "docs.acme.example/logs"}]

    """
}
