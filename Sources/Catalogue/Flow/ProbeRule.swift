import Workflow

/// A look-up after a partner's claim: is the subject still there?
public struct ProbeRule: Hashable, Sendable {
  var call: Call
  /// `nil` = the route's own.
  var endpoint: Endpoint?
  var there: [Match]
  var gone: [Match]
  var types: [String]
  /// When to look first and how often; `nil` = when the partner's completion time is over.
  public let after: Span?
  /// Further looks, counted from the claim.
  public let again: [Span]
  /// At most so many subjects, drawn by the engine; `nil` = all.
  public let sample: Int?
}

/// What a look-up says.
public enum ProbeVerdict: Hashable, Sendable {
  case gone, there
  /// Nothing was said; look again later.
  case unanswered(Reason, retryAfter: Span?)
  case halted(Reason)
}

extension ApiRoute {
  /// All that a subject is looked up by: each of its values, by each lane that told it.
  public func probeTargets(lane: String, items: [BatchItem]) -> [(lane: String, item: BatchItem)] {
    let parts = (try? parts(of: lane)) ?? []
    return FlowPass.all(of: self, lanes: parts, items: items).flatMap { pass in
      pass.positions.filter(items.indices.contains).map { (lanes[pass.lane].name, items[$0]) }
    }
  }

  /// Looks whether one subject is still at the partner.
  public func renderProbe(
    lane: String, items: [BatchItem], facts: RequestFacts, token: [UInt8]? = nil, secret: @escaping SecretSource
  ) throws -> RenderedRequest {
    guard let probe else { throw RenderFailure(.noSuchCall, part: "probe") }
    guard items.count == 1, let item = items.first else { throw RenderFailure(.noItems, part: "probe") }
    let place = try parts(of: lane).first ?? 0
    var filling = Filling(facts: facts, token: token, secret: secret)
    filling.lane = lanes[place]
    filling.laneIndex = place
    filling.items = [try lanes[place].prepared(item, secret: secret)]
    return try Pen.request(probe.call, at: probe.endpoint ?? endpoint, filling: filling)
  }

  /// Only what the entry's own conditions say counts: an answer that fits both, or neither, says nothing.
  public func judgeProbe(
    status: Int, headers: AnswerHeaders, body: [UInt8], now: Instant
  ) -> ProbeVerdict {
    guard let probe else { return .unanswered(Reason("no-such-call"), retryAfter: nil) }
    if case .redirect = StatusClass(status) { return .halted(Reason("redirect")) }
    if (200..<300).contains(status), let odd = PollJudge.odd(headers, body, types: probe.types) {
      if case .halted(let reason) = odd { return .halted(reason) }
    }
    // A page for people proves nothing, least of all under 404: it may be the wrong address.
    if !probe.types.contains("text/html"), StatusClass(status) != .transient,
      Sniff.isMarkup(headers: headers, body: body)
    {
      return .halted(Reason("unexpected-content"))
    }
    let answer = try? JSONReader.read(body)
    let isThere = probe.there.contains { $0.holds(status: status, answer: answer, headers: headers) }
    let isGone = probe.gone.contains { $0.holds(status: status, answer: answer, headers: headers, proves: .completion) }
    if isThere != isGone { return isThere ? .there : .gone }
    let wish = headers.retryAfter(now: now, own: self.answer.retry)
    switch StatusClass(status) {
    case .credentials: return .halted(Reason("credentials"))
    case .redirect: return .halted(Reason("redirect"))
    case .transient: return .unanswered(Reason("status-\(status)"), retryAfter: wish)
    case .success, .conflict, .permanent, .unreadable:
      return .unanswered(Reason("unreadable-answer"), retryAfter: wish)
    }
  }
}
