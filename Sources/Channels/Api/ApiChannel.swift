import Catalogue
import Crypto
import Curl
import Vault
import Workflow

/// A partner's own HTTP interface, as its entry describes it.
public final class ApiChannel: Channel {
  private let desk: PartnerDesk
  private let route: ApiRoute
  private let transfers: Transfers
  private let tokens: TokenDesk?

  public init(desk: PartnerDesk, route: ApiRoute) throws {
    self.desk = desk
    self.route = route
    let facts = RequestFacts(
      account: desk.account, key: "", matter: "", wave: "", dispatch: "", now: desk.now(), selector: desk.selector)
    transfers = Transfers(try desk.profile(origins: try route.origins(facts: facts)))
    tokens = route.tokenCall.map { [transfers] in TokenDesk(call: $0, desk: desk, transfers: transfers) }
  }

  /// What `prepare` hands to `transmit`.
  private struct Content: Sendable {
    var request: RenderedRequest
    var sent: [SentItem]
  }

  public func prepare(_ order: Order) throws(PrepareFailure) -> Prepared {
    do {
      // A token is no part of the body, and is had only when the call is made.
      let request = try render(order, token: tokens == nil ? nil : Array("token".utf8))
      let sent = try order.lane.map { try route.sent(lane: $0, items: order.items) } ?? []
      return Prepared(
        bodyHash: Array(SHA256.hash(data: request.body)), content: Content(request: request, sent: sent))
    } catch {
      throw PrepareFailure(error)
    }
  }

  public func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    guard let content = prepared.content as? Content else {
      return onEnd(Report(finding: .sent(.rejected(Reason("cannot-be-written")))))
    }
    guard let tokens else { return send(content.request, content.sent, onEnd) }
    tokens.with { [self] state in
      switch state {
      case .token(let token):
        do { send(try render(order, token: token.bytes), content.sent, onEnd) } catch {
          onEnd(Report(finding: .sent(.halted(Reason("cannot-be-written")))))
        }
      case .unanswered(let reason, let retryAfter):
        onEnd(Report(finding: .sent(retryAfter == nil ? .notSent(reason) : .busy(reason, retryAfter: retryAfter))))
      case .halted(let reason): onEnd(Report(finding: .sent(.halted(reason))))
      }
    }
  }

  public func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    guard let tokens else { return ask(job: job, order, token: nil, onEnd) }
    tokens.with { [self] state in
      switch state {
      case .token(let token): ask(job: job, order, token: token.bytes, onEnd)
      case .unanswered(let reason, let retryAfter):
        onEnd(Report(finding: .asked(.unanswered(reason, retryAfter: retryAfter))))
      case .halted(let reason): onEnd(Report(finding: .asked(.halted(reason))))
      }
    }
  }

  public func close(grace: Span) { transfers.close(grace: grace) }

  private func render(_ order: Order, token: [UInt8]?) throws -> RenderedRequest {
    let facts = desk.facts(for: order)
    let secret: SecretSource = { [desk] in try desk.secret($0) }
    guard let lane = order.lane else { return try route.renderSelector(facts: facts, token: token, secret: secret) }
    return try route.render(lane: lane, items: order.items, facts: facts, token: token, secret: secret)
  }

  private func send(_ request: RenderedRequest, _ sent: [SentItem], _ onEnd: @escaping @Sendable (Report) -> Void) {
    transfers.start(request.http) { [self] result in
      switch result {
      case .success(let exchange):
        let verdict = route.judge(
          status: exchange.status, headers: exchange.answerHeaders, body: exchange.responseBody, items: sent,
          now: desk.now())
        if case .halted(let reason) = verdict, reason.code == "credentials" { tokens?.forget() }
        onEnd(Report(finding: .sent(verdict), evidence: exchange.evidence))
      case .failure(let failure):
        onEnd(Report(finding: .sent(failure.verdict), evidence: failure.evidence))
      }
    }
  }

  private func ask(
    job: [UInt8]?, _ order: Order, token: [UInt8]?, _ onEnd: @escaping @Sendable (Report) -> Void
  ) {
    let (request, sent): (RenderedRequest, [SentItem])
    do {
      (request, sent) = try question(job: job, order, token: token)
    } catch {
      return onEnd(Report(finding: .asked(.halted(Reason("cannot-be-written")))))
    }
    transfers.start(request.http) { [self] result in
      switch result {
      case .success(let exchange):
        let headers = exchange.answerHeaders
        let verdict: PollVerdict =
          job.map {
            route.judgePoll(
              status: exchange.status, headers: headers, body: exchange.responseBody, job: $0, items: sent,
              now: desk.now())
          }
          ?? route.judgeQuery(
            status: exchange.status, headers: headers, body: exchange.responseBody, items: sent, now: desk.now())
        if case .halted(let reason) = verdict, reason.code == "credentials" { tokens?.forget() }
        onEnd(Report(finding: .asked(verdict), evidence: exchange.evidence))
      case .failure(let failure):
        onEnd(Report(finding: .asked(failure.pollVerdict), evidence: failure.evidence))
      }
    }
  }

  private func question(
    job: [UInt8]?, _ order: Order, token: [UInt8]?
  ) throws -> (RenderedRequest, [SentItem]) {
    let facts = desk.facts(for: order)
    let secret: SecretSource = { [desk] in try desk.secret($0) }
    let sent = try order.lane.map { try route.sent(lane: $0, items: order.items) } ?? []
    let request =
      try job.map {
        try route.renderPoll(
          job: $0, lane: order.lane, items: order.items, facts: facts, token: token, secret: secret)
      } ?? route.renderQuery(lane: order.lane, items: order.items, facts: facts, token: token, secret: secret)
    return (request, sent)
  }
}
