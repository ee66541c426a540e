import Workflow
import Yams

extension EntryReading {
  func readApi(_ fields: Fields, _ terms: Terms?) -> ApiRoute? {
    let batch = readBatch(fields)
    let endpoint = endpoint(fields)
    draft.endpoint = endpoint
    let keyHeader = fields.mapping("idempotency").flatMap { key -> String? in
      defer { key.finish() }
      return text("header", in: key) { HeaderName.fault($0)?.what }
    }
    readFlowCalls("steps", .step, in: fields)
    let (delete, isClean) = isClean {
      section("delete", in: fields, required: true) { readDeletion($0) }
    }
    let answer = section("answer", in: fields, required: true) { readAnswer($0) }
    if let delete { draft.calls.append(delete) }
    readFlowCalls("after", .after, in: fields)
    let selector = section("delete-selector", in: fields, required: scope == .both) { call($0, .deleteSelector) }
    let poll = section("poll", in: fields) { fields -> PollRule? in
      pollSchedule = readSchedule(fields)
      return readPoll(fields, .poll)
    }
    let query = section("query", in: fields) { readPoll($0, .query) }
    let slices = readSlices(fields)
    let probe = section("probe", in: fields) { readProbe($0) }
    probeTerms = probe?.terms(terms)
    if isClean, !lanes.contains(where: \.identifiers.isEmpty) { checkCalls(fields, delete, selector) }
    let deciding = draft.calls.last { $0.decides }?.answer ?? answer
    checkPolls(fields, deciding, poll, query, terms)
    checkFlow(fields, slices, terms)
    checkPositions(fields, delete, deciding)
    checkJobKey(fields, deciding, usesHeader: keyHeader != nil)
    checkLookUps(fields, query, batch)
    if case .jobs = deciding?.means { opensJobs = true }
    guard let endpoint, let delete, let answer, let deciding else { return nil }
    checkBodySecrets(fields, endpoint.auth, delete.call)
    if delete.endpoint == nil { checkSigned(fields, endpoint, delete.call, keyHeader: keyHeader) }
    var route = ApiRoute(
      endpoint: endpoint, lanes: lanes, delete: signed(delete.call, delete.endpoint ?? endpoint),
      deleteSelector: nil, keyHeader: keyHeader, usesKey: false, answer: answer, poll: signed(poll, endpoint),
      query: signed(query, endpoint), batch: batch)
    route.deleteSelector = scope == .selector ? route.delete : selector.map { signed($0, endpoint) }
    route.usesKey =
      keyHeader != nil || (lanes.isEmpty ? [-1] : Array(lanes.indices)).contains { route.delete.uses(lane: $0).key }
    route.probe = probe
    if let probe { route.probe?.call = signed(probe.call, probe.endpoint ?? endpoint) }
    if case .job(.path(let path, let lastOf)) = deciding.means {
      route.poll?.echo = PollRule.Echo(path: path, lastOf: lastOf)
    }
    let needsFlow =
      draft.calls.count > 1 || delete.loop != nil || delete.endpoint != nil || slices != nil || tells == .every
      || deciding.needsMemory
      || poll?.needsMemory == true
    if needsFlow { route.flow = flow(answer, endpoint, poll, slices) }
    return route
  }

  private func readDeletion(_ fields: Fields) -> FlowCall? {
    let loop = readLoop(fields)
    let endpoint = ownEndpoint(fields)
    guard let call = call(fields, scope == .selector ? .deleteSelector : .delete) else { return nil }
    var deletion = FlowCall(
      name: "delete", role: .deletion, call: call, endpoint: endpoint, reads: false, loop: loop,
      answer: AnswerRule(success: Match(), means: .accepted), isPersonal: false)
    deletion.lists = listed(deletion, fields)
    deletion.isPersonal = isPersonal(deletion)
    return deletion
  }

  private func flow(_ answer: AnswerRule, _ endpoint: Endpoint, _ poll: PollRule?, _ slices: Flow.Slices?) -> Flow {
    var flow = Flow(calls: draft.calls, slices: slices)
    let decides = flow.calls.contains { $0.decides }
    for place in flow.calls.indices {
      if flow.calls[place].role == .deletion {
        flow.calls[place].answer = answer
        flow.calls[place].decides = !decides
      }
      flow.calls[place].call = signed(flow.calls[place].call, flow.calls[place].endpoint ?? endpoint)
    }
    flow.pollsFound =
      poll.map { poll in
        (lanes.isEmpty ? [-1] : Array(lanes.indices)).contains {
          poll.call.uses(lane: $0).found || poll.result?.call.uses(lane: $0).found == true
        }
      } ?? false
    return flow
  }

  private func signed(_ call: Call, _ endpoint: Endpoint) -> Call { TokenStep.signed(call, endpoint.auth) }

  private func signed(_ rule: PollRule?, _ endpoint: Endpoint) -> PollRule? {
    guard var rule else { return nil }
    rule.call = signed(rule.call, rule.endpoint ?? endpoint)
    if let result = rule.result { rule.result?.call = signed(result.call, result.endpoint ?? endpoint) }
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
        items: fields.integer("items", in: 1...1_000_000) ?? 1, bytes: fields.integer("bytes", in: 100...1_000_000_000),
        rows: fields.integer("rows", in: 1...Flow.rowLimit))
    }
    batchItems = batch?.items ?? 1
    batchNode = fields.child("batch")
    return batch ?? ApiRoute.Batch(items: 1, bytes: nil)
  }
}

extension ProbeRule {
  /// When the engine looks; without a time of its own, when the partner's completion time is over.
  func terms(_ terms: Terms?) -> ProbeTerms {
    ProbeTerms(after: after ?? terms?.completesWithin ?? .days(30), again: again, sample: sample)
  }
}
