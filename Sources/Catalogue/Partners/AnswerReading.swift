import Workflow
import Yams

extension EntryReading {
  func readAnswer(_ fields: Fields) -> AnswerRule? {
    let success = section("success", in: fields, required: true) { inner -> (Match, [Match])? in
      let fault = conditions("fault", in: inner)
      return successMatch(inner).map { ($0, fault) }
    }
    let content = fields.choice("content", AnswerRule.Content.self) ?? .json
    let types = fields.strings("types").map { $0.lowercased() }
    let means = readMeans(fields)
    guard let success, let means else {
      _ = ["busy", "not-found", "rejected", "duplicate", "bisect"].map { matches($0, in: fields) }
      _ = ["count", "invalid", "bad-items", "missing-items"].map { fields.child($0) }
      _ = readRetry(fields)
      return nil
    }
    var rule = AnswerRule(success: success.0, fault: success.1, content: content, types: types, means: means)
    rule.duplicate = matches("duplicate", in: fields)
    rule.bisect = matches("bisect", in: fields)
    rule.badItems = readBadItems(in: fields)
    rule.count = readCount(fields)
    readRefusals(fields, into: &rule)
    checkContent(fields, rule)
    return rule
  }

  /// One, or a list of them.
  private func readBadItems(in fields: Fields) -> [AnswerRule.BadItems] {
    guard fields.child("bad-items")?.sequence != nil else {
      return section("bad-items", in: fields) { readBadItems($0) }.map { [$0] } ?? []
    }
    return fields.mappings("bad-items", named: { "\(fields.name), bad-items \($0 + 1)" }).compactMap { inner in
      defer { inner.finish() }
      return readBadItems(inner)
    }
  }

  private func readBadItems(_ fields: Fields) -> AnswerRule.BadItems? {
    _ = fields.required("when")
    let when = matches("when", in: fields)
    let path = fields.required("path").flatMap { jsonPath($0, fields, "path") }
    let key = fields.required("key").flatMap { jsonPath($0, fields, "key") }
    let kind = fields.required("identifier").flatMap { answeredKind($0, fields, "identifier") }
    guard !when.isEmpty, let path, let key, let kind else { return nil }
    return AnswerRule.BadItems(when: when, path: path, key: key, identifier: kind)
  }

  private func readCount(_ fields: Fields) -> AnswerRule.CountRule? {
    var rule = AnswerRule.CountRule()
    let count = section("count", in: fields) { inner -> JSONPath? in
      // Both say how many there should be; the word is for the reader of the file.
      if let word = inner.string("of"), !["sent", "valid"].contains(word) {
        inner.report("\(inner.name): 'of' must be sent or valid, found '\(word.shown)'")
      }
      rule.differs = inner.choice("differs", AnswerRule.CountRule.Differs.self) ?? .inDoubt
      return inner.required("path").flatMap { jsonPath($0, inner, "path") }
    }
    let invalid = section("invalid", in: fields) { inner -> JSONPath? in
      if let differs = inner.choice("differs", AnswerRule.CountRule.Differs.self) { rule.differs = differs }
      return inner.required("path").flatMap { jsonPath($0, inner, "path") }
    }
    guard count != nil || invalid != nil else { return nil }
    (rule.path, rule.invalid) = (count, invalid)
    return rule
  }

  /// What a step's answer and the deletion's have in common.
  func readRefusals(_ fields: Fields, into rule: inout AnswerRule) {
    rule.busy = matches("busy", in: fields)
    rule.notFound = matches("not-found", in: fields)
    rule.rejected = matches("rejected", in: fields)
    rule.retry = readRetry(fields)
  }

  private func checkContent(_ fields: Fields, _ rule: AnswerRule) {
    guard rule.content != .json else { return }
    let readsBody =
      switch rule.means {
      case .job(.path), .jobs, .items: true
      case .job(.header), .job(.key), .accepted, .done:
        rule.success.path != nil || !rule.fault.isEmpty || rule.count != nil || !rule.badItems.isEmpty
      }
    if readsBody {
      fields.report(
        "\(fields.name): 'content: \(rule.content.rawValue)' gives nothing to read, but the rules look into the answer",
        "Say 'content: json'.")
    }
  }

  private func readMeans(_ fields: Fields) -> AnswerRule.Means? {
    let known = ["job", "jobs", "accepted", "done", "items"]
    let given = known.filter(fields.has)
    guard given.count == 1, let word = given.first else {
      known.forEach { _ = fields.child($0) }
      fields.report(
        "\(fields.name): exactly one of 'job', 'jobs', 'accepted', 'done' and 'items' must say what a success means",
        given.isEmpty ? "Where nothing more will ever be heard, say 'accepted: true'." : nil)
      return nil
    }
    if word == "job" { return section("job", in: fields) { readJob($0) }.map(AnswerRule.Means.job) }
    if word == "jobs" { return section("jobs", in: fields) { readJobs($0) }.map(AnswerRule.Means.jobs) }
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
    let key = readJobKey(fields)
    if ["path", "header", "key"].filter(fields.has).count != 1 {
      fields.report("\(fields.name): exactly one of 'path', 'header' and 'key' must be given")
    }
    if let key {
      if fields.has("last-of") { fields.report("\(fields.name): 'last-of' has no meaning beside 'key'") }
      return .key(key)
    }
    let separator = text("last-of", in: fields, required: false) { $0.utf8.count == 1 ? nil : "must be one character" }
    let byte = separator?.utf8.first
    return path.map { .path($0, lastOf: byte) } ?? header.map { .header($0, lastOf: byte) }
  }

  /// `key: true`, or the form in which the call carries it.
  private func readJobKey(_ fields: Fields) -> Slot.KeyForm? {
    guard let node = fields.child("key"), let text = fields.text(of: node, "key") else { return nil }
    if text == "true" { return .plain }
    if let form = Slot.KeyForm(rawValue: text), form != .plain { return form }
    fields.report("\(fields.name): 'key' must be true, uuid or hex, found '\(text.shown)'")
    return nil
  }

  /// One job for each subject: `by: index`, or `key` with `identifier`.
  private func readJobs(_ fields: Fields) -> AnswerRule.JobsRule? {
    let path = fields.required("path").flatMap { jsonPath($0, fields, "path") }
    let id = fields.required("id").flatMap { jsonPath($0, fields, "id") }
    var match: ItemRule.By?
    if fields.has("by") {
      let word = fields.string("by")
      if let word, word != "index" { fields.report("\(fields.name): 'by' can only be index, found '\(word.shown)'") }
      match = .index
    } else {
      let key = fields.required("key").flatMap { jsonPath($0, fields, "key") }
      let kind = fields.required("identifier").flatMap { answeredKind($0, fields, "identifier") }
      if let key, let kind { match = .key(key, kind) }
    }
    guard let path, let id, let match else { return nil }
    return AnswerRule.JobsRule(path: path, id: id, match: match)
  }

  /// Whether an answer without the list is an empty one.
  func readAbsent(_ fields: Fields) -> Bool {
    guard let word = fields.string("absent") else { return false }
    if word != "none" { fields.report("\(fields.name): 'absent' can only be none, found '\(word.shown)'") }
    return true
  }

  func readItems(_ fields: Fields, _ missing: ItemRule.Missing) -> ItemRule? {
    var path = fields.child("path").flatMap { jsonPath($0, fields, "path") }
    let by = fields.required("by").flatMap { readBy($0, fields, &path) }
    if path == nil, !fields.has("path") { _ = fields.required("path") }
    let missing = readDefault(fields) ?? missing
    let listed = fields.choice("listed", ItemState.self)
    let mayBeAbsent = readAbsent(fields)
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
    var rule = ItemRule(path: path, match: by, states: states, missing: missing)
    rule.mayBeAbsent = mayBeAbsent
    return rule
  }

  /// What an answer means for those it does not name, where it lists only some.
  private func readDefault(_ fields: Fields) -> ItemRule.Missing? {
    guard let word = fields.string("default") else { return nil }
    switch word {
    case "deleted": return .deleted
    case "accepted": return .accepted
    case _:
      fields.report("\(fields.name): 'default' must be deleted or accepted, found '\(word.shown)'")
      return nil
    }
  }

  private func readBy(_ node: Node, _ fields: Fields, _ path: inout JSONPath?) -> ItemRule.By? {
    if node.scalar?.string == "index" { return .index }
    guard node.mapping != nil, let by = sheet.fields(of: node, named: "\(fields.name), by") else {
      sheet.report(
        at: node, "\(fields.name): 'by' must be index or a mapping, found \(node.shape)",
        "Write index, {index-field: n}, {key: user_id, identifier: user-id} or {members: user-id}.")
      return nil
    }
    defer { by.finish() }
    if let node = by.child("index-field") {
      let from = by.integer("from", in: 0...1) ?? 0
      return jsonPath(node, by, "index-field").map { .indexField($0, from: from) }
    }
    if by.has("sample") {
      return section("sample", in: by) { sample -> ItemRule.By? in
        if let found = sample.required("path").flatMap({ jsonPath($0, sample, "path") }) { path = found }
        let key = sample.child("key").flatMap { jsonPath($0, sample, "key") }
        let kind = sample.child("identifier").flatMap { answeredKind($0, sample, "identifier") }
        if (key == nil) != (kind == nil) {
          sample.report("\(sample.name): 'key' and 'identifier' belong together")
        }
        return .sample(key: key, kind)
      }
    }
    if let node = by.child("members") { return answeredKind(node, by, "members").map(ItemRule.By.members) }
    let path = by.required("key").flatMap { jsonPath($0, by, "key") }
    let kind = by.required("identifier").flatMap { answeredKind($0, by, "identifier") }
    guard let path, let kind else { return nil }
    return .key(path, kind)
  }

  /// An identifier by which answers are matched: every lane must have told it.
  func answeredKind(_ node: Node, _ fields: Fields, _ key: String) -> Naming? {
    if node.scalar?.string == Naming.own.written, !lanes.isEmpty { return .own }
    guard let kind = kind(node, fields, key) else { return nil }
    var scene = SlotScene(place: "an answer", families: [.identifier])
    scene.lanes = Array(lanes.indices)
    return checkKind(kind, at: node, fields, key, scene) ? .kind(kind) : nil
  }

  /// `deleted: [DONE, ok]`: the words of the partner for each of our states.
  func words<State: RawRepresentable & CaseIterable>(
    _ fields: Fields, _: State.Type, mayLack: Bool = false
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
    if found.isEmpty, !mayLack {
      fields.report("\(fields.name): no word has a meaning", "Write lists such as done: [finished].")
    }
    return found
  }
}
