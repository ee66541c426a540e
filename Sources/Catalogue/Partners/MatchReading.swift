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

  /// `{status: [200, 202], path: status, is: [ok]}`.
  func match(_ fields: Fields, needsStatus: Bool) -> Match? {
    if needsStatus { _ = fields.required("status") }
    var match = Match()
    match.statuses = fields.list("status").compactMap { status($0, fields) }
    if let node = fields.child("path") { match.path = jsonPath(node, fields, "path") }
    match.words = fields.strings("is").map { Array($0.utf8) }
    match.notWords = fields.strings("is-not").map { Array($0.utf8) }
    if let present = fields.flag("present"), !present {
      fields.report("\(fields.name): 'present' can only be true", "Use 'is-not' to exclude words.")
    }
    let needsPath = !match.words.isEmpty || !match.notWords.isEmpty || fields.has("present") || !needsStatus
    if needsPath, !fields.has("path") {
      fields.report("\(fields.name): 'path' is missing", "Say where in the answer the words stand.")
    }
    return match
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

  func readPoll(_ fields: Fields, _ purpose: CallPurpose) -> PollRule? {
    let call = call(fields, purpose)
    let success = section("success", in: fields) { match($0, needsStatus: true) }
    let types = fields.strings("types").map { $0.lowercased() }
    let unknown = matches("unknown", in: fields)
    let find = section("find", in: fields) { inner -> PollRule.Find? in
      let path = inner.required("path").flatMap { jsonPath($0, inner, "path") }
      let key = inner.required("key").flatMap { jsonPath($0, inner, "key") }
      guard let path, let key else { return nil }
      return PollRule.Find(path: path, key: key)
    }
    let state = section("state", in: fields, required: true) { inner -> (JSONPath, [PollRule.Word])? in
      let path = inner.required("path").flatMap { jsonPath($0, inner, "path") }
      let words = self.words(inner, JobState.self).map { PollRule.Word(text: $0.text, state: $0.state) }
      return path.map { ($0, words) }
    }
    let missing = fields.choice("missing-items", ItemRule.Missing.self) ?? .inDoubt
    let items = section("items", in: fields) { readItems($0, missing) }
    guard let call, let state else { return nil }
    return PollRule(
      call: call, success: success ?? Match(statuses: [200...299]), types: types, unknown: unknown, find: find,
      state: state.0, words: state.1, items: items)
  }
}

extension PollRule {
  /// Whether it can ever say that something was deleted.
  var claims: Bool { words.contains { $0.state == .done || $0.state == .partial } }
}
