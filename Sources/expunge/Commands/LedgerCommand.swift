import ArgumentParser
import Engine
import Foundation
import Ledger
import Reports
import Store

struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "The receipts: print, verify, export.",
    subcommands: [Print.self, Verify.self, Export.self])

  struct Print: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a ledger: coverage, standing by grade, every receipt.",
      discussion: "Example: expunge ledger print devices-2022-12-w1 --format csv > receipts.csv")

    @Argument(help: "The wave; without one, everything of the matter.") var wave: String?
    @Option(help: "The matter, where the home has more than one.") var matter: String?
    @Option(help: "text, csv or json (the entries themselves, one a line).") var format: LedgerPrint.Format = .text
    @OptionGroup var home: HomeOption

    func run() throws {
      let directory = try LedgerPlace(home: home, wave: wave, matter: matter).directory()
      try LedgerPrint(reader: try LedgerReader(directory: directory), wave: wave)
        .print(format) { try FileHandle.standardOutput.write(contentsOf: Data($0)) }
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Recompute everything: root, signature, completeness, database against ledger.",
      discussion: "Example: expunge ledger verify    (or with a folder: expunge ledger verify ledger/devices-2022-12)")

    @Argument(help: "A ledger folder; without one, every ledger of the home.") var directory: String?
    @OptionGroup var home: HomeOption
    @OptionGroup var output: JSONOption

    func run() throws {
      var count = 0
      for place in try places() {
        var report = LedgerVerifier.verify(directory: place.directory)
        if let check = place.check { report.add(try check()) }
        let page = VerifyReport(report)
        print(output.json ? try page.json() : "\(place.directory)\n\(page.text)")
        count += report.findings.count
      }
      if count > 0 { throw Findings(count: count) }
    }

    private func places() throws -> [(directory: String, check: (() throws -> [LedgerFinding])?)] {
      if let directory { return [(directory, nil)] }
      let installation = try home.reading()
      return try installation.store.read { try $0.matters() }.map { matter in
        let directory = installation.home.ledger(of: matter.id)
        return (
          directory,
          { try StoreAgainstLedger(store: installation.store).check(matter: matter.id, directory: directory) }
        )
      }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy a ledger into a folder that can be checked without expunge.",
      discussion: "Example: expunge ledger export /media/auditor/devices-2022-12")

    @Argument(help: "The folder to make.") var directory: String
    @Option(help: "The matter, where the home has more than one.") var matter: String?
    @OptionGroup var home: HomeOption

    func run() throws {
      let source = try LedgerPlace(home: home, wave: nil, matter: matter).directory()
      let count = try AuditPack(source: source).write(to: directory)
      print("Wrote \(count) files to \(directory). Check them with: cd \(directory) && sha256sum -c SHA256SUMS")
    }
  }
}

extension LedgerPrint.Format: ExpressibleByArgument {}

/// Finds the ledger that a wave or matter means.
struct LedgerPlace {
  var home: HomeOption
  var wave: String?
  var matter: String?

  func directory() throws -> String {
    let installation = try home.reading()
    if let wave { return installation.home.ledger(of: try requireWave(wave, in: installation).matter) }
    let matters = try installation.store.read { try $0.matters() }.map(\.id)
    if let matter {
      guard matters.contains(matter) else {
        throw ValidationError("There is no matter '\(matter)'. Known: \(matters.joined(separator: ", ")).")
      }
      return installation.home.ledger(of: matter)
    }
    guard let only = matters.first, matters.count == 1 else {
      throw ValidationError(
        matters.isEmpty
          ? "No matter is open yet." : "Name one of the matters with --matter: \(matters.joined(separator: ", ")).")
    }
    return installation.home.ledger(of: only)
  }
}
