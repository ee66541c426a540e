import ArgumentParser
import Catalogue
import Channels
import Drill
import Engine
import Foundation
import Glibc
import Ledger
import Reports
import Store
import Workflow

/// A whole wave from the matter file to the verified ledger, through the same doors that the commands use.
struct Rehearsal {
  let home: Home
  let partners: DrillPartners
  let subjects: Int
  let seed: UInt64
  let templates: String

  func run() throws {
    for (name, value) in DrillFiles.environment { setenv(name, value, 1) }
    try step("A home, two people with SSH keys, \(subjects) invented people") { try makeHome() }
    try step("What our own domain shows, so that partners believe what we sign") {
      try DrillProtocols.publish(partnersFile, in: home, to: partners)
    }
    let wave = try plan()
    try approve(wave)
    try send(wave)
    try answerByHand(wave)
    try finish(wave)
  }

  private func step(_ what: String, _ work: () throws -> Void) throws {
    print("== \(what)")
    try work()
  }

  private var matterFile: String { home.path + "/matter.yaml" }
  private var partnersFile: String { home.path + "/partners.yaml" }
  private var subjectsFile: String { home.path + "/subjects.csv" }

  private func makeHome() throws {
    try Installation.create(home, settings: DrillFiles.settings(smtp: partners.smtpPort))
    try DrillFiles.partners(http: partners.httpPort, dead: partners.deadPort, home: home.path)
      .write(toFile: partnersFile, atomically: true, encoding: .utf8)
    try DrillFiles.matter().write(toFile: matterFile, atomically: true, encoding: .utf8)
    try partners.rootCertificatePEM.write(toFile: home.path + "/drill-root.pem", atomically: true, encoding: .utf8)
    try writeSubjects()
    try DrillPeople(home).make()
    try parse(MatterCommand.Open.self, [matterFile]).run()
  }

  private func writeSubjects() throws {
    guard
      FileManager.default.createFile(atPath: subjectsFile, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: subjectsFile)
    else { throw HomeError.unwritable(path: subjectsFile, why: "cannot be written") }
    try DrillScenario(seed: seed, count: subjects).writeSubjects(to: handle)
    try handle.close()
  }

  private func plan() throws -> WaveRecord {
    try step("The plan: who can be asked for what, and who cannot") {
      try parse(
        WavePlan.self,
        [
          "--matter", DrillFiles.matterID, "--subjects", subjectsFile, "--partners", partnersFile, "--templates",
          templates,
        ]
      ).run()
    }
    return try requireWave(DrillFiles.matterID + "-w1", in: try Installation(home, access: .readOnly))
  }

  private func approve(_ wave: WaveRecord) throws {
    try step("Two approvals, by two people's SSH keys") {
      for (person, role) in zip(DrillPeople.names, ["legal", "privacy"]) {
        try parse(WaveApprove.self, [wave.id, "--ssh-key", DrillPeople(home).key(of: person), "--role", role]).run()
      }
    }
  }

  /// `send`, then `retry` as cron would, until only people are awaited.
  private func send(_ wave: WaveRecord) throws {
    try step("Sending, then cron's retries until only people are awaited") {
      try parse(WaveSend.self, [wave.id, "--linger", "3"]).run()
      for _ in 0..<100 {
        guard try isMachineryBusy(wave) else { break }
        try parse(RetryCommand.self, ["--linger", "3"]).run()
      }
    }
  }

  private func isMachineryBusy(_ wave: WaveRecord) throws -> Bool {
    let installation = try Installation(home, access: .readOnly)
    return try installation.store.read { session in
      try session.instructions(of: wave.id).contains { record in
        switch record.state {
        case .sending: true
        case .awaiting(let until): until < installation.surroundings.now() + .minutes(2)
        case .planned, .approved, .needsPerson, .held, .settled, .reopened: false
        }
      }
    }
  }

  private func answerByHand(_ wave: WaveRecord) throws {
    try step("What people are told: a reply to the letter, a confirmation page in a console") {
      for (partner, outcome) in [("drill-mail", "deleted"), ("drill-portal", "partly-deleted")] {
        let file = home.path + "/evidence-\(partner).txt"
        try "Invented confirmation of \(partner).\n".write(toFile: file, atomically: true, encoding: .utf8)
        try parse(
          InstructionCommand.Attest.self, ["\(wave.id)/\(partner)", "--outcome", outcome, "--evidence", file]
        ).run()
      }
      try fileRefusals(wave)
      try settleDoubts(wave)
    }
  }

  /// What the exchange refused by its signature, value for value: a person reads it and files it as the refusal it is.
  private func fileRefusals(_ wave: WaveRecord) throws {
    let record = try Installation(home, access: .readOnly).store.read { try $0.instructions(of: wave.id) }
      .first { $0.id.partner == "drill-ddrf" }
    guard case .needsPerson(let reason)? = record?.state, reason == Reason("identifier-value-invalid") else { return }
    let file = home.path + "/evidence-drill-ddrf.txt"
    try "Invented note: these identifiers are not theirs.\n".write(toFile: file, atomically: true, encoding: .utf8)
    try parse(
      InstructionCommand.Refuse.self, ["\(wave.id)/drill-ddrf", "--reason", reason.code, "--evidence", file]
    ).run()
  }

  /// Faults can leave a partner with a person; the rehearsal's person writes down that it stays unanswered.
  private func settleDoubts(_ wave: WaveRecord) throws {
    let open = try Installation(home, access: .readOnly).store.read { try $0.instructions(of: wave.id) }
      .filter { !$0.state.isSettled }
    for record in open {
      print("Still open: \(record.id), \(record.state.word). `expunge instruction show \(record.id)` tells why.")
    }
  }

  private func finish(_ wave: WaveRecord) throws {
    let open = try Installation(home, access: .readOnly).store.read { try $0.instructions(of: wave.id) }
      .contains { !$0.state.isSettled }
    if !open { try step("Closing the wave") { try parse(WaveClose.self, [wave.id, "--role", "legal"]).run() } }
    try step("Where every partner stands") { try parse(StatusCommand.self, [wave.id]).run() }
    try step("The ledger, its head and first receipts") { try printLedgerHead() }
    try step("The ledger, verified") { try parse(LedgerVerify.self, []).run() }
    try partners.writeRecord(to: URL(fileURLWithPath: home.path + "/received"))
    print(DrillFarewell.text(home: home, wave: wave.id))
  }

  private func printLedgerHead() throws {
    var text = ""
    try LedgerPrint(reader: try LedgerReader(directory: home.ledger(of: DrillFiles.matterID)))
      .print(.text) { text += String(decoding: $0, as: UTF8.self) }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines.prefix(60) { print(line) }
    if lines.count > 60 { print("... \(lines.count - 60) more lines; see the command below") }
  }

  /// A command as a person would have typed it, in this home.
  private func parse<Command: ParsableCommand>(_: Command.Type, _ arguments: [String]) throws -> Command {
    try Command.parse(arguments + ["--home", home.path])
  }
}

enum DrillFarewell {
  /// The program's file, whatever it was called by.
  private static var program: String { URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path }

  static func text(home: Home, wave: String) -> String {
    """

    The rehearsal is over. Nothing left this machine.
    Home:   \(home.path)
    Ledger: \(home.ledger(of: DrillFiles.matterID))
    Try on it:
      export EXPUNGE_HOME=\(home.path); alias expunge=\(program)
      expunge status \(wave)
      expunge ledger print --format csv | head
      expunge receipt show 3
      expunge instruction show \(wave)/drill-dead
      expunge wave preview \(wave) drill-batch
      expunge ledger verify
    What the simulated partners received: \(home.path)/received
    """
  }
}
