import Workflow
import Yams

/// One entry while it is read. What its sections may refer to (lanes, accounts, secrets) is read first.
final class EntryReading {
  let sheet: Sheet
  let fields: Fields
  let id: String?
  var name: String
  var lanes: [Lane] = []
  var account: [String: AccountValue] = [:]
  var secrets: [String: SecretReference] = [:]
  var usedSecrets: Set<String> = []
  var scope = Scope.subjects
  var batchItems = 1
  var batchNode: Node?
  /// The answer begins a job for each subject of a call.
  var opensJobs = false
  var tells = PartnerEntry.Tells.first
  /// What the section's flow has so far.
  var draft = FlowDraft()
  /// Set by the section that looks up.
  var probeTerms: ProbeTerms?
  private let firstMistake: Int

  init(_ fields: Fields) {
    self.fields = fields
    sheet = fields.sheet
    firstMistake = sheet.mistakes.count
    id = EntryReading.readID(fields)
    if let id { fields.name = "partner '\(id)'" }
    name = fields.name
  }

  func report(_ what: String, _ remedy: String? = nil) { fields.report("\(name): \(what)", remedy) }

  private static func readID(_ fields: Fields) -> String? {
    guard let node = fields.required("id"), let text = fields.text(of: node, "id") else { return nil }
    let isID = (2...40).contains(text.utf8.count) && isWord(text)
    if !isID {
      fields.sheet.report(
        at: node, "\(fields.name): 'id' must be 2 to 40 of a-z, 0-9 and '-', found '\(text)'")
    }
    return isID ? text : nil
  }

  /// Lower-case letters, digits and hyphens.
  static func isWord(_ text: String) -> Bool {
    !text.isEmpty && !text.contains(".") && Reason.isCode(text)
  }

  /// - Returns: `nil` only after a mistake was reported.
  func entry() -> PartnerEntry? {
    let title = line("name", required: true)
    let kind = line("kind")
    let checked = fields.moment("checked")
    let confidence = fields.choice("confidence", PartnerEntry.Confidence.self) ?? .unconfirmed
    let sources = fields.strings("sources")
    if confidence == .confirmed, sources.isEmpty {
      report("'confidence: confirmed' needs 'sources'", "Name the page or document that says so.")
    }
    let route = readRoute()
    scope = fields.choice("scope", Scope.self) ?? .subjects
    readAccount()
    readSecrets()
    readLanes()
    readTells(route)
    let (deletes, cannot) = readCoverage(route)
    let terms = readTerms(route)
    let section = readSection(route, terms: terms)
    let best = readGrade(route, section, terms)
    let (retention, facts) = readFacts()
    let (notes, hazards) = (fields.strings("notes"), fields.strings("hazards"))
    fields.finish()
    checkSecretsUsed()
    guard let id, let title else { return nil }
    var finalTerms = terms ?? Terms(inDoubt: .neverRepeat)
    if finalTerms.poll == nil { finalTerms.poll = pollSchedule }
    if finalTerms.probe == nil { finalTerms.probe = probeTerms }
    if let limits = checkLimits(section, terms) { finalTerms.limits = limits }
    return PartnerEntry(
      id: id, name: title, kind: kind, checked: checked, confidence: confidence, sources: sources, route: route,
      scope: scope, bestGrade: best, deletes: deletes, cannot: cannot, retention: retention, notes: notes,
      hazards: hazards, account: account, secrets: secrets, lanes: lanes,
      tells: tells, combined: tells == .every ? Lane.combinations(of: lanes) : nil, terms: finalTerms,
      section: section, canonical: Canonical.bytes(of: fields.node), line: fields.node.mark?.line ?? 1, facts: facts)
  }

  /// A misspelt route is guessed from the only section, so that the rest is still checked.
  private func readRoute() -> Route? {
    if let route = fields.choice("route", Route.self) { return route }
    guard fields.has("route") else { return nil }
    let sections = Route.allCases.filter { fields.has($0.rawValue) }
    return sections.count == 1 ? sections.first : nil
  }

  /// Whether nothing was found wrong in this entry while `read` ran: only then do checks across parts make sense.
  func isClean<Part>(_ read: () -> Part) -> (part: Part, clean: Bool) {
    let before = sheet.mistakes.count
    let part = read()
    return (part, sheet.mistakes.count == before)
  }

  /// Where other entries are named.
  var mentions: [Mention] = []
  /// Set where the budget is shared.
  var sharing: Sharing?

  /// Set by the section that polls.
  var pollSchedule: PollSchedule?

  private func line(_ key: String, required: Bool = false) -> String? {
    guard let node = required ? fields.required(key) : fields.child(key) else { return nil }
    return plainText(node, fields, key)
  }

  /// A text that may end up in a header or a letter.
  func plainText(_ node: Node, _ fields: Fields, _ key: String) -> String? {
    guard let text = fields.text(of: node, key) else { return nil }
    guard let fault = Address.textFault(text) else { return text }
    sheet.report(at: node, "\(fields.name): '\(key)' \(fault)", "Write it on one line.")
    return nil
  }

  /// A text that must pass `fault`.
  func text(_ key: String, in fields: Fields, required: Bool = true, _ fault: (String) -> String?) -> String? {
    guard let node = required ? fields.required(key) : fields.child(key), let text = fields.text(of: node, key) else {
      return nil
    }
    guard let fault = fault(text) else { return text }
    sheet.report(at: node, "\(fields.name): '\(key)' \(fault)\(text.found)")
    return nil
  }

  /// The name of a secret of this entry.
  func secretName(_ key: String, in fields: Fields, required: Bool = true) -> String? {
    guard let node = required ? fields.required(key) : fields.child(key), let name = fields.text(of: node, key) else {
      return nil
    }
    return knownSecret(name, at: node, fields, key)
  }

  func knownSecret(_ name: String, at node: Node, _ fields: Fields, _ key: String) -> String? {
    usedSecrets.insert(name)
    if secrets[name] != nil || refusedSecrets.contains(name) { return name }
    if SecretReference(written: name) != nil {
      sheet.report(
        at: node, "\(fields.name): '\(key)' must be the name of a secret, found a reference",
        "Put the reference under 'secrets' and write its name here.")
      return nil
    }
    guard EntryReading.isWord(name) else {
      sheet.report(
        at: node, "\(fields.name): '\(key)' must be the name of a secret (a-z, 0-9, '-')",
        "Write a name that stands under 'secrets'; a secret itself never stands in this file.")
      return nil
    }
    // What is long and like no name may be the secret itself.
    let known = secrets.keys.sorted()
    let quoted = name.utf8.count < 16 || nearest(to: name, among: known) != nil ? " '\(name)'" : ""
    sheet.report(
      at: node, "\(fields.name): '\(key)' does not know the secret\(quoted)", remedy(for: name, among: known))
    return nil
  }

  /// Names whose value was a mistake already reported.
  var refusedSecrets: Set<String> = []

  private func checkSecretsUsed() {
    guard sheet.mistakes.count == firstMistake else { return }
    for name in secrets.keys.sorted() where !usedSecrets.contains(name) {
      report("the secret '\(name)' is not used", "Use it under 'auth', or remove it.")
    }
  }
}

extension String {
  /// For a message; withheld where it holds credentials.
  var found: String { contains("@") && contains("//") ? "" : ", found '\(shown)'" }

  /// Short, without control characters: fit for a message.
  var shown: String {
    String(unicodeScalars.prefix(60).map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : Character($0) })
  }
}
