import Catalogue
import Crypto
import Curl
import Vault
import Workflow

/// A business of the Data Rights Protocol: requests signed by us as an agent, unsigned states that are polled.
public final class DRPChannel: Channel {
  let desk: PartnerDesk
  private let route: DrpRoute
  private let transfers: Transfers
  private let tokens: AgentTokens

  public init(desk: PartnerDesk, route: DrpRoute) throws {
    self.desk = desk
    self.route = route
    transfers = Transfers(try desk.profile(origins: try route.origins(facts: desk.emptyFacts)))
    tokens = AgentTokens(desk: desk, route: route, transfers: transfers)
  }

  public func prepare(_ order: Order) throws(PrepareFailure) -> Prepared {
    let body: [UInt8]
    do {
      let message = try DRPChannel.message(of: order, desk: desk, route: route)[story(of: order).chapters.count]
      guard let key = AgentKey(try desk.secret(route.signingKey)) else {
        throw PrepareFailure.unusable(Reason("signing-key"))
      }
      body = try key.envelope(Array(message.utf8))
    } catch let failure as PrepareFailure {
      throw failure
    } catch {
      throw PrepareFailure(error)
    }
    return Prepared(bodyHash: Array(SHA256.hash(data: body)), content: body)
  }

  public func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    guard let body = prepared.content as? [UInt8] else {
      return onEnd(Report(finding: .sent(.rejected(Reason("cannot-be-written")))))
    }
    call(.exercise, body: body, order) { [self] result in
      switch result {
      case .token(.unanswered(let reason, let wish)):
        onEnd(Report(finding: .sent(wish == nil ? .notSent(reason) : .busy(reason, retryAfter: wish))))
      case .token(.halted(let reason)): onEnd(Report(finding: .sent(.halted(reason))))
      case .token(.token), .unwritable: onEnd(Report(finding: .sent(.halted(Reason("cannot-be-written")))))
      case .ended(.failure(let failure)):
        onEnd(Report(finding: .sent(failure.verdict), evidence: failure.evidence))
      case .ended(.success(let exchange)):
        onEnd(acknowledged(exchange, order))
      }
    }
  }

  /// By the business's own reference; by ours it cannot be asked.
  public func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    guard let job else { return onEnd(Report(finding: .asked(.unknown(Reason("no-question"))))) }
    if order.items.count > 1 { return askOn(job, order, onEnd) }
    question(job, order, key: order.key) { onEnd(Report(finding: .asked($0.verdict), evidence: $0.evidence)) }
  }

  struct Answered: Sendable {
    var verdict: PollVerdict
    var words: DRPAnswer.Words?
    var evidence: [EvidenceFile] = []
  }

  /// - Parameter key: By which we named the request.
  func question(_ job: [UInt8], _ order: Order, key: String, _ onEnd: @escaping @Sendable (Answered) -> Void) {
    call(.status(request: job), body: [], order) { [self] result in
      switch result {
      case .token(.unanswered(let reason, let wish)):
        onEnd(Answered(verdict: .unanswered(reason, retryAfter: wish)))
      case .token(.halted(let reason)): onEnd(Answered(verdict: .halted(reason)))
      case .token(.token), .unwritable: onEnd(Answered(verdict: .halted(Reason("cannot-be-written"))))
      case .ended(.failure(let failure)):
        onEnd(Answered(verdict: failure.pollVerdict, evidence: failure.evidence))
      case .ended(.success(let exchange)):
        onEnd(
          Answered(
            verdict: pollVerdict(exchange, job, order, key), words: DRPAnswer(exchange).words,
            evidence: exchange.evidence))
      }
    }
  }

  public func close(grace: Span) { transfers.close(grace: grace) }

  /// The message as a person reads it before approving; it travels signed, as base64.
  public static func preview(
    desk: PartnerDesk, route: DrpRoute, _ order: Order, showIdentifiers: Bool
  ) throws -> String {
    var order = order
    if !showIdentifiers {
      order.items = order.items.map { item in
        BatchItem(subject: item.subject, values: item.values.mapValues { _ in Array("masked".utf8) })
      }
    }
    return "POST /v1/data-rights-request to \(route.businessID), signed by \(route.agentID)\n\n"
      + (try message(of: order, desk: desk, route: route)).joined(separator: "\n\n")
  }

  /// One message for each value of the subject, in the order in which they are sent.
  private static func message(of order: Order, desk: PartnerDesk, route: DrpRoute) throws -> [String] {
    guard let item = order.items.first, let lane = desk.entry.lanes.first(where: { $0.name == order.lane }) else {
      throw RenderFailure(.noItems, part: "identifiers")
    }
    // Further items are further values of the same subject.
    guard order.items.allSatisfy({ $0.subject == item.subject }) else {
      throw RenderFailure(.tooManyItems(order.items.count, limit: 1), part: "identifiers")
    }
    return try order.items.enumerated().map { place, item in
      try DRPMessage(route: route, now: order.now).exercise(for: try lane.sent(item), key: order.key(ofValue: place))
    }
  }

  private enum Called: Sendable {
    case token(AgentTokens.Verdict), unwritable, ended(TransferResult)
  }

  /// A refused token is got anew once: the business may have forgotten it, and has done nothing yet.
  private func call(
    _ call: DrpRoute.Call, body: [UInt8], _ order: Order, isFirst: Bool = true,
    _ onEnd: @escaping @Sendable (Called) -> Void
  ) {
    tokens.with { [self] verdict in
      guard case .token(let token) = verdict else { return onEnd(.token(verdict)) }
      guard
        let request = try? route.render(call, body: body, facts: desk.facts(for: order), token: token)
      else { return onEnd(.unwritable) }
      transfers.start(request.http) { [self] result in
        let isRefused = (try? result.get()).map { $0.status == 401 || $0.status == 403 } ?? false
        if isRefused, tokens.forget(token), isFirst {
          return self.call(call, body: body, order, isFirst: false, onEnd)
        }
        onEnd(.ended(result))
      }
    }
  }
}
