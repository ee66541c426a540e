import Workflow
import Yams

extension EntryReading {
  func readAccount() {
    guard let fields = fields.mapping("account") else { return }
    for key in fields.keys {
      guard let node = fields.child(key) else { continue }
      checkName(key, node, fields)
      account[key] = accountValue(node, fields, key) ?? .text("")
    }
    fields.finish()
  }

  private func accountValue(_ node: Node, _ fields: Fields, _ key: String) -> AccountValue? {
    guard node.mapping != nil else { return plainText(node, fields, key).map(AccountValue.text) }
    guard let value = sheet.fields(of: node, named: "\(fields.name), \(key)") else { return nil }
    let (text, variable) = (value.child("value"), value.child("env"))
    value.finish()
    switch (text, variable) {
    case (let text?, nil): return plainText(text, value, "value").map(AccountValue.text)
    case (nil, let variable?): return plainText(variable, value, "env").map(AccountValue.environment)
    case (nil, nil), (.some, .some):
      value.report("\(value.name): exactly one of 'value' and 'env' must be given")
      return nil
    }
  }

  func readSecrets() {
    guard let fields = fields.mapping("secrets") else { return }
    for key in fields.keys {
      guard let node = fields.child(key) else { continue }
      checkName(key, node, fields)
      if let reference = node.scalar.flatMap({ SecretReference(written: $0.string) }) {
        secrets[key] = reference
      } else {
        refusedSecrets.insert(key)
        // The value may be the secret itself: it is not quoted.
        sheet.report(
          at: node, "\(fields.name): '\(key)' must be a reference to a secret; the value found is not quoted here",
          "Write env:NAME, file:/absolute/path, exec:/absolute/path or cred:NAME. "
            + "If a secret stood here, replace it at the partner: this file is read by many.")
      }
    }
    fields.finish()
  }

  private func checkName(_ key: String, _ node: Node, _ fields: Fields) {
    if !EntryReading.isWord(key) {
      sheet.report(at: node, "\(fields.name): the name '\(key.shown)' must be of a-z, 0-9 and '-'")
    }
  }

  func readLanes() {
    var names: Set<String> = []
    for lane in fields.mappings("takes", named: { "\(name), takes \($0 + 1)" }) {
      let name = lane.requiredString("lane") ?? ""
      if !name.isEmpty, !names.insert(name).inserted {
        lane.report("\(lane.name): the lane '\(name)' is there twice", "Give each lane its own name.")
      }
      lanes.append(readLane(lane, name))
      lane.finish()
    }
  }

  private func readLane(_ fields: Fields, _ name: String) -> Lane {
    let before = sheet.mistakes.count
    _ = fields.required("identifiers")
    let identifiers = kinds("identifiers", in: fields)
    let optional = kinds("optional", in: fields)
    if fields.child("identifiers")?.sequence?.isEmpty == true {
      fields.report("\(fields.name): 'identifiers' is empty", "Name what a subject must be known by.")
    }
    for kind in optional where identifiers.contains(kind) {
      fields.report("\(fields.name): '\(kind.rawValue)' is both needed and optional", "Keep one of them.")
    }
    var words: [String: String] = [:]
    if let list = fields.mapping("words") {
      for key in list.keys {
        if let node = list.child(key) { words[key] = plainText(node, list, key) }
      }
      list.finish()
    }
    var lane = Lane(
      name: name, identifiers: identifiers, optional: optional, words: words,
      prepare: readPreparation(fields, identifiers + optional, since: before))
    lane.atLeast = readLengths(fields, identifiers + optional)
    return lane
  }

  /// `at-least: {ip: 7}`.
  private func readLengths(_ lane: Fields, _ known: [IdentifierKind]) -> [IdentifierKind: Int] {
    guard let fields = lane.mapping("at-least") else { return [:] }
    defer { fields.finish() }
    var lengths: [IdentifierKind: Int] = [:]
    for key in fields.keys {
      let length = fields.integer(key, in: 1...1000)
      guard let kind = IdentifierKind(rawValue: key), known.contains(kind) else {
        fields.report(
          "\(fields.name): '\(key)' is not an identifier of this lane", remedy(for: key, among: known.map(\.rawValue)))
        continue
      }
      lengths[kind] = length
    }
    return lengths
  }

  func kinds(_ key: String, in fields: Fields) -> [IdentifierKind] {
    fields.list(key).compactMap { kind($0, fields, key) }
  }

  /// A kind of identifier that may be told to a partner.
  func kind(_ node: Node, _ fields: Fields, _ key: String) -> IdentifierKind? {
    guard let text = fields.text(of: node, key) else { return nil }
    if let kind = IdentifierKind(rawValue: text), kind.mayLeave { return kind }
    let known = IdentifierKind.allCases.filter(\.mayLeave).map(\.rawValue)
    sheet.report(at: node, "\(fields.name): '\(key)' does not know '\(text.shown)'", remedy(for: text, among: known))
    return nil
  }

  private func readPreparation(_ lane: Fields, _ known: [IdentifierKind], since before: Int) -> [IdentifierKind:
    [Preparation]]
  {
    guard let fields = lane.mapping("prepare") else { return [:] }
    var pipelines: [IdentifierKind: [Preparation]] = [:]
    let isUnsure = sheet.mistakes.count != before
    for key in fields.keys {
      let steps = fields.list(key).compactMap { preparation($0, fields, key) }
      guard let kind = IdentifierKind(rawValue: key), known.contains(kind) || isUnsure else {
        fields.report(
          "\(fields.name): '\(key)' is not an identifier of this lane", remedy(for: key, among: known.map(\.rawValue)))
        continue
      }
      for (place, step) in steps.enumerated() where step.isDigest {
        if place + 1 == steps.count || !steps[place + 1].isEncoding {
          fields.report("\(fields.name): '\(step.name)' gives bytes, not text", "Let 'hex' or 'base64' follow it.")
        }
      }
      pipelines[kind] = steps
    }
    fields.finish()
    return pipelines
  }
}
