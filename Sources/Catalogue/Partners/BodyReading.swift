import Workflow
import Yams

extension EntryReading {
  func body(_ fields: Fields, _ purpose: CallPurpose) -> Call.Body {
    guard let body = fields.mapping("body") else { return .none }
    defer { body.finish() }
    let scene = scene(purpose, "a body")
    let known = ["json", "form", "multipart", "text"]
    let given = known.filter(body.has)
    guard given.count == 1, let word = given.first else {
      known.forEach { _ = body.child($0) }
      body.report("\(body.name): exactly one of 'json', 'form', 'multipart' and 'text' must be given")
      return .none
    }
    if word == "form" { return .form(parameters("form", in: body, scene)) }
    if word == "multipart" { return .multipart(parts(body, scene)) }
    if word == "text" { return textBody("text", in: body, scene).map(Call.Body.text) ?? .none }
    return body.child("json").flatMap { shape($0, body, "json", scene) }.map { .json($0.folded()) } ?? .none
  }

  private func parts(_ body: Fields, _ scene: SlotScene) -> [Part] {
    guard let list = body.mapping("multipart") else { return [] }
    defer { list.finish() }
    var nameScene = scene
    nameScene.families.formIntersection([.account, .lane])
    nameScene.place = "the name of a part"
    return list.names.compactMap { name in
      guard let node = list.named(name), let text = slotText(name, at: node, list, name, nameScene) else { return nil }
      if node.mapping != nil, let inner = sheet.fields(of: node, named: "\(list.name), \(name)"), inner.has("file") {
        defer { inner.finish() }
        return file(inner, scene).map { Part(name: text, content: $0) }
      }
      return parameter(node, list, name, scene).map { Part(name: text, content: .value($0)) }
    }
  }

  private func file(_ part: Fields, _ scene: SlotScene) -> Part.Content? {
    guard let fields = part.mapping("file") else { return nil }
    defer { fields.finish() }
    let nameScene = SlotScene(place: "a file's name", families: [.account, .fact, .time, .key])
    let name = fields.required("name").flatMap { slotText($0, fields, "name", nameScene) }
    let body = textContent(fields, scene)
    guard let name, let body else { return nil }
    return .file(name: name, body)
  }

  private func textBody(_ key: String, in fields: Fields, _ scene: SlotScene) -> TextBody? {
    section(key, in: fields) { textContent($0, scene) }
  }

  /// `type`, and one of `csv`, `lines` and `json`.
  func textContent(_ fields: Fields, _ scene: SlotScene) -> TextBody? {
    let type = text("type", in: fields) { MediaType.isWhole($0) ? nil : "is not a media type" }
    let known = ["csv", "lines", "json"]
    let given = known.filter(fields.has)
    guard given.count == 1, let word = given.first else {
      known.forEach { _ = fields.child($0) }
      fields.report("\(fields.name): exactly one of 'csv', 'lines' and 'json' must be given")
      return nil
    }
    let content: FileContent? =
      switch word {
      case "csv": section("csv", in: fields) { csv($0, scene) }
      case "lines": section("lines", in: fields) { lines($0, scene) }
      case _: fields.child("json").flatMap { shape($0, fields, "json", scene) }.map { .json($0.folded()) }
      }
    guard let type, let content else { return nil }
    return TextBody(type: type, content: content)
  }

  private func lines(_ fields: Fields, _ scene: SlotScene) -> FileContent? {
    guard fields.required("each") != nil, var each = each(fields, "each", scene) else { return nil }
    each.join = each.join ?? [0x0A]
    return .lines(each)
  }

  private func csv(_ fields: Fields, _ scene: SlotScene) -> FileContent? {
    guard scene.families.contains(.identifier) else {
      fields.report("\(fields.name): 'csv' has no subjects here", "Use {lines: {each: selector.urls}}.")
      ["columns", "header"].forEach { _ = fields.child($0) }
      return nil
    }
    let hasHeader = fields.flag("header") ?? true
    let nodes = fields.list("columns")
    if nodes.isEmpty { fields.report("\(fields.name): 'columns' is empty", "Name what each row holds.") }
    let columns = nodes.compactMap { column($0, fields, scene) }
    guard columns.count == nodes.count, !columns.isEmpty else { return nil }
    for (place, lane) in lanes.enumerated() where scene.lanes.contains(place) {
      let isSure = columns.contains { column in
        switch column.value {
        case .identifier(let kind): lane.isSure(ofAnyOf: [kind])
        case .text(let text): text.uses.names
        }
      }
      if !isSure {
        fields.report(
          "\(fields.name): no column names an identifier for the lane '\(lane.name)' that all its subjects have",
          "Add a column of one of the lane's 'identifiers': a row must not be empty.")
      }
    }
    return .csv(columns, header: hasHeader)
  }

  private func column(_ node: Node, _ fields: Fields, _ scene: SlotScene) -> FileContent.Column? {
    guard node.mapping != nil else {
      guard let kind = kind(node, fields, "columns"),
        checkKind(kind, at: node, fields, "columns", scene, mayLack: true)
      else { return nil }
      return FileContent.Column(name: kind.rawValue, value: .identifier(kind))
    }
    guard let inner = sheet.fields(of: node, named: "\(fields.name), columns") else { return nil }
    defer { inner.finish() }
    let name = inner.required("name").flatMap { plainText($0, inner, "name") }
    let value = inner.required("value").flatMap { slotText($0, inner, "value", scene.forItem()) }
    guard let name, let value else { return nil }
    return FileContent.Column(name: name, value: .text(value))
  }
}

/// `text/csv; charset=utf-8`
enum MediaType {
  static func isWhole(_ text: String) -> Bool {
    let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
    let names = parts[0].split(separator: "/", omittingEmptySubsequences: false)
    let special = Array("!#$&-^_.+".utf8)
    let isName = { (name: Substring) in
      !name.isEmpty
        && name.utf8.allSatisfy { special.contains($0) || $0.isDigit || (0x61...0x7A).contains($0.asciiLowered) }
    }
    return names.count == 2 && names.allSatisfy(isName) && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }
}
