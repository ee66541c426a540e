import Catalogue
import Crypto
import Curl
import Vault
import Workflow

/// An OpenDSR processor: requests by a caller-made id, signed answers, polled states.
public final class OpenDSRChannel: Channel {
  private let desk: PartnerDesk
  private let route: OpendsrRoute
  private let transfers: Transfers
  private let processor: ProcessorDesk
  private let tokens: TokenDesk?

  public init(desk: PartnerDesk, route: OpendsrRoute) throws {
    self.desk = desk
    self.route = route
    let facts = RequestFacts(
      account: desk.account, key: "", matter: "", wave: "", dispatch: "", now: desk.now(), selector: desk.selector)
    let origins = try route.origins(facts: facts)
    transfers = Transfers(try desk.profile(origins: origins))
    // The certificate may stand on another host: its own connections, its own allow-list.
    let certificate = try Origin(url: route.certificateURL)
    processor = ProcessorDesk(
      route: route, transfers: Transfers(try desk.profile(origins: [certificate.description])), now: desk.now)
    tokens = route.tokenCall.map { [transfers] in TokenDesk(call: $0, desk: desk, transfers: transfers) }
  }

  public func prepare(_ order: Order) throws(PrepareFailure) -> Prepared {
    do {
      let body = try OpenDSRChannel.body(of: order, desk: desk, route: route)
      return Prepared(bodyHash: Array(SHA256.hash(data: body)), content: body)
    } catch {
      throw PrepareFailure(error)
    }
  }

  public func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    guard let body = prepared.content as? [UInt8] else {
      return onEnd(Report(finding: .sent(.rejected(Reason("cannot-be-written")))))
    }
    call("POST", route.requestsPath, body: body, order) { [self] result in
      switch result {
      case .failure(.token(.unanswered(let reason, let wish))):
        onEnd(Report(finding: .sent(wish == nil ? .notSent(reason) : .busy(reason, retryAfter: wish))))
      case .failure(.token(.halted(let reason))): onEnd(Report(finding: .sent(.halted(reason))))
      case .failure(.token(.token)), .failure(.unwritable):
        onEnd(Report(finding: .sent(.halted(Reason("cannot-be-written")))))
      case .failure(.transfer(let failure)):
        onEnd(Report(finding: .sent(failure.verdict), evidence: failure.evidence))
      case .success(let exchange): acknowledged(exchange, order, onEnd)
      }
    }
  }

  public func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    call("GET", route.requestsPath + "/" + order.key, body: [], order) { [self] result in
      switch result {
      case .failure(.token(.unanswered(let reason, let wish))):
        onEnd(Report(finding: .asked(.unanswered(reason, retryAfter: wish))))
      case .failure(.token(.halted(let reason))): onEnd(Report(finding: .asked(.halted(reason))))
      case .failure(.token(.token)), .failure(.unwritable):
        onEnd(Report(finding: .asked(.halted(Reason("cannot-be-written")))))
      case .failure(.transfer(let failure)):
        onEnd(Report(finding: .asked(failure.pollVerdict), evidence: failure.evidence))
      case .success(let exchange): told(exchange, order, onEnd)
      }
    }
  }

  public func close(grace: Span) {
    transfers.close(grace: grace)
    processor.close(grace: grace)
  }

  /// The request as a person reads it before approving.
  public static func preview(
    desk: PartnerDesk, route: OpendsrRoute, _ order: Order, showIdentifiers: Bool
  ) throws -> String {
    var order = order
    if !showIdentifiers {
      order.items = order.items.map { item in
        BatchItem(subject: item.subject, values: item.values.mapValues { _ in Array("masked".utf8) })
      }
    }
    let body = String(decoding: try body(of: order, desk: desk, route: route), as: UTF8.self)
    return "POST \(route.requestsPath) at \(route.processorDomain)\n\n\(body)"
  }

  private static func body(of order: Order, desk: PartnerDesk, route: OpendsrRoute) throws -> [UInt8] {
    guard let item = order.items.first, let lane = desk.entry.lanes.first(where: { $0.name == order.lane }) else {
      throw RenderFailure(.noItems, part: "subject_identities")
    }
    guard order.items.count == 1 else {
      throw RenderFailure(.tooManyItems(order.items.count, limit: 1), part: "subject_identities")
    }
    return try OpenDSRBody(route: route, facts: desk.facts(for: order)).bytes(for: try lane.sent(item))
  }

  private enum CallFailure: Error {
    case token(TokenVerdict), unwritable, transfer(TransferFailure)
  }

  private func call(
    _ method: String, _ path: String, body: [UInt8], _ order: Order,
    _ onEnd: @escaping @Sendable (Result<Exchange, CallFailure>) -> Void
  ) {
    guard let tokens else { return call(method, path, body: body, order, token: nil, onEnd) }
    tokens.with { [self] verdict in
      guard case .token(let token) = verdict else { return onEnd(.failure(.token(verdict))) }
      call(method, path, body: body, order, token: token.bytes, onEnd)
    }
  }

  private func call(
    _ method: String, _ path: String, body: [UInt8], _ order: Order, token: [UInt8]?,
    _ onEnd: @escaping @Sendable (Result<Exchange, CallFailure>) -> Void
  ) {
    do {
      let request = try route.render(
        method: method, path: path, body: body, facts: desk.facts(for: order), token: token,
        secret: { [desk] in try desk.secret($0) })
      transfers.start(request.http) { [tokens] result in
        if case .success(let exchange) = result, exchange.status == 401 || exchange.status == 403 { tokens?.forget() }
        onEnd(result.mapError { .transfer($0) })
      }
    } catch {
      onEnd(.failure(.unwritable))
    }
  }

  private func acknowledged(_ exchange: Exchange, _ order: Order, _ onEnd: @escaping @Sendable (Report) -> Void) {
    guard exchange.status == 201 else {
      // Another 2xx may be an acknowledgement all the same, with the request in it.
      let evidence = (200..<300).contains(exchange.status) ? exchange.digestEvidence : exchange.evidence
      return onEnd(Report(finding: .sent(OpenDSRStatus.verdict(exchange, now: desk.now())), evidence: evidence))
    }
    processor.with { result in
      guard case .success(let key) = result else {
        return onEnd(
          Report(finding: .sent(.halted(Reason("processor-certificate"))), evidence: exchange.digestEvidence))
      }
      let answer = OpenDSRAnswer(exchange: exchange, route: self.route, key: key)
      guard answer.isGenuine else {
        return onEnd(Report(finding: .sent(.halted(Reason("bad-signature"))), evidence: answer.digestEvidence))
      }
      guard answer.names(order.key) else {
        return onEnd(Report(finding: .sent(.lost(Reason("other-request"))), evidence: answer.digestEvidence))
      }
      let acceptance = Acceptance(grade: .acceptedSigned, job: Array(order.key.utf8))
      onEnd(
        Report(finding: .sent(.accepted(acceptance)), evidence: answer.digestEvidence, signer: key.fingerprint))
    }
  }

  private func told(_ exchange: Exchange, _ order: Order, _ onEnd: @escaping @Sendable (Report) -> Void) {
    guard exchange.status == 200 else {
      return onEnd(
        Report(finding: .asked(OpenDSRStatus.pollVerdict(exchange, now: desk.now())), evidence: exchange.evidence))
    }
    let subjects = SubjectRanges(indices: order.items.map(\.subject))
    processor.with { result in
      guard case .success(let key) = result else {
        return onEnd(Report(finding: .asked(.halted(Reason("processor-certificate"))), evidence: exchange.evidence))
      }
      let answer = OpenDSRAnswer(exchange: exchange, route: self.route, key: key)
      guard answer.isGenuine else {
        return onEnd(Report(finding: .asked(.halted(Reason("bad-signature"))), evidence: answer.fullEvidence))
      }
      guard answer.names(order.key) else {
        return onEnd(
          Report(finding: .asked(.unanswered(Reason("other-request"), retryAfter: nil)), evidence: answer.fullEvidence))
      }
      onEnd(
        Report(
          finding: .asked(OpenDSRStatus.meaning(of: answer.state, for: subjects)), evidence: answer.fullEvidence,
          signer: key.fingerprint))
    }
  }
}
