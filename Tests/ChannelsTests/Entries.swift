import Drill

/// Entries of the simulated partners, as a partner file would describe them.
enum Entries {
  static func batch(_ port: Int) -> String {
    """
    id: drill-batch
    name: Northwind Analytics
    confidence: confirmed
    sources: ["simulated"]
    route: api
    deletes: [all]
    secrets: {token: env:BATCH_TOKEN}
    takes: [{lane: user, identifiers: [user-id]}]
    terms: {in-doubt: safe-to-repeat}
    api:
      host: http://127.0.0.1:\(port)
      auth: [{bearer: token}]
      batch: {items: 100}
      idempotency: {header: Idempotency-Key}
      delete: {method: POST, path: /drill-batch/v1/deletions, body: {json: {user_ids: {each: user-id}}}}
      answer:
        success: {status: [200]}
        items: {path: results, by: {key: user_id, identifier: user-id}, state: {path: status, deleted: [deleted], not-found: [not_found], retry: [error]}}
    """
  }

  static func single(_ port: Int) -> String {
    """
    id: drill-single
    name: Fabrikam Heatmaps
    confidence: confirmed
    sources: ["simulated"]
    route: api
    deletes: [all]
    secrets: {key: env:SINGLE_KEY}
    takes: [{lane: user, identifiers: [user-id]}]
    terms: {in-doubt: safe-to-repeat}
    api:
      host: http://127.0.0.1:\(port)
      auth: [{header: {name: X-Api-Key, secret: key}}]
      delete: {method: DELETE, path: "/drill-single/users/{identifier.user-id}"}
      answer: {success: {status: [204]}, content: empty, done: {outcome: deleted}, not-found: {status: [404]}}
    """
  }

  static func async(_ port: Int) -> String {
    """
    id: drill-async
    name: Contoso Audiences
    confidence: confirmed
    sources: ["simulated"]
    route: api
    deletes: [all]
    secrets: {user: env:ASYNC_USER, password: env:ASYNC_PASSWORD}
    takes: [{lane: user, identifiers: [client-id]}]
    terms: {in-doubt: safe-to-repeat}
    api:
      host: http://127.0.0.1:\(port)
      auth: [{basic: {user: user, password: password}}]
      batch: {items: 500}
      idempotency: {header: Idempotency-Key}
      delete: {method: POST, path: /drill-async/jobs, body: {json: {client_ids: {each: client-id}}}}
      answer: {success: {status: [202]}, job: {path: job_id}}
      poll: {method: GET, path: "/drill-async/jobs/{job}", first: 1s, every: 1s, give-up: 1m, state: {path: state, pending: [queued, running], done: [done]}}
    """
  }

  static func embedded(_ port: Int) -> String {
    """
    id: drill-embedded
    name: Adatum Surveys
    confidence: confirmed
    sources: ["simulated"]
    route: api
    deletes: [all]
    takes: [{lane: user, identifiers: [user-id]}]
    terms: {in-doubt: safe-to-repeat}
    api:
      host: http://127.0.0.1:\(port)
      delete: {method: POST, path: /drill-embedded/erase, body: {json: {id: "{identifier.user-id}"}}}
      answer:
        success: {status: [200], path: status, is: [ok]}
        busy: {status: [200], path: status, is: [error]}
        done: {outcome: deleted}
    """
  }

  static func flaky(_ port: Int) -> String {
    """
    id: drill-flaky
    name: Proseware Ads
    confidence: confirmed
    sources: ["simulated"]
    route: api
    deletes: [all]
    takes: [{lane: user, identifiers: [email], prepare: {email: [trim, lower, sha256, hex]}}]
    terms: {in-doubt: safe-to-repeat}
    api:
      host: http://127.0.0.1:\(port)
      batch: {items: 1000}
      delete: {method: POST, path: /drill-flaky/audience/remove, body: {json: {emails_sha256: {each: email}}}}
      answer: {success: {status: [200]}, accepted: true, count: {path: accepted}}
    """
  }

  /// - Parameter host: Scheme, host and port.
  static func plain(_ host: String) -> String {
    """
    id: plain
    name: Plain Partner
    confidence: confirmed
    sources: ["simulated"]
    route: api
    deletes: [all]
    takes: [{lane: user, identifiers: [user-id]}]
    terms: {in-doubt: never-repeat}
    api:
      host: \(host)
      batch: {items: 10}
      delete: {method: POST, path: /erase, body: {json: {at: "{now}", ids: {each: user-id}}}}
      answer: {success: {status: [200]}, done: {outcome: deleted}}
    """
  }

  /// - Parameters:
  ///   - trust: As the entry writes it, such as `file:/root.pem`.
  static func opendsr(
    _ port: Int, trust: String, domain: String = DrillPartners.processorDomain,
    algorithm: String = "rsa-pkcs1-sha256"
  ) -> String {
    """
    id: drill-opendsr
    name: Litware Data Hub
    confidence: confirmed
    sources: ["simulated"]
    route: opendsr
    deletes: [all]
    takes: [{lane: user, identifiers: [email]}]
    terms: {in-doubt: query-first}
    opendsr:
      host: http://127.0.0.1:\(port)
      version: "2.0"
      requests-path: /drill-opendsr/requests
      processor-domain: \(domain)
      certificate: {url: "http://127.0.0.1:\(port)/drill-opendsr/cert.pem", trust: "\(trust)"}
      algorithm: \(algorithm)
      regulation: gdpr
      identities: {email: {type: email, format: raw}}
      poll: {first: 1s, every: 1s, give-up: 1m}
    """
  }

  static let secrets = [
    "BATCH_TOKEN": DrillCredentials.batchToken, "SINGLE_KEY": DrillCredentials.singleKey,
    "ASYNC_USER": DrillCredentials.asyncUser, "ASYNC_PASSWORD": DrillCredentials.asyncPassword,
  ]
}
