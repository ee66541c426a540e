import Testing
import Workflow

@testable import Catalogue

/// Identifiers come from outside: none may leave its place, mean everyone, or be looked at for slots.
@Suite struct HostileValueTests {
  private func json() throws -> ApiRoute {
    try Sample.api(delete: "{method: POST, path: /d, body: {json: {id: \"{identifier.user-id}\"}}}")
  }

  private func failure(_ value: [UInt8], in api: ApiRoute) -> RenderFailure.Kind? {
    let item = BatchItem(subject: 7, values: [.userID: value])
    do {
      _ = try api.render(lane: "user", items: [item], facts: Sample.facts, secret: { _ in [] })
      return nil
    } catch let failure as RenderFailure {
      #expect(failure.subject == 7)
      return failure.kind
    } catch {
      return nil
    }
  }

  static let nasty = [
    "quote\"x", "back\\slash", "per%25cent", "{{x}}", "{identifier.user-id}", "{account.region}", "emoji 😀",
    "a&b=c#d?e",
    "'; DROP", "</script>", "a\u{2028}b", "ü/../x",
  ]

  @Test(arguments: nasty)
  func `a value stands in JSON as itself and is not looked at for slots`(_ value: String) throws {
    let request = try json().render(lane: "user", items: [Sample.user(value)], facts: Sample.facts, secret: { _ in [] })
    #expect(
      try JSONReader.read(request.body) == .object([.init(name: Array("id".utf8), value: .string(Array(value.utf8)))]))
  }

  @Test(arguments: nasty)
  func `a value in a path is one segment that decodes to itself`(_ value: String) throws {
    let api = try Sample.api(delete: "{method: DELETE, path: \"/u/{identifier}/x\"}")
    let url = try api.render(lane: "user", items: [Sample.user(value)], facts: Sample.facts, secret: { _ in [] }).url
    let segments = url.dropFirst("https://acme.example".count).split(separator: "/", omittingEmptySubsequences: false)
    #expect(segments.count == 4)
    #expect(decoded(segments[2]) == value)
  }

  @Test(
    arguments: [
      ([], .empty), (Array("a\r\nb".utf8), .controlCharacter), (Array("a\u{0}".utf8), .controlCharacter),
      ([0x61, 0xFF], .notUTF8), ([0xED, 0xA0, 0x80], .notUTF8), (Array("*".utf8), .wildcard),
      (Array("%".utf8), .wildcard),
      (Array("..".utf8), .wildcard), (Array(" ".utf8), .wildcard),
    ] as [([UInt8], RenderFailure.Kind)])
  func `a value that cannot be sent safely stops the request`(_ value: [UInt8], _ kind: RenderFailure.Kind) throws {
    #expect(failure(value, in: try json()) == kind)
  }

  @Test func `an empty value is refused before it is hashed`() throws {
    let api = try Sample.api(
      takes: "[{lane: user, identifiers: [user-id], prepare: {user-id: [sha256, hex]}}]",
      delete: "{method: POST, path: /d, body: {json: {id: \"{identifier}\"}}}")
    #expect(failure([], in: api) == .empty)
    #expect(failure(Array("\u{a0}".utf8), in: api) == .wildcard)
    #expect(failure(Array("\u{a0}x".utf8), in: api) == nil)
  }

  @Test func `a quoted value cannot end its quotes, and a wildcard cannot enter a query`() throws {
    let api = try Sample.api(delete: "{method: POST, path: /q, query: {q: \"id:{identifier|quote}\"}}")
    let request = try api.render(
      lane: "user", items: [Sample.user(#"a" OR "b\"#)], facts: Sample.facts, secret: { _ in [] })
    #expect(decoded(Substring(request.url.split(separator: "=", maxSplits: 1)[1])) == #"id:"a\" OR \"b\\""#)
    #expect(failure(Array("a*".utf8), in: api) == .unquotable)
  }

  @Test func `a single-quoted value doubles its quotes and refuses a backslash`() throws {
    #expect(Quoting.quoteSQL.applied(to: Array("o'x".utf8)) == Array("'o''x'".utf8))
    #expect(Quoting.quoteSQL.applied(to: Array("o\\".utf8)) == nil)
  }

  @Test func `nothing is sent for nobody, for too many, or without what the lane needs`() throws {
    let api = try #require(try Sample.entries(Sample.text).first?.api)
    func kind(_ items: [BatchItem], lane: String = "user") -> RenderFailure.Kind? {
      do { _ = try api.wire(items, lane: lane) } catch let failure as RenderFailure { return failure.kind } catch {}
      return nil
    }
    #expect(kind([]) == .noItems)
    #expect(kind((0..<3).map { Sample.user("u", $0) }) == .tooManyItems(3, limit: 2))
    #expect(kind([BatchItem(subject: 0, values: [:])]) == .missing)
    #expect(kind([Sample.user("u")], lane: "nobody") == .unknownLane)
  }

  @Test func `a body over the partner's limit is not sent, so that the caller can halve the batch`() throws {
    let api = try Sample.api(
      batch: "{items: 99, bytes: 100}", delete: "{method: POST, path: /d, body: {json: {ids: {each: user-id}}}}")
    let items = (0..<20).map { Sample.user("user-\($0)", $0) }
    #expect(throws: RenderFailure(.tooLarge(199, limit: 100), part: "body")) { try api.wire(items) }
    #expect(try api.wire(Array(items.prefix(8))).isEmpty == false)
  }

  @Test(arguments: ["evil.example/", "a@b", "a:1@b", "x#", "", "a\r\nb"])
  func `an account value cannot turn the host into another`(_ region: String) throws {
    let api = try Sample.api(
      host: "https://{account.region}.acme.example", delete: "{method: POST, path: \"/{identifier}\"}")
    var facts = Sample.facts
    facts.account["region"] = region
    #expect(throws: RenderFailure.self) {
      try api.render(lane: "user", items: [Sample.user("u")], facts: facts, secret: { _ in [] })
    }
  }

  @Test(arguments: ["", "a\r\nX: y", "\u{0}"])
  func `a secret cannot be empty or begin a header of its own`(_ secret: String) throws {
    let api = try Sample.api(auth: "[{bearer: api-key}]", delete: "{method: POST, path: \"/{identifier}\"}")
    #expect(throws: RenderFailure.self) {
      try api.render(lane: "user", items: [Sample.user("u")], facts: Sample.facts, secret: { _ in Array(secret.utf8) })
    }
  }

  @Test func `nothing that holds identifiers or secrets prints them`() throws {
    let api = try Sample.api(
      auth: "[{bearer: api-key}]", delete: "{method: POST, path: /d, body: {json: {id: \"{identifier}\"}}}")
    let item = Sample.user("hidden-one")
    let request = try api.render(
      lane: "user", items: [item], facts: Sample.facts, secret: { _ in Array("hidden-two".utf8) })
    var dumped = ""
    dump(request, to: &dumped)
    dump(item, to: &dumped)
    dump(try api.sent(lane: "user", items: [item]), to: &dumped)
    let printed = "\(request) \(request.headers) \(item) \(String(reflecting: request))" + dumped
    #expect(!printed.contains("hidden"))
  }

  private func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
      bytes.append(code)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
