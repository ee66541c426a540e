import ArgumentParser
import Catalogue
import Engine
import Foundation
import Reports
import Resolve
import Store
import Workflow

struct WavePlan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Plan a wave: coverage, counts, time against the clocks. Sends nothing.",
    discussion: """
      Example: expunge wave plan --matter devices-2022-12 --subjects subjects.csv

      The CSV's header names are identifier kinds (subject, ip, url, client-id, click-id, user-id, email, ...). \
      Every mistake is reported with its line, and nothing is taken in then.
      """)

  @Option(help: "The matter.") var matter: String
  @Option(help: "The people (CSV, UTF-8).") var subjects: String
  @Option(help: "Only these partners, separated by commas.") var only: String?
  @Option(help: "Where the letters are.") var templates: String?
  @Option(name: .customLong("preview"), help: "Also show the exact request to this partner, identifiers masked.")
  var preview: String?
  @OptionGroup var partners: PartnersOption
  @OptionGroup var home: HomeOption
  @OptionGroup var output: JSONOption

  func run() throws {
    let record = try home.writing { installation in
      let inputs = try PlanFiles(
        matter: matter, subjects: subjects, only: only, templates: templates, partners: partners.path
      )
      .inputs(for: installation)
      let progress = Progress()
      defer { progress.clear() }
      let record = try Planner(
        store: installation.store, vault: try installation.vault(), home: installation.home,
        surroundings: installation.surroundings
      )
      .plan(inputs, planner: NSUserName()) { progress.show("  \($0) of \($1) subjects ...") }
      return record
    }
    if output.json { return try printJSON(WavePlanned(record)) }
    if let resolution = try Resolution.beside(subjects) { print(resolution.summary.joined(separator: "\n") + "\n") }
    print(PlanReport.text(plan: record.plan, digest: record.digest, now: record.createdAt))
    for finding in try Examination.keyFindings(of: record, in: try home.reading()) {
      let lines = [finding.what] + (finding.remedy.map { [$0] } ?? [])
      Failure.say(lines.flatMap { Terminal.folded($0, after: "  ") }.joined(separator: "\n"))
    }
    if let preview {
      print(try Previews(try home.reading()).text(of: record, partner: preview, dispatch: 0, showIdentifiers: false))
    }
  }
}

struct WavePreview: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show exactly what a partner would be sent, identifiers masked unless asked.",
    discussion: "Example: expunge wave preview devices-2022-12-w1 amplitude --dispatch 3")

  @Argument(help: "The wave.") var wave: String
  @Argument(help: "The partner.") var partner: String
  @Option(help: "Which transmission, from 0.") var dispatch = 0
  @Flag(help: "Show identifiers instead of marks.") var showIdentifiers = false
  @OptionGroup var home: HomeOption

  func run() throws {
    let installation = try home.reading()
    let record = try requireWave(wave, in: installation)
    print(
      try Previews(installation)
        .text(of: record, partner: partner, dispatch: dispatch, showIdentifiers: showIdentifiers))
  }
}

struct WavePlanned: Encodable {
  var wave: String
  var digest: String
  var plan: Plan
  var requests: Int
  var mails: Int
  var clockWarnings: [String]

  init(_ record: WaveRecord) {
    wave = record.id
    digest = "sha256:" + ApprovalText.hex(record.digest)
    plan = record.plan
    requests = record.plan.requests
    mails = record.plan.mails
    clockWarnings = record.plan.clockWarnings(at: record.createdAt).map { ClockWords($0).text }
  }
}
