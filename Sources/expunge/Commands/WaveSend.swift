import ArgumentParser
import Engine
import Foundation
import Reports
import Store
import Workflow

/// How long a pass works; the same for legal's button and for cron.
struct PassOptions: ParsableArguments {
  @Option(help: "Seconds to wait for something that is due soon.") var linger = 10
  @Option(name: .customLong("for"), help: "Seconds after which nothing new is begun.") var length: Int?

  func limits(default seconds: Int) -> Pass.Limits {
    Pass.Limits(
      linger: .seconds(Int64(max(linger, 0))), length: .seconds(Int64(max(length ?? seconds, 1))), grace: .seconds(30))
  }
}

struct WaveSend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: "Send an approved wave. Returns when nothing more is due now; cron goes on.",
    discussion: "Example: expunge wave send devices-2022-12-w1")

  @Argument(help: "The wave.") var wave: String
  @Option(
    name: .customLong("allowed-signers"), help: "The people who may approve (default: allowed_signers in the home).")
  var allowedSigners: String?
  @OptionGroup var pass: PassOptions
  @OptionGroup var home: HomeOption
  @OptionGroup var output: JSONOption

  func run() throws {
    let (summary, standing) = try home.writing { installation in
      let rooms = try WaveRooms(installation)
      let record = try requireWave(wave, in: installation)
      let opening = WaveOpening(
        store: installation.store, vault: try installation.vault(), home: installation.home,
        signatures: SSHSignatures(allowedSigners: allowedSigners ?? installation.home.allowedSigners),
        surroundings: installation.surroundings)
      _ = try opening.open(record) { try installation.openLedger(of: record.matter) }
      let summary = try runPass(
        installation, rooms, [try requireWave(wave, in: installation)], limits: pass.limits(default: 1800))
      return (summary, try StandingReport.of(try requireWave(wave, in: installation), in: installation))
    }
    try report(summary, [standing], json: output.json)
  }
}

struct RetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Cron's command: everything that is due, one pass. Safe to overlap and to kill.",
    discussion: """
      Example (crontab): */5 * * * * expunge retry --home /var/lib/expunge

      Reads the inboxes, sends what is due, asks for jobs, sends reminders, signs the ledger. When another expunge is at work in the \
      home it says so and ends with 0, because the other one does the work.
      """)

  @OptionGroup var pass: PassOptions
  @OptionGroup var home: HomeOption
  @OptionGroup var output: JSONOption

  func run() throws {
    let home = home.home
    guard home.exists else { throw HomeError.absent(home.path) }
    guard try isWorkDue(in: home) else { return output.json ? print("{\"due\":false}") : print("Nothing is due.") }
    let lock: EngineLock
    do { lock = try EngineLock(home) } catch HomeError.busy {
      return print("Another expunge is at work in \(home.path); it does what is due.")
    }
    let (summary, standings) = try withExtendedLifetime(lock) {
      let installation = try Installation(home, access: .readWrite)
      defer { try? installation.store.close() }
      try finishShredding(in: installation)
      try readInboxes(of: installation)
      let waves = try installation.store.read { try $0.waves() }.filter { $0.stage == .sending || $0.stage == .closed }
      let summary = try runPass(installation, try WaveRooms(installation), waves, limits: pass.limits(default: 240))
      let sending = try installation.store.read { try $0.waves() }.filter { $0.stage == .sending }
      return (summary, try sending.map { try StandingReport.of($0, in: installation) })
    }
    try report(summary, standings, json: output.json)
  }

  /// Before anything is sent: who has answered gets no reminder. An inbox that is down holds up nobody.
  private func readInboxes(of installation: Installation) throws {
    let signals = StopSignal()
    let report = try Inboxes(installation).read(stop: { signals.isSet })
    guard !output.json else { return }
    for (name, summary) in report.summaries.sorted(by: { $0.key < $1.key }) where summary.read > 0 {
      print(summary.line(name))
    }
    for (name, fault) in report.faults.sorted(by: { $0.key < $1.key }) {
      Failure.say("inbox \(name) could not be read: \(fault)")
    }
  }

  /// Read-only and quick: cron asks every few minutes for months.
  private func isWorkDue(in home: Home) throws -> Bool {
    let installation = try Installation(home, access: .readOnly)
    let (settings, now) = (try installation.settings(), installation.surroundings.now())
    if !settings.inboxes.isEmpty { return true }
    return try installation.store.read {
      try $0.hasWork(at: now) || AnchorSchedule.isAnyDue(settings.anchors, at: now, in: $0)
    }
  }
}

func runPass(
  _ installation: Installation, _ rooms: WaveRooms, _ waves: [WaveRecord], limits: Pass.Limits
) throws -> Pass.Summary {
  let signals = Signals()
  let progress = Progress()
  defer { progress.clear() }
  return try EngineRun(installation, rooms: rooms, limits: limits)
    .run(waves, begin: signals.onStop, progress: progress.show)
}

private struct PassReport: Encodable {
  var begun: Int
  var answered: Int
  var stopped: Bool
  var nextDue: String?
  var toDo: [ToDo]
}

private func report(_ summary: Pass.Summary, _ standings: [StandingReport], json: Bool) throws {
  let next = summary.nextDue?.written
  if json {
    return try printJSON(
      PassReport(
        begun: summary.begun, answered: summary.answered, stopped: summary.wasStopped, nextDue: next,
        toDo: standings.flatMap(\.toDo)))
  }
  print("Begun \(summary.begun), answered \(summary.answered).\(summary.wasStopped ? " Stopped when asked to." : "")")
  if let next { print("Next due: \(next). `expunge retry` goes on then.") }
  for standing in standings where !standing.toDo.isEmpty { print((standing.toDoLines + [""]).joined(separator: "\n")) }
  print("See: expunge status")
}
