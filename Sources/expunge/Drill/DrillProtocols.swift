import Drill
import Engine
import Foundation

/// The partners of a rehearsal that believe us by our keys alone: we sign each request, and they look at what we show.
enum DrillProtocols {
  /// Our own domain in the matter of the rehearsal.
  static let domain = "devices.example"

  static func partners(http: Int, home: String) -> String {
    """
      - id: drill-ddrf
        name: Fourth Coffee Exchange (simulated, Data Deletion Request Framework)
        confidence: confirmed
        sources: ["simulated"]
        route: ddrf
        deletes: [online-identifier, event]
        cannot: [{data: all, reason: not-stated, because: "the framework names identifiers, not data", source: "simulated"}]
        secrets: {key: "file:\(home)/ddrf-key.pem"}
        takes: [{lane: click, identifiers: [click-id]}]
        terms: {in-doubt: safe-to-repeat, attempts: 6, backoff: {base: 50ms, cap: 400ms}, concurrency: 8, completes-within: 2s}
        ddrf:
          domain: \(DrillPartners.recipientDomain)
          issuer: \(domain)
          signing-key: key
          document: http://127.0.0.1:\(http)/drill-ddrf/dsrdelete.json
          hosts: [127.0.0.1]
          identifiers: {click-id: {type: sco, format: plaintext}}

      - id: drill-drp
        name: School of Fine Reviews (simulated, Data Rights Protocol)
        confidence: confirmed
        sources: ["simulated"]
        route: drp
        deletes: [account-identifier, contact]
        cannot: [{data: all, reason: not-stated, because: "the protocol names people, not data", source: "simulated"}]
        secrets: {seed: env:DRILL_AGENT_SEED}
        takes: [{lane: mail, identifiers: [email]}]
        terms: {in-doubt: safe-to-repeat, attempts: 6, backoff: {base: 50ms, cap: 400ms}, concurrency: 8}
        drp:
          host: http://127.0.0.1:\(http)
          base-path: /drill-drp
          agent-id: \(DrillCredentials.agentID)
          business-id: \(DrillCredentials.businessID)
          signing-key: seed
          identifiers: {email: {member: email}}
          poll: {first: 200ms, every: 300ms, give-up: 1m}

    """
  }

  /// What `partners ddrf publish` writes is put up for the simulated partners: they find our keys nowhere else.
  static func publish(_ partnersFile: String, in home: Home, to partners: DrillPartners) throws {
    let folder = home.path + "/site"
    try DdrfCommand.Publish.parse([
      "--partners", partnersFile, "--out", folder, "--endpoint", "https://www.\(domain)/dsr-delete", "--create-key",
    ]).run()
    partners.show(try site(in: folder))
  }

  static func site(in folder: String, domain: String = domain) throws -> PublishedSite {
    var files: [String: [UInt8]] = [:]
    for path in ["dsrdelete.json", ".well-known/iabtl/dsrdelete.json", ".well-known/iabtl/jwks.json"] {
      files[path] = Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
    }
    return PublishedSite(domain: domain, files: files)
  }
}
