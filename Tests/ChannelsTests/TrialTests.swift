import Catalogue
import Channels
import Curl
import Foundation
import Testing
import Workflow

/// An entry tried against a place that stands in for its partner.
@Suite struct TrialTests {
  private func trial(
    _ entry: String, at server: AnswerServer, _ environment: [String: String] = [:],
    of values: [IdentifierKind: String] = [.userID: "u-1"]
  ) async throws -> TrialRecord {
    let trial = try PartnerTrial(
      entry: try partner(entry), account: [:], selector: RequestFacts.Selector(),
      secrets: SecretBook(environment: environment) { Array("test-\($0)".utf8) }, standIn: server.host,
      network: NetworkRules(allowsLoopback: true))
    return try await trial.run(values.mapValues { Array($0.utf8) })
  }

  private let jobs = """
    id: tried
    name: Tried
    route: api
    deletes: [all]
    takes: [{lane: user, identifiers: [user-id]}]
    secrets: {secret: env:TRIED_SECRET, user: env:TRIED_USER}
    terms: {in-doubt: never-repeat}
    api:
      host: https://api.tried.example
      auth:
        - token:
            request:
              host: https://login.tried.example
              auth: [{basic: {user: user, password: secret}}]
              method: POST
              path: /token
              body: {form: {grant_type: client_credentials, key: "{secret.secret}"}}
            field: ticket
            lives: 1h
            header: X-Ticket
            prefix: "Key "
      delete: {method: POST, path: /erase, body: {json: {id: "{identifier.user-id}"}}}
      answer: {success: {status: [202]}, job: {path: job}}
      poll: {method: GET, path: "/jobs/{job}", first: 1m, every: 1m, give-up: 30d, state: {path: state, pending: [busy], done: [done]}}
    """

  private func answer(_ status: String, _ body: String) -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  @Test func `a token, a deletion and its job run to the end at a stand-in, and no secret is told`() async throws {
    let server = try AnswerServer { request in
      switch request.line {
      case "POST /token": answer("200 OK", #"{"ticket": "made-for-you-123"}"#)
      case "POST /erase": answer("202 Accepted", #"{"job": "j-7"}"#)
      case _: answer("200 OK", #"{"state": "done"}"#)
      }
    }
    let record = try await trial(jobs, at: server, ["TRIED_SECRET": "hush-hush/1"])
    #expect(record.ended)
    #expect(record.grade == "claimed-complete-unsigned")
    #expect(server.received.map(\.line) == ["POST /token", "POST /erase", "GET /jobs/j-7"])
    #expect(server.received[0].text.contains("key=hush-hush%2F1"))
    #expect(server.received[1].text.contains("X-Ticket: Key made-for-you-123"))
    let text = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
    #expect(!text.contains("hush-hush") && !text.contains("made-for-you-123"))
    #expect(!text.contains(Data("test-user:hush-hush/1".utf8).base64EncodedString()))
    #expect(text.contains("api.tried.example") && text.contains("u-1"))
  }

  @Test func `a job that never ends is given up, without waiting`() async throws {
    let server = try AnswerServer { request in
      switch request.line {
      case "POST /token": answer("200 OK", #"{"ticket": "made-for-you-123"}"#)
      case "POST /erase": answer("202 Accepted", #"{"job": "j-7"}"#)
      case _: answer("200 OK", #"{"state": "busy"}"#)
      }
    }
    let record = try await trial(jobs, at: server)
    #expect(!record.ended)
    #expect(server.count("GET /jobs/j-7") == PartnerTrial.questionLimit)
  }

  @Test func `a person whom the answer leaves out is in doubt, and the trial has not ended`() async throws {
    let entry = """
      id: listed
      name: Listed
      route: api
      deletes: [all]
      takes: [{lane: user, identifiers: [user-id]}]
      terms: {in-doubt: safe-to-repeat}
      api:
        host: https://listed.example
        batch: {items: 10}
        delete: {method: POST, path: /erase, body: {json: {ids: {each: user-id}}}}
        answer:
          success: {status: [200]}
          items: {path: results, by: {key: id, identifier: user-id}, state: {path: status, deleted: [deleted]}}
      """
    for (row, ended, result) in [
      (#"{"id": "u-1", "status": "deleted"}"#, true, "settled: deleted, grade claimed-complete-unsigned"),
      ("", false, "in doubt (missing-item)"),
    ] {
      let server = try AnswerServer { _ in answer("200 OK", #"{"results": [\#(row)]}"#) }
      let record = try await trial(entry, at: server)
      #expect(record.ended == ended)
      #expect(record.result == result)
    }
  }

  @Test(arguments: [("never-repeat", "in doubt (status-504)"), ("safe-to-repeat", "not now (status-504)")])
  func `a server that failed leaves a doubt where nothing may be repeated`(_ policy: String, _ words: String)
    async throws
  {
    let server = try AnswerServer { _ in answer("504 Gateway Timeout", "{}") }
    let entry = Entries.plain("https://plain.example")
      .replacing("in-doubt: never-repeat", with: "in-doubt: \(policy)")
    try #require(entry.contains(policy))
    let record = try await trial(entry, at: server)
    #expect(!record.ended)
    #expect(record.result.hasPrefix(words))
  }

  @Test func `an answer that the entry does not expect is told in words`() async throws {
    let server = try AnswerServer { _ in "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"
    }
    let record = try await trial(Entries.plain("https://plain.example"), at: server)
    #expect(!record.ended)
    let text = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
    #expect(text.contains("stopped (unexpected-content)"))
  }

  @Test func `without an identifier that the partner takes nothing is sent`() async throws {
    let server = try AnswerServer { _ in nil }
    await #expect(throws: TrialFault.self) {
      try await trial(Entries.plain("https://plain.example"), at: server, of: [.email: "a@b.example"])
    }
    await #expect(throws: TrialFault.self) {
      try await trial(Entries.plain("https://plain.example"), at: server, of: [:])
    }
    #expect(server.received.isEmpty)
  }

  private func looked(_ host: String, tells: String = "") -> String {
    """
    id: looked
    name: Looked
    route: api
    deletes: [all]
    \(tells)
    takes: [{lane: user, identifiers: [user-id]}, {lane: mail, identifiers: [email]}]
    terms: {in-doubt: safe-to-repeat, completes-within: 2d}
    api:
      host: \(host)
      delete: {method: POST, path: "/erase/{identifier}"}
      answer: {success: {status: [202]}, content: any, accepted: true}
      probe:
        method: GET
        path: "/people/{identifier}"
        there: {status: [200], path: found, is: [true]}
        gone: {status: [200], path: found, is: [false]}
    """
  }

  @Test func `the look-up after the claim is tried too, and says what it found`() async throws {
    for (found, grade) in [("false", "verified-by-probe"), ("true", "accepted-unsigned")] {
      let server = try AnswerServer { request in
        request.line.hasPrefix("GET") ? answer("200 OK", #"{"found": \#(found)}"#) : answer("202 Accepted", "")
      }
      let record = try await trial(looked("https://looked.example"), at: server)
      #expect(record.ended == (found == "false"))
      #expect(record.grade == grade)
      #expect(server.received.map(\.line) == ["POST /erase/u-1", "GET /people/u-1"])
      let text = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
      #expect(text.contains("still-there") == (found == "true"))
    }
  }

  @Test func `a person who is told by every lane is told, and looked up, by each`() async throws {
    let server = try AnswerServer { request in
      request.line.hasPrefix("GET") ? answer("200 OK", #"{"found": false}"#) : answer("202 Accepted", "")
    }
    let record = try await trial(
      looked("https://looked.example", tells: "tells: every"), at: server,
      of: [.userID: "u-1", .email: "a@b.example"])
    #expect(record.ended && record.grade == "verified-by-probe")
    #expect(
      server.received.map(\.line) == [
        "POST /erase/u-1", "POST /erase/a%40b.example", "GET /people/u-1", "GET /people/a%40b.example",
      ])
  }

  @Test func `a letter cannot be tried`() async throws {
    let server = try AnswerServer { _ in nil }
    let entry = """
      id: letter
      name: Letter
      route: email
      scope: selector
      deletes: [all]
      terms: {in-doubt: safe-to-repeat}
      email: {to: privacy@letter.example}
      """
    await #expect(throws: TrialFault.route(.email)) { try await trial(entry, at: server, of: [:]) }
  }
}
