import Workflow
import Yams

extension EntryReading {
  func readAnswer(_ fields: Fields) -> AnswerRule? {
    let success = section("success", in: fields, required: true) { inner -> (Match, Match?)? in
      let fault = section("fault", in: inner) { match($0, needsStatus: false) }
      return match(inner, needsStatus: true).map { ($0, fault) }
    }
    let content = fields.choice("content", AnswerRule.Content.self) ?? .json
    let types = fields.strings("types").map { $0.lowercased() }
    let means = readMeans(fields)
    guard let success, let means else {
      _ = ["busy", "not-found", "rejected", "duplicate"].map { matches($0, in: fields) }
      _ = (fields.child("count"), fields.child("retry-header"), fields.child("missing-items"))
      return nil
    }
    var rule = AnswerRule(success: success.0, fault: success.1, content: content, types: types, means: means)
    rule.busy = matches("busy", in: fields)
    rule.notFound = matches("not-found", in: fields)
    rule.rejected = matches("rejected", in: fields)
    rule.duplicate = matches("duplicate", in: fields)
    rule.count = section("count", in: fields) { inner in
      inner.required("path").flatMap { jsonPath($0, inner, "path") }
    }
    rule.retryHeader = section("retry-header", in: fields) { inner -> RetryHeader? in
      let name = text("name", in: inner) { HeaderName.fault($0)?.what }
      let form = inner.requiredChoice("form", RetryHeader.Form.self)
      guard let name, let form else { return nil }
      return RetryHeader(name: name, form: form)
    }
    checkContent(fields, rule)
    return rule
  }

  private func checkContent(_ fields: Fields, _ rule: AnswerRule) {
    guard rule.content != .json else { return }
    let readsBody =
      switch rule.means {
      case .job(.path), .items: true
      case .job(.header), .accepted, .done: rule.success.path != nil || rule.fault != nil || rule.count != nil
      }
    if readsBody {
      fields.report(
        "\(fields.name): 'content: \(rule.content.rawValue)' gives nothing to read, but the rules look into the answer",
        "Say 'content: json'.")
    }
  }

  private func readMeans(_ fields: Fields) -> AnswerRule.Means? {
    let known = ["job", "accepted", "done", "items"]
    let given = known.filter(fields.has)
    guard given.count == 1, let word = given.first else {
      known.forEach { _ = fields.child($0) }
      fields.report(
        "\(fields.name): exactly one of 'job', 'accepted', 'done' and 'items' must say what a success means",
        given.isEmpty ? "Where nothing more will ever be heard, say 'accepted: true'." : nil)
      return nil
    }
    if word == "job" { return section("job", in: fields) { readJob($0) }.map(AnswerRule.Means.job) }
    if word == "done" {
      return section("done", in: fields) { inner in
        inner.requiredChoice("outcome", Outcome.self).flatMap { outcome in checkedOutcome(outcome, inner) }
      }.map(AnswerRule.Means.done)
    }
    if word == "items" {
      let missing = fields.choice("missing-items", ItemRule.Missing.self) ?? .inDoubt
      return section("items", in: fields) { readItems($0, missing) }.map(AnswerRule.Means.items)
    }
    if fields.flag("accepted") == false { fields.report("\(fields.name): 'accepted' can only be true") }
    return .accepted
  }

  private func checkedOutcome(_ outcome: Outcome, _ fields: Fields) -> Outcome? {
    switch outcome {
    case .deleted, .partlyDeleted: return outcome
    case .notFound, .notHeld, .expiredByRetention, .noIdentifier, .retainedWithReason, .refused, .notPossible,
      .unanswered, .withdrawn:
      fields.report("\(fields.name): 'outcome' must be deleted or partly-deleted, found '\(outcome.rawValue)'")
      return nil
    }
  }

  private func readJob(_ fields: Fields) -> AnswerRule.JobReference? {
    let path = fields.child("path").flatMap { jsonPath($0, fields, "path") }
    let header = text("header", in: fields, required: false) { HeaderName.fault($0)?.what }
    if fields.has("path") == fields.has("header") {
      fields.report("\(fields.name): exactly one of 'path' and 'header' must be given")
    }
    return path.map(AnswerRule.JobReference.path) ?? header.map(AnswerRule.JobReference.header)
  }

  func readItems(_ fields: Fields, _ missing: ItemRule.Missing) -> ItemRule? {
    let path = fields.required("path").flatMap { jsonPath($0, fields, "path") }
    let by = fields.required("by").flatMap { readBy($0, fields) }
    let listed = fields.choice("listed", ItemState.self)
    let words = section("state", in: fields) { inner -> ItemRule.States? in
      let path = inner.required("path").flatMap { jsonPath($0, inner, "path") }
      let words = self.words(inner, ItemState.self).map { ItemRule.Word(text: $0.text, state: $0.state) }
      return path.map { .words(path: $0, words) }
    }
    if fields.has("listed") == fields.has("state") {
      fields.report(
        "\(fields.name): exactly one of 'state' and 'listed' must be given",
        "'listed: deleted' says that being in the list is enough.")
    }
    guard let path, let by, let states = words ?? listed.map(ItemRule.States.listed) else { return nil }
    return ItemRule(path: path, match: by, states: states, missing: missing)
  }

  private func readBy(_ node: Node, _ fields: Fields) -> ItemRule.By? {
    if node.scalar?.string == "index" { return .index }
    guard node.mapping != nil, let by = sheet.fields(of: node, named: "\(fields.name), by") else {
      sheet.report(
        at: node, "\(fields.name): 'by' must be index or a mapping, found \(node.shape)",
        "Write index, {index-field: n}, {key: user_id, identifier: user-id} or {members: user-id}.")
      return nil
    }
    defer { by.finish() }
    if let node = by.child("index-field") { return jsonPath(node, by, "index-field").map(ItemRule.By.indexField) }
    if let node = by.child("members") { return answeredKind(node, by, "members").map(ItemRule.By.members) }
    let path = by.required("key").flatMap { jsonPath($0, by, "key") }
    let kind = by.required("identifier").flatMap { answeredKind($0, by, "identifier") }
    guard let path, let kind else { return nil }
    return .key(path, kind)
  }

  /// An identifier by which answers are matched: every lane must have told it.
  private func answeredKind(_ node: Node, _ fields: Fields, _ key: String) -> IdentifierKind? {
    guard let kind = kind(node, fields, key) else { return nil }
    var scene = SlotScene(place: "an answer", families: [.identifier])
    scene.lanes = Array(lanes.indices)
    return checkKind(kind, at: node, fields, key, scene) ? kind : nil
  }

  /// `deleted: [DONE, ok]`: the words of the partner for each of our states.
  func words<State: RawRepresentable & CaseIterable>(
    _ fields: Fields, _: State.Type
  ) -> [(text: [UInt8], state: State)] where State.RawValue == String {
    var found: [(text: [UInt8], state: State)] = []
    for state in State.allCases {
      for node in fields.list(state.rawValue) {
        guard let text = fields.text(of: node, state.rawValue) else { continue }
        if found.contains(where: { $0.text.elementsEqual(text.utf8) }) {
          sheet.report(at: node, "\(fields.name): the word '\(text.shown)' has two meanings", "Keep one of them.")
        }
        found.append((Array(text.utf8), state))
      }
    }
    if found.isEmpty { fields.report("\(fields.name): no word has a meaning", "Write lists such as done: [finished].") }
    return found
  }
}
