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
  /// `nil` for a partner that signs nothing.
  private let processor: ProcessorDesk?
  private let tokens: TokenDesk?

  public init(desk: PartnerDesk, route: OpendsrRoute) throws {
    self.desk = desk
    self.route = route
    let facts = RequestFacts(
      account: desk.account, key: "", matter: "", wave: "", dispatch: "", now: desk.now(), selector: desk.selector)
    let origins = try route.origins(facts: facts)
    transfers = Transfers(try desk.profile(origins: origins))
    let tokens = route.tokenCall.map { [transfers] in TokenDesk(call: $0, desk: desk, transfers: transfers) }
    self.tokens = tokens
    let inquiry = OpenDSRInquiry(desk: desk, route: route, transfers: transfers, tokens: tokens)
    processor = route.signature.map { signature in
      ProcessorDesk(
        source: CertificateSource(signature: signature, lines: OriginLines(desk: desk), discover: inquiry.discover),
        now: desk.now)
    }
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
    call("GET", route.statusPath(of: order.key), body: [], order) { [self] result in
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
    processor?.close(grace: grace)
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
    let place = route.processorDomain.map { " at \($0)" } ?? ""
    return "POST \(route.requestsPath)\(place)\n\n\(body)"
  }

  private static func body(of order: Order, desk: PartnerDesk, route: OpendsrRoute) throws -> [UInt8] {
    guard let item = order.items.first, let lane = desk.entry.lanes.first(where: { $0.name == order.lane }) else {
      throw RenderFailure(.noItems, part: "subject_identities")
    }
    // Further items are further values of the same subject.
    guard order.items.allSatisfy({ $0.subject == item.subject }) else {
      throw RenderFailure(.tooManyItems(order.items.count, limit: 1), part: "subject_identities")
    }
    return try OpenDSRBody(route: route, facts: desk.facts(for: order)).bytes(
      for: try order.items.map { try lane.sent($0) })
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
    guard route.acknowledged.contains(exchange.status) else {
      // Another 2xx may be an acknowledgement all the same, with the request in it.
      let evidence = (200..<300).contains(exchange.status) ? exchange.digestEvidence : exchange.evidence
      return onEnd(Report(finding: .sent(OpenDSRStatus.verdict(exchange, now: desk.now())), evidence: evidence))
    }
    check(exchange) { [self] answer, fault in
      let evidence = answer.evidence(isAcknowledgement: true, at: desk.now())
      switch fault {
      case .later(let reason): return onEnd(Report(finding: .sent(.lost(reason)), evidence: evidence))
      case .wrong(let reason): return onEnd(Report(finding: .sent(.halted(reason)), evidence: evidence))
      case nil: break
      }
      guard answer.names(order.key) else {
        return onEnd(Report(finding: .sent(.lost(Reason("other-request"))), evidence: evidence))
      }
      let grade = answer.key == nil ? Grade.acceptedUnsigned : .acceptedSigned
      onEnd(
        Report(
          finding: .sent(.accepted(Acceptance(grade: grade, job: Array(order.key.utf8)))), evidence: evidence,
          signer: answer.key?.fingerprint))
    }
  }

  private func told(_ exchange: Exchange, _ order: Order, _ onEnd: @escaping @Sendable (Report) -> Void) {
    guard exchange.status == 200 else {
      return onEnd(
        Report(finding: .asked(OpenDSRStatus.pollVerdict(exchange, now: desk.now())), evidence: exchange.evidence))
    }
    let subjects = SubjectRanges(indices: order.items.map(\.subject))
    check(exchange, mayBeBare: route.signature?.states == .wherePresent) { [self] answer, fault in
      let evidence = answer.evidence(isAcknowledgement: false, at: desk.now())
      switch fault {
      case .later(let reason):
        return onEnd(Report(finding: .asked(.unanswered(reason, retryAfter: nil)), evidence: evidence))
      case .wrong(let reason): return onEnd(Report(finding: .asked(.halted(reason)), evidence: evidence))
      case nil: break
      }
      guard answer.names(order.key) else {
        return onEnd(
          Report(finding: .asked(.unanswered(Reason("other-request"), retryAfter: nil)), evidence: evidence))
      }
      let grade = answer.key == nil ? Grade.claimedUnsigned : .claimedSigned
      onEnd(
        Report(
          finding: .asked(OpenDSRStatus.meaning(of: answer.state, for: subjects, grade: grade)), evidence: evidence,
          signer: answer.key?.fingerprint))
    }
  }

  /// Why an answer is not believed.
  private enum Doubt: Sendable {
    /// The certificate cannot be had now: whether the answer is genuine will be known another time.
    case later(Reason)
    case wrong(Reason)

    init(_ fault: ProcessorKeyFault) {
      let reason = Reason("processor-certificate")
      self = fault == .unreachable ? .later(reason) : .wrong(reason)
    }
  }

  /// Ends with the answer and what is wrong with its signature; a key that the partner has changed is fetched once.
  private func check(
    _ exchange: Exchange, mayBeBare: Bool = false, _ onEnd: @escaping @Sendable (OpenDSRAnswer, Doubt?) -> Void
  ) {
    let unsigned = OpenDSRAnswer(exchange: exchange, route: route, key: nil)
    guard let processor, !(mayBeBare && unsigned.isBare) else { return onEnd(unsigned, nil) }
    processor.with { [route] result in
      let key: ProcessorKey
      switch result {
      case .failure(let fault):
        return onEnd(unsigned, Doubt(fault))
      case .success(let found): key = found
      }
      let answer = OpenDSRAnswer(exchange: exchange, route: route, key: key)
      if answer.isGenuine { return onEnd(answer, nil) }
      let bad = Doubt.wrong(Reason("bad-signature"))
      guard processor.forget(key) else { return onEnd(answer, bad) }
      processor.with { renewed in
        switch renewed {
        case .failure(let fault): onEnd(answer, Doubt(fault))
        case .success(let key):
          let answer = OpenDSRAnswer(exchange: exchange, route: route, key: key)
          onEnd(answer, answer.isGenuine ? nil : bad)
        }
      }
    }
  }
}
