import Foundation
import Ledger
import Testing

@testable import Reports

private func receipt(_ index: UInt64) throws -> String {
  let ledger = try ReportLedger.everything()
  let reader = try LedgerReader(directory: ledger.path)
  return try ReceiptReport.text(
    entry: try reader.entry(at: index), index: index, proof: try reader.proof(of: index), key: reader.key)
}

@Test func `a receipt says what it proves and what it does not`() throws {
  let text = try receipt(5)
  #expect(text.hasPrefix("Receipt 5: subjects settled at a partner\n"))
  #expect(text.contains("  says      deleted (claimed-complete-unsigned); 6 subjects (0-5); backups until\n"))
  #expect(text.contains("  proves          that the partner says the work is complete.\n"))
  #expect(text.contains("  does not prove  that the data is gone;"))
  #expect(text.contains("  checked     the line stands there, signed by example.com/expunge/acme-2025"))
}

@Test(arguments: 0..<18 as Range<UInt64>)
func `every kind of receipt fits 80 columns and steers no terminal`(_ index: UInt64) throws {
  let text = try receipt(index)
  let lines = text.split(separator: "\n").map(String.init)
  #expect(ReportCheck.tooWide(lines) == [])
  #expect(ReportCheck.controls(text) == [])
  #expect(ReportCheck.bareDeleted(lines) == [])
}

@Test func `a changed receipt is told not to hold`() throws {
  let ledger = try ReportLedger.everything()
  let reader = try LedgerReader(directory: ledger.path)
  let text = try ReceiptReport.text(
    entry: try reader.entry(at: 6), index: 5, proof: try reader.proof(of: 5), key: reader.key)
  #expect(text.contains("  checked     DOES NOT HOLD: "))
  let other = try ReceiptReport.text(
    entry: try reader.entry(at: 5), index: 6, proof: try reader.proof(of: 5), key: reader.key)
  #expect(other.contains("DOES NOT HOLD: the proof is for entry 5"))
}

@Test func `a receipt that no checkpoint covers yet says that it proves nothing to others`() throws {
  let ledger = try ReportLedger.everything()
  let reader = try LedgerReader(directory: ledger.path)
  let text = try ReceiptReport.text(entry: try reader.entry(at: 8), index: 8, proof: nil)
  #expect(text.contains("No checkpoint covers it yet"))
  #expect(text.contains("Grade: none"))
}

@Test func `a sound ledger ends with the sentence that it is complete and unaltered`() throws {
  let ledger = try ReportLedger([])
  let reader = try LedgerReader(directory: ledger.path)
  let report = LedgerVerifier.verify(directory: ledger.path)
  try FileManager.default.removeItem(atPath: ledger.path + "/sets")
  let sound = VerifyReport(LedgerVerifier.verify(directory: ledger.path))
  #expect(!report.isSound)
  #expect(sound.lines.last == "complete and unaltered: 1 entry, root \(reader.checkpoint.root.base64)")
  #expect(sound.notes == ["1 line after the last anchor has no upper bound"])
}

@Test func `findings name file and entry, and their number ends the page`() throws {
  let ledger = try ReportLedger.everything()
  try Data("x".utf8).write(to: URL(fileURLWithPath: ledger.path + "/evil\u{1B}[2J"))
  let report = VerifyReport(LedgerVerifier.verify(directory: ledger.path))
  #expect(report.text.contains("tile/entries/000.p/18, entry 17\n"))
  #expect(report.text.contains("  w1, late: 10 of 10 subjects without an outcome yet"))
  #expect(report.lines.last == "\(report.findings.count) findings")
  #expect(ReportCheck.controls(report.text) == [] && ReportCheck.tooWide(report.lines) == [])
  let object = try JSONSerialization.jsonObject(with: Data(try report.json().utf8)) as? [String: Any]
  #expect(object?["is_sound"] as? Bool == false)
  #expect((object?["findings"] as? [[String: Any]])?.count == report.findings.count)
}
