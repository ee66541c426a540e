import Yams

/// Words that a matter may give in one text, or by language.
extension MatterReading {
  func requiredWording(_ fields: Fields, _ key: String) -> Wording? {
    fields.required(key).flatMap { wording(of: $0, key, fields) }
  }

  func wording(_ fields: Fields, _ key: String) -> Wording? {
    fields.child(key).flatMap { wording(of: $0, key, fields) }
  }

  func wording(of node: Node, _ key: String, _ fields: Fields) -> Wording? {
    guard node.mapping != nil else {
      guard let text = node.scalar?.string, !text.isEmpty else {
        root.sheet.report(
          at: node, "\(fields.name): '\(key)' must be a text, or a text for each language, found \(node.shape)",
          "Write \(key): ... or \(key): {en: ..., de: ...}.")
        return nil
      }
      return Wording(text)
    }
    guard let texts = root.sheet.fields(of: node, named: "\(fields.name), \(key)") else { return nil }
    let wording = Wording(texts.names.reduce(into: [:]) { $0[$1] = text(in: $1, texts) })
    texts.finish()
    if texts.names.isEmpty { texts.report("\(texts.name) has no words", "Write \(key): {en: ..., de: ...}.") }
    return wording
  }

  private func text(in language: String, _ texts: Fields) -> String? {
    guard let node = texts.named(language) else { return nil }
    if LetterLanguage.named(language) == nil {
      root.sheet.report(
        at: node, "\(texts.name): there are no letters in '\(language)'",
        remedy(for: language, among: LetterLanguage.codes))
      return nil
    }
    return texts.text(of: node, language)
  }

  /// The language whose words stand in where others are missing: every field that names languages must have it.
  func fallbackLanguage() -> String? {
    guard let node = root.child("fallback-language"), let code = root.text(of: node, "fallback-language") else {
      return nil
    }
    guard LetterLanguage.named(code) != nil else {
      root.sheet.report(
        at: node, "\(root.name): there are no letters in '\(code)'", remedy(for: code, among: LetterLanguage.codes))
      return nil
    }
    return code
  }

  func checkLanguages(of matter: Matter) {
    let wordings = matter.wordings(of: Set(matter.data))
    let spoken = Set(wordings.flatMap(\.wording.byLanguage.keys))
    for (field, wording) in wordings where !wording.byLanguage.isEmpty {
      let node = root.child(String(field.prefix { $0 != "," }))
      if let fallback = matter.fallbackLanguage, !wording.speaks(fallback) {
        root.sheet.report(
          at: node, "\(root.name): '\(field)' has no words in '\(fallback)', the fallback language",
          "Add \(fallback): ... to it.")
      }
      let missing = spoken.filter { !wording.speaks($0) }.sorted()
      guard matter.fallbackLanguage == nil, !missing.isEmpty else { continue }
      note(
        node, "'\(field)' has no words in \(missing.joined(separator: ", ")), which other fields have",
        "Letters in a language that is missing here are refused when they are planned.")
    }
  }
}
