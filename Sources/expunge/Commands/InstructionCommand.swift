import ArgumentParser
import Catalogue
import Engine
import Foundation
import Store
import Workflow

struct InstructionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instruction", abstract: "What one partner was told in one wave; answers that a person files.",
    discussion: "An instruction is named WAVE/PARTNER, as in devices-2022-12-w1/amplitude.",
    subcommands: [
      Show.self, Attest.self, Refuse.self, Note.self, Hold.self, Release.self, Resume.self, WeighCommand.self,
    ])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show an instruction with its transmissions.",
      discussion: "Example: expunge instruction show devices-2022-12-w1/amplitude")

    @Argument(help: "WAVE/PARTNER") var id: InstructionName
    @OptionGroup var home: HomeOption
    @OptionGroup var output: JSONOption

    func run() throws {
      let installation = try home.reading()
      let page = try InstructionPage(id.id, in: installation)
      output.json ? try printJSON(page) : print(page.text)
    }
  }

  struct Attest: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "File what a partner told a person; settles what is open, with grade attested-by-person.",
      discussion: """
        Example: expunge instruction attest devices-2022-12-w1/portal --outcome deleted --evidence confirmation.pdf
        """)

    @Argument(help: "WAVE/PARTNER") var id: InstructionName
    @Option(help: "deleted, partly-deleted, not-found, not-held, expired-by-retention, retained-with-reason.")
    var outcome: Outcome
    @Flag(help: "The partner speaks of those too whose requests have never been sent to it.")
    var alsoUnsent = false
    @OptionGroup var evidence: EvidenceOption
    @OptionGroup var home: HomeOption

    func run() throws { try evidence.file(id.id, .attest(outcome), coversUnsent: alsoUnsent, in: home) }
  }

  struct Refuse: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "File a partner's refusal.",
      discussion: "Example: expunge instruction refuse devices-2022-12-w1/acme --reason legal-duty --evidence mail.eml")

    @Argument(help: "WAVE/PARTNER") var id: InstructionName
    @Option(help: "Why, as a short code.") var reason = "refused-by-partner"
    @OptionGroup var evidence: EvidenceOption
    @OptionGroup var home: HomeOption

    func validate() throws { try checkCode(reason, "--reason") }
    func run() throws { try evidence.file(id.id, .refuse(Reason(reason)), in: home) }
  }

  struct Note: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "File something that came in and decides nothing.",
      discussion: "Example: expunge instruction note devices-2022-12-w1/acme --evidence phone-call.txt")

    @Argument(help: "WAVE/PARTNER") var id: InstructionName
    @OptionGroup var evidence: EvidenceOption
    @OptionGroup var home: HomeOption

    func run() throws { try evidence.file(id.id, .note, in: home) }
  }

  struct Hold: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keep an instruction still, on a legal ground.",
      discussion: "Example: expunge instruction hold W/acme --basis litigation-hold --until 2026-06-01")

    @Argument(help: "WAVE/PARTNER") var id: InstructionName
    @Option(help: "The ground, as a short code.") var basis: String
    @Option(help: "Until when: 2026-06-01. Without it, until it is released.") var until: String?
    @OptionGroup var home: HomeOption

    func validate() throws {
      try checkCode(basis, "--basis")
      if let until, Instant(written: until) == nil { throw ValidationError("--until is a date such as 2026-06-01.") }
    }

    func run() throws {
      try decide(id.id, .hold(basis: Reason(basis), until: until.flatMap { Instant(written: $0) }), in: home)
    }
  }

  struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End a hold.", discussion: "Example: expunge instruction release devices-2022-12-w1/acme")

    @Argument(help: "WAVE/PARTNER") var id: InstructionName
    @OptionGroup var home: HomeOption

    func run() throws { try decide(id.id, .release, in: home) }
  }

  struct Resume: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "After a halt or a doubt: send again what is open. You decided that repeating is right.",
      discussion: """
        A refused credential stops every instruction that shows it, in all waves. When it is right again, --account lets \
        all of them go on.

        Examples: expunge instruction resume devices-2022-12-w1/acme
                  expunge instruction resume devices-2022-12-w1/acme --account
        """)

    @Argument(help: "WAVE/PARTNER") var id: InstructionName
    @Flag(help: "Resume also the others that were stopped because the same credential was refused.")
    var account = false
    @OptionGroup var home: HomeOption

    func run() throws {
      let others = try RefusedAccount(store: home.reading().store).others(beside: id.id)
      for id in [id.id] + (account ? others : []) { try decide(id, .resume, in: home) }
      if !account, !others.isEmpty {
        print("Stopped with it, and still stopped (--account resumes them too):")
        for other in others { print("  \(other)") }
      }
    }
  }
}

private func checkCode(_ text: String, _ option: String) throws {
  guard Reason.isCode(text) else {
    throw ValidationError("\(option) is a short code: up to 48 characters of a-z, 0-9, '.' and '-'.")
  }
}

private func decide(_ id: InstructionID, _ decision: Decisions.Decision, in home: HomeOption) throws {
  let state = try home.writing { installation in
    let state = try Decisions(store: installation.store, surroundings: installation.surroundings).decide(id, decision)
    try installation.sequencer().sequenceAll()
    return state
  }
  print("Instruction \(id) is now \(state.word).")
}
