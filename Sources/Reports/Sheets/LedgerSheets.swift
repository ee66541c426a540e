import Ledger
import QRCode
import Workflow

/// The size of the sheets.
public enum SheetPaper: String, CaseIterable, Sendable {
  case a4, letter

  /// As CSS names it.
  var css: String {
    switch self {
    case .a4: "A4"
    case .letter: "letter"
    }
  }
}

public enum SheetError: Error, Hashable, Sendable, CustomStringConvertible {
  case otherLedger(size: UInt64, verified: UInt64)

  public var description: String {
    switch self {
    case .otherLedger(let size, let verified):
      "the ledger to print has \(size) entries and another root than the one that was verified, which has \(verified); "
        + "verify this ledger again, then print it"
    }
  }
}

/// A ledger as a document for paper: one HTML page, made from the ledger alone, with no script and nothing from outside.
///
/// The same ledger and arguments give the same bytes. Memory grows with waves, partners and subjects' bits, not with
/// the ledger's lines.
public struct LedgerSheets {
  let reader: LedgerReader
  let template: SheetTemplate
  let samples: [UInt64]
  let paper: SheetPaper
  let verification: LedgerReport?
  let wave: String?
  let printed: LedgerTime?

  /// - Parameters:
  ///   - samples: Indices of receipts to print with their proofs, drawn so that neither side picks them.
  ///   - verification: What a check of this very ledger found; without one the paper says that none was made.
  ///   - wave: Prints only this wave.
  ///   - printed: The day on the first page; left out where nil.
  public init(
    reader: LedgerReader, template: SheetTemplate, samples: [UInt64] = [], paper: SheetPaper = .a4,
    verification: LedgerReport? = nil, wave: String? = nil, printed: LedgerTime? = nil
  ) {
    (self.reader, self.template, self.samples, self.paper) = (reader, template, samples, paper)
    (self.verification, self.wave, self.printed) = (verification, wave, printed)
  }

  /// UTF-8.
  /// - Throws: ``SheetError``; `LedgerPrintError.noWave`; `LedgerError` for a sample beyond the ledger or an unreadable
  ///   file.
  public func html() throws -> [UInt8] {
    if let verification, verification.head != reader.checkpoint.head {
      throw SheetError.otherLedger(size: reader.size, verified: verification.entries)
    }
    let book = try SheetBook(reader: reader, wave: wave)
    let exceptions = SheetExceptions(book: book, verification: verification).rows
    let receipts = try samples.map { index in
      SheetReceipt(index: index, line: try reader.entry(at: index), proof: try reader.proof(of: index)).row
    }
    var page = SheetCover(book: book, checkpoint: reader.checkpoint, key: reader.key, verification: verification).row
    page["page-size"] = .text("\(paper.css)")
    page["printed"] = .flag(printed != nil, ["day": .text(printed.map { "\(SheetWords.day($0))" } ?? "")])
    page["waves"] = .rows(book.order.compactMap { book.waves[$0].map { SheetWave(wave: $0).row } })
    page["no-waves"] = .flag(book.order.isEmpty)
    page["exceptions"] = .rows(exceptions)
    page["no-exceptions"] = .flag(exceptions.isEmpty)
    page["partners"] = .rows(book.partners.map { Self.partnerPage($0.id, $0.waves, book) })
    page["receipts"] = .rows(receipts)
    page["has-receipts"] = .flag(!receipts.isEmpty)
    page["grades"] = .rows(Self.grades)
    return template.render(page)
  }

  private static func partnerPage(_ id: String, _ waves: [String], _ book: SheetBook) -> SheetRow {
    let pages = waves.compactMap { book.waves[$0] }.compactMap { wave in
      SheetWave(wave: wave).partner(id).map { (wave.opening, $0) }
    }
    let isListed = pages.count == 1 && pages.allSatisfy { $0.1.facts.lineCount <= PartnerFacts.listed }
    let sections = pages.map { opening, partner in partner.section(wave: opening, isListed: isListed) }
    let name = waves.first.flatMap { book.waves[$0]?.partners[id]?.details.name } ?? id
    return ["name": .text(.name(name)), "id": .text("\(Plain.name(id))"), "sections": .rows(sections)]
  }

  private static var grades: [SheetRow] {
    Grade.allCases.map { grade in
      let explanation = grade.explanation
      return [
        "grade": .text("\(grade.rawValue)"), "proves": .text("\(explanation.proves)"),
        "not": .text("\(explanation.doesNotProve)"),
      ]
    }
  }
}
