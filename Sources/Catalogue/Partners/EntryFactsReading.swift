import Workflow
import Yams

extension EntryReading {
  /// - Returns: The words under `retention` where it is a text, and all other facts.
  func readFacts() -> (retention: String?, facts: EntryFacts) {
    var facts = EntryFacts()
    let isText = fields.child("retention")?.mapping == nil
    let retention = isText ? fields.string("retention") : nil
    if !isText, let kept = fields.mapping("retention") {
      facts.retention = readRetention(kept)
      kept.finish()
    }
    if let forbids = fields.mapping("forbids") {
      facts.prohibition = readProhibition(forbids)
      forbids.finish()
    }
    facts.sideEffects = fields.mappings("side-effects", named: { "\(name), side-effects \($0 + 1)" }).compactMap {
      readSideEffect($0)
    }
    facts.passesOn = fields.list("passes-on").compactMap { node in
      fields.text(of: node, "passes-on").map { mention($0, at: node, "passes-on", of: fields) }
    }
    facts.alternatives = fields.mappings("alternatives", named: { "\(name), alternatives \($0 + 1)" }).compactMap {
      readAlternative($0)
    }
    return (retention, facts)
  }

  private func readRetention(_ fields: Fields) -> EntryFacts.Retention? {
    _ = fields.required("days")
    let days = fields.integer("days", in: 1...36_500)
    let of = fields.required("of").flatMap { plainText($0, fields, "of") }
    let source = fields.string("source")
    guard let days, let of else { return nil }
    return EntryFacts.Retention(days: days, of: of, source: source)
  }

  private func readProhibition(_ fields: Fields) -> EntryFacts.Prohibition? {
    let because = fields.requiredString("because")
    let source = fields.string("source")
    let unless = fields.child("unless").flatMap { node -> String? in
      guard let name = fields.text(of: node, "unless") else { return nil }
      if account[name] == nil {
        sheet.report(
          at: node, "\(fields.name): 'unless' does not know the account value '\(name.shown)'",
          account.isEmpty
            ? "Name it under 'account', as {env: NAME}; the value 'permitted' lifts the prohibition."
            : remedy(for: name, among: account.keys.sorted()))
      }
      return name
    }
    return because.map { EntryFacts.Prohibition(because: $0, source: source, unless: unless) }
  }

  private func readSideEffect(_ fields: Fields) -> EntryFacts.SideEffect? {
    let effect = fields.requiredChoice("effect", EntryFacts.SideEffect.Effect.self)
    let words = fields.child("words").flatMap { plainText($0, fields, "words") }
    if effect == .other, !fields.has("words") {
      fields.report("\(fields.name): 'effect: other' needs 'words'", "Say what else happens to the person or the data.")
    }
    fields.finish()
    return effect.map { EntryFacts.SideEffect(effect: $0, words: words) }
  }

  private func readAlternative(_ fields: Fields) -> Alternative? {
    let words = fields.child("words").flatMap { plainText($0, fields, "words") }
    let written = fields.child("partner").flatMap { node -> String? in
      guard let id = fields.text(of: node, "partner"), id != "none" else { return nil }
      return mention(id, at: node, "partner", of: fields)
    }
    if written == nil, !fields.has("words") {
      fields.report(
        "\(fields.name): an alternative needs 'words' where it is no other entry", "Say what could be done instead.")
    }
    fields.finish()
    return written == nil && words == nil ? nil : Alternative(partner: written, words: words)
  }

  private func mention(_ id: String, at node: Node, _ key: String, of fields: Fields) -> String {
    mentions.append(Mention(id: id, node: node, key: key, section: fields.name))
    return id
  }

  /// A place where an entry names another one.
  struct Mention {
    let id: String
    let node: Node
    let key: String
    let section: String
  }

  /// To be called when all entries of the file are known.
  func checkMentions(among known: [String]) {
    for mention in mentions {
      if mention.id == id {
        sheet.report(
          at: mention.node, "\(mention.section): '\(mention.key)' names the entry itself", "Name another entry.")
      } else if !known.contains(mention.id) {
        sheet.report(
          at: mention.node, "\(mention.section): '\(mention.key)' does not know the partner '\(mention.id.shown)'",
          remedy(for: mention.id, among: known))
      }
    }
  }
}
