import Foundation
import Testing
import Workflow

@testable import Catalogue

/// What a partner's answer puts into the calls that follow: no safer than a person's file.
@Suite struct HostileAnswersTests {
  private static let flow = """
    steps:
      - {step: people, method: GET, path: /p, query: {u: "{identifier}"}, pages: {cursor: next, send: after}, finds: {path: r, values: {id: id}}}
    delete: {for-each: people, method: DELETE, path: "/c/{people.id}/x", query: {id: "{people.id}"}}
    answer: {success: {status: [200]}, content: any, done: {outcome: deleted}}
    """

  private func json(_ value: String) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  @Test(arguments: HostilePlacesTests.values)
  func `a found value is one segment and one parameter, or it stops the flow`(_ value: String) throws {
    var talk = try FlowTalk(HostileAnswersTests.flow)
    let text = try json(value)
    let first = try talk.once { _ in (200, "{\"r\":[{\"id\":\(text)}]}") }
    guard case .proceeding = first else {
      #expect(first == .rejected(Reason("unusable-value-found")))
      return
    }
    _ = try talk.once { _ in (200, "") }
    let line = try #require(talk.sent.last)
    #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    let target = try #require(line.split(separator: " ").last)
    let halves = target.split(separator: "?", omittingEmptySubsequences: false)
    let segments = halves[0].split(separator: "/", omittingEmptySubsequences: false)
    #expect(halves.count == 2 && segments.count == 4)
    #expect(Reader.unescaped(segments[2]) == value)
    let pairs = Reader.pairs(halves[1])
    #expect(pairs.map(\.name) == ["id"] && pairs[0].value == value)
  }

  @Test(arguments: HostilePlacesTests.values)
  func `a cursor is one parameter, or it stops the flow`(_ value: String) throws {
    var talk = try FlowTalk(HostileAnswersTests.flow)
    let text = try json(value)
    let first = try talk.once { _ in (200, "{\"r\":[{\"id\":\"1\"}],\"next\":\(text)}") }
    guard case .proceeding = first else {
      #expect(first == .rejected(Reason("unusable-page")))
      return
    }
    _ = try talk.once { _ in (200, "{\"r\":[]}") }
    let target = try #require(talk.sent.last?.split(separator: " ").last)
    let pairs = Reader.pairs(target.drop { $0 != "?" }.dropFirst())
    #expect(pairs.map(\.name) == ["u", "after"])
    #expect(pairs.last?.value == value)
  }

  @Test(arguments: [
    "https://evil.example/p?after=2", "http://acme.example/p", "https://acme.example.evil.example/p",
    "https://acme.example@evil.example/p", "https://acme.example:444/p", "//evil.example/p", "https:/acme.example/p",
    "https://acme.example", "p?after=2", "?after=2", "javascript:alert(1)", "file:///etc/passwd", "/p\r\nX: y",
    "/p after",
    "/\\evil.example/p", "https://ACME.example\\@evil.example/p", "\u{FF0F}p", "https://acme.example\u{3002}evil/p",
    "/p\u{0}", "",
    "ftp://acme.example/p", "https://acme.example/../../p\t",
  ])
  func `a next page is never asked of another host`(_ link: String) throws {
    let api = HostileAnswersTests.flow.replacing("pages: {cursor: next, send: after}", with: "pages: {link: next}")
    var talk = try FlowTalk(api)
    let text = try json(link)
    _ = try talk.once { _ in (200, "{\"r\":[{\"id\":\"1\"}],\"next\":\(text)}") }
    _ = try? talk.once { _ in (200, "{\"r\":[]}") }
    #expect(Set(talk.sent).isSubset(of: ["GET /p?u=u-1", "DELETE /c/1/x?id=1"]), "\(talk.sent)")
  }

  @Test func `a next page at the same host is asked as it was given`() throws {
    let api = HostileAnswersTests.flow.replacing("pages: {cursor: next, send: after}", with: "pages: {link: next}")
    for link in [
      "/p?u=u-1&after=2", "https://acme.example/p?u=u-1&after=2", "HTTPS://ACME.example/p?u=u-1&after=2#top",
    ] {
      var talk = try FlowTalk(api)
      _ = try talk.once { _ in (200, "{\"r\":[],\"next\":\"\(link)\"}") }
      _ = try talk.once { _ in (200, "{\"r\":[]}") }
      #expect(talk.sent.last == "GET /p?u=u-1&after=2")
    }
  }

  @Test(arguments: HostilePlacesTests.values)
  func `a job is one segment of the question, or it is none`(_ value: String) throws {
    let api = try Sample.api(
      delete: "{method: POST, path: \"/d/{identifier}\"}",
      extra:
        "poll: {method: POST, path: \"/j/{job}\", query: {id: \"{job}\"}, body: {json: {\"{job}\": \"{job}\"}}, first: 1d, every: 1d, give-up: 9d, state: {path: s, done: [ok]}}",
      answer: "{success: {status: [200]}, job: {path: id}}")
    let verdict = api.judge(
      status: 200, headers: AnswerHeaders(), body: Array("{\"id\":\(try json(value))}".utf8),
      items: [SentItem(subject: 0, values: [:])], now: Sample.facts.now)
    guard case .accepted(let acceptance) = verdict else {
      #expect(verdict == .lost(Reason("no-job-in-answer")))
      return
    }
    let job = try #require(acceptance.job)
    #expect(!job.contains { $0 < 0x20 || $0 == 0x7F })
    let request = try api.renderPoll(job: job, facts: Sample.facts, secret: { _ in [] })
    let path = request.address.path.split(separator: "/", omittingEmptySubsequences: false)
    #expect(path.count == 3 && Reader.unescaped(path[2]) == value)
    #expect(Reader.pairs(request.address.query).map(\.value) == [value])
    #expect((try Reader.json(request.body) as? [String: String]) == [value: value])
  }

  private static let token = """
    [{token: {request: {host: https://login.acme.example, method: POST, path: /t, body: {form: {g: x}}}, field: access_token, lives: 1h, host-field: host, host-within: \"*.acme.example\"}}]
    """

  private func signIn(_ body: String) throws -> TokenVerdict {
    let api = try Sample.api(auth: HostileAnswersTests.token, delete: "{method: DELETE, path: \"/d/{identifier}\"}")
    return try #require(api.tokenCall).read(
      status: 200, headers: AnswerHeaders(), body: Array(body.utf8), now: Sample.facts.now)
  }

  @Test(arguments: HostilePlacesTests.values)
  func `a token is a word of a header, or none`(_ value: String) throws {
    let body = "{\"access_token\":\(try json(value)),\"host\":\"a.acme.example\"}"
    guard case .token(let token) = try signIn(body) else { return }
    #expect(token.bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    let api = try Sample.api(auth: HostileAnswersTests.token, delete: "{method: DELETE, path: \"/d/{identifier}\"}")
    let request = try api.render(
      lane: "user", items: [Sample.user("u")], facts: Sample.facts, token: token.bytes, secret: { _ in [] })
    #expect(request.headers.map { Reader.text($0.value) } == ["Bearer \(value)"])
  }

  @Test(arguments: [
    "evil.example", "acme.example", "acme.example.evil.example", "evil.example/.acme.example",
    "evil.example?.acme.example",
    "evil.example#.acme.example", "evil.example\\\\.acme.example", "a@evil.example", "evil.example:1@x.acme.example",
    "http://x.acme.example", "x.acme.example:8443", "x.acme.example/path", "x.acme.example\\r\\nX: y",
    "x.acme.example.",
    ".acme.example", "-x.acme.example", "x..acme.example", " ", "", "ⅹ.acme.example", "x.acme\\u3002example",
    "https://",
    "//x.acme.example", "x%2eacme.example", "127.0.0.1", "[::1]", "x\\u0000.acme.example",
  ])
  func `a token never sends the calls to another host`(_ host: String) throws {
    let verdict = try signIn("{\"access_token\":\"t\",\"host\":\"\(host)\"}")
    if case .token(let token) = verdict { Issue.record("\(host) gave \(token.host ?? "none")") }
    let good = try signIn(#"{"access_token":"t","host":"x.acme.example"}"#)
    guard case .token(let token) = good else {
      Issue.record("the good host was refused")
      return
    }
    #expect(token.host == "https://x.acme.example")
  }

  @Test(arguments: [
    #"{"a":"\ud800"}"#, #"{"a":"\udc00"}"#, #"{"a":"\ud800\u0041"}"#, #"{"a":"\udc00\ud800"}"#, #"{"\ud83d":1}"#,
    #"{"a":"\u00"}"#, #"{"a":"\u00g0"}"#, #"{"a":"\x41"}"#, "{\"a\":\"\u{1}\"}", "{\"a\":\"\n\"}", "{\"a\":01}",
    "{\"a\":1.}",
    "{\"a\":.5}", "{\"a\":+1}", "{\"a\":1e}", "{\"a\":0x1}", "{\"a\":1}x", "\u{FEFF}\u{FEFF}{}", "{\"a\":1 \"b\":2}",
    "{\"a\" 1}",
    "[1 2]", "{a:1}", "/* */{}", "{\"a\":tru}", "{\"a\":True}", "\u{0}{}", "{\"a\":\"\u{0}\"}", #"{"a":1,"\u0061":2}"#,
  ])
  func `an answer that two readers could take differently is no answer`(_ body: String) {
    #expect(throws: JSONReader.Unreadable.self) { _ = try JSONReader.read(Array(body.utf8)) }
  }

  @Test func `bad bytes in an answer are no answer`() {
    for bytes in [[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xFF], [0xF8, 0x88], [0xE2, 0x82]] as [[UInt8]] {
      #expect(throws: JSONReader.Unreadable.self) {
        _ = try JSONReader.read(Array("{\"a\":\"".utf8) + bytes + Array("\"}".utf8))
      }
    }
  }

  @Test func `a megabyte in an answer is not carried into a call`() throws {
    let long = String(repeating: "a", count: 1 << 20)
    var talk = try FlowTalk(HostileAnswersTests.flow)
    #expect(
      try talk.once { _ in (200, "{\"r\":[{\"id\":\"\(long)\"}]}") } == .rejected(Reason("unusable-value-found")))
    var pages = try FlowTalk(HostileAnswersTests.flow)
    #expect(
      try pages.once { _ in (200, "{\"r\":[],\"next\":\"\(long)\"}") } == .rejected(Reason("unusable-page")))
  }
}
