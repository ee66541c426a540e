import Foundation
import Ledger
import QRCode
import Testing

@testable import Reports

/// The page as people get it: the template of this repository.
enum SheetPrint {
  static func template() throws -> SheetTemplate {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Templates")
    let file = folder.appendingPathComponent(SheetTemplate.fileName)
    return try SheetTemplate(try String(contentsOf: file, encoding: .utf8), name: SheetTemplate.fileName)
  }

  static func html(
    _ ledger: SheetLedger, samples: [UInt64] = [], paper: SheetPaper = .a4, verification: LedgerReport? = nil,
    wave: String? = nil, printed: LedgerTime? = nil
  ) throws -> String {
    let sheets = LedgerSheets(
      reader: try LedgerReader(directory: ledger.path), template: try template(), samples: samples, paper: paper,
      verification: verification, wave: wave, printed: printed)
    return String(decoding: try sheets.html(), as: UTF8.self)
  }

  /// The text of each piece between `start` and `end`, tags taken out.
  static func pieces(_ html: String, _ start: String, _ end: String) -> [String] {
    html.components(separatedBy: start).dropFirst().map { text($0.components(separatedBy: end)[0]) }
  }

  /// Without tags and entities.
  static func text(_ html: String) -> String {
    html.replacing(/<[^>]*>/, with: " ").replacing("&quot;", with: "\"").replacing("&#160;", with: " ")
      .replacing(/\s+/, with: " ")
  }
}

@Test func `the first page holds root, key and checkpoint in full, and a code of the checkpoint`() throws {
  let ledger = try SheetLedger(partners: 3)
  let reader = try LedgerReader(directory: ledger.path)
  let html = try SheetPrint.html(ledger)
  #expect(html.contains("<code>\(reader.checkpoint.root.base64)</code>"))
  let hex = Figures.hex(reader.checkpoint.root.bytes)
  #expect(SheetPrint.text(html).replacing(" ", with: "").contains(hex))
  #expect(html.contains("<code>\(reader.key)</code>"))
  #expect(html.contains(try QRSymbol(reader.noteBytes).svgPath))
  for line in String(decoding: reader.noteBytes, as: UTF8.self).split(separator: "\n") {
    #expect(html.contains("<li>\(line)</li>"))
  }
}

@Test func `every page carries origin, size and root, and its number of all`() throws {
  let ledger = try SheetLedger(partners: 1)
  let reader = try LedgerReader(directory: ledger.path)
  let html = try SheetPrint.html(ledger)
  let root = Markup.styleString(reader.checkpoint.root.base64).html
  #expect(html.contains("content: \"root \(root)\""))
  #expect(html.contains("content: \"example.com/expunge/acme-2025\""))
  #expect(html.contains("content: \"\(reader.size) entries\""))
  #expect(html.contains("counter(page) \" of \" counter(pages)"))
  #expect(html.contains("thead { display: table-header-group; }"))
}

@Test func `the same ledger gives the same bytes, and no clock is read`() throws {
  let ledger = try SheetLedger(partners: 20, waves: 2)
  let first = try SheetPrint.html(ledger, samples: [2, 5])
  #expect(try first == SheetPrint.html(ledger, samples: [2, 5]))
  #expect(!first.contains("<dt>Printed</dt>"))
  let dated = try SheetPrint.html(ledger, printed: LedgerTime(seconds: SheetLedger.start))
  #expect(dated.contains("<dt>Printed</dt><dd>2025-12-08</dd>"))
}

@Test(arguments: [(SheetPaper.a4, "size: A4;"), (.letter, "size: letter;")])
func `the paper is the one asked for`(_ paper: SheetPaper, _ css: String) throws {
  let ledger = try SheetLedger(partners: 1)
  #expect(try SheetPrint.html(ledger, paper: paper).contains(css))
}

@Test func `the coverage line says who was not asked, and why`() throws {
  let ledger = try SheetLedger(partners: 20)
  let html = try SheetPrint.html(ledger)
  #expect(html.contains("<p>Asked 18 of 20 partners; 2 not possible, because:</p>"))
  let name = SheetLedger.name(3)
  let reason = "the partner offers no way to ask (no-interface)"
  #expect(html.contains("<li><bdi>\(name)</bdi>, <bdi>\(SheetLedger.name(13))</bdi>: \(reason)</li>"))
  let row = SheetPrint.pieces(html, "<tr>", "</tr>").first { $0.contains(name) && $0.contains("Not possible") }
  #expect(try #require(row).contains(reason))
}

@Test func `the five facts of a partner stand apart, each with its dates and its count`() throws {
  let ledger = try SheetLedger(scripts: [1])
  let rows = SheetPrint.pieces(try SheetPrint.html(ledger), "<tr>", "</tr>")
  let facts = ["Asked", "Delivered", "Receipt confirmed", "Deletion claimed", "Verified"].map { fact in
    rows.last { $0.hasPrefix(" \(fact) ") } ?? "no row for \(fact)"
  }
  let day = { (day: Int) in "2025-12-\(day < 10 ? "0" : "")\(day) 10:00:00" }
  #expect(
    facts == [
      " Asked \(day(8)) \(day(8)) 180 5 ", " Delivered \(day(8)) \(day(9)) 180 5–6 ",
      " Receipt confirmed \(day(8)) \(day(9)) 180 5–6 ", " Deletion claimed \(day(9)) \(day(10)) 180 6–7 ",
      " Verified \(day(10)) \(day(10)) 180 7 ",
    ])
}

@Test func `a refusal, a miss and a retention are no claim of deletion`() throws {
  let ledger = try SheetLedger(scripts: [0])
  let rows = SheetPrint.pieces(try SheetPrint.html(ledger), "<tr>", "</tr>")
  // 100 of the 180 asked were claimed; the other 80 the partner did not find.
  #expect(try #require(rows.last { $0.hasPrefix(" Deletion claimed ") }).contains(" 100 "))
  #expect(try #require(rows.last { $0.hasPrefix(" Asked ") }).contains(" 180 "))
}

@Test func `what is said of a request on its way is no claim that it was carried out`() throws {
  let ledger = try SheetLedger(scripts: [2])
  let script = SheetPartnerScript(number: 2, wave: "acme-2025-w1", subjects: 200)
  try ledger.add(try script.dispatch(ledger, IndexRanges(0...9), .accepted, .claimedCompleteSigned, number: 1))
  let rows = SheetPrint.pieces(try SheetPrint.html(ledger), "<tr>", "</tr>")
  #expect(try #require(rows.last { $0.hasPrefix(" Receipt confirmed ") }).contains(" 10 "))
  #expect(try #require(rows.last { $0.hasPrefix(" Deletion claimed ") }) == " Deletion claimed – – – – ")
}

@Test(arguments: [1, 20])
func `nothing is said to be deleted without its grade and its date`(_ partners: Int) throws {
  let ledger = try SheetLedger(partners: partners, waves: 2)
  let html = try SheetPrint.html(ledger, samples: [4, 8])
  let grades = LedgerGrade.allCases.map(\.rawValue)
  var met = 0
  let pieces = SheetPrint.pieces(html, "<tr>", "</tr>") + SheetPrint.pieces(html, "<div class=\"receipt\">", "</div>")
  for piece in pieces where piece.contains("deleted") {
    met += 1
    #expect(grades.contains { piece.contains($0) }, "\(piece)")
    #expect(piece.contains(/20\d\d-\d\d-\d\d/), "\(piece)")
  }
  #expect(met > 3)
  let outside = html.replacing(/<tr>(.|\n)*?<\/tr>/, with: "").replacing(
    /<div class="receipt">(.|\n)*?<\/div>/, with: "")
  #expect(!outside.contains("deleted"))
}

@Test func `a request by pattern counts requests and no subjects`() throws {
  let ledger = try SheetLedger(scripts: [7])
  let rows = SheetPrint.pieces(try SheetPrint.html(ledger), "<tr>", "</tr>")
  let facts = rows.filter { $0.contains("1 request by pattern") && $0.contains("10:00:00") }
  #expect(facts.map { $0.split(separator: " ")[0] } == ["Asked", "Delivered", "Receipt", "Deletion"])
}

@Test func `a partner with thousands of lines gets rows that say the same, not thousands of rows`() throws {
  let ledger = try SheetLedger(scripts: [])
  let small = try SheetPrint.html(ledger).utf8.count
  let script = SheetPartnerScript(number: 0, wave: "acme-2025-w1", subjects: 3000)
  let busy = try SheetLedger(scripts: [0], subjects: 3000)
  try busy.add(
    all: try (0..<2700).map { subject in
      try script.dispatch(busy, IndexRanges(subject...subject), .accepted, .acceptedUnsigned, number: subject + 2)
    })
  let html = try SheetPrint.html(busy)
  #expect(html.utf8.count < small + 20_000)
  #expect(html.contains("These are 2,708 lines of the ledger"))
  #expect(html.contains("<code>entries.jsonl</code>"))
  let row = try #require(SheetPrint.pieces(html, "<tr>", "</tr>").first { $0.contains(" sent by api: accepted ") })
  #expect(row.contains(" 2,702 "))
}

@Test func `a wave's paper holds that wave, and one that the ledger does not have is an error`() throws {
  let ledger = try SheetLedger(partners: 2, waves: 3)
  let html = try SheetPrint.html(ledger, wave: "acme-2025-w2")
  #expect(html.contains("<h2>Wave <bdi>acme-2025-w2</bdi></h2>"))
  #expect(!html.contains("acme-2025-w1") && !html.contains("acme-2025-w3"))
  #expect(throws: LedgerPrintError.self) { try SheetPrint.html(ledger, wave: "w9") }
}
