import ArgumentParser
import Engine
import Foundation
import Reports
import Store
import Workflow

struct WaveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wave", abstract: "One frozen set of people and partners: planned, approved by two, sent, closed.",
    subcommands: [WavePlan.self, WaveShow.self, WavePreview.self, WaveApprove.self, WaveSend.self, WaveClose.self])
}

struct WaveShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a wave's plan: coverage, counts, clocks.",
    discussion: "Example: expunge wave show devices-2022-12-w1")

  @Argument(help: "The wave.") var wave: String
  @OptionGroup var home: HomeOption
  @OptionGroup var output: JSONOption

  func run() throws {
    let installation = try home.reading()
    let record = try requireWave(wave, in: installation)
    if output.json { return try printJSON(record.plan) }
    print(PlanReport.text(plan: record.plan, digest: record.digest, now: installation.surroundings.now()))
  }
}

struct WaveClose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "Close a wave whose partners have all settled; the totals go into the ledger.",
    discussion: "Example: expunge wave close devices-2022-12-w1 --role legal")

  @Argument(help: "The wave.") var wave: String
  @Option(help: "The role of who closes, as the ledger will say.") var role = "operator"
  @OptionGroup var home: HomeOption

  func run() throws {
    try home.writing { installation in
      let record = try requireWave(wave, in: installation)
      let by = try LedgerKeys(installation.home).holder(of: record.matter, role: role)
      try WaveClosing(store: installation.store, surroundings: installation.surroundings).close(wave, by: by)
      try installation.ledgerKeeping().finish()
    }
    print("Closed wave \(wave).")
  }
}

func requireWave(_ id: String, in installation: Installation) throws -> WaveRecord {
  guard let wave = try installation.store.read({ try $0.wave(id) }) else {
    let known = try installation.store.read { try $0.waves() }.map(\.id)
    throw ValidationError(
      "There is no wave '\(id)'. "
        + (known.isEmpty ? "Plan one with `expunge wave plan`." : "Known: \(known.joined(separator: ", "))."))
  }
  return wave
}
