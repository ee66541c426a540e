import Testing
import Workflow

@testable import Catalogue

@Suite struct PreviewTests {
  private func api() throws -> ApiRoute {
    try Sample.api(
      takes: "[{lane: user, identifiers: [user-id], prepare: {user-id: [lower]}}]",
      auth: "[{basic: {user: api-key, password: other-key}}]",
      delete: "{method: POST, path: \"/u/{identifier}\", body: {json: {id: \"{identifier}\", by: \"{key}\"}}}")
  }

  @Test func `a preview marks secrets and identifiers`() throws {
    #expect(
      try api().preview(lane: "user", items: [Sample.user("Ann")], facts: Sample.facts) == """
        POST https://acme.example/u/<user-id>
        Content-Type: application/json
        Authorization: Basic <secret api-key>:<secret other-key>

        {"id":"<user-id>","by":"key-1"}
        """)
  }

  @Test func `identifiers are shown only when asked for, secrets never`() throws {
    let text = try api().preview(lane: "user", items: [Sample.user("Ann")], facts: Sample.facts, showIdentifiers: true)
    #expect(text.contains(#"{"id":"ann","#))
    #expect(text.contains("<secret api-key>"))
  }

  @Test func `a preview fails where the request would fail`() throws {
    #expect(throws: RenderFailure.self) {
      try api().preview(lane: "user", items: [BatchItem(subject: 0, values: [:])], facts: Sample.facts)
    }
  }
}

@Suite struct TokenTests {
  private func api() throws -> ApiRoute {
    try Sample.api(
      auth:
        "[{token: {request: {host: \"https://login.example\", method: POST, path: /t, body: {form: {grant_type: client_credentials, id: \"{secret.api-key}\", pw: \"{secret.other-key}\"}}}, field: data.token, lives-field: ttl, lives: 5m}}]",
      delete: "{method: POST, path: \"/{identifier}\"}")
  }

  private func read(_ body: String, status: Int = 200) throws -> TokenVerdict {
    try #require(try api().tokenCall).read(
      status: status, headers: AnswerHeaders(), body: Array(body.utf8), now: Sample.facts.now)
  }

  @Test func `the token call is a request of its own`() throws {
    let call = try #require(try api().tokenCall)
    let request = try call.render(facts: Sample.facts, secret: { Array("s&\($0)".utf8) })
    #expect(
      request.wire == """
        POST https://login.example/t
        Content-Type: application/x-www-form-urlencoded

        grant_type=client_credentials&id=s%26api-key&pw=s%26other-key
        """)
  }

  @Test func `the token goes into the header, and without one nothing is sent`() throws {
    #expect(try api().wire([Sample.user("u")], token: "abc").hasSuffix("Authorization: Bearer abc"))
    #expect(throws: RenderFailure(.missing, part: "token")) { try api().wire([Sample.user("u")]) }
    #expect(throws: RenderFailure.self) { try api().wire([Sample.user("u")], token: "a\r\nb") }
  }

  @Test func `the answer's token and life are found, and everything else is not a token`() throws {
    let token = try read(#"{"data":{"token":"abc"},"ttl":60}"#)
    #expect(token == .token(Token(bytes: Array("abc".utf8), lives: .seconds(60))))
    #expect(try read(#"{"data":{"token":"abc"}}"#) == .token(Token(bytes: Array("abc".utf8), lives: .minutes(5))))
    #expect(!"\(token)".contains("abc"))
    #expect(try read(#"{"data":{"token":"a\nb"}}"#) == .unanswered(Reason("unreadable-answer"), retryAfter: nil))
    #expect(try read("{}", status: 401) == .halted(Reason("credentials")))
    #expect(try read("", status: 302) == .halted(Reason("redirect")))
    #expect(try read("", status: 503) == .unanswered(Reason("status-503"), retryAfter: nil))
    #expect(try read("<html>") == .halted(Reason("unexpected-content")))
  }
}
