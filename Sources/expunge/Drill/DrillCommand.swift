import ArgumentParser
import Drill
import Engine
import Foundation

struct DrillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drill", abstract: "Rehearse a whole wave on invented people against simulated partners.",
    discussion: """
      Example: expunge drill --subjects 500 --faults lost-answer,slow

      Everything is real but the partners and the people: the home, the plan, two approvals by SSH keys, HTTP and \
      SMTP over loopback, retries, the signed ledger. Faults:
      \(DrillFault.allCases.map { "  \($0.rawValue): \($0.explanation)" }.joined(separator: "\n"))
      """,
    subcommands: [Run.self, Partners.self], defaultSubcommand: Run.self)

  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run", abstract: "The rehearsal (what `expunge drill` does).",
      discussion: "Example: expunge drill run")

    @Option(help: "How many invented people.") var subjects = 300
    @Option(help: "The home to make (default: ./.expunge-drill, replaced by the next drill).") var home: String?
    @Flag(help: "Keep the home of the last drill and make a new one beside it.") var keep = false
    @Option(help: "Misbehaviours of the partners, separated by commas.") var faults = ""
    @Option(help: "Decides everything that is left to chance at the partners.") var seed: UInt64 = 1
    @Option(help: "Where the letters are.") var templates = "Templates"

    func validate() throws {
      guard (1...1_000_000).contains(subjects) else { throw ValidationError("--subjects is from 1 to 1000000.") }
      _ = try chosenFaults(faults)
    }

    func run() async throws {
      let place = try DrillPlace(home: home, keep: keep).prepare()
      var settings = DrillSettings()
      settings.seed = seed
      settings.faults = try chosenFaults(faults)
      let partners = try await DrillPartners.start(settings)
      do {
        try Rehearsal(home: place, partners: partners, subjects: subjects, seed: seed, templates: templates).run()
        await partners.stop()
      } catch {
        await partners.stop()
        throw error
      }
    }
  }

  struct Partners: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "partners",
      abstract: "Start only the simulated partners, so that a real wave can be pointed at them.",
      discussion: "Example: expunge drill partners --port 8080 --record received")

    @Option(help: "The HTTP port; 0 takes a free one.") var port = 0
    @Option(help: "The SMTP port; 0 takes a free one.") var smtpPort = 0
    @Option(help: "Misbehaviours, separated by commas.") var faults = ""
    @Option(help: "Write what was received into this folder at the end.") var record: String?
    @Option(help: "Decides everything that is left to chance.") var seed: UInt64 = 1
    @Option(help: "The folder that `partners ddrf publish` wrote: what our own domain shows to the partners.")
    var site: String?
    @Option(help: "That domain of ours.") var domain = DrillProtocols.domain

    func run() async throws {
      var settings = DrillSettings()
      (settings.port, settings.smtpPort, settings.seed) = (port, smtpPort, seed)
      settings.faults = try chosenFaults(faults)
      let partners = try await DrillPartners.start(settings)
      if let site { partners.show(try DrillProtocols.site(in: site, domain: domain)) }
      print("HTTP partners on http://127.0.0.1:\(partners.httpPort), mailbox on 127.0.0.1:\(partners.smtpPort).")
      print("A port that refuses every connection: \(partners.deadPort). Ctrl-C ends.")
      let signals = Signals()
      await withCheckedContinuation { ended in signals.onStop { ended.resume() } }
      if let record {
        try partners.writeRecord(to: URL(fileURLWithPath: record))
        print("Wrote what was received to \(record).")
      }
      await partners.stop()
    }
  }
}

private func chosenFaults(_ text: String) throws -> Set<DrillFault> {
  Set(
    try text.split(separator: ",").map { word in
      guard let fault = DrillFault(rawValue: String(word)) else {
        throw ValidationError(
          "There is no fault '\(word)'. Known: \(DrillFault.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return fault
    })
}
