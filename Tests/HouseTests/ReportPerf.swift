import Ledger
import Testing

@testable import Reports

@Test func `perf`() throws {
  let ledger = try ReportLedger(
    [try ReportLedger.open([try ReportLedger.partner("ga4", "G", "api", IndexRanges(0...9))])]
      + (0..<100_000).map { _ in try ReportLedger.dispatch("ga4", IndexRanges([0...3, 5...5])) })
  let print = LedgerPrint(reader: try LedgerReader(directory: ledger.path))
  for format in LedgerPrint.Format.allCases {
    let t = try ContinuousClock().measure { try print.print(format) { _ in } }
    Swift.print(format, t)
  }
}
