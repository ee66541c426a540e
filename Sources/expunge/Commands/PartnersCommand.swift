import ArgumentParser
import Catalogue
import Foundation

struct PartnersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "partners", abstract: "Look at the partner file: who can be asked, how, and what they cannot delete.",
    subcommands: [Check.self, List.self, Explain.self, Reference.self, Try.self, DdrfCommand.self, OpendsrCommand.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Report every mistake of the partner file, with line and column.",
      discussion: "Example: expunge partners check --partners partners.yaml")

    @OptionGroup var partners: PartnersOption
    @OptionGroup var output: JSONOption

    func run() throws {
      let entries = try readPartners(partners.path)
      let warnings = entries.flatMap { entry in entry.lookUpWarnings.map { "partner '\(entry.id)': \($0)" } }
      if output.json { return try printJSON(["partners": entries.count, "warnings": warnings.count]) }
      print("\(partners.path): \(entries.count) partners, no mistakes.")
      for warning in warnings { print("warning: \(warning)") }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the partners with their routes.", discussion: "Example: expunge partners list --json")

    @OptionGroup var partners: PartnersOption
    @OptionGroup var output: JSONOption

    func run() throws {
      let entries = try readPartners(partners.path)
      if output.json { return try printJSON(entries.map(PartnerRow.init)) }
      let width = entries.map(\.id.count).max() ?? 0
      for row in entries.map(PartnerRow.init) {
        let id = row.id.padding(toLength: width, withPad: " ", startingAt: 0)
        print("\(id)  \((row.route ?? "none").padding(toLength: 7, withPad: " ", startingAt: 0))  \(row.name)")
      }
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say in plain words what a partner is sent, with what proof at best, and what it cannot delete.",
      discussion: "Example: expunge partners explain amplitude")

    @Argument(help: "The partner's id.") var partner: String
    @OptionGroup var partners: PartnersOption

    func run() throws {
      for line in try readPartner(partner, partners.path).explain() { print(line) }
    }
  }

  struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the language of the partner file, whole or in part.",
      discussion: "Examples: expunge partners reference | less; expunge partners reference api.poll")

    @Argument(help: "A part such as takes, api.poll or quotings, or a field such as terms.limits.per.")
    var part: String?
    @OptionGroup var output: JSONOption

    func run() throws {
      do {
        if output.json { return try printJSON(["parts": PartnerReference.data(of: part)]) }
        let lines = if let part { try PartnerReference.lines(of: part) } else { PartnerReference.lines }
        for line in lines { print(line) }
      } catch let error as PartnerReference.NoSuchPart {
        throw ValidationError(error.description)
      }
    }
  }
}

private struct PartnerRow: Encodable {
  var id: String
  var name: String
  var route: String?
  var scope: String
  var confidence: String

  init(_ entry: PartnerEntry) {
    id = entry.id
    name = entry.name
    route = entry.route?.rawValue
    scope = entry.scope.rawValue
    confidence = entry.confidence.rawValue
  }
}

func readPartners(_ path: String) throws -> [PartnerEntry] {
  try PartnerFile.read(try readText(path, "The partner file"), file: path)
}

/// One entry by itself, though others of the file have mistakes: then says so.
func readPartner(_ id: String, _ path: String) throws -> PartnerEntry {
  let found = try PartnerFile.read(only: id, of: try readText(path, "The partner file"), file: path)
  if found.mistakesElsewhere > 0 {
    Failure.say(
      "warning: other entries of \(path) have \(found.mistakesElsewhere) mistakes; `expunge partners check` shows them."
    )
  }
  if let entry = found.entry { return entry }
  throw ValidationError("There is no partner '\(id)' in \(path). \(remedy(for: id, among: found.ids))")
}
