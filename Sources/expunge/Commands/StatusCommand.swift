import ArgumentParser
import Engine
import Foundation
import Reports
import Store
import Workflow

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Where every partner stands, and what a person has to do.",
    discussion: "Example: expunge status devices-2022-12-w1")

  @Argument(help: "The wave; without one, all waves.") var wave: String?
  @OptionGroup var home: HomeOption
  @OptionGroup var output: JSONOption

  func run() throws {
    let installation = try home.reading()
    let waves = try wave.map { [try requireWave($0, in: installation)] } ?? installation.store.read { try $0.waves() }
    let inboxes = try InboxStanding(installation).notes
    let reports = try waves.map { wave in
      let late = try LateAnswers(installation).standing(of: wave)
      let notes =
        try ShreddedFact.sentences(of: wave.id, in: installation)
        + AnchorStanding(installation, matter: wave.matter).troubles + inboxes
      return try StandingReport.of(wave, in: installation, late: late, notes: notes)
    }
    if output.json { return print("[" + (try reports.map { try $0.json() }).joined(separator: ",") + "]") }
    print(
      reports.isEmpty
        ? "No waves yet. Plan one with `expunge wave plan`." : reports.map { $0.text }.joined(separator: "\n\n"))
    if reports.isEmpty { inboxes.forEach { print("\nnote: \($0)") } }
  }
}

extension StandingReport {
  static func of(
    _ wave: WaveRecord, in installation: Installation, late: [InstructionID: [LateAnswerStanding]] = [:],
    notes: [String] = []
  ) throws -> StandingReport {
    try installation.store.read { session in
      let instructions = try session.instructions(of: wave.id)
      let tallies = try instructions.reduce(into: [InstructionID: [Tally]]()) {
        $0[$1.id] = try session.tallies(of: $1.id)
      }
      let personal = try instructions.reduce(into: [InstructionID: [Reason: Int]]()) {
        $0[$1.id] = try session.waitingForPerson(of: $1.id)
      }
      return StandingReport(
        wave: wave, instructions: instructions, tallies: tallies, personal: personal, late: late, notes: notes,
        now: installation.surroundings.now())
    }
  }
}
