import Foundation
import Ledger
import Testing

@testable import Reports

/// The rows under one heading of the exceptions.
private func rows(_ html: String, under title: String) -> [String] {
  guard let start = html.range(of: "<h3>\(title)</h3>") else { return [] }
  let rest = String(html[start.upperBound...])
  return SheetPrint.pieces(
    String(rest.prefix(upTo: rest.range(of: "</table>")?.lowerBound ?? rest.endIndex)), "<tr>", "</tr>"
  )
  .filter { !$0.hasPrefix(" Where ") }
}

private func page(_ script: Int, closed: Bool = false) throws -> String {
  try SheetPrint.html(try SheetLedger(scripts: [script], closed: closed))
}

@Test func `answers that disagree about the same subjects are shown with grade, date and entry`() throws {
  let found = rows(try page(5), under: "Answers that disagree")
  #expect(found.count == 1)
  let row = try #require(found.first)
  #expect(row.contains("deleted (claimed-complete-signed) , said first 2025-12-08 in entry 6"))
  #expect(
    row.contains("then partly-deleted (claimed-complete-signed) , of 180 subjects, said first 2025-12-09 in entry 8"))
}

@Test func `answers that agree, and a look-up after them, are no dispute`() throws {
  for script in [0, 1, 6, 7] {
    let html = try page(script)
    #expect(rows(html, under: "Answers that disagree") == [], "script \(script)")
    #expect(rows(html, under: "Answers after the end") == [], "script \(script)")
  }
}

@Test func `an answer after settlement is shown`() throws {
  let found = rows(try page(2, closed: true), under: "Answers after the end")
  #expect(found.count == 1)
  #expect(
    try #require(found.first).contains("by mail: refused (attested-by-person) , 1 answer, 100 subjects, 2025-12-09"))
}

@Test func `a correction is shown with what it said before and after, and counts from then on`() throws {
  let html = try page(5)
  let row = try #require(rows(html, under: "Corrections").first)
  #expect(row.contains("entry 7 said on 2025-12-08: deleted (claimed-complete-signed)"))
  #expect(row.contains("corrected on 2025-12-09 to: partly-deleted (claimed-complete-signed), kept-for-tax"))
  #expect(row.contains("because: misread"))
  let declined = try #require(rows(html, under: "Not done, not wholly done, or not answered").first)
  #expect(declined.contains("partly-deleted (claimed-complete-signed) , 180 subjects"))
}

@Test func `what is presumed, failed, held, open, unasked or unanswered is shown`() throws {
  let presumed = try page(4)
  #expect(
    try #require(rows(presumed, under: "Presumed or without evidence").first).contains("presumed-by-elapsed-time"))
  #expect(rows(presumed, under: "Holds").count == 2)
  let claims = try page(0)
  let failed = try #require(rows(claims, under: "Attempts that failed or are in doubt").first)
  #expect(failed.contains("failed by api, 1 attempt, 100 subjects") && failed.contains("(connect-timeout)"))
  let unasked = try #require(rows(claims, under: "Subjects who were not asked about").first)
  #expect(unasked.contains("Google Analytics 4 : 20 (4)"))
  #expect(try #require(rows(try page(2), under: "No outcome yet").first).contains("180 of 200 subjects"))
  let silent = try #require(
    rows(try page(2, closed: true), under: "Not done, not wholly done, or not answered").first)
  #expect(silent.contains("unanswered"))
  #expect(try #require(rows(try page(3), under: "Could not be asked").first).contains("not possible: the partner"))
}

@Test func `where there is no exception, the paper says so`() throws {
  let html = try page(7)
  #expect(html.contains("<p>There are none:"))
  #expect(!(try page(2)).contains("<p>There are none:"))
}

@Test func `what a check found stands first, and without a check the paper says that none was made`() throws {
  let ledger = try SheetLedger(scripts: [7, 0], closed: true, anchored: false)
  let sound = LedgerVerifier.verify(directory: ledger.path)
  #expect(sound.findings.map(\.description) == [])
  #expect(try SheetPrint.html(ledger, verification: sound).contains("<dd>Complete and unaltered: "))
  #expect(try SheetPrint.html(ledger).contains("<dd>Not checked when this was printed."))
  var broken = sound
  broken.add([LedgerFinding(file: "tile/entries/000.p/9", index: 5, what: "is <changed>")])
  let html = try SheetPrint.html(ledger, verification: broken)
  #expect(html.contains("<strong>Does not hold: 1 finding.</strong>"))
  #expect(rows(html, under: "The ledger does not hold") == [" tile/entries/000.p/9 is &lt;changed&gt; 5 "])
}

@Test func `a check of another ledger is refused`() throws {
  let ledger = try SheetLedger(scripts: [7])
  let other = try SheetLedger(scripts: [0])
  #expect(throws: SheetError.self) {
    try SheetPrint.html(ledger, verification: LedgerVerifier.verify(directory: other.path))
  }
}

@Test func `outside times are listed, and the entries beyond them counted`() throws {
  let ledger = try SheetLedger(scripts: [0])
  let html = try SheetPrint.html(ledger)
  #expect(html.contains("a time-stamp (RFC 3161)"))
  #expect(html.contains("9 entries after the newest of them"))
  let bare = try SheetLedger(scripts: [0], anchored: false)
  #expect(try SheetPrint.html(bare).contains("No outside party has vouched for this ledger."))
}
