import Testing

@testable import Catalogue

/// Values come from outside: none may end the text that it is quoted into.
@Suite struct QuotingTests {
  private static func quoted(_ word: String, _ value: String) throws -> String? {
    try #require(Quoting(rawValue: word)).applied(to: Array(value.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    arguments: [
      ("quote", #"a"b\c"#, #""a\"b\\c""#), ("quote", "a*", nil), ("lucene", #"x" OR y:"*"#, nil),
      ("lucene", #"x" OR y:"z"#, #""x\" OR y:\"z""#), ("lucene", #"end\"#, #""end\\""#),
      ("logql", #"a"} | line_format "*"#, #""a\"} | line_format \"*""#), ("logql", "`a`", "\"`a`\""),
      ("dql", #"a" or true or b="c"#, #""a\" or true or b=\"c""#), ("dql", "a*", nil),
      ("kql", #"a" or *:*"#, nil), ("kql", "a or b", "\"a or b\""), ("rsql", #"a",b=="c"#, #""a\",b==\"c""#),
      ("sentry", "a\"b", "\"a\\\"b\""), ("sentry", #"a\b"#, nil), ("sentry", "a*", nil),
      ("quote-sql", "o'hara", "'o''hara'"), ("quote-sql", #"a\' OR 1=1"#, nil),
      ("odata", "o'hara", "'o''hara'"), ("odata", #"a\'"#, #"'a\'''"#),
      ("hogql", #"a' OR 1=1 --"#, #"'a\' OR 1=1 --'"#), ("hogql", #"a\"#, #"'a\\'"#),
      ("gaql", #"a\' x"#, #"'a\\\' x'"#), ("soql", "o'hara", #"'o\'hara'"#),
      ("percent", "a,b;c==d", "a%2Cb%3Bc%3D%3Dd"), ("matomo", "a;pageUrl=@x", "a%3BpageUrl%3D%40x"),
      ("regex", "a.b?c=(1|2)[x]{3}^$*+/\\", #"a\.b\?c=\(1\|2\)\[x\]\{3\}\^\$\*\+\/\\"#),
      ("csv", "plain", "plain"), ("csv", "a,b", "\"a,b\""), ("csv", "say \"hi\"", "\"say \"\"hi\"\"\""),
      ("csv", " a", "\" a\""), ("csv", "a;b", "\"a;b\""),
    ] as [(String, String, String?)])
  func `each language is written by its own rule`(_ word: String, _ value: String, _ expected: String?) throws {
    #expect(try Self.quoted(word, value) == expected)
  }

  @Test(arguments: Quoting.allCases)
  func `line ends, NUL and other control characters are refused by all`(_ quoting: Quoting) {
    for byte in (0..<0x20).map(UInt8.init) + [0x7F] { #expect(quoting.applied(to: [0x61, byte, 0x62]) == nil) }
  }

  /// What a reader of the language takes for the end of the text: an unescaped quote.
  private func ends(_ text: [UInt8], quote: UInt8, doubled: Bool, backslash: Bool) -> Int {
    var ends = 0
    var place = 1
    while place < text.count {
      if backslash, text[place] == UInt8(ascii: "\\") {
        place += 2
      } else if doubled, text[place] == quote, place + 1 < text.count, text[place + 1] == quote {
        place += 2
      } else {
        ends += text[place] == quote ? 1 : 0
        place += 1
      }
    }
    return ends
  }

  @Test(arguments: Quoting.allCases)
  func `no text of quotes and backslashes ends early`(_ quoting: Quoting) {
    let alphabet = Array(#""'\a"#.utf8)
    var texts: [[UInt8]] = [[]]
    for _ in 0..<5 { texts += texts.suffix(Int(texts.count)).flatMap { text in alphabet.map { text + [$0] } } }
    for text in Set(texts) where !text.isEmpty {
      guard let quoted = quoting.applied(to: text) else { continue }
      switch quoting {
      case .quote, .lucene, .logql, .dql, .kql, .sentry, .rsql, .regexLogQL, .regexKQL:
        #expect(ends(quoted, quote: UInt8(ascii: "\""), doubled: false, backslash: true) == 1)
      case .quoteSQL, .odata:
        #expect(ends(quoted, quote: UInt8(ascii: "'"), doubled: true, backslash: false) == 1)
      case .hogql, .gaql, .soql, .regexHogQL:
        #expect(ends(quoted, quote: UInt8(ascii: "'"), doubled: false, backslash: true) == 1)
      case .percent, .matomo: #expect(!quoted.contains { alphabet.dropLast().contains($0) })
      case .regex: #expect(quoted.count == text.count + text.count { $0 == UInt8(ascii: "\\") })
      case .csv:
        #expect(
          !text.contains(UInt8(ascii: "\""))
            || ends(quoted, quote: UInt8(ascii: "\""), doubled: true, backslash: false) == 1)
      }
    }
  }

  @Test func `a quoted value is escaped by its place as well, and a value that cannot be quoted stops the request`()
    throws
  {
    let api = try Sample.api(
      delete: #"{method: POST, path: /d, body: {json: {q: "id:{identifier|lucene}"}}}"#)
    #expect(try api.wire([Sample.user(#"a"b"#)]).hasSuffix(#"{"q":"id:\"a\\\"b\""}"#))
    #expect(throws: RenderFailure(.unquotable, part: "identifier|lucene", subject: 0)) {
      try api.wire([Sample.user("a*b")])
    }
  }

  @Test func `a very long value is quoted whole`() throws {
    let long = String(repeating: "\"", count: 200_000)
    #expect(try Self.quoted("lucene", long)?.utf8.count == 400_002)
  }
}
