import Foundation
import Testing
import Workflow

@testable import Catalogue

/// Hostile values through every place of a request: read again by another reader, each is itself, or it was refused.
@Suite struct HostilePlacesTests {
  static let values = [
    "\"", "a\"b", "\"}],\"x\":[{\"", "a\\", "a\\\"b", "\\u0022x", "'x' OR 'a'='a", "a' -- x", "x'; DROP TABLE y;--",
    "a&b=c",
    "a=b", "a#b", "a?b=c", "a/b", "../x", "a/../b", "..%2f..%2fx", "%2e%2e/x", "a%00b", "%0d%0aX: y", "100%", "%x",
    "+1 +2",
    "a+b", "a b", " a", "a ", "{{x}}", "{identifier}", "{account.region}", "}}x{{", "${x}", "$where", "{\"$ne\":1}",
    "a;b", "a,b",
    "a|b", "a*b", "a OR *", "a:b", "(a)", "[a]", "a~b", "a!b", "a^b", "a`b", "=1+1", "+cmd|' /C x'!A0", "-2+3",
    "@SUM(1)", "\tx",
    "a\nb", "a\r\nX-Evil: 1", "a\rb", "a\u{0}b", "a\u{85}b", "a\u{2028}b", "a\u{2029}b", "\u{FEFF}a", "a\u{202E}b",
    "a\u{200B}b",
    "é", "e\u{301}", "ﬀ", "😀", "\u{10FFFF}x", "<script>x</script>", "]]>x", "--part-x", "true", "null", "0x10", "NaN",
    "AND x", "a\u{7F}b", "__proto__", "constructor", "a@b", "https://evil.example/?x=1#y",
  ]

  private func request(_ delete: String, _ value: String, host: String = "https://acme.example") throws
    -> RenderedRequest?
  {
    let api = try Sample.api(host: host, delete: delete)
    do {
      return try api.render(lane: "user", items: [Sample.user(value)], facts: Sample.facts, secret: { _ in [0x73] })
    } catch is RenderFailure {
      return nil
    }
  }

  /// Refused exactly where a control character stands in it.
  private func isRefusable(_ value: String) -> Bool {
    value.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) || $0 == "\u{FEFF}" }
      || !value.unicodeScalars.contains {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0.value > 0x2FFF
      }
  }

  private func sane(_ request: RenderedRequest) {
    #expect(request.url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    #expect(request.url.hasPrefix("https://acme.example/"))
    #expect(!request.url.contains("#"))
    for header in request.headers { #expect(header.value.allSatisfy { $0 >= 0x20 && $0 < 0x7F }) }
  }

  @Test(arguments: values)
  func `in JSON`(_ value: String) throws {
    let body =
      "{json: {id: \"{identifier}\", \"in\": {list: [\"x {identifier} y\"]}, text: {json-text: {id: \"{identifier}\"}}}}"
    guard let request = try request("{method: POST, path: /d, body: \(body)}", value) else {
      #expect(isRefusable(value))
      return
    }
    sane(request)
    let tree = try #require(try Reader.json(request.body) as? [String: Any])
    #expect(tree.count == 3)
    #expect(exact(tree["id"] as? String, value))
    #expect(exact(((tree["in"] as? [String: Any])?["list"] as? [String])?.first, "x \(value) y"))
    let inner = try #require(tree["text"] as? String)
    #expect(exact((try Reader.json(Array(inner.utf8)) as? [String: String])?["id"], value))
  }

  @Test(arguments: values)
  func `in a form, a query, and JSON inside them`(_ value: String) throws {
    let parameters = "{id: \"{identifier}\", tree: {json: {id: [\"{identifier}\"]}}, last: x}"
    for delete in [
      "{method: POST, path: /d, body: {form: \(parameters)}}", "{method: DELETE, path: /d, query: \(parameters)}",
    ] {
      guard let request = try request(delete, value) else {
        #expect(isRefusable(value))
        return
      }
      sane(request)
      let query = request.body.isEmpty ? String(request.address.query) : Reader.text(request.body)
      let pairs = Reader.pairs(query[...])
      #expect(pairs.map(\.name) == ["id", "tree", "last"])
      #expect(exact(pairs[0].value, value))
      let tree = try Reader.json(Array((pairs[1].value ?? "").utf8)) as? [String: [String]]
      #expect(exact(tree?["id"]?.first, value))
    }
  }

  @Test(arguments: values)
  func `in a path it is one segment`(_ value: String) throws {
    guard let request = try request("{method: DELETE, path: \"/v1/{identifier}/x-{identifier}/end\"}", value) else {
      #expect(isRefusable(value))
      return
    }
    sane(request)
    let parts = request.url.split(separator: "/", omittingEmptySubsequences: false)
    #expect(parts.count == 7)
    #expect(!request.url.contains("?"))
    #expect(exact(Reader.unescaped(parts[4]), value))
    #expect(exact(Reader.unescaped(parts[5]), "x-" + value))
    // No address library takes it for a step upwards.
    let seen = try #require(URL(string: request.url)?.standardized.pathComponents.count)
    #expect(seen >= 5)
  }

  @Test(arguments: values)
  func `in files and lines`(_ value: String) throws {
    let csv = "{type: text/csv, csv: {columns: [user-id, {name: \"k,\", value: \"x{identifier}\"}]}}"
    if let request = try request("{method: POST, path: /d, body: {text: \(csv)}}", value) {
      let rows = Reader.csv(request.body)
      #expect(rows.count == 2 && rows.allSatisfy { $0.count == 2 })
      #expect(rows.last.map { $0.map(Reader.text) } == [value, "x" + value])
      #expect(rows.first.map { $0.map(Reader.text) } == ["user-id", "k,"])
    } else {
      #expect(isRefusable(value) || value.contains("\u{2028}") || value.contains("\u{2029}"))
    }
    let lines = "{type: text/plain, lines: {each: user-id}}"
    let api = try Sample.api(batch: "{items: 9}", delete: "{method: POST, path: /d, body: {text: \(lines)}}")
    let items = [Sample.user("first", 0), Sample.user(value, 1), Sample.user("last", 2)]
    if let request = try? api.render(lane: "user", items: items, facts: Sample.facts, secret: { _ in [] }) {
      let read = String(decoding: request.body, as: UTF8.self).split(whereSeparator: \.isNewline)
      #expect(read.map { exact(String($0), value) } == [false, true, false])
    }
  }

  @Test(arguments: values)
  func `in the parts of a form with files`(_ value: String) throws {
    let file = "{file: {name: \"{key}.csv\", type: text/csv, csv: {columns: [user-id], header: false}}}"
    let delete = "{method: POST, path: /d, body: {multipart: {id: \"{identifier}\", ids: \(file)}}}"
    guard let request = try request(delete, value) else {
      #expect(isRefusable(value) || value.contains("\u{2028}") || value.contains("\u{2029}"))
      return
    }
    let parts = try Reader.multipart(request)
    #expect(parts.map(\.name) == ["id", "ids"])
    #expect(parts.map(\.headers.count) == [1, 2])
    #expect(exact(parts.first.map { Reader.text($0.content) }, value))
    #expect(exact((parts.last.map { Reader.csv($0.content) })?.first?.first.map(Reader.text), value))
  }

  @Test(arguments: values)
  func `in names that an account value makes`(_ value: String) throws {
    let api = try Sample.api(
      delete:
        "{method: POST, path: /d, headers: {X-A: \"a {account.project}\"}, query: {\"q-{account.project}\": \"{identifier}\"}, body: {multipart: {\"p-{account.project}\": \"{identifier}\", ids: {file: {name: \"f-{account.project}\", type: text/csv, csv: {columns: [user-id]}}}}}}"
    )
    var facts = Sample.facts
    facts.account["project"] = value
    guard
      let request = try? api.render(lane: "user", items: [Sample.user("u1")], facts: facts, secret: { _ in [] })
    else { return }
    sane(request)
    #expect(exact(request.headers.first { $0.name == "X-A" }.map { Reader.text($0.value) }, "a " + value))
    #expect(Reader.pairs(request.address.query).map { exact($0.name, "q-" + value) } == [true])
    let parts = try Reader.multipart(request)
    #expect(parts.map(\.headers.count) == [1, 2])
    #expect(parts.map { $0.name.replacing("%22", with: "\"") } == ["p-" + value, "ids"])
    #expect(parts.last?.file?.replacing("%22", with: "\"") == "f-" + value)
  }

  @Test(arguments: values)
  func `behind a quoting word it stays one string of the query language`(_ value: String) throws {
    for word in Quoting.allCases {
      let delete = "{method: POST, path: /d, body: {json: {q: \"id:{identifier|\(word.rawValue)} end\"}}}"
      guard let request = try request(delete, value) else { continue }
      let query = try #require((try Reader.json(request.body) as? [String: String])?["q"])
      let text = query.dropFirst(3)
      let read: (value: String, rest: Substring)?
      switch word {
      case .quote, .lucene, .dql, .kql, .rsql, .logql, .sentry: read = Reader.doubleQuoted(text)
      case .quoteSQL, .odata: read = Reader.singleQuoted(text, escape: "'")
      case .hogql, .gaql, .soql: read = Reader.singleQuoted(text, escape: "\\")
      case .percent, .matomo: read = (Reader.unescaped(text.dropLast(4)) ?? "?", text.suffix(4))
      case .csv: read = (Reader.csv(Array(text.dropLast(4).utf8) + [0x0A]).first?.first.map(Reader.text) ?? "?", " end")
      case .regex:
        try matchesOnly(value, String(text.dropLast(4)))
        continue
      case .regexLogQL, .regexKQL, .regexHogQL:
        let inner = word == .regexHogQL ? Reader.singleQuoted(text, escape: "\\") : Reader.doubleQuoted(text)
        #expect(exact(inner.map { String($0.rest) }, " end"), "\(word) \(value)")
        try matchesOnly(value, try #require(inner).value)
        continue
      }
      #expect(exact(read?.value, value) && exact(read.map { String($0.rest) }, " end"), "\(word) \(value)")
    }
  }

  private func matchesOnly(_ value: String, _ written: String) throws {
    let pattern = try NSRegularExpression(pattern: "^" + written + "$")
    let whole = NSRange(location: 0, length: (value as NSString).length)
    #expect(pattern.firstMatch(in: value, range: whole)?.range == whole, "\(written) \(value)")
    let other = "x" + value + "x"
    #expect(pattern.firstMatch(in: other, range: NSRange(location: 0, length: (other as NSString).length)) == nil)
  }

  @Test(arguments: ["a,b", ",", "a;b", "x OR y", "a ,b"])
  func `a value never becomes two of a joined list`(_ value: String) throws {
    for join in [",", ", ", ";", " OR "] {
      let delete = "{method: POST, path: /d, query: {ids: {each: user-id, join: \"\(join)\"}}}"
      let api = try Sample.api(batch: "{items: 9}", delete: delete)
      let items = [Sample.user("u1", 0), Sample.user(value, 1)]
      let mark = join.trimmingCharacters(in: .whitespaces)
      let request = try? api.render(lane: "user", items: items, facts: Sample.facts, secret: { _ in [] })
      #expect((request == nil) == (value.contains(mark) || value == ","), "\(join) \(value)")
      if let request {
        let joined = try #require(Reader.pairs(request.address.query)[0].value)
        #expect(joined.components(separatedBy: mark).count == 2)
      }
    }
    let quoted = try Sample.api(
      batch: "{items: 9}",
      delete: "{method: POST, path: /d, query: {q: {each: user-id, write: \"{value|quote}\", join: \" OR \"}}}")
    if value != "," {
      let request = try quoted.render(
        lane: "user", items: [Sample.user(value)], facts: Sample.facts, secret: { _ in [] })
      #expect(Reader.pairs(request.address.query)[0].value == "\"\(value)\"")
    }
  }

  @Test(arguments: [
    "1e3", "1.0", "-1e0", "1E400", "0x10", "007", "+1", "1,2", "1}", "NaN", "Infinity", "１２", "1 ", "--1", "-",
  ])
  func `a number is written with digits or not at all`(_ value: String) throws {
    let delete = "{method: POST, path: /d, body: {json: {id: {number: \"{identifier}\"}}}}"
    #expect(try request(delete, value) == nil)
    #expect(try request(delete, "12345678901234567890").map { Reader.text($0.body) } == #"{"id":12345678901234567890}"#)
  }

  @Test func `two members never get the same name`() throws {
    let delete = "{method: POST, path: /d, body: {json: {\"{account.project}\": all, ids: \"{identifier}\"}}}"
    let api = try Sample.api(delete: delete)
    var facts = Sample.facts
    facts.account["project"] = "ids"
    #expect(throws: RenderFailure.self) {
      try api.render(lane: "user", items: [Sample.user("u")], facts: facts, secret: { _ in [] })
    }
    facts.account["project"] = "idz"
    let body = try api.render(lane: "user", items: [Sample.user("u")], facts: facts, secret: { _ in [] }).body
    #expect(Reader.text(body) == #"{"idz":"all","ids":"u"}"#)
  }

  @Test func `a megabyte stays a megabyte, and in an address it is refused`() throws {
    let value = String(repeating: "a\"\\é", count: 200_000)
    let request = try #require(try request("{method: POST, path: /d, body: {json: {id: \"{identifier}\"}}}", value))
    #expect(exact((try Reader.json(request.body) as? [String: String])?["id"], value))
    #expect(try self.request("{method: DELETE, path: \"/d/{identifier}\"}", value) == nil)
    #expect(try self.request("{method: DELETE, path: /d, query: {id: \"{identifier}\"}}", value) == nil)
  }

  @Test(
    arguments: [
      [0xC0, 0xAF], [0xC1, 0x81], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xFE], [0xFF], [0xE2, 0x82], [0x41, 0xE2],
    ] as [[UInt8]])
  func `bytes that are no UTF-8 leave nowhere`(_ bytes: [UInt8]) throws {
    for delete in [
      "{method: POST, path: /d, body: {json: {id: \"{identifier}\"}}}", "{method: DELETE, path: \"/d/{identifier}\"}",
      "{method: POST, path: /d, body: {text: {type: text/plain, lines: {each: user-id}}}}",
    ] {
      let api = try Sample.api(delete: delete)
      for value in [bytes, Array("a".utf8) + bytes + Array("b".utf8)] {
        #expect(throws: RenderFailure(.notUTF8, part: "user-id", subject: 0)) {
          try api.render(
            lane: "user", items: [BatchItem(subject: 0, values: [.userID: value])], facts: Sample.facts,
            secret: { _ in [] })
        }
      }
    }
  }

  /// Texts compare by scalars: `é` is not `e` with an accent.
  private func exact(_ left: String?, _ right: String) -> Bool {
    left.map { $0.unicodeScalars.elementsEqual(right.unicodeScalars) } ?? false
  }
}
