import Testing

@testable import Catalogue

@Suite struct JSONReaderTests {
  private func read(_ text: String) -> JSONValue? { try? JSONReader.read(Array(text.utf8)) }

  @Test func `values keep what was written`() {
    #expect(
      read(#" {"a":[1,-2.50e+3,"x\n\u00fc\ud83d\ude00\/",true,false,null],"b":{}} "#)
        == .object([
          .init(
            name: Array("a".utf8),
            value: .array([
              .number(Array("1".utf8)), .number(Array("-2.50e+3".utf8)), .string(Array("x\nü😀/".utf8)), .bool(true),
              .bool(false), .null,
            ])), .init(name: Array("b".utf8), value: .object([])),
        ]))
  }

  @Test func `a byte order mark before the text is passed over`() throws {
    #expect(try JSONReader.read([0xEF, 0xBB, 0xBF, 0x31]) == .number(Array("1".utf8)))
  }

  @Test(arguments: [
    "", " ", "{", "{\"a\":1", "[1,", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "01", "1.", ".5", "+1", "-", "1e", "NaN",
    "\"a", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "tru", "nulll",
    "1 2",
    "{\"a\":1,\"a\":2}", "{\"a\":1 \"b\":2}", "[1 2]", "<html>", "/**/1",
  ])
  func `what two programs could read differently is not read at all`(_ text: String) {
    #expect(read(text) == nil)
  }

  @Test func `twice the same name is found in large objects too`() {
    let members = (0..<40).map { "\"k\($0)\":0" }.joined(separator: ",")
    #expect(read("{\(members)}") != nil)
    #expect(read("{\(members),\"k7\":1}") == nil)
  }

  @Test func `names that differ only in their spelling are the same`() {
    #expect(read(#"{"a":1,"\u0061":2}"#) == nil)
  }

  @Test func `bytes that are not UTF-8 and documents that nest too deep are refused`() {
    #expect((try? JSONReader.read([0x22, 0xFF, 0x22])) == nil)
    #expect(read(String(repeating: "[", count: 65) + String(repeating: "]", count: 65)) != nil)
    #expect(read(String(repeating: "[", count: 66) + String(repeating: "]", count: 66)) == nil)
    #expect(read(String(repeating: "[", count: 1_000_000)) == nil)
  }

  @Test(arguments: [
    ("a.b", "1"), ("list.1.id", "y"), ("with\\.dot", "d"), ("{job}.state", "s"),
  ])
  func `a path finds its value`(_ path: String, _ expected: String) throws {
    let answer = try #require(
      read(#"{"a":{"b":1},"list":[{"id":"x"},{"id":"y"}],"with.dot":"d","J1":{"state":"s"}}"#))
    #expect(JSONPath(written: path)?.find(in: answer, job: Array("J1".utf8))?.text == Array(expected.utf8))
    #expect(JSONPath(written: "nowhere.\(path)")?.find(in: answer, job: nil) == nil)
  }

  @Test(arguments: ["a..b", "", ".a", "a.", "a\\"])
  func `a path with an empty name is none`(_ path: String) { #expect(JSONPath(written: path) == nil) }
}
