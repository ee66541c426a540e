import ArgumentParser
import Catalogue
import Engine
import Foundation

struct MatterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matter", abstract: "The incident: what leaked, to whom, when, and which clocks run.",
    subcommands: [Open.self, Show.self])

  struct Open: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a matter file, seal it, and begin its ledger.",
      discussion: "Example: expunge matter open devices-2022-12.yaml")

    @Argument(help: "The matter file (YAML).") var file: String
    @OptionGroup var home: HomeOption

    func run() throws {
      let text = try readText(file, "The matter file")
      let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
      let read = try MatterFile.read(text: text, file: file) {
        FileManager.default.fileExists(atPath: $0.hasPrefix("/") ? $0 : folder + "/" + $0)
      }
      for note in read.notes { Failure.say("\(note)".replacingOccurrences(of: ": error:", with: ": note:")) }
      let matter = read.matter
      let documents = try MatterDocuments.read(matter) { name in
        FileManager.default.contents(atPath: folder + "/" + name).map { [UInt8]($0) }
      }
      try home.writing { installation in
        try MatterOpening(
          store: installation.store, vault: try installation.vault(), home: installation.home,
          surroundings: installation.surroundings, keyPlace: try installation.settings().signing
        )
        .open(matter, text: text, documents: documents)
        try installation.ledgerKeeping().finish()
      }
      print("Opened matter \(matter.id): \(matter.title)")
      print("Its ledger: \(home.home.ledger(of: matter.id))")
      print("Next: expunge wave plan --matter \(matter.id) --subjects CSV")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show an opened matter and its clocks.", discussion: "Example: expunge matter show devices-2022-12")

    @Argument(help: "The matter; without one, all are listed.") var matter: String?
    @OptionGroup var home: HomeOption
    @OptionGroup var output: JSONOption

    func run() throws {
      let installation = try home.reading()
      guard let id = matter else {
        let ids = try installation.store.read { try $0.matters() }.map(\.id)
        return output.json ? try printJSON(ids) : print(ids.joined(separator: "\n"))
      }
      let matter = try SealedMatter(store: installation.store, vault: try installation.vault()).matter(id)
      if output.json { return try printJSON(matter) }
      print("\(matter.id): \(matter.title)")
      print("operator    \(matter.operator.name) (\(matter.operator.domain))")
      print("discovered  \(matter.discovered.written)")
      if let contained = matter.contained { print("contained   \(contained.at.written): \(contained.how)") }
      print("data        \(matter.data.map(matter.words(for:)).joined(separator: "; "))")
      print("partners    \(matter.partners.map(\.id).joined(separator: ", "))")
      for (clock, due) in matter.due { print("clock       \(clock.duty), due \(due.written.prefix(10))") }
    }
  }
}
