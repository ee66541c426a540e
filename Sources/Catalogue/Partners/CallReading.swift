import Workflow
import Yams

/// What a call is for decides which slots it may hold.
enum CallPurpose {
  case delete, deleteSelector, poll, query, token
  /// A call of a flow before or after the deletion, the result of a job, a look-up after completion.
  case step, after, result, probe
}

extension EntryReading {
  func call(_ fields: Fields, _ purpose: CallPurpose) -> Call? {
    let method = fields.requiredChoice("method", Call.Method.self)
    let path = fields.required("path").flatMap { laneText($0, fields, scene(purpose, "a path")) }
    let query = parameters("query", in: fields, scene(purpose, "a query"))
    let headers = headerLines(fields, purpose)
    let body = body(fields, purpose)
    guard let method, let path else { return nil }
    if case .none = body {
    } else if method == .get {
      fields.report("\(fields.name): a GET must not carry a body", "Use POST, or write the values under 'query'.")
    }
    return Call(method: method, path: path, query: query, headers: headers, body: body)
  }

  func scene(_ purpose: CallPurpose, _ place: String) -> SlotScene {
    var scene = SlotScene(place: place, families: [.account, .fact, .time])
    scene.isSingle = batchItems == 1
    switch purpose {
    case .delete, .step, .after:
      scene.families.formUnion([.identifier, .lane, .key, .tracker, .found])
      if purpose != .delete { scene.families.insert(.page) }
      if scope == .selector { scene.families.subtract([.identifier, .lane]) }
      scene.lanes = Array(lanes.indices)
    case .deleteSelector: scene.families.formUnion([.key, .tracker, .found])
    case .probe:
      scene.families.formUnion([.identifier, .lane, .tracker])
      scene.lanes = Array(lanes.indices)
      scene.isSingle = true
    case .poll, .query, .result:
      scene.families.formUnion([.identifier, .lane, .key, .tracker, .found])
      if purpose != .query { scene.families.insert(.job) }
      if purpose == .poll { scene.families.insert(.page) }
      scene.lanes = Array(lanes.indices)
    case .token: scene.families = [.account, .secret]
    }
    return scene
  }

  private func laneText(_ node: Node, _ fields: Fields, _ scene: SlotScene) -> LaneText? {
    guard node.mapping != nil, let inner = sheet.fields(of: node, named: "\(fields.name), path") else {
      return pathText(node, fields, "path", scene).map(LaneText.same)
    }
    let texts = byLane(inner, "by-lane") { pathText($0, $1, $2, scene.for(lane: $3)) }
    inner.finish()
    guard let texts else { return nil }
    let given = inner.child("by-lane")?.mapping?.keys.compactMap(\.string) ?? []
    for lane in lanes where !given.contains(lane.name) {
      sheet.report(at: node, "\(fields.name): 'path' has no form for the lane '\(lane.name)'")
    }
    return .byLane(texts)
  }

  private func pathText(_ node: Node, _ fields: Fields, _ key: String, _ scene: SlotScene) -> SlotText? {
    guard let text = slotText(node, fields, key, scene) else { return nil }
    if let fault = Address.pathFault(text.skeleton) {
      sheet.report(at: node, "\(fields.name): '\(key)' \(fault), found \(node.shape)")
      return nil
    }
    return text
  }

  private func headerLines(_ fields: Fields, _ purpose: CallPurpose) -> [HeaderLine] {
    var scene = scene(purpose, "a header")
    scene.families.subtract([.identifier, .tracker])
    return headerLines("headers", in: fields, scene)
  }

  func headerLines(_ key: String, in fields: Fields, _ scene: SlotScene) -> [HeaderLine] {
    guard let list = fields.mapping(key) else { return [] }
    var lines: [HeaderLine] = []
    for name in list.names {
      guard let node = list.named(name) else { continue }
      if let fault = HeaderName.fault(name) {
        sheet.report(at: node, "\(list.name): '\(name.shown)' \(fault.what)", fault.remedy)
      } else if let text = slotText(node, list, name, scene) {
        if text.skeleton.utf8.allSatisfy({ $0 < 0x7F }) {
          lines.append(HeaderLine(name: name, value: text))
        } else {
          sheet.report(at: node, "\(list.name): '\(name)' holds characters that no header may hold")
        }
      }
    }
    list.finish()
    return lines
  }

  /// Named values of a query or a form.
  func parameters(_ key: String, in fields: Fields, _ scene: SlotScene) -> [Parameter] {
    guard let list = fields.mapping(key) else { return [] }
    var nameScene = scene
    nameScene.families.formIntersection([.account, .lane])
    nameScene.families.insert(.index)
    nameScene.place = "the name of a parameter"
    var parameters: [Parameter] = []
    for name in list.names {
      guard let node = list.named(name) else { continue }
      guard let text = slotText(name, at: node, list, name, nameScene), let value = parameter(node, list, name, scene)
      else { continue }
      parameters.append(Parameter(name: text, value: value))
    }
    list.finish()
    return parameters
  }

  func parameter(_ node: Node, _ list: Fields, _ name: String, _ scene: SlotScene) -> Parameter.Value? {
    if let sequence = node.sequence {
      sheet.report(
        at: node, "\(list.name): '\(name)' must be a text or a directive, found a list of \(sequence.count)",
        "Use {each: user-id, join: \",\"} or {repeat: user-id}.")
      return nil
    }
    guard node.mapping != nil else { return slotText(node, list, name, scene).map(Parameter.Value.text) }
    guard let fields = sheet.fields(of: node, named: "\(list.name), \(name)") else { return nil }
    defer { fields.finish() }
    if let node = fields.child("optional") {
      return optional(node, fields, scene).map { .optional($0.kind, write: $0.write) }
    }
    if let node = fields.child("json") { return shape(node, fields, "json", scene).map { .json($0.folded()) } }
    if fields.has("by-lane") {
      return byLane(fields, "by-lane") { parameter($0, $1, $2, scene.for(lane: $3)) }.map(Parameter.Value.byLane)
    }
    if let inner = scene.families.contains(.secret) ? fields.mapping("jwt") : nil {
      defer { inner.finish() }
      return jwt(inner).map { .assertion(.jwt($0)) }
    }
    if fields.has("repeat") { return each(fields, "repeat", scene).map(Parameter.Value.repeated) }
    if fields.has("each") {
      guard let each = each(fields, "each", scene) else { return nil }
      if each.join == nil {
        fields.report("\(fields.name): 'each' needs 'join' here", "Or use 'repeat' for one parameter an element.")
      }
      return .joined(each)
    }
    _ = (fields.child("each"), fields.child("repeat"), fields.child("by-lane"))
    fields.report("\(fields.name): no directive found", "Known: each, repeat, optional, json, by-lane.")
    return nil
  }
}

extension SlotText {
  /// The text with a harmless letter in the place of each slot, for checks of form.
  var skeleton: String {
    String(
      decoding: pieces.flatMap { piece -> [UInt8] in
        if case .constant(let bytes) = piece { bytes } else { [UInt8(ascii: "x")] }
      }, as: UTF8.self)
  }
}

/// Which names a header may have.
enum HeaderName {
  static func fault(_ name: String) -> (what: String, remedy: String?)? {
    let special = Array("!#$%&'*+-.^_`|~".utf8)
    let isToken =
      !name.isEmpty
      && name.utf8.allSatisfy {
        special.contains($0) || $0.isDigit || (0x61...0x7A).contains($0.asciiLowered)
      }
    guard isToken else { return ("is not the name of a header", "Use letters, digits and '-'.") }
    switch name.lowercased() {
    case "authorization", "proxy-authorization", "cookie":
      return ("carries a credential", "Describe it under 'auth', with the name of a secret.")
    case "host", "content-length", "transfer-encoding", "connection", "expect", "upgrade", "te", "trailer":
      return ("belongs to the transport", "Leave it away.")
    case _: return nil
    }
  }
}
