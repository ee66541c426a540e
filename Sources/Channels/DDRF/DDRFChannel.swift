import Catalogue
import Crypto
import Curl
import Vault
import Workflow

/// A partner of the IAB Data Deletion Request Framework: signed requests to a published address, signed receipts.
/// That it finished, nobody ever says.
public final class DDRFChannel: Channel {
  private let desk: PartnerDesk
  private let route: DdrfRoute
  private let lines: OriginLines
  private let directory: DDRFDesk

  public init(desk: PartnerDesk, route: DdrfRoute) throws {
    self.desk = desk
    self.route = route
    lines = OriginLines(desk: desk)
    directory = DDRFDesk(route: route, lines: lines, now: desk.now)
  }

  public func prepare(_ order: Order) throws(PrepareFailure) -> Prepared {
    let requests: [DDRFRequest]
    do {
      let naming = try DDRFChannel.naming(of: order, desk: desk, route: route)
      let key = try SigningKey(pem: try desk.secret(route.signingKey))
      requests = try DDRFTokens(route: route, order: order).requests(for: naming, key: key)
    } catch is SigningKeyFault {
      throw .unusable(Reason("signing-key"))
    } catch {
      throw PrepareFailure(error)
    }
    return Prepared(bodyHash: Array(SHA256.hash(data: requests.flatMap(\.body))), content: requests)
  }

  public func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    guard let requests = prepared.content as? [DDRFRequest] else {
      return onEnd(Report(finding: .sent(.rejected(Reason("cannot-be-written")))))
    }
    directory.with { [self] result in
      switch result {
      case .failure(.unreachable(let reason)): onEnd(Report(finding: .sent(.notSent(reason))))
      case .failure(.wrong(let reason)): onEnd(Report(finding: .sent(.halted(reason))))
      case .success(let partner):
        if let verdict = refusal(of: requests, by: partner) { return onEnd(Report(finding: .sent(verdict))) }
        send(requests[...], to: partner, told: [], onEnd)
      }
    }
  }

  /// The framework has no question; a repeat carries the same numbers, by which the recipient can tell it.
  public func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    onEnd(Report(finding: .asked(.unknown(Reason("no-question")))))
  }

  public func close(grace: Span) { lines.close(grace: grace) }

  /// The tokens as a person reads them before approving.
  public static func preview(
    desk: PartnerDesk, route: DdrfRoute, _ order: Order, showIdentifiers: Bool
  ) throws -> String {
    let naming = try naming(of: order, desk: desk, route: route)
    let tokens = DDRFTokens(route: route, order: order)
    let origin = route.version == .one ? "(idJWT)" : "(orJWT)"
    let lines = naming.values.map { value in
      let text = showIdentifiers ? value.text : "masked"
      return tokens.originating(text, value.name, subject: naming.subject) + "\n"
        + tokens.request(origin, text, value.name, id: tokens.id(of: value))
    }
    return
      "POST to the endpoint that \(route.domain) publishes, \(route.request.mediaType), each token signed by \(route.issuer)\n\n"
      + lines.joined(separator: "\n\n")
  }

  private static func naming(of order: Order, desk: PartnerDesk, route: DdrfRoute) throws -> DDRFNaming {
    guard let item = order.items.first, let lane = desk.entry.lanes.first(where: { $0.name == order.lane }) else {
      throw RenderFailure(.noItems, part: "identifiers")
    }
    guard order.items.allSatisfy({ $0.subject == item.subject }) else {
      throw RenderFailure(.tooManyItems(order.items.count, limit: 1), part: "identifiers")
    }
    return try DDRFNaming(try order.items.map { try lane.sent($0) }, first: lane.identifiers.first, route: route)
  }

  /// What the partner's own document already says no to: nothing is sent.
  private func refusal(of requests: [DDRFRequest], by partner: DDRFDesk.Partner) -> Verdict? {
    if partner.document.needsScript, !route.isScriptEmbedded { return .halted(Reason("vendor-script-required")) }
    for request in requests {
      switch partner.document.takes(request.kind) {
      case .fits: continue
      case .type: return .rejected(Reason("identifier-type-unsupported"))
      case .format: return .rejected(Reason("identifier-format-unsupported"))
      }
    }
    return nil
  }

  /// One after the other. A value that is refused keeps no other from being sent, and is told in the end; any other
  /// trouble ends the round, and a repeat begins anew with the same numbers.
  private func send(
    _ requests: ArraySlice<DDRFRequest>, to partner: DDRFDesk.Partner, told: [Told],
    _ onEnd: @escaping @Sendable (Report) -> Void
  ) {
    guard let request = requests.first else { return onEnd(report(told, partner)) }
    let http = HTTPRequest(
      method: "POST", url: partner.endpoint,
      headers: [
        HTTPHeader("Content-Type", route.request.mediaType), HTTPHeader("Accept", "application/jwt, application/json"),
      ],
      body: request.body)
    do {
      try lines.start(http) { [self] result in
        judge(result, of: request, by: partner) { [self] answer in
          let all = told + [answer]
          switch answer.verdict {
          case .accepted, .rejected: send(requests.dropFirst(), to: partner, told: all, onEnd)
          case .notSent, .lost, .busy, .halted, .items, .proceeding, .cut: onEnd(report(all, partner))
          }
        }
      }
    } catch {
      onEnd(report(told + [Told(verdict: .halted(Reason("bad-url")))], partner))
    }
  }

  /// What one request was answered.
  private struct Told: Sendable {
    var verdict: Verdict
    var evidence: [EvidenceFile] = []
    var signer: PublishedKey?

    var isRefused: Bool { if case .rejected = verdict { true } else { false } }
  }

  private func judge(
    _ result: TransferResult, of request: DDRFRequest, by partner: DDRFDesk.Partner,
    _ onEnd: @escaping @Sendable (Told) -> Void
  ) {
    switch result {
    case .failure(let failure): onEnd(Told(verdict: failure.verdict, evidence: failure.evidence))
    case .success(let exchange):
      let isAnswer = (200..<300).contains(exchange.status) || exchange.status == 400
      guard isAnswer, let acknowledgement = DDRFAcknowledgement(exchange, route: route) else {
        let verdict =
          (200..<300).contains(exchange.status)
          ? Verdict.lost(Reason("no-acknowledgement")) : OpenDSRStatus.verdict(exchange, now: desk.now())
        return onEnd(Told(verdict: verdict, evidence: exchange.evidence))
      }
      let told = { @Sendable [self] (partner: DDRFDesk.Partner) in
        verified(acknowledgement, exchange, of: request, by: partner)
      }
      if partner.key(for: acknowledgement.token) == nil, directory.forget(partner) {
        return directory.with { renewed in onEnd(told((try? renewed.get()) ?? partner)) }
      }
      onEnd(told(partner))
    }
  }

  private func verified(
    _ acknowledgement: DDRFAcknowledgement, _ exchange: Exchange, of request: DDRFRequest, by partner: DDRFDesk.Partner
  ) -> Told {
    let token = acknowledgement.token
    guard let key = partner.key(for: token), token.isSigned(by: key) else {
      return Told(verdict: .halted(Reason("bad-signature")), evidence: exchange.evidence)
    }
    let evidence = exchange.evidence + [EvidenceFile(name: "signer.jwk", bytes: key.json)]
    if let fault = acknowledgement.fault(for: request, at: desk.now()) {
      return Told(verdict: .lost(fault), evidence: evidence)
    }
    guard let result = acknowledgement.result else {
      return Told(verdict: .rejected(Reason("unknown-result-code")), evidence: evidence, signer: key)
    }
    return Told(verdict: result.verdict(status: exchange.status), evidence: evidence, signer: key)
  }

  private func report(_ told: [Told], _ partner: DDRFDesk.Partner) -> Report {
    var files = told.enumerated().flatMap { place, answer in
      told.count == 1
        ? answer.evidence : answer.evidence.map { EvidenceFile(name: "\(place + 1)-\($0.name)", bytes: $0.bytes) }
    }
    files.append(EvidenceFile(name: "dsrdelete.sha256", bytes: partner.digest))
    let decisive = told.last.flatMap { last in
      if case .accepted = last.verdict { told.first(where: \.isRefused) ?? last } else { last }
    }
    let verdict = decisive?.verdict ?? .rejected(Reason("cannot-be-written"))
    return Report(finding: .sent(verdict), evidence: files, signer: decisive?.signer?.fingerprint)
  }
}
