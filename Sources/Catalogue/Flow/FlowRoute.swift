import Workflow

/// What a flow wants next.
public enum FlowStep: Sendable {
  case call(FlowCallout)
  /// Nothing is left to be called.
  case over(Verdict)
}

/// One call of a flow, before its answer.
public struct FlowCallout: Sendable {
  let run: FlowRun
  let known: FlowFinds

  /// A call that changes nothing at the partner: when no answer comes, nothing is in doubt.
  public var reads: Bool { run.call.reads }
  /// What no answer means: of a call that changes nothing, only that it has to be made again.
  public func unanswered(_ verdict: Verdict) -> Verdict {
    if case .lost(let reason) = verdict, reads { return .notSent(reason) }
    return verdict
  }

  /// The kinds of identifiers that this call names; none where it goes by what an earlier call found.
  public var identifiers: [IdentifierKind] {
    let lane = run.passes[run.position.lane].lane
    guard run.route.lanes.indices.contains(lane), run.call.call.uses(lane: lane).names else { return [] }
    return run.route.lanes[lane].identifiers
  }

  /// Where the flow goes on when this call has to be made again.
  public func memory() throws -> [UInt8] { try run.memory() }

  /// - Parameter facts: As they are when the call leaves.
  /// - Throws: `RenderFailure`, before anything could leave, or what `secret` threw.
  public func request(
    token: [UInt8]? = nil, facts: RequestFacts? = nil, secret: @escaping SecretSource
  ) throws -> RenderedRequest {
    let request = try run.leaving(facts).request(token: token, secret: secret)
    guard run.route.fits(request) else {
      throw RenderFailure(.tooLarge(request.body.count, limit: run.route.batch.bytes ?? .max), part: "body")
    }
    return request
  }

  /// What the answer means for the dispatch: the next call is due, the same again, or the end.
  public func judge(
    status: Int, headers: AnswerHeaders, body: [UInt8], now: Instant, isRepeat: Bool = false,
    secret: @escaping SecretSource = noSecrets
  ) -> FlowReport<Verdict> {
    var (next, known) = (run, known)
    next.secret = secret
    let reply = FlowReply(status: status, headers: headers, body: body, now: now, isRepeat: isRepeat)
    if let verdict = next.take(reply) {
      return FlowReport(verdict: verdict, memory: try? run.memory(), known: known)
    }
    var verdict = next.settle(known: &known, now: now) ?? .proceeding(Reason("step-answered"))
    guard let memory = try? next.memory() else {
      return FlowReport(verdict: .rejected(Reason("flow-too-large")), memory: try? run.memory(), known: known)
    }
    if case .accepted(var acceptance) = verdict {
      if next.position.isAsking { acceptance.job = memory }
      acceptance.askAfter = headers.retryAfter(now: now, own: run.route.answer.retry)
      verdict = .accepted(acceptance)
    }
    return FlowReport(verdict: verdict, memory: memory, known: known)
  }
}

/// One question of a flow, before its answer.
public struct FlowQuestion: Sendable {
  let run: FlowRun
  let known: FlowFinds

  public func request(
    token: [UInt8]? = nil, facts: RequestFacts? = nil, secret: @escaping SecretSource
  ) throws -> RenderedRequest {
    let run = run.leaving(facts)
    return run.position.isAsking
      ? try run.question(token: token, secret: secret) : try run.query(token: token, secret: secret)
  }

  public func judge(
    status: Int, headers: AnswerHeaders, body: [UInt8], now: Instant, secret: @escaping SecretSource = noSecrets
  ) -> FlowReport<PollVerdict> {
    var (next, known) = (run, known)
    next.secret = secret
    let reply = FlowReply(status: status, headers: headers, body: body, now: now)
    let verdict = run.position.isAsking ? next.takeAnswer(reply) : next.takeQuery(reply, known: &known)
    guard let memory = try? next.memory() else {
      return FlowReport(verdict: .halted(Reason("flow-too-large")), memory: nil, known: known)
    }
    return FlowReport(verdict: verdict, memory: memory, known: known)
  }
}

/// What is told of one exchange, and what to remember: sealed, as it holds found values.
public struct FlowReport<Told: Sendable>: Sendable {
  public let verdict: Told
  public let memory: [UInt8]?
  public let known: FlowFinds
}

extension ApiRoute {
  /// Whether a dispatch by this lane (`nil` for a selector) takes more than one call.
  /// - Parameter items: Several for a subject that has several values; they may be more than one call can name.
  public func isFlow(lane: String?, items: [BatchItem]) -> Bool {
    guard lane != nil else { return flow != nil && lanes.isEmpty }
    return flow != nil || (items.count > batch.items && Set(items.map(\.subject)).count <= batch.items)
  }

  /// The next call of a dispatch.
  /// - Parameters:
  ///   - memory: As the last report gave it; `nil` at the beginning.
  ///   - isSerial: No job is begun while another one of the dispatch is open.
  /// - Throws: `RenderFailure`; `FlowMemoryUnreadable`: a person must decide, as nobody knows how far it had come.
  public func flowStep(
    lane: String?, items: [BatchItem], facts: RequestFacts, memory: [UInt8]?, known: FlowFinds, now: Instant,
    isSerial: Bool = false
  ) throws -> FlowStep {
    var run = try flowRun(lane: lane, items: items, facts: facts, memory: memory)
    run.isSerial = isSerial
    run.takeUp()
    var known = known
    if let verdict = run.settle(known: &known, now: now) {
      guard run.position.isAsking, case .accepted(var acceptance) = verdict else { return .over(verdict) }
      acceptance.job = try? run.memory()
      return .over(.accepted(acceptance))
    }
    return .call(FlowCallout(run: run, known: known))
  }

  /// The next question of a dispatch.
  /// - Returns: `nil` where there is nothing to ask: the call in doubt was one that changes nothing.
  public func flowQuestion(
    lane: String?, items: [BatchItem], facts: RequestFacts, memory: [UInt8]?, known: FlowFinds, now: Instant,
    isSerial: Bool = false
  ) throws -> FlowQuestion? {
    var run = try flowRun(lane: lane, items: items, facts: facts, memory: memory)
    run.isSerial = isSerial
    var known = known
    if !run.position.isAsking {
      guard run.settle(known: &known, now: now) == nil, !run.call.reads else { return nil }
    }
    return FlowQuestion(run: run, known: known)
  }

  private func flowRun(
    lane: String?, items: [BatchItem], facts: RequestFacts, memory: [UInt8]?
  ) throws -> FlowRun {
    do {
      return try FlowRun(self, flow ?? singleFlow, lane: lane, items: items, facts: facts, memory: memory)
    } catch is FlowPosition.MemoryError {
      throw FlowMemoryUnreadable()
    }
  }
}

public struct FlowMemoryUnreadable: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String {
    "what was kept of this dispatch's earlier calls cannot be read; nothing was sent. Ask the partner what it has done, then send it again or attest it"
  }
}
