import Catalogue
import Crypto
import Curl
import Synchronization
import Vault
import Workflow

/// A partner's own HTTP interface, as its entry describes it.
public final class ApiChannel: Channel {
  let desk: PartnerDesk
  let route: ApiRoute
  let transfers: Transfers
  let tokens: TokenDesk?
  /// What flows found that is the same for everybody.
  let known = Mutex(FlowFinds())

  public init(desk: PartnerDesk, route: ApiRoute) throws {
    self.desk = desk
    self.route = route
    let profile = try desk.profile(
      origins: try route.origins(facts: desk.ownFacts), below: route.originsBelow)
    transfers = Transfers(profile)
    tokens = route.tokenCall.map { [transfers] in TokenDesk(call: $0, desk: desk, transfers: transfers) }
  }

  /// What `prepare` hands to `transmit`: an object, because it is large and goes from hand to hand.
  private final class Content: Sendable {
    let request: RenderedRequest
    let sent: [SentItem]
    let key: String
    let isRepeat: Bool

    init(_ written: (request: RenderedRequest, sent: [SentItem]), of order: Order) {
      (request, sent) = written
      (key, isRepeat) = (order.key, order.isRepeat)
    }
  }

  public func prepare(_ order: Order) throws(PrepareFailure) -> Prepared {
    do {
      if route.isFlow(lane: order.lane, items: order.items) { return try prepareFlow(order) }
      // A token is no part of the body, and is had only when the call is made.
      let content = Content(try render(order, token: placeholder, host: nil), of: order)
      let bodyHash = SHA256.hash(data: content.request.intendedBody).withUnsafeBytes { Array($0) }
      return Prepared(bodyHash: bodyHash, content: content)
    } catch {
      throw PrepareFailure(error)
    }
  }

  /// Stands in for a token while a request is only looked at.
  var placeholder: [UInt8]? { tokens == nil ? nil : Array("token".utf8) }
  /// Holds the channel, not a copy of all that its desk has.
  var secret: SecretSource { { [self] in try desk.secret($0) } }

  public func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    guard let content = prepared.content as? Content else {
      if let step = prepared.content as? FlowStep { return transmit(step, order, onEnd: onEnd) }
      return onEnd(Report(finding: .sent(.rejected(Reason("cannot-be-written")))))
    }
    // Nothing of it is written only now, so that nothing of the order has to be kept until then.
    if tokens == nil, !route.isWrittenLate { return send({ _ in content.request }, nil, content, onEnd) }
    withToken(onEnd) { [self] token in
      let write: Writing = { [self] token in
        guard token != nil || route.isWrittenLate else { return content.request }
        return try render(order, token: token?.bytes, host: token).request
      }
      send(write, token, content, onEnd)
    }
  }

  /// Calls back with a token where one is needed; what stands in the way of one ends the transmission.
  func withToken(_ onEnd: @escaping @Sendable (Report) -> Void, _ go: @escaping @Sendable (Token?) -> Void) {
    guard let tokens else { return go(nil) }
    tokens.with { state in
      switch state {
      case .token(let token): go(token)
      case .unanswered(let reason, let retryAfter):
        onEnd(Report(finding: .sent(retryAfter == nil ? .notSent(reason) : .busy(reason, retryAfter: retryAfter))))
      case .halted(let reason): onEnd(Report(finding: .sent(.halted(reason))))
      }
    }
  }

  public func close(grace: Span) { transfers.close(grace: grace) }

  private func render(
    _ order: Order, token: [UInt8]?, host: Token?
  ) throws -> (request: RenderedRequest, sent: [SentItem]) {
    let facts = desk.facts(for: order, token: host, isSigned: route.isWrittenLate)
    guard let lane = order.lane else {
      return (try route.renderSelector(facts: facts, token: token, secret: secret), [])
    }
    return try route.written(lane: lane, items: order.items, facts: facts, token: token, secret: secret)
  }

  private func send(
    _ write: @escaping Writing, _ token: Token?, _ content: Content, _ onEnd: @escaping @Sendable (Report) -> Void
  ) {
    exchange(write, token) { [self] outcome in
      switch outcome {
      case .unwritten: onEnd(Report(finding: .sent(.halted(Reason("cannot-be-written")))))
      case .answered(let exchange, let earlier):
        let verdict = route.judge(
          status: exchange.status, headers: exchange.answerHeaders, body: exchange.responseBody,
          items: content.sent, now: desk.now(), key: content.key, isRepeat: content.isRepeat)
        forgetToken(after: verdict)
        onEnd(Report(finding: .sent(verdict), evidence: exchange.evidence + earlier))
      case .failed(let failure, let earlier):
        onEnd(Report(finding: .sent(failure.verdict), evidence: failure.evidence + earlier))
      }
    }
  }

  func forgetToken(after verdict: Verdict) {
    if case .halted(let reason) = verdict, reason.code == "credentials" { tokens?.forget() }
  }

  func forgetToken(after verdict: PollVerdict) {
    if case .halted(let reason) = verdict, reason.code == "credentials" { tokens?.forget() }
  }
}
