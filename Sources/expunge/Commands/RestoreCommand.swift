import ArgumentParser
import Engine
import Workflow

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make a home out of a backup; decide how a restored home goes on.",
    subcommands: [From.self, Accept.self], defaultSubcommand: From.self)

  struct From: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a new home out of a backup. Nothing is sent from it before `restore accept`.",
      discussion: """
        Example: expunge restore from /mnt/backup/expunge-2026-08-01 --home /var/lib/expunge-new

        Checks every file against SHA256SUMS, copies, reads back. Never overwrites: --home names a folder that does not \
        exist. With --ledger, a newer copy of a ledger folder takes the place of the backup's, so that no signed line \
        is lost.
        """)

    @Argument(help: "The backup's folder.") var folder: String
    @Option(name: .customLong("ledger"), help: "A newer ledger folder to take instead of the backup's.")
    var ledger: String?
    @OptionGroup var home: HomeOption
    @OptionGroup var output: JSONOption

    func run() throws {
      let summary = try Restoring(folder: folder).restore(to: home.home, newerLedger: ledger)
      if output.json { return try printJSON(summary) }
      print("Restored \(summary.files) files of the backup made \(summary.made) to \(summary.home).")
      for key in summary.keysMissing { print("  missing: \(key); copy it there (chmod 600)") }
      print("Nothing is sent or signed from it yet. Next: expunge restore accept --home \(summary.home)")
    }
  }

  struct Accept: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell what a restored home does not know, and with --go-on decide to go on all the same.",
      discussion: """
        Example: expunge restore accept --home /var/lib/expunge-new --role legal --go-on

        Without --go-on it changes nothing and says what there is to decide.
        """)

    @Option(help: "Your role, as restores.log will say.") var role = "operator"
    @Flag(name: .customLong("go-on"), help: "Decide to go on from here.") var goOn = false
    @OptionGroup var home: HomeOption
    @OptionGroup var output: JSONOption

    func validate() throws {
      guard Reason.isCode(role) else { throw ValidationError("--role is a short code such as legal or operator.") }
    }

    func run() throws {
      guard goOn else {
        let open = try RestoreDecision(home.home).open()
        print("\(open)\n\n\(Accept.consequences)")
        return
      }
      let summary = try home.locked { try RestoreDecision(home.home).goOn(role: Reason(role)) }
      if output.json { return try printJSON(summary) }
      summary.lines.forEach { print($0) }
    }

    private static let consequences = """
      What can be done, best first:
        1. Bring what is newer: the newer home, database or ledger folder (it is plain files, often kept elsewhere).
           A restored database under a newer ledger goes on without a loss:
             expunge restore from BACKUP --ledger NEWER_LEDGER --home NEW
        2. Go on from here: expunge restore accept --role ROLE --go-on
           Lines that were signed after the backup and are not here are lost: the ledger goes on from the backup as
           another history. Receipts that were handed out after it cannot be proved by this ledger any more, and a
           witness or whoever holds a newer checkpoint will see that. Keep those, and say so.
           What may have been sent since is in doubt. Partners that honour idempotency keys are sent it again with the
           same keys; partners that can be asked are asked first; partners that must never be sent the same twice wait
           for a person (`expunge instruction show`, then `attest` or `resume`).
      """
  }
}

extension RestoreDecision.Summary {
  var lines: [String] {
    var lines = caughtUp.map { "The database was brought up to the ledger of \($0); no signed line was lost." }
    lines += lost.sorted { $0.key < $1.key }.map { matter, count in
      "The ledger of \(matter) goes on from here; \(count) signed lines are known to be lost."
    }
    if !repeated.isEmpty {
      lines.append("Sent again with the same keys where open: \(repeated.sorted().joined(separator: ", "))")
    }
    if askedFirst > 0 { lines.append("\(askedFirst) transmissions are asked about before anything is sent.") }
    lines += withPerson.sorted().map { "Waits for a person: expunge instruction show \($0)" }
    lines += shredAgain.map { "Shredded after the backup; shred it again: expunge vault shred \($0)" }
    return lines + ["The decision stands in restores.log. Next: expunge retry"]
  }
}
