import ArgumentParser
import Audit
import Engine
import Foundation
import Ledger
import Reports

/// How a ledger can be printed.
enum PrintFormat: String, CaseIterable, ExpressibleByArgument {
  case text, csv, json, jsonl, html, pdf
}

extension SheetPaper: ExpressibleByArgument {}

struct LedgerPrintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print", abstract: "Print a ledger: coverage, standing by grade, every receipt.",
    discussion: """
      Example: expunge ledger print devices-2022-12-w1 --format csv > receipts.csv
      Example: expunge ledger print --format pdf --out ledger.pdf --paper letter

      html and pdf are the document for a regulator: coverage, a page a partner, exceptions, sampled receipts with \
      QR codes that can be checked without expunge. A PDF is made by WeasyPrint or Chromium, where one is installed.
      """)

  @Argument(help: "The wave; without one, everything of the matter.") var wave: String?
  @Option(help: "The matter, where the home has more than one.") var matter: String?
  @Option(help: "text, csv, json or jsonl (the entries themselves, one a line), html or pdf.") var format = PrintFormat
    .text
  @Option(help: "a4 or letter, for html and pdf.") var paper = SheetPaper.a4
  @Option(help: "The file to write; without one, standard output.") var out: String?
  @Option(help: "Where the pages' template is (default: the settings' templates, else Templates).") var templates:
    String?
  @OptionGroup var home: HomeOption

  func validate() throws {
    guard format != .pdf || out != nil else { throw ValidationError("A PDF goes into a file: --out ledger.pdf") }
  }

  func run() throws {
    let directory = try LedgerPlace(home: home, wave: wave, matter: matter).directory()
    let reader = try LedgerReader(directory: directory)
    try output { write in
      switch format {
      case .text: try LedgerPrint(reader: reader, wave: wave).print(.text, write: write)
      case .csv: try LedgerPrint(reader: reader, wave: wave).print(.csv, write: write)
      case .json, .jsonl: try LedgerPrint(reader: reader, wave: wave).print(.jsonl, write: write)
      case .html: try write(try sheets(reader, directory))
      case .pdf: try write(try PDFMaker().pdf(try sheets(reader, directory)))
      }
    }
  }

  private func sheets(_ reader: LedgerReader, _ directory: String) throws -> [UInt8] {
    // What is on paper was handed out: its checkpoint stays.
    try reader.keepCheckpoint()
    let settings = try home.reading().settings()
    return try LedgerPaper(directory: directory, templates: templates ?? settings.templates ?? "Templates")
      .html(reader: reader, wave: wave, paper: paper, printed: LedgerTime(seconds: Int64(Date().timeIntervalSince1970)))
  }

  private func output(_ work: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
    guard let out else {
      return try work { try FileHandle.standardOutput.write(contentsOf: Data($0)) }
    }
    var bytes = Data()
    try work { bytes.append(contentsOf: $0) }
    do { try bytes.write(to: URL(fileURLWithPath: out), options: .atomic) } catch {
      throw ValidationError("\(out) cannot be written; is its folder there and writable?")
    }
    print("Wrote \(out).")
  }
}

/// A ledger as paper: verified first, with samples that neither side picks.
struct LedgerPaper {
  let directory: String
  let templates: String

  func html(reader: LedgerReader, wave: String?, paper: SheetPaper, printed: LedgerTime?) throws -> [UInt8] {
    let path = "\(templates)/\(SheetTemplate.fileName)"
    let template = try SheetTemplate(try readText(path, "The report's template"), name: path)
    var options = VerifyOptions()
    options.timeStamps = try StampCheck(chainPEM: nil)
    return try LedgerSheets(
      reader: reader, template: template, samples: try SampleDraw.indices(of: reader), paper: paper,
      verification: LedgerVerifier.verify(directory: directory, options: options), wave: wave, printed: printed
    ).html()
  }
}
