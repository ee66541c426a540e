import ArgumentParser

/// The command line: one word a command, each a screen long, everything else in the rooms below.
struct Expunge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expunge",
    abstract: "Ask partners to delete leaked data, keep asking, and keep proof of what each answered.",
    discussion: """
      A matter describes what leaked. A wave is one frozen set of people and partners: planned, approved by two \
      people, sent, retried by cron, closed. Each answer becomes a line in a signed ledger that anyone can check.

      Start with: expunge drill

      \(Failure.help)
      """,
    version: "expunge 0.1.0",
    subcommands: [
      DrillCommand.self, InitCommand.self, PartnersCommand.self, MatterCommand.self, SubjectsCommand.self,
      WaveCommand.self, RetryCommand.self, StatusCommand.self, InstructionCommand.self, InboxCommand.self,
      LedgerCommand.self,
      ReceiptCommand.self, VaultCommand.self, WitnessCommand.self, BackupCommand.self, RestoreCommand.self,
      DoctorCommand.self,
    ])
}
