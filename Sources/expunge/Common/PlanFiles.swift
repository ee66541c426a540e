import ArgumentParser
import Catalogue
import Channels
import Engine
import Foundation
import Mail

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
    let letters = try letters(in: folder, for: entries, of: matter)
    var files = try PlanInputs.sealFiles(
      of: entries, in: URL(fileURLWithPath: absolute(partners)).deletingLastPathComponent().path)
    if !letters.isEmpty {
      files.merge(PlanInputs.documentFiles(try sealed.documents(of: self.matter))) { _, document in document }
    }
    return PlanInputs(
      matter: matter, matterText: try sealed.text(of: self.matter), partnersText: text,
      partnersPath: absolute(partners),
      entries: entries, accounts: accounts, subjectsPath: absolute(subjects),
      templates: letters, templatesPath: absolute(folder), files: files)
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

  /// Texts by name. Each says what every letter must, and the requests what the matter's duties demand besides.
  private func letters(
    in folder: String, for entries: [PartnerEntry], of matter: Matter
  ) throws -> [String: String] {
    var letters: [String: String] = [:]
    var templates: [LetterTemplate] = []
    for entry in entries {
      guard let email = entry.email else { continue }
      for kind in [email.template, "reminder", "escalation"] {
        let name = "\(kind).\(email.language).mustache"
        guard letters[name] == nil else { continue }
        let text = try readText(folder + "/" + name, "The letter")
        templates.append(try LetterTemplate.load(text, name: name))
        noteBlock(of: text, name, email.language)
        letters[name] = text
      }
    }
    try DutyLinter.check(templates, for: matter)
    try WordingLinter.check(matter, for: entries)
    return letters
  }

  /// Answers in a block of one's own words are for a person: worth a note, and no mistake.
  private func noteBlock(of text: String, _ name: String, _ language: String) {
    guard let (line, lines) = ReplyLabels.of(language)?.missing(from: text), let first = lines.first else { return }
    Failure.say(
      "\(name):\(line): note: \(lines.count) lines of the reply block are not those that answers are read by; what partners fill in there waits for a person\n  The first should be '\(first)'."
    )
  }

  private func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
