import Foundation
import Ledger
import Testing

@testable import Reports

private func printed(_ format: LedgerPrint.Format, wave: String? = nil) throws -> String {
  let ledger = try ReportLedger.everything()
  var bytes: [UInt8] = []
  try LedgerPrint(reader: try LedgerReader(directory: ledger.path), wave: wave).print(format) { bytes += $0 }
  return String(decoding: bytes, as: UTF8.self)
}

private func lines(_ text: String) -> [String] {
  text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

@Test func `a printed ledger fits 80 columns and steers no terminal`() throws {
  let text = try printed(.text)
  #expect(ReportCheck.tooWide(lines(text)) == [])
  #expect(ReportCheck.controls(text) == [])
  #expect(ReportCheck.bareDeleted(lines(text)) == [])
}

@Test func `a printed ledger shows its root and key in full`() throws {
  let ledger = try ReportLedger.everything()
  let reader = try LedgerReader(directory: ledger.path)
  let text = try printed(.text)
  #expect(text.contains("  root      \(reader.checkpoint.root.base64)\n"))
  #expect(text.contains("  vkey      \(reader.key)\n"))
}

@Test func `a wave's page counts from the entries, corrections laid over them`() throws {
  let page = lines(try printed(.text, wave: "w1"))
  let first = try #require(page.firstIndex { $0.hasSuffix("(ga4): by api, 8 routed") })
  #expect(
    Array(page[(first - 3)...(first + 4)]) == [
      "  asked 1 of 3; 1 not possible, because Edge Log: the partner offers no way to",
      "  ask (no-interface); 1 not asked yet", "", "  Google [31mAnalytics2J (ga4): by api, 8 routed",
      "    deleted               claimed-complete-unsigned         6",
      "    no-identifier         -                                 2  no-identifier",
      "    refused               claimed-complete-unsigned         2  refused-by-",
      "                                                               partner",
    ])
}

@Test func `every kind of entry is told in a line or a few`() throws {
  let page = lines(try printed(.text))
  #expect(page.contains("      3  2025-12-08T10:00:00Z  dispatch    ga4: ga4-0, attempt 1 by api:"))
  #expect(page.contains("         deleted (claimed-complete-unsigned); 2 subjects (6-7); backups until"))
  #expect(page.contains { $0.contains("corrected by 11") })
  for kind in [
    "genesis", "matter", "wave.open", "answer", "outcome", "hold", "release", "amend", "key", "anchor", "shred",
  ] {
    #expect(page.contains { $0.contains("T10:00:00Z  \(kind) ") }, "\(kind)")
  }
}

@Test func `a wave's print holds its entries and their corrections, and no others`() throws {
  let rows = try printed(.csv, wave: "w1").components(separatedBy: "\r\n").dropFirst().compactMap { row in
    row.split(separator: ",").first.flatMap { Int($0) }
  }
  #expect(rows == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 17])
  #expect(lines(try printed(.json, wave: "w2")).count { $0.hasPrefix("{") } == 2)
}

@Test(arguments: LedgerPrint.Format.allCases)
func `a wave that the ledger does not have is an error and no empty page`(_ format: LedgerPrint.Format) {
  #expect(throws: LedgerPrintError.self) { try printed(format, wave: "w9") }
}

@Test(arguments: [LedgerPrint.Format.json, .jsonl])
func `the JSON form is the entries, byte for byte where no character steers a terminal`(
  _ format: LedgerPrint.Format
) throws {
  let ledger = try ReportLedger.everything()
  let reader = try LedgerReader(directory: ledger.path)
  let entries: [String] = try (0..<reader.size).map {
    String(decoding: try reader.entry(at: $0).dropLast(), as: UTF8.self)
  }
  let shown: [String] = lines(try printed(format)).dropLast()
  let changed = zip(entries, shown).filter { $0 != $1 }
  #expect(shown.count == entries.count)
  #expect(changed.map { $0.1 } == changed.map { $0.0.replacing("\u{9B}", with: "\\u009b") })
  #expect(changed.count == 1)
}

@Test func `a CSV row has a cell for each column, and ends as RFC 4180 says`() throws {
  let text = try printed(.csv)
  let rows = text.components(separatedBy: "\r\n")
  #expect(rows.first == LedgerCSV.columns.joined(separator: ","))
  #expect(rows.last == "")
  #expect(rows.count == 20)
  let hold = try #require(rows.first { $0.hasPrefix("9,") })
  #expect(
    hold == "9,2025-12-08T10:00:00Z,hold/1,,w1,late,,,,,,,,,,,litigation,2026-01-01,,,"
      + "\"all subjects kept still, litigation, until 2026-01-01\"")
}

@Test(arguments: [
  ("=1+1", "'=1+1"), ("+A1", "'+A1"), ("-2", "'-2"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
  ("=a,\"b\"", "\"'=a,\"\"b\"\"\""), ("a=b", "a=b"), ("", ""), ("a\nb", "\"a\nb\""),
])
func `a cell that a spreadsheet would run is made text`(_ raw: String, _ cell: String) {
  #expect(LedgerCSV.cell(raw) == cell)
}

@Test func `printing hands over whole lines in pieces, so that a large ledger streams`() throws {
  let filler = (0..<3000).map { number in
    Entry.key(KeyEntry(at: ReportLedger.at, vkey: "example.com/old+\(number)", action: .retire, fromSize: number))
  }
  let ledger = try ReportLedger(filler)
  let print = LedgerPrint(reader: try LedgerReader(directory: ledger.path))
  for format in LedgerPrint.Format.allCases {
    var pieces: [[UInt8]] = []
    try print.print(format) { pieces.append($0) }
    #expect(pieces.count > 1 && pieces.allSatisfy { $0.count < 100_000 && $0.last == UInt8(ascii: "\n") }, "\(format)")
  }
}
