import Foundation
import Testing

@testable import Ledger

struct EntryTests {
  @Test func `every kind reads back as it was written, byte for byte, with sorted keys`() throws {
    for entry in try Samples.all() {
      let line = entry.encoded
      #expect(try Entry.parse(line) == entry)
      #expect(try Entry.parse(line).encoded == line)
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      let sorted = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
      #expect(Array(sorted) + [0x0A] == line, "\(entry.kind)")
    }
  }

  @Test func `no changed byte of any kind is read as anything but another canonical entry`() throws {
    for line in try Samples.all().map(\.encoded) {
      for at in line.indices {
        for byte in [UInt8(0x20), 0x22, 0x2C, 0x30, 0x5C, 0x7D, 0x80, line[at] ^ 1] where byte != line[at] {
          var changed = line
          changed[at] = byte
          if let entry = try? Entry.parse(changed) { #expect(entry.encoded == changed) }
        }
      }
      for cut in line.indices { #expect(throws: EntryError.self) { try Entry.parse(Array(line[..<cut])) } }
    }
  }

  static let wrong: [(String, String, String)] = [
    ("\"attempt\":1", "\"attempt\":01", "attempt"), ("\"attempt\":1", "\"attempt\":1.0", "dispatch"),
    ("\"attempt\":1", "\"attempt\":9007199254740992", "attempt"), ("\"attempt\":1", "\"attempt\":-1", "attempt"),
    ("\"attempt\":1,", "", "attempt"), ("\"attempt\":1,", "\"attempt\":1,\"extra\":1,", "dispatch"),
    ("\"reason\":null", "\"reason\":\"\"", "reason"), ("\"reason\":null", "\"reason\":\"Jane Doe\"", "reason"),
    ("[[0,4],[9,9]]", "[[0,4],[5,9]]", "subjects[1]"), ("[[0,4],[9,9]]", "[[9,9],[0,4]]", "subjects[1]"),
    ("[[0,4],[9,9]]", "[[4,0]]", "subjects[0]"), ("accepted-unsigned", "deleted", "grade"),
    ("2025-12-06T", "2025-02-30T", "at"), ("\"p1-1\"", "\"\\u0064\"", "dispatch"), ("\"w1\"}", "\"w1\",\"x\":1}", ""),
    ("\"w1\"}", "\"w1\" }", ""), ("dispatch/1", "dispatch/2", "kind"),
  ]

  @Test(arguments: wrong)
  func `a wrong field is named, and its value is not repeated`(_ old: String, _ new: String, _ field: String) throws {
    let line = Entry.dispatch(Samples.dispatch("p1", IndexRanges([0...4, 9...9]))).encoded
    let text = String(decoding: line, as: UTF8.self)
    let changed = text.replacingOccurrences(of: old, with: new)
    #expect(changed != text)
    let error = #expect(throws: EntryError.self) { try Entry.parse(Array(changed.utf8)) }
    #expect(error?.field == field, "\(changed)")
    #expect(error?.description.contains("Jane") == false)
  }

  @Test func `a mistake inside a list names the item`() throws {
    let line = Entry.waveOpen(Samples.open([Samples.partner("a", IndexRanges(0...1))], subjects: 2)).encoded
    let text = String(decoding: line, as: UTF8.self).replacingOccurrences(of: "claimed-complete-signed", with: "sure")
    let error = #expect(throws: EntryError.self) { try Entry.parse(Array(text.utf8)) }
    #expect(error?.field == "partners[0].best_grade")
  }

  @Test func `long entries are split into lines under 16 KiB that say the same together`() throws {
    let scattered = IndexRanges(indices: (0..<20_000).map { 8_000_000_000_000_000 + $0 * 2 })
    let small = IndexRanges(indices: (0..<20_000).map { $0 * 2 })
    let open = Samples.open(
      (0..<40).map { Samples.partner("p\($0)", $0 == 3 ? small : IndexRanges(0...9)) }, subjects: 50_000)
    let outcome = Samples.outcome("p1", scattered, answers: Array(9_000_000_000_000..<9_000_000_030_000))
    let few = Samples.outcome("p1", IndexRanges(0...99), answers: Array(0..<5000))
    let close = Samples.close((100..<900).map { ("partner-\($0)", .deleted, 5) })
    let lines = [
      Entry.waveOpen(open), .outcome(outcome), .outcome(few), .dispatch(Samples.dispatch("p", scattered)),
      .waveClose(close),
    ].map { $0.split() }
    for line in lines.joined() {
      #expect(line.encoded.count <= Entry.sizeLimit)
      #expect(try Entry.parse(line.encoded) == line)
    }
    #expect(open.split().count > 10)
    let merged = open.split().flatMap(\.partners).filter { $0.id == "p3" }.map(\.subjects)
    #expect(merged.reduce(IndexRanges()) { $0.union($1) } == small)
    for (whole, pieces) in [(outcome, outcome.split()), (few, few.split())] {
      #expect(pieces.compactMap(\.subjects).reduce(IndexRanges()) { $0.union($1) } == whole.subjects)
      #expect(pieces.compactMap(\.subjects?.count).reduce(0, +) == whole.subjects?.count)
      #expect(pieces.flatMap(\.answers) == whole.answers)
    }
    #expect(close.split().flatMap(\.totals) == close.totals)
  }

  @Test func `control characters are written the one way RFC 8785 writes them`() {
    let short: [UInt8: String] = [8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"]
    for byte in UInt8(0)..<32 {
      var writer = CanonicalWriter()
      let text = "a" + String(UnicodeScalar(byte))
      writer.string(text)
      let long = "\\u00" + (byte < 16 ? "0" : "1") + String(byte % 16, radix: 16)
      #expect(String(decoding: writer.bytes, as: UTF8.self) == "\"a\(short[byte] ?? long)\"")
      let back = writer.bytes.withUnsafeBufferPointer { buffer in
        var reader = CanonicalReader(buffer)
        return try? reader.string()
      }
      #expect(back == text)
    }
  }

  @Test func `a time is one second of one calendar`() {
    let known: [(String, Int64)] = [
      ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:00:00Z", 951_825_600), ("2025-12-06T00:00:00Z", 1_764_979_200),
      ("9999-12-31T23:59:59Z", 253_402_300_799),
    ]
    for (text, seconds) in known {
      #expect(LedgerTime(text)?.seconds == seconds)
      #expect(LedgerTime(seconds: seconds).description == text)
    }
    for text in [
      "2025-02-29T00:00:00Z", "2025-12-06T24:00:00Z", "2025-12-06T00:00:60Z", "2025-12-06 00:00:00Z",
      "2025-12-06T00:00:00+00:00", "1969-12-31T23:59:59Z", "2025-13-01T00:00:00Z", "2025-12-00T00:00:00Z",
    ] { #expect(LedgerTime(text) == nil, "\(text)") }
  }
}
