import Testing
import Workflow

@testable import Catalogue

/// Small whole requests, byte for byte.
@Suite struct GoldenTests {
  private func body(
    _ json: String, takes: String = "[{lane: user, identifiers: [user-id], optional: [email], words: {type: USER}}]",
    items: [BatchItem] = [Sample.user("u1", email: "a@b.example"), Sample.user("u2", 1)]
  ) throws -> String {
    let api = try Sample.api(
      takes: takes, batch: "{items: 9}", delete: "{method: POST, path: /d, body: {json: \(json)}}")
    let request = try api.render(lane: "user", items: items, facts: Sample.facts, secret: { _ in [] })
    return String(decoding: request.body, as: UTF8.self)
  }

  @Test(arguments: [
    ("{user_ids: {each: user-id}, requester: shop}", #"{"user_ids":["u1","u2"],"requester":"shop"}"#),
    ("{each: identifier}", #"["u1","u2"]"#),
    ("{ids: {each: user-id, join: \", \"}}", #"{"ids":"u1, u2"}"#),
    (
      "{q: {each: user-id, write: \"user:{value|quote}\", join: \" OR \", before: \"(\", after: \")\"}}",
      #"{"q":"(user:\"u1\" OR user:\"u2\")"}"#
    ),
    (
      "{users: {each-item: {type: \"{lane.type}\", id: \"{identifier.user-id}\", mail: {optional: email}}}}",
      #"{"users":[{"type":"USER","id":"u1","mail":"a@b.example"},{"type":"USER","id":"u2"}]}"#
    ),
    (
      "{each-item: [{optional: email, write: \"mailto:{value}\"}, \"{identifier}\"]}",
      #"[["mailto:a@b.example","u1"],["u2"]]"#
    ),
    (
      "{schema: [ID, MAIL], data: {rows: [user-id, email]}}",
      #"{"schema":["ID","MAIL"],"data":[["u1","a@b.example"],["u2",""]]}"#
    ),
    (
      "{ids: {each: user-id}, n: {number: 3}, t: {literal: true}, z: {literal: null}, yes: yes, empty: \"\", three: 3}",
      #"{"ids":["u1","u2"],"n":3,"t":true,"z":null,"yes":"yes","empty":"","three":"3"}"#
    ),
    ("{payload: {json-text: {ids: {each: user-id}}}}", #"{"payload":"{\"ids\":[\"u1\",\"u2\"]}"}"#),
    (
      "{\"{account.region}\": {object: {each: literal, ids: {each: user-id}}}}",
      #"{"eu":{"each":"literal","ids":["u1","u2"]}}"#
    ),
    ("{ids: {by-lane: {user: {each: user-id}}}, none: {by-lane: {}}}", #"{"ids":["u1","u2"]}"#),
    (
      "{ids: {each: user-id}, at: \"{now}\", day: \"{now.date}\", s: {number: \"{now.epoch}\"}, brace: \"{{x}}\"}",
      #"{"ids":["u1","u2"],"at":"2022-12-01T00:00:00Z","day":"2022-12-01","s":1669852800,"brace":"{x}"}"#
    ),
    (
      "{ids: {each: user-id}, facts: \"{matter}/{wave}/{dispatch}/{key}\"}",
      #"{"ids":["u1","u2"],"facts":"m-1/w-1/d-1/key-1"}"#
    ),
  ])
  func `a body is its tree with the slots filled`(_ json: String, _ expected: String) throws {
    #expect(try body(json) == expected)
  }

  @Test func `path, query, headers and credentials stand where the entry puts them`() throws {
    let api = try Sample.api(
      host: "https://{account.region}.acme.example",
      auth: "[{header: {name: X-Key, secret: api-key, prefix: \"Token \"}}, {query: {name: token, secret: other-key}}]",
      delete:
        "{method: DELETE, path: \"/p/{account.project}/users/{identifier.user-id}\", query: {mode: a b, who: \"{identifier}\"}, headers: {X-Wave: \"{wave}\"}}",
      extra: "idempotency: {header: Idempotency-Key}")
    #expect(
      try api.wire([Sample.user("u/1 ü")]) == """
        DELETE https://eu.acme.example/p/P%201/users/u%2F1%20%C3%BC?mode=a%20b&who=u%2F1%20%C3%BC&token=s3cret-other-key
        X-Wave: w-1
        Idempotency-Key: key-1
        X-Key: Token s3cret-api-key
        """)
  }

  @Test func `a form holds joined, repeated and JSON values, and a secret of its own`() throws {
    let api = try Sample.api(
      auth: "[{body: {field: key, secret: api-key}}, {basic: {user: api-key, password: other-key}}]",
      batch: "{items: 3}",
      delete:
        "{method: POST, path: /f, body: {form: {ids: {each: user-id, join: \",\"}, id: {repeat: user-id}, j: {json: [{each: user-id}]}}}}"
    )
    #expect(
      try api.wire([Sample.user("a&b"), Sample.user("c", 1)]) == """
        POST https://acme.example/f
        Content-Type: application/x-www-form-urlencoded
        Authorization: Basic czNjcmV0LWFwaS1rZXk6czNjcmV0LW90aGVyLWtleQ==

        ids=a%26b%2Cc&id=a%26b&id=c&j=%5B%5B%22a%26b%22%2C%22c%22%5D%5D&key=s3cret-api-key
        """)
  }

  @Test func `each lane has its own path and body`() throws {
    let api = try Sample.api(
      takes: "[{lane: user, identifiers: [user-id]}, {lane: mail, identifiers: [email]}]",
      delete:
        "{method: POST, path: {by-lane: {user: \"/u/{identifier}\", mail: /m}}, body: {json: {by-lane: {mail: {mail: \"{identifier.email}\"}, user: {kind: user}}}}}"
    )
    let mail = BatchItem(subject: 0, values: [.email: Array("a@b.example".utf8)])
    #expect(try api.wire([Sample.user("u1")]).hasPrefix("POST https://acme.example/u/u1\n"))
    #expect(try api.wire([mail], lane: "mail").hasSuffix(#"{"mail":"a@b.example"}"#))
  }

  @Test func `a selector is written with its quoting, its window and its trackers`() throws {
    let api = try Sample.api(
      delete:
        "{method: POST, path: /q, body: {json: {q: {each: selector.urls, write: \"url:{value|quote}\", join: \" OR \"}, property: \"{tracker.ga}\", from: {number: \"{from.epoch-ms}\"}, to: \"{to.date}\"}}}",
      scope: "selector")
    let request = try api.renderSelector(facts: Sample.facts, secret: { _ in [] })
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"q":"url:\"https://shop.example/ack/1?x=\\\"a\\\"\" OR url:\"/b\"","property":"G-1","from":1669852800000,"to":"2022-12-06"}"#
        .replacing(#"\\\"a\\\""#, with: #"\\\"a\\\""#))
  }

  @Test func `a poll asks for the job, percent-encoded`() throws {
    let api = try #require(try Sample.entries(Sample.text).first?.api)
    let request = try api.renderPoll(job: Array("j/1".utf8), facts: Sample.facts, secret: { _ in Array("k".utf8) })
    #expect(request.wire == "GET https://eu.acme.example/v1/deletions/j%2F1\nAuthorization: Bearer k")
  }

  @Test func `the same facts give the same bytes`() throws {
    let api = try #require(try Sample.entries(Sample.text).first?.api)
    #expect(
      try api.wire([Sample.user("a"), Sample.user("b", 1)]) == api.wire([Sample.user("a"), Sample.user("b", 1)]))
  }
}
