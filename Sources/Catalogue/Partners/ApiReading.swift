import Workflow
import Yams

extension EntryReading {
  func readApi(_ fields: Fields, _ terms: Terms?) -> ApiRoute? {
    let batch = readBatch(fields)
    var endpoint = endpoint(fields)
    let keyHeader = fields.mapping("idempotency").flatMap { key -> String? in
      defer { key.finish() }
      return text("header", in: key) { HeaderName.fault($0)?.what }
    }
    let (delete, isClean) = isClean {
      section("delete", in: fields, required: true) { call($0, scope == .selector ? .deleteSelector : .delete) }
    }
    let selector = section("delete-selector", in: fields, required: scope == .both) { call($0, .deleteSelector) }
    let answer = section("answer", in: fields, required: true) { readAnswer($0) }
    let poll = section("poll", in: fields) { fields -> PollRule? in
      pollSchedule = readSchedule(fields)
      return readPoll(fields, .poll)
    }
    let query = section("query", in: fields) { readPoll($0, .query) }
    if isClean, !lanes.contains(where: \.identifiers.isEmpty) { checkCalls(fields, delete, selector) }
    checkPolls(fields, answer, poll, query, terms)
    guard let found = endpoint, let delete, let answer else { return nil }
    let auth = found.auth
    checkBodySecrets(fields, auth, delete)
    endpoint?.auth = auth
    let own = TokenStep.signed(delete, auth)
    let usesKey = keyHeader != nil || (lanes.isEmpty ? [-1] : Array(lanes.indices)).contains { own.uses(lane: $0).key }
    return ApiRoute(
      endpoint: found, lanes: lanes, delete: own,
      deleteSelector: scope == .selector ? own : selector.map { TokenStep.signed($0, auth) },
      keyHeader: keyHeader, usesKey: usesKey, answer: answer, poll: signed(poll, auth), query: signed(query, auth),
      batch: batch)
  }

  private func signed(_ rule: PollRule?, _ auth: [AuthPart]) -> PollRule? {
    guard var rule else { return nil }
    rule.call = TokenStep.signed(rule.call, auth)
    return rule
  }

  /// Reads a nested mapping and closes it.
  func section<Part>(
    _ key: String, in fields: Fields, required: Bool = false, _ read: (Fields) -> Part?
  ) -> Part? {
    guard let inner = required ? fields.requiredMapping(key) : fields.mapping(key) else { return nil }
    defer { inner.finish() }
    return read(inner)
  }

  private func readBatch(_ fields: Fields) -> ApiRoute.Batch {
    let batch = section("batch", in: fields) { fields -> ApiRoute.Batch in
      ApiRoute.Batch(
        items: fields.integer("items", in: 1...1_000_000) ?? 1, bytes: fields.integer("bytes", in: 100...1_000_000_000))
    }
    batchItems = batch?.items ?? 1
    return batch ?? ApiRoute.Batch(items: 1, bytes: nil)
  }

  /// A call that names nobody would delete nothing, or everything.
  private func checkCalls(_ fields: Fields, _ delete: Call?, _ selector: Call?) {
    if scope == .selector {
      if let delete, !delete.uses(lane: -1).selects { reportNoSelector(fields, "delete") }
    } else if let delete {
      for (place, lane) in lanes.enumerated() where !delete.uses(lane: place).names {
        fields.report(
          "\(fields.name): 'delete' names no identifier for the lane '\(lane.name)': it would delete nothing or everything",
          "Put {identifier.\(lane.identifiers.first?.rawValue ?? "...")} or {each: ...} into its path, query or body.")
      }
    }
    if let selector {
      if scope != .both { fields.report("\(fields.name): 'delete-selector' needs 'scope: both'") }
      if !selector.uses(lane: -1).selects { reportNoSelector(fields, "delete-selector") }
    }
  }

  private func reportNoSelector(_ fields: Fields, _ key: String) {
    fields.report(
      "\(fields.name): '\(key)' holds no part of the selector: it would delete nothing or everything",
      "Use {tracker.NAME}, {from}, {to} or {each: selector.urls}.")
  }

  private func checkPolls(
    _ fields: Fields, _ answer: AnswerRule?, _ poll: PollRule?, _ query: PollRule?, _ terms: Terms?
  ) {
    let lanes = self.lanes.isEmpty ? [-1] : Array(self.lanes.indices)
    let hasJob = if case .job? = answer?.means { true } else { false }
    if let poll {
      let asksByJob =
        lanes.contains { poll.call.uses(lane: $0).job } || poll.find != nil || poll.state.steps.contains(.job)
      if asksByJob, answer != nil, !hasJob {
        fields.report(
          "\(fields.name): 'poll' uses the job, but 'answer' does not say where to find it",
          "Add 'job: {path: ...}' under 'answer'.")
      }
      if !asksByJob, !lanes.contains(where: { poll.call.uses(lane: $0).key }) {
        fields.report("\(fields.name): 'poll' names neither {job} nor {key}: it would ask about anything")
      }
    }
    if hasJob, poll == nil, !fields.has("poll") {
      fields.report("\(fields.name): 'answer' has a job that nobody asks about", "Add 'poll', or say 'accepted: true'.")
    }
    if terms?.inDoubt == .queryFirst, query == nil, !fields.has("query") {
      fields.report("\(fields.name): 'in-doubt: query-first' needs a 'query' call", "Describe how to ask by {key}.")
    }
    if query != nil, terms != nil, terms?.inDoubt != .queryFirst {
      fields.report("\(fields.name): 'query' is only used with 'in-doubt: query-first'")
    }
  }

  private func checkBodySecrets(_ fields: Fields, _ auth: [AuthPart], _ delete: Call) {
    for case .body(let field, _) in auth {
      let canHold: Bool =
        switch delete.body {
        case .none: false
        case .form: true
        case .json(let shape): shape.isObject
        }
      if !canHold {
        fields.report(
          "\(fields.name): 'auth' wants '\(field)' in the body, but the body of 'delete' is not an object or form")
      }
    }
  }
}
