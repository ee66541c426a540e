import ArgumentParser
import Catalogue
import Foundation
import Resolve
import Workflow

struct SubjectsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subjects", abstract: "The affected people: check their file, and find what partners know them by.",
    subcommands: [SubjectsCheck.self, SubjectsResolve.self])
}

struct SubjectsCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Report every mistake of a subject file, and what it has of how many people.",
    discussion: "Example: expunge subjects check --subjects subjects.csv")

  @Option(help: "The people (CSV, UTF-8).") var subjects: String
  @OptionGroup var output: JSONOption

  func run() throws {
    let scan = try SubjectFile.scan(path: subjects)
    var counts: [IdentifierKind: Int] = [:]
    for subject in 0..<scan.count {
      for kind in scan.kinds(subject).kinds { counts[kind, default: 0] += 1 }
    }
    if output.json {
      let kinds = Dictionary(uniqueKeysWithValues: counts.map { ($0.rawValue, $1) })
      return try printJSON(SubjectsChecked(subjects: scan.count, kinds: kinds))
    }
    print("\(subjects): \(scan.count) subjects, no mistakes.")
    for kind in IdentifierKind.allCases {
      if let count = counts[kind] {
        print("  \(kind.rawValue.padding(toLength: 16, withPad: " ", startingAt: 0))\(count)")
      }
    }
  }
}

struct SubjectsResolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Find in the company's own web logs what partners know the people by.",
    discussion: """
      Example: expunge subjects resolve --subjects subjects.csv --matter-file devices-2022-12.yaml \
      --log access.log.2.gz --log access.log --partners partners.yaml --out resolved.csv

      Reads the combined log format, JSON lines and columns (CSV, CloudFront), gzip or not; `-` is standard input. \
      A value is taken only if all that was seen of it names one person; everything else is counted and left. Nothing \
      that is printed says who. The numbers stay beside the new file, and `expunge wave plan` shows them.
      """)

  @Option(help: "The people (CSV, UTF-8).") var subjects: String
  @Option(name: .customLong("log"), help: "A log; may be given more than once.") var logs: [String] = []
  @Option(help: "auto, combined, jsonl or csv.") var format = LogFormat.auto
  @Option(help: "FIELD=NAME: what a field is called in the log; may be given more than once.") var map: [String] = []
  @Option(help: "FROM/UNTIL, such as 2022-12-01/2022-12-06T18:00:00Z: when data could leak.") var window: String?
  @Option(name: [.customLong("matter-file"), .customLong("matter")], help: "The matter file: its window and trackers.")
  var matter: String?
  @Option(name: .customLong("parameter"), help: "KIND=NAME: a parameter of your own URLs that holds an identifier.")
  var parameters: [String] = []
  @Option(name: .customLong("cookie"), help: "KIND=NAME: a cookie of your own that holds an identifier.")
  var cookies: [String] = []
  @Option(help: "email: also take e-mail addresses.") var take: [TakenKind] = []
  @Flag(name: .customLong("trust-ip"), help: "Take what was seen from an address that only one person had.")
  var trustsAddress = false
  @Option(name: .customLong("partners"), help: "Also say how many people each of these partners can be told of.")
  var partners: String?
  @Option(help: "The new subject file; readable by you alone.") var out: String
  @Option(name: .customLong("report"), help: "Also write the numbers here, as JSON.") var report: String?
  @Flag(help: "Replace --out and --report if they exist.") var force = false
  @OptionGroup var output: JSONOption

  func run() throws {
    let options = try options()
    let entries = try partners.map { try readPartners($0) } ?? []
    for path in [out, report].compactMap(\.self) where !force && FileManager.default.fileExists(atPath: path) {
      throw ResolveError.exists(path: path)
    }
    let progress = Progress()
    defer { progress.clear() }
    progress.show("  reading the subjects ...")
    var resolver = try Resolver(try SubjectFile.scan(path: subjects), options)
    for (number, log) in logs.enumerated() {
      try resolver.read(log: log) { progress.show("  log \(number + 1) of \(logs.count): \($0) lines ...") }
    }
    var resolved = resolver.resolved()
    resolved.compare(for: entries)
    let resolution = try resolved.write(to: out, force: force)
    if let report { try resolution.write(to: report, force: force) }
    progress.clear()
    if output.json { return try printJSON(resolution) }
    print(resolution.lines.joined(separator: "\n"))
    print("\nWritten: \(out)\nNext: expunge wave plan --subjects \(out) ...")
  }

  private func options() throws -> ResolveOptions {
    guard (window == nil) != (matter == nil) else {
      throw ValidationError(
        "Give --window or --matter-file: at other times other people had the same addresses, and their values are theirs."
      )
    }
    var options: ResolveOptions
    if let matter {
      let read = try readMatter(matter)
      options = ResolveOptions(
        window: TimeWindow(from: read.exposure.from.seconds, until: read.exposure.until.seconds))
      options.trackers = read.partners.flatMap(\.trackers)
    } else {
      options = ResolveOptions(window: try writtenWindow())
    }
    options.format = format
    options.map = map
    options.trustsAddress = trustsAddress
    if take.contains(.email) { options.takeEmail() }
    try options.add(parameters, .parameter)
    try options.add(cookies, .cookie)
    return options
  }

  private func writtenWindow() throws -> TimeWindow {
    let parts = (window ?? "").split(separator: "/").map { Instant(written: String($0)) }
    guard parts.count == 2, let from = parts[0], let until = parts[1], from < until else {
      throw ValidationError("--window is FROM/UNTIL, such as 2022-12-01/2022-12-06T18:00:00Z, with FROM before UNTIL.")
    }
    return TimeWindow(from: from.seconds, until: until.seconds)
  }

  private func readMatter(_ path: String) throws -> Matter {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return try MatterFile.read(text: try readText(path, "The matter file"), file: path) {
      FileManager.default.fileExists(atPath: $0.hasPrefix("/") ? $0 : folder + "/" + $0)
    }
    .matter
  }
}

enum TakenKind: String, ExpressibleByArgument, CaseIterable { case email }

extension LogFormat: ExpressibleByArgument {}

private struct SubjectsChecked: Encodable {
  var subjects: Int
  var kinds: [String: Int]
}
