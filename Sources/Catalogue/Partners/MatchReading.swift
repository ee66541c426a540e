import Workflow
import Yams

extension EntryReading {
  /// A condition, or a list of conditions of which one must hold.
  func matches(_ key: String, in fields: Fields) -> [Match] {
    guard let node = fields.child(key) else { return [] }
    let nodes = node.sequence.map { Array($0) } ?? [node]
    return nodes.compactMap { node in
      guard let inner = sheet.fields(of: node, named: "\(fields.name), \(key)") else { return nil }
      defer { inner.finish() }
      return match(inner, needsStatus: true)
    }
  }

  /// The condition of a success, which is a 2xx: anything else was dealt with before it is looked at.
  func successMatch(_ fields: Fields) -> Match? {
    guard let match = match(fields, needsStatus: true) else { return nil }
    for range in match.statuses where range.lowerBound < 200 || range.upperBound > 299 {
      let code = range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound / 100)xx"
      fields.report(
        "\(fields.name): \(code) can be no success", "Name it under 'not-found', 'duplicate', 'busy' or 'rejected'.")
    }
    return match
  }

  /// `{status: [200, 202], path: status, is: [ok]}`.
  func match(_ fields: Fields, needsStatus: Bool) -> Match? {
    if needsStatus { _ = fields.required("status") }
    var match = Match()
    match.statuses = fields.list("status").compactMap { status($0, fields) }
    if let node = fields.child("path") { match.path = jsonPath(node, fields, "path") }
    match.header = text("header", in: fields, required: false) { HeaderName.fault($0)?.what }
    let tests = readTests(fields, &match)
    match.all = fields.has("all") ? innerConditions("all", in: fields) : []
    let hasPlace = fields.has("path") || fields.has("header")
    if fields.has("path"), fields.has("header") {
      fields.report("\(fields.name): 'path' and 'header' are two places", "Put each into a condition of 'all: [..]'.")
    }
    if !tests.isEmpty || (!needsStatus && !fields.has("all")), !hasPlace {
      fields.report("\(fields.name): 'path' is missing", "Say where in the answer the words stand.")
    }
    return match
  }

  /// - Returns: The names of the tests that are given.
  private func readTests(_ fields: Fields, _ match: inout Match) -> [String] {
    match.words = fields.strings("is").map { Array($0.utf8) }
    match.notWords = fields.strings("is-not").map { Array($0.utf8) }
    match.contains = fields.strings("contains").map { Array($0.utf8) }
    for key in ["is", "is-not", "contains"] {
      for text in fields.strings(key) where text.firstMatch(of: /\{[a-z][a-z0-9.|+-]*\}/) != nil {
        fields.report(
          "\(fields.name): '\(key)' takes no slots; '\(text.shown)' would be compared as it stands",
          "To tell whose row it is, use 'match' under 'finds', or 'by' under 'items'.")
      }
    }
    match.isEmpty = fields.flag("empty")
    match.atLeast = fields.integer("at-least", in: 0...1_000_000_000)
    match.atMost = fields.integer("at-most", in: 0...1_000_000_000)
    if let present = fields.flag("present") {
      match.isThere = true
      if !present {
        fields.report("\(fields.name): 'present' can only be true", "Write 'absent: true' for what must not be there.")
      }
    }
    if let absent = fields.flag("absent") {
      match.isThere = false
      if !absent { fields.report("\(fields.name): 'absent' can only be true", "Write 'present: true'.") }
    }
    let given = ["is", "is-not", "contains", "empty", "at-least", "at-most", "present", "absent"].filter(fields.has)
    if given.contains("absent"), given.count > 1 {
      fields.report(
        "\(fields.name): 'absent' leaves nothing for '\(given.first { $0 != "absent" } ?? "")' to look at",
        "Keep one of them.")
    }
    if let least = match.atLeast, let most = match.atMost, least > most {
      fields.report("\(fields.name): 'at-least' is more than 'at-most'", "No number can be both.")
    }
    return given
  }

  /// Conditions inside a condition: each may leave the status to the outer one.
  private func innerConditions(_ key: String, in fields: Fields) -> [Match] {
    let nodes = fields.list(key)
    if nodes.isEmpty { fields.report("\(fields.name): '\(key)' is empty", "Name the conditions that must all hold.") }
    return nodes.compactMap { node in
      guard let inner = sheet.fields(of: node, named: "\(fields.name), \(key)") else { return nil }
      defer { inner.finish() }
      return match(inner, needsStatus: inner.has("status") && !inner.has("path") && !inner.has("header"))
    }
  }

  /// `200`, or a whole class as `5xx`.
  private func status(_ node: Node, _ fields: Fields) -> ClosedRange<Int>? {
    let text = node.scalar?.string ?? ""
    if let code = Int(text), (100...599).contains(code) { return code...code }
    if text.count == 3, text.hasSuffix("xx"), let digit = text.first?.wholeNumberValue, (1...5).contains(digit) {
      return (digit * 100)...(digit * 100 + 99)
    }
    sheet.report(at: node, "\(fields.name): 'status' must be like 200 or 2xx, found \(node.shape)")
    return nil
  }
}
