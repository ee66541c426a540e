import Workflow
import Yams

/// The keys that make a mapping in a body a directive instead of an object.
enum Directive: String, CaseIterable {
  case each
  case eachItem = "each-item"
  case optional, number, literal, rows
  case byLane = "by-lane"
  case jsonText = "json-text"
  case object
}

extension EntryReading {
  /// A JSON tree with slots and directives.
  func shape(_ node: Node, _ fields: Fields, _ key: String, _ scene: SlotScene) -> Shape? {
    switch node {
    case .scalar(let scalar):
      if scalar.string.isEmpty, scalar.style != .plain, scalar.style != .any { return .text(SlotText([])) }
      return slotText(node, fields, key, scene).map(Shape.text)
    case .alias: return nil
    case .sequence(let sequence):
      let shapes = sequence.compactMap { shape($0, fields, key, scene) }
      return shapes.count == sequence.count ? .array(shapes) : nil
    case .mapping(let mapping):
      if let directive = mapping.keys.lazy.compactMap({ $0.string.flatMap(Directive.init(rawValue:)) }).first,
        let inner = sheet.fields(of: node, named: "\(fields.name), \(key)")
      {
        let shape = shape(directive, inner, scene)
        inner.finish()
        return shape
      }
      return object(mapping, fields, key, scene)
    }
  }

  private func object(_ mapping: Node.Mapping, _ fields: Fields, _ key: String, _ scene: SlotScene) -> Shape? {
    var members: [Shape.Member] = []
    var keyScene = scene
    keyScene.families.formIntersection([.account, .lane, .tracker, .job])
    keyScene.place = "the name of a member"
    for (name, value) in mapping {
      let word = name.string ?? ""
      guard let key = slotText(name, fields, key, keyScene), let shape = shape(value, fields, word.shown, scene) else {
        continue
      }
      members.append(Shape.Member(key: key, value: shape))
    }
    return members.count == mapping.count ? .object(members) : nil
  }

  private func shape(_ directive: Directive, _ fields: Fields, _ scene: SlotScene) -> Shape? {
    let key = directive.rawValue
    guard let node = fields.child(key) else { return nil }
    switch directive {
    case .each: return each(fields, "each", scene).map(Shape.each)
    case .eachItem: return eachItem(node, fields, scene)
    case .optional:
      if node.scalar?.string == "page", scene.families.contains(.page) { return .optionalPage }
      return optional(node, fields, scene).map { .optional($0.kind, write: $0.write) }
    case .number: return number(node, fields, scene)
    case .literal: return literal(node, fields)
    case .rows: return rows(fields, scene)
    case .byLane:
      return byLane(fields, key) { shape($0, $1, $2, scene.for(lane: $3)) }.map(Shape.byLane)
    case .jsonText: return shape(node, fields, key, scene).map(Shape.jsonText)
    case .object:
      guard let mapping = node.mapping else {
        sheet.report(at: node, "\(fields.name): 'object' must be a mapping, found \(node.shape)")
        return nil
      }
      return object(mapping, fields, key, scene)
    }
  }

  /// `{each: user-id}`, with `write`, `join`, `before`, `after`.
  func each(_ fields: Fields, _ key: String, _ scene: SlotScene) -> Each? {
    guard let node = fields.child(key), let source = source(node, fields, key, scene) else { return nil }
    var each = Each(source: source)
    var inner = scene.with(.value)
    switch source {
    case .selector, .found: inner.families.remove(.identifier)
    case .identifier, .laneIdentifier: inner = inner.forItem()
    }
    if let write = fields.child("write") {
      guard let text = slotText(write, fields, "write", inner) else { return nil }
      each.write = text
      if !text.slots.contains(where: \.isPersonal) {
        sheet.report(
          at: write, "\(fields.name): 'write' has no slot for the element", "Write {value} where it belongs.")
      }
    }
    each.join = spaced("join", fields)
    each.before = edge("before", fields, scene)
    each.after = edge("after", fields, scene)
    return each
  }

  /// What stands before or after the whole list: nobody's identifier.
  private func edge(_ key: String, _ fields: Fields, _ scene: SlotScene) -> SlotText {
    guard let bytes = spaced(key, fields), let node = fields.child(key) else { return SlotText([]) }
    var scene = scene
    scene.families.subtract([.identifier, .value, .found, .index])
    return slotText(String(decoding: bytes, as: UTF8.self), at: node, fields, key, scene) ?? SlotText([])
  }

  /// A separator: may be white space, and may be empty.
  private func spaced(_ key: String, _ fields: Fields) -> [UInt8]? {
    guard let node = fields.child(key) else { return nil }
    guard let scalar = node.scalar, Address.textFault(scalar.string.replacingTabs) == nil else {
      sheet.report(at: node, "\(fields.name): '\(key)' must be a short text, found \(node.shape)")
      return nil
    }
    return Array(scalar.string.utf8)
  }

  func source(_ node: Node, _ fields: Fields, _ key: String, _ scene: SlotScene) -> Source? {
    guard let text = fields.text(of: node, key) else { return nil }
    let known =
      scene.families.contains(.identifier)
      ? ["identifier"] + IdentifierKind.allCases.filter(\.mayLeave).map(\.rawValue)
      : Source.SelectorList.allCases.map(\.rawValue)
    if let name = draft.names.first(where: { $0.text == text }), scene.families.contains(.found) { return .found(name) }
    guard known.contains(text) else {
      sheet.report(at: node, "\(fields.name): '\(key)' does not know '\(text.shown)'", remedy(for: text, among: known))
      return nil
    }
    if let list = Source.SelectorList(rawValue: text) { return .selector(list) }
    guard let kind = IdentifierKind(rawValue: text) else { return .laneIdentifier }
    return checkKind(kind, at: node, fields, key, scene) ? .identifier(kind) : nil
  }

  /// `{each-item: {...}, of: STEP}`: one element for each row that the step found.
  private func eachRow(_ node: Node, _ fields: Fields, _ scene: SlotScene) -> Shape? {
    let shape = shape(node, fields, "each-item", scene)
    guard let step = fields.child("of"), let name = fields.text(of: step, "of") else { return nil }
    guard let found = draft.names.first(where: { $0.text.hasPrefix("\(name).") }) else {
      sheet.report(
        at: step, "\(fields.name): 'of' does not know a step '\(name.shown)' that finds values",
        remedy(for: name, among: draft.stepNames))
      return nil
    }
    return shape.map { .eachRow(found, $0) }
  }

  private func eachItem(_ node: Node, _ fields: Fields, _ scene: SlotScene) -> Shape? {
    if fields.has("of") { return eachRow(node, fields, scene) }
    guard scene.families.contains(.identifier) else {
      sheet.report(
        at: node, "\(fields.name): 'each-item' has no subjects here", "Use {each: selector.urls} or the like.")
      return nil
    }
    guard let shape = shape(node, fields, "each-item", scene.forItem()) else { return nil }
    for (place, lane) in lanes.enumerated() where scene.lanes.contains(place) && !shape.uses(lane: place).names {
      sheet.report(
        at: node, "\(fields.name): 'each-item' names no identifier for the lane '\(lane.name)'",
        "Write {identifier.\(lane.identifiers.first?.rawValue ?? "...")} in it.")
    }
    return .eachItem(shape)
  }

  func optional(_ node: Node, _ fields: Fields, _ scene: SlotScene) -> (kind: IdentifierKind, write: SlotText?)? {
    guard let kind = kind(node, fields, "optional"),
      checkKind(kind, at: node, fields, "optional", scene, mayLack: true)
    else { return nil }
    if !scene.isSingle {
      sheet.report(
        at: node, "\(fields.name): 'optional' speaks of one subject, but one call names up to \(batchItems)",
        "Put it into 'each-item'.")
      return nil
    }
    guard let write = fields.child("write") else { return (kind, nil) }
    return slotText(write, fields, "write", scene.with(.value)).map { (kind, $0) }
  }

  private func number(_ node: Node, _ fields: Fields, _ scene: SlotScene) -> Shape? {
    guard let text = slotText(node, fields, "number", scene) else { return nil }
    guard let constant = text.constant else { return .number(text) }
    if JSONReader.isNumber(constant) { return .constant(constant) }
    sheet.report(at: node, "\(fields.name): 'number' must be a number, found \(node.shape)")
    return nil
  }

  private func literal(_ node: Node, _ fields: Fields) -> Shape? {
    guard let text = fields.text(of: node, "literal") else { return nil }
    if ["true", "false", "null"].contains(text) { return .constant(Array(text.utf8)) }
    sheet.report(
      at: node, "\(fields.name): 'literal' must be true, false or null, found '\(text.shown)'",
      "A text needs no directive; a number is {number: 3}.")
    return nil
  }

  private func rows(_ fields: Fields, _ scene: SlotScene) -> Shape? {
    let nodes = fields.list("rows")
    let kinds = nodes.compactMap { node -> IdentifierKind? in
      guard let kind = kind(node, fields, "rows") else { return nil }
      return checkKind(kind, at: node, fields, "rows", scene, mayLack: true) ? kind : nil
    }
    guard kinds.count == nodes.count, !kinds.isEmpty else {
      if nodes.isEmpty { fields.report("\(fields.name): 'rows' is empty", "Name the identifiers of a row.") }
      return nil
    }
    for (place, lane) in lanes.enumerated() where scene.lanes.contains(place) && !lane.isSure(ofAnyOf: kinds) {
      fields.report(
        "\(fields.name): 'rows' holds only what subjects of the lane '\(lane.name)' may lack: a row could be empty",
        "Add one of the lane's 'identifiers'.")
    }
    return .rows(kinds)
  }

  /// One form for each lane; a lane without a form gets nothing.
  func byLane<Form>(
    _ fields: Fields, _ key: String, _ read: (Node, Fields, String, Int) -> Form?
  ) -> [Form?]? {
    guard let forms = fields.requiredMapping(key) else { return nil }
    var found = [Form?](repeating: nil, count: lanes.count)
    for name in forms.keys {
      guard let place = lanes.firstIndex(where: { $0.name == name }) else { continue }
      if let node = forms.child(name) { found[place] = read(node, forms, name, place) }
    }
    for lane in lanes { _ = forms.has(lane.name) ? nil : forms.child(lane.name) }
    forms.finish()
    return found
  }
}

extension Lane {
  /// Whether every subject of the lane has one of these. A lane whose own reading failed is not looked at.
  func isSure(ofAnyOf kinds: [IdentifierKind]) -> Bool {
    identifiers.isEmpty || kinds.contains(where: identifiers.contains)
  }
}

extension SlotScene {
  func `for`(lane: Int) -> SlotScene {
    var scene = self
    scene.lanes = [lane]
    return scene
  }
}

extension Slot {
  /// Whether it is filled from the subject or element at hand.
  var isPersonal: Bool {
    switch self {
    case .identifier, .laneIdentifier, .value: true
    case .account, .lane, .secret, .tracker, .key, .itemKey, .job, .found, .page, .index, .fact, .time: false
    }
  }
}

extension String {
  fileprivate var replacingTabs: String { String(map { $0 == "\t" || $0 == "\n" ? " " : $0 }) }
}
