import ArgumentParser
import Audit
import Engine
import Foundation
import Ledger
import Reports
import Store

struct LedgerExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a folder that can be checked without expunge: an audit pack.",
    discussion: """
      Example: expunge ledger export /media/auditor/devices-2022-12
      Example: expunge ledger export acme-receipts --partner acme              only this partner's receipts
      Example: expunge ledger export person --subject 4711 --wave devices-2022-12-w1

      --subject writes one person's own proof. It holds that person's data: hand it to nobody else. The number is \
      the person's index in the wave; the same ledger gives the same bytes every time.
      """)

  @Argument(help: "The folder to make.") var directory: String
  @Option(help: "Only this partner's receipts, each with its proof.") var partner: String?
  @Option(help: "One person's proof: the index in the wave.") var subject: Int?
  @Option(help: "With --subject: the wave.") var wave: String?
  @Option(help: "The matter, where the home has more than one.") var matter: String?
  @Option(help: "Where the report's template is (default: the settings' templates, else Templates).") var templates:
    String?
  @OptionGroup var home: HomeOption

  func validate() throws {
    guard partner == nil || subject == nil else { throw ValidationError("Give --partner or --subject, not both.") }
    guard (subject == nil) == (wave == nil) else { throw ValidationError("--subject and --wave go together.") }
  }

  func run() throws {
    let source = try LedgerPlace(home: home, wave: wave, matter: matter).directory()
    // Before anything is proved: what is handed out has to stay provable.
    try LedgerReader(directory: source).keepCheckpoint()
    let summary =
      if let partner {
        try PartnerPack.write(from: source, partner: partner, to: directory)
      } else if let subject, let wave {
        try SubjectPack.write(
          from: source, wave: wave, subject: subject, identifiers: try opened(subject, of: wave), to: directory)
      } else { try AuditPack.write(from: source, to: directory, extras: try extras(source)) }
    print("Wrote \(summary.files) files with \(summary.receipts) receipts to \(directory).")
    print("README.txt in it says how to check it, without expunge.")
  }

  private func opened(_ subject: Int, of wave: String) throws -> [Audit.OpenedIdentifier] {
    try SubjectOpening(try home.reading()).open(wave: wave, subject: subject).map {
      Audit.OpenedIdentifier(
        kind: try LedgerCode($0.kind) ?? { throw StoreError.damaged("an identifier has no code") }(),
        ordinal: $0.ordinal,
        value: $0.value, key: try CommitmentKey($0.key))
    }
  }

  private func extras(_ source: String) throws -> PackExtras {
    let installation = try home.reading()
    let settings = try installation.settings()
    let chains = try settings.anchors.timeStamps.map { try readText(installation.home.resolve($0.chain), "The chain") }
    let reader = try LedgerReader(directory: source)
    let report = try LedgerPaper(directory: source, templates: templates ?? settings.templates ?? "Templates")
      .html(reader: reader, wave: nil, paper: .a4, printed: nil)
    return PackExtras(
      policy: try settings.anchors.policyFile.map { try readText(installation.home.resolve($0), "The policy") },
      timeStampChain: chains.isEmpty ? nil : chains.joined(), report: report)
  }
}
