import Testing
import Workflow

@testable import Catalogue

/// A small good entry, and ways to spoil it.
enum Sample {
  static let text = """
    version: 1
    partners:
      - id: acme
        name: ACME
        route: api
        deletes: [event]
        cannot:
          - {data: ip-address, reason: not-held, because: "drops it"}
        account: {region: eu}
        secrets:
          api-key: env:ACME_KEY
        takes:
          - lane: user
            identifiers: [user-id]
            optional: [email]
            prepare: {user-id: [trim]}
        terms:
          in-doubt: safe-to-repeat
        api:
          host: https://{account.region}.acme.example
          auth:
            - bearer: api-key
          batch: {items: 2}
          delete:
            method: POST
            path: /v1/deletions
            body:
              json:
                ids: {each: user-id}
          answer:
            success: {status: [202]}
            job: {path: id}
          poll:
            method: GET
            path: /v1/deletions/{job}
            first: 1d
            every: 1d
            give-up: 45d
            state: {path: state, pending: [open], done: [done], failed: [failed]}

    """

  static func entries(_ text: String) throws -> [PartnerEntry] { try PartnerFile.read(text, file: "partners.yaml") }

  /// The sample's mistakes after one replacement, as a person sees them.
  static func mistakes(replacing old: String, with new: String) -> [String] {
    precondition(text.contains(old), "the sample does not hold '\(old)'")
    return mistakes(text.replacing(old, with: new, maxReplacements: 1))
  }

  static func mistakes(_ text: String) -> [String] {
    do {
      _ = try entries(text)
      return []
    } catch let mistakes as Mistakes {
      return mistakes.all.map { "\($0.line):\($0.column): \($0.what)" + ($0.remedy.map { " | \($0)" } ?? "") }
    } catch {
      return ["\(error)"]
    }
  }

  /// An entry that only differs in what is sent: one subject a call unless `batch` says more.
  static func api(
    takes: String = "[{lane: user, identifiers: [user-id]}]", host: String = "https://acme.example",
    auth: String = "[]",
    batch: String = "{items: 1}", delete: String, extra: String = "", terms: String = "in-doubt: safe-to-repeat",
    scope: String = "subjects", answer: String = "{success: {status: [200]}, accepted: true}"
  ) throws -> ApiRoute {
    let text = """
      version: 1
      partners:
        - id: acme
          name: ACME
          route: api
          scope: \(scope)
          deletes: [all]
          account: {region: eu, project: P 1}
          secrets: {\(secrets(in: auth))}
          \(scope == "selector" ? "" : "takes: \(takes)")
          terms: {\(terms)}
          api:
            host: \(host)
            auth: \(auth)
            batch: \(batch)
            \(extra)
            delete: \(delete)
            answer: \(answer)

      """
    return try #require(try entries(text).first?.api)
  }

  private static func secrets(in auth: String) -> String {
    ["api-key", "other-key"].filter(auth.contains).map { "\($0): env:A" }.joined(separator: ", ")
  }

  static let facts = RequestFacts(
    account: ["region": "eu", "project": "P 1"], key: "key-1", matter: "m-1", wave: "w-1", dispatch: "d-1",
    now: Instant(seconds: 1_669_852_800),
    selector: RequestFacts.Selector(
      trackers: ["ga": "G-1"], urls: ["https://shop.example/ack/1?x=\"a\"", "/b"], ips: ["192.0.2.1"],
      from: Instant(seconds: 1_669_852_800), to: Instant(seconds: 1_670_284_800)))

  static func user(_ value: String, _ subject: Int = 0, email: String? = nil) -> BatchItem {
    var values: [IdentifierKind: [UInt8]] = [.userID: Array(value.utf8)]
    if let email { values[.email] = Array(email.utf8) }
    return BatchItem(subject: subject, values: values)
  }
}

extension ApiRoute {
  /// What goes out, as one text: request line, headers, empty line, body.
  func wire(_ items: [BatchItem], lane: String = "user", token: String? = nil) throws -> String {
    try render(
      lane: lane, items: items, facts: Sample.facts, token: token.map { Array($0.utf8) },
      secret: { Array("s3cret-\($0)".utf8) }
    ).wire
  }
}

extension RenderedRequest {
  var wire: String {
    let head = ["\(method) \(url)"] + headers.map { "\($0.name): \(String(decoding: $0.value, as: UTF8.self))" }
    return (head + (body.isEmpty ? [] : ["", String(decoding: body, as: UTF8.self)])).joined(separator: "\n")
  }
}
