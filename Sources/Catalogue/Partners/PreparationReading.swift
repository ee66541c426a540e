import Workflow
import Yams

extension EntryReading {
  /// One step of `prepare`: a word, or a mapping with one key for a step that needs an argument.
  func preparation(_ node: Node, _ fields: Fields, _ key: String) -> Preparation? {
    guard node.mapping != nil else { return word(node, fields, key).map(Preparation.plain) }
    guard let step = sheet.fields(of: node, named: "\(fields.name), \(key)") else { return nil }
    defer { step.finish() }
    let keyed = Preparation.Keyed.allCases.map(\.rawValue)
    let known = ["e164", "remove"] + keyed
    guard let name = step.keys.first, step.keys.count == 1, known.contains(name) else {
      known.forEach { _ = step.child($0) }
      if step.keys.allSatisfy(known.contains) {
        step.report("\(step.name): a step must have exactly one key", "Known: \(known.joined(separator: ", ")).")
      }
      return nil
    }
    if name == "remove" { return step.string("remove").map(Preparation.remove) }
    if name == "e164" {
      let country = text("e164", in: step) { digits in
        (1...3).contains(digits.utf8.count) && digits.utf8.allSatisfy(\.isDigit) && !digits.hasPrefix("0")
          ? nil : "must be the country's digits, like \"49\""
      }
      return country.map { .national(country: $0) }
    }
    guard let keyed = Preparation.Keyed(rawValue: name) else { return nil }
    return secretName(name, in: step).map { .keyed(keyed, secret: $0) }
  }

  /// Tells of a step that was written without the argument it needs.
  private func word(_ node: Node, _ fields: Fields, _ key: String) -> Preparation.Word? {
    guard let text = fields.text(of: node, key) else { return nil }
    if text == "remove" || Preparation.Keyed(rawValue: text) != nil {
      sheet.report(
        at: node, "\(fields.name): the step '\(text)' needs an argument",
        text == "remove" ? "Write {remove: \"-\"}." : "Write {\(text): NAME}, with the name of a secret.")
      return nil
    }
    return fields.word(of: node, key)
  }
}
