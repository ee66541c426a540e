import Testing
import Workflow

@testable import Catalogue

/// A filter on lines of a log finds parts of words: it must not take what only begins or ends like the value.
@Suite struct LineFilterTests {
  /// The expression of the call, as the partner reads it out of the raw string.
  private static func expression(_ laneName: String, _ value: String) throws -> String {
    let trap = try ShelfTrap("grafana-loki")
    let place = try #require(trap.route.lanes.firstIndex { $0.name == laneName })
    let kind = try #require(trap.route.lanes[place].identifiers.first)
    let item = BatchItem(subject: 0, values: [kind: Array(value.utf8)])
    let request = try trap.write(try #require(trap.calls.first), lane: place, item: item)
    let query = try #require(request.url.split(separator: "query=").last?.split(separator: "&").first)
    let parts = try #require(decoded(query)).split(separator: "`", omittingEmptySubsequences: false)
    try #require(parts.count == 3 && parts[0].hasSuffix(" |~ ") && parts[2].isEmpty, "the value ends the raw string")
    return String(parts[1])
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func finds(_ lane: String, _ value: String, in line: String) throws -> Bool {
    // Swift knows a letter's property by its long form only.
    let long = try ["L", "M", "N"].reduce(expression(lane, value)) {
      $0.replacing("\\p\($1)", with: "\\p{\($1)}")
    }
    return try line.contains(Regex(long).matchingSemantics(.unicodeScalar))
  }

  @Test(arguments: [
    ("address", "192.0.2.1", "192.0.2.1"), ("address", "192.0.2.1", "ip=192.0.2.1 GET"),
    ("address", "192.0.2.1", #"{"ip":"192.0.2.1"}"#), ("address", "192.0.2.1", "from 192.0.2.1:51234 to"),
    ("address", "192.0.2.1", "ip:192.0.2.1, seen"), ("address", "192.0.2.1", "It was 192.0.2.1."),
    ("address", "2001:db8::1", "[2001:db8::1]:443"), ("address", "2001:db8::1", "addr=2001:db8::1"),
    ("mail", "ann@shop.example", "<ann@shop.example>"), ("mail", "ann@shop.example", "mail=ann@shop.example."),
    ("user", "12345678", "user=12345678"), ("user", "12345678", "/users/12345678/orders"),
    ("page", "https://shop.example/a", #""https://shop.example/a" 200"#),
    ("page", "https://shop.example/a", "page=https://shop.example/a, next"),
  ])
  func `a line that holds the value is found`(_ lane: String, _ value: String, _ line: String) throws {
    #expect(try Self.finds(lane, value, in: line))
  }

  @Test(arguments: [
    ("address", "192.0.2.1", "192.0.2.17"), ("address", "192.0.2.1", "1192.0.2.1"),
    ("address", "192.0.2.1", "192.0.2.1.5"), ("address", "192.0.2.1", "5.192.0.2.1"),
    ("address", "192.0.2.1", "192x0x2x1"), ("address", "2001:db8::1", "2001:db8::1a"),
    ("address", "2001:db8::1", "2001:db8::1:a"), ("address", "db8::1234", "2001:db8::1234"),
    ("mail", "ann@shop.example", "joann@shop.example"), ("mail", "ann@shop.example", "mary.ann@shop.example"),
    ("mail", "ann@shop.example", "ann@shop.example.org"), ("mail", "ann@shop.example", "jos\u{E9}ann@shop.example"),
    ("mail", "ann@shop.example", "jose\u{301}ann@shop.example"), ("user", "12345678", "123456789"),
    ("user", "12345678", "12345678-9"), ("user", "12345678", "12345678.9"), ("user", "12345678", "a_12345678"),
    ("page", "https://shop.example/a", "https://shop.example/ab"),
    ("page", "https://shop.example/a", "https://shop.example/a/b"),
    ("page", "https://shop.example/a", "https://shop.example/a?o=2"),
    ("page", "https://shop.example/a?o=1", "https://shop.example/a?o=17"),
  ])
  func `a line with a longer word is left alone`(_ lane: String, _ value: String, _ line: String) throws {
    #expect(try !Self.finds(lane, value, in: line))
  }

  @Test(arguments: [
    "12345678.*", "1234.678|", "(12345678", "[a-z]12345678", "12345678`} | json", #"1234\5678"#, "^12345678$",
    #"12345678" or "a"#,
  ])
  func `a hostile value finds nothing but itself`(_ value: String) throws {
    #expect(try Self.finds("user", value, in: "user \(value) end"))
    #expect(try !Self.finds("user", value, in: "user 12345678 end"))
    #expect(try !Self.finds("user", value, in: "anything at all"))
  }
}
