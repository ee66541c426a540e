import Drill

/// The files of a rehearsal: the same kinds of files that a real wave needs, with invented content.
enum DrillFiles {
  static let matterID = "drill-2022-12"

  /// Short waits, so that months of cron fit into a minute. Nothing else is different from a real partner file.
  static func partners(http: Int, dead: Int, home: String) -> String {
    """
    # Simulated partners of `expunge drill`. Waits are shortened; the code that waits is cron's own.
    version: 1
    partners:
      - id: drill-batch
        name: Northwind Analytics (simulated)
        confidence: confirmed
        sources: ["simulated"]
        route: api
        deletes: [all]
        cannot: [{data: ip-address, reason: not-held, because: "drops addresses on arrival", source: "simulated"}]
        secrets: {token: env:DRILL_BATCH_TOKEN}
        takes: [{lane: user, identifiers: [user-id]}]
        terms: {in-doubt: safe-to-repeat, attempts: 6, backoff: {base: 50ms, cap: 400ms}}
        api:
          host: http://127.0.0.1:\(http)
          auth: [{bearer: token}]
          batch: {items: 100}
          idempotency: {header: Idempotency-Key}
          delete: {method: POST, path: /drill-batch/v1/deletions, body: {json: {user_ids: {each: user-id}}}}
          answer:
            success: {status: [200]}
            items: {path: results, by: {key: user_id, identifier: user-id}, state: {path: status, deleted: [deleted], not-found: [not_found], retry: [error]}}

      - id: drill-single
        name: Fabrikam Heatmaps (simulated)
        confidence: confirmed
        sources: ["simulated"]
        route: api
        deletes: [all]
        secrets: {key: env:DRILL_SINGLE_KEY}
        takes: [{lane: user, identifiers: [user-id]}]
        terms: {in-doubt: safe-to-repeat, attempts: 6, backoff: {base: 50ms, cap: 400ms}, concurrency: 8}
        api:
          host: http://127.0.0.1:\(http)
          auth: [{header: {name: X-Api-Key, secret: key}}]
          delete: {method: DELETE, path: "/drill-single/users/{identifier.user-id}"}
          answer: {success: {status: [204]}, content: empty, done: {outcome: deleted}, not-found: {status: [404]}}

      - id: drill-async
        name: Contoso Audiences (simulated)
        confidence: confirmed
        sources: ["simulated"]
        route: api
        deletes: [all]
        secrets: {user: env:DRILL_ASYNC_USER, password: env:DRILL_ASYNC_PASSWORD}
        takes: [{lane: cookie, identifiers: [client-id]}]
        terms: {in-doubt: safe-to-repeat, attempts: 6, backoff: {base: 50ms, cap: 400ms}}
        api:
          host: http://127.0.0.1:\(http)
          auth: [{basic: {user: user, password: password}}]
          batch: {items: 500}
          idempotency: {header: Idempotency-Key}
          delete: {method: POST, path: /drill-async/jobs, body: {json: {client_ids: {each: client-id}}}}
          answer: {success: {status: [202]}, job: {path: job_id}}
          poll: {method: GET, path: "/drill-async/jobs/{job}", first: 200ms, every: 300ms, give-up: 1m, state: {path: state, pending: [queued, running], done: [done]}}

      - id: drill-opendsr
        name: Litware Data Hub (simulated, OpenDSR)
        confidence: confirmed
        sources: ["simulated"]
        route: opendsr
        deletes: [account-identifier, contact, event]
        cannot: [{data: all, reason: not-stated, because: "OpenDSR has no identity type for it", source: "OpenDSR 2.0, section 5.1"}]
        takes: [{lane: mail, identifiers: [email]}]
        terms: {in-doubt: query-first, attempts: 6, backoff: {base: 50ms, cap: 400ms}, concurrency: 8}
        opendsr:
          host: http://127.0.0.1:\(http)
          version: "2.0"
          requests-path: /drill-opendsr/requests
          processor-domain: \(DrillPartners.processorDomain)
          certificate: {url: "http://127.0.0.1:\(http)/drill-opendsr/cert.pem", trust: "file:\(home)/drill-root.pem"}
          algorithm: rsa-pkcs1-sha256
          regulation: gdpr
          identities: {email: {type: email, format: raw}}
          poll: {first: 200ms, every: 300ms, give-up: 1m}

      - id: drill-embedded
        name: Adatum Surveys (simulated)
        confidence: confirmed
        sources: ["simulated"]
        route: api
        deletes: [all]
        takes: [{lane: user, identifiers: [user-id]}]
        terms: {in-doubt: safe-to-repeat, attempts: 4, backoff: {base: 50ms, cap: 400ms}, concurrency: 8}
        api:
          host: http://127.0.0.1:\(http)
          delete: {method: POST, path: /drill-embedded/erase, body: {json: {id: "{identifier.user-id}"}}}
          answer:
            success: {status: [200], path: status, is: [ok]}
            busy: {status: [200], path: status, is: [error]}
            done: {outcome: deleted}

      - id: drill-flaky
        name: Proseware Ads (simulated)
        confidence: confirmed
        sources: ["simulated"]
        route: api
        deletes: [online-identifier, contact]
        cannot: [{data: all, reason: no-interface, because: "takes audience members only", source: "simulated"}]
        takes: [{lane: mail, identifiers: [email], prepare: {email: [trim, lower, sha256, hex]}}]
        terms: {in-doubt: safe-to-repeat, attempts: 12, backoff: {base: 50ms, cap: 300ms}, completes-within: 2s}
        api:
          host: http://127.0.0.1:\(http)
          batch: {items: 1000}
          delete: {method: POST, path: /drill-flaky/audience/remove, body: {json: {emails_sha256: {each: email}}}}
          answer: {success: {status: [200]}, accepted: true, count: {path: accepted}}

      - id: drill-lookup
        name: Trey Support Desk (simulated, looks up first)
        confidence: confirmed
        sources: ["simulated"]
        route: api
        deletes: [account-identifier, contact]
        cannot: [{data: all, reason: not-held, because: "keeps tickets only, no page views", source: "simulated"}]
        takes: [{lane: mail, identifiers: [email]}]
        terms: {in-doubt: safe-to-repeat, attempts: 6, backoff: {base: 50ms, cap: 400ms}, concurrency: 8}
        api:
          host: http://127.0.0.1:\(http)
          steps:
            - step: people
              method: GET
              path: /drill-lookup/people
              query: {email: "{identifier.email}"}
              pages: {cursor: next, send: after}
              finds: {path: people, values: {id: id}}
          delete: {for-each: people, method: DELETE, path: "/drill-lookup/people/{people.id}"}
          answer: {success: {status: [204]}, content: empty, done: {outcome: deleted}, not-found: {status: [404]}}
          probe:
            method: GET
            path: /drill-lookup/people
            query: {email: "{identifier.email}"}
            there: {status: [200], path: people.0.id, present: true}
            gone: {status: [200], path: people, empty: true}
            after: 100ms
            sample: 25

    \(DrillProtocols.partners(http: http, home: home))
      - id: drill-dead
        name: Tailspin Pixels (simulated, refuses every connection)
        confidence: confirmed
        sources: ["simulated"]
        route: api
        deletes: [all]
        takes: [{lane: user, identifiers: [user-id]}]
        terms: {in-doubt: safe-to-repeat, attempts: 5, backoff: {base: 50ms, cap: 400ms}}
        api:
          host: http://127.0.0.1:\(dead)
          batch: {items: 50}
          delete: {method: POST, path: /erase, body: {json: {ids: {each: user-id}}}}
          answer: {success: {status: [200]}, done: {outcome: deleted}}

      - id: drill-mail
        name: Wide World Hosting (simulated, by letter)
        confidence: confirmed
        sources: ["simulated"]
        route: email
        scope: selector
        deletes: [all]
        terms: {in-doubt: safe-to-repeat, attempts: 6, backoff: {base: 50ms, cap: 400ms}, answer-within: 30d, reminders: [7d, 14d]}
        email: {to: privacy@wideworld.example, template: deletion-request, attachment: none}

      - id: drill-portal
        name: Margie's Performance Console (simulated, by hand)
        confidence: confirmed
        sources: ["simulated"]
        route: portal
        scope: selector
        deletes: [page-url, event]
        cannot: [{data: all, reason: console-only, because: "the console deletes by page address only", source: "simulated"}]
        portal: {url: "https://console.margie.example/privacy", steps: ["Open Privacy, Delete data.", "Enter the page pattern and the dates.", "Save the confirmation page."], due: 14d}

      - id: drill-none
        name: Coho Edge Network (simulated, deletes nothing)
        confidence: confirmed
        sources: ["simulated"]
        cannot: [{data: all, reason: no-interface, because: "keeps request logs for 3 days and offers no deletion", source: "simulated"}]

    """
  }

  static func matter() -> String {
    """
    matter: \(matterID)
    title: Notice pages that told partners who uses which device
    operator: {name: Example Devices Inc., domain: devices.example, contact: privacy@devices.example, signatory: The privacy office}
    discovered: 2022-12-06
    contained: {at: 2022-12-06T18:00:00Z, how: "all trackers on the page were switched off"}
    promise: {words: "Where possible, we are asking our partners to delete this information.", published: 2023-01-05}
    data: [ip-address, page-url, online-identifier, account-identifier]
    urls: ["https://notice.devices.example/ack/*"]
    exposure: {from: 2022-12-01, until: 2022-12-06T18:00:00Z}
    definition-of-deletion: normal-course
    duties:
      - {duty: hipaa-164.404, from: 2022-12-06, within: 60d}
    partners:
      - {id: drill-batch, trackers: ["NW-1"]}
      - {id: drill-single, trackers: ["FH-22"]}
      - {id: drill-async, trackers: ["CA-7"]}
      - {id: drill-opendsr, trackers: ["LW-3"], data: [page-url, account-identifier]}
      - {id: drill-embedded, trackers: ["AS-9"]}
      - {id: drill-flaky, trackers: ["PA-4"]}
      - {id: drill-lookup, trackers: ["TS-2"], data: [account-identifier]}
      - {id: drill-ddrf, trackers: ["FC-4"], data: [online-identifier]}
      - {id: drill-drp, trackers: ["SR-5"], data: [account-identifier]}
      - {id: drill-dead, trackers: ["TP-8"]}
      - {id: drill-mail, trackers: ["WW-5"]}
      - {id: drill-portal, trackers: ["MP-6"]}
      - {id: drill-none, trackers: ["CE-2"]}

    """
  }

  static func settings(smtp: Int) -> String {
    """
    # A rehearsal's settings: partners and mail relay are on this machine.
    network:
      loopback: true
    mail:
      server: 127.0.0.1
      port: \(smtp)
      security: plain-loopback
      from: privacy@devices.example

    """
  }

  static let environment = [
    "DRILL_BATCH_TOKEN": DrillCredentials.batchToken, "DRILL_SINGLE_KEY": DrillCredentials.singleKey,
    "DRILL_ASYNC_USER": DrillCredentials.asyncUser, "DRILL_ASYNC_PASSWORD": DrillCredentials.asyncPassword,
    "DRILL_AGENT_SEED": DrillCredentials.agentSeed,
  ]
}
