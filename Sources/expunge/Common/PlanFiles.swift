import ArgumentParser
import Catalogue
import Channels
import Engine
import Foundation

/// Finds and reads the files that a plan is made from.
struct PlanFiles {
  var matter: String
  var subjects: String
  var only: String?
  var templates: String?
  var partners: String

  func inputs(for installation: Installation) throws -> PlanInputs {
    let sealed = SealedMatter(store: installation.store, vault: try installation.vault())
    let matter = try sealed.matter(self.matter)
    let text = try readText(partners, "The partner file")
    let entries = try chosen(from: try PartnerFile.read(text, file: partners), for: matter)
    let environment = ProcessInfo.processInfo.environment
    let accounts = try entries.reduce(into: [String: [String: String]]()) {
      $0[$1.id] = try PartnerDesk.account(of: $1, environment: environment)
    }
    let folder = try templates ?? installation.settings().templates ?? "Templates"
    return PlanInputs(
      matter: matter, matterText: try sealed.text(of: self.matter), partnersText: text,
      partnersPath: absolute(partners),
      entries: entries, accounts: accounts, subjectsPath: absolute(subjects),
      templates: try letters(in: folder, for: entries),
      templatesPath: absolute(folder))
  }

  /// The matter says who received data; every one of them must be known, or the coverage table would have a hole.
  private func chosen(from entries: [PartnerEntry], for matter: Matter) throws -> [PartnerEntry] {
    let wanted = only.map { $0.split(separator: ",").map { String($0) } } ?? matter.partners.map(\.id)
    return try wanted.map { id in
      guard let entry = entries.first(where: { $0.id == id }) else {
        throw ValidationError(
          "Partner '\(id)' is not in \(partners). \(remedy(for: id, among: entries.map(\.id)))")
      }
      guard matter.partners.contains(where: { $0.id == id }) else {
        throw ValidationError(
          "Partner '\(id)' is not a recipient in the matter '\(matter.id)'; add it to the matter first.")
      }
      return entry
    }
  }

  private func letters(in folder: String, for entries: [PartnerEntry]) throws -> [String: String] {
    let languages = Set(entries.compactMap { $0.email?.language })
    guard !languages.isEmpty else { return [:] }
    var letters: [String: String] = [:]
    for entry in entries {
      guard let email = entry.email else { continue }
      for kind in [email.template, "reminder", "escalation"] {
        let name = "\(kind).\(email.language).mustache"
        let text = try readText(folder + "/" + name, "The letter")
        _ = try LetterTemplate.load(text, name: name)
        letters[name] = text
      }
    }
    return letters
  }

  private func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
