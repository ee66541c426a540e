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
      let (item, first) = try DDRFChannel.item(of: order, desk: desk)
      let key = try SigningKey(pem: try desk.secret(route.signingKey))
      requests = try DDRFTokens(route: route, order: order).requests(for: item, first: first, key: key)
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
    let (item, first) = try item(of: order, desk: desk)
    let tokens = DDRFTokens(route: route, order: order)
    let origin = route.version == .one ? "(idJWT)" : "(orJWT)"
    let lines = item.values.keys.sorted { $0 == first || $0.rawValue < $1.rawValue }.compactMap { kind -> String? in
      guard let name = route.identifiers[kind], let value = item.values[kind] else { return nil }
      let text = showIdentifiers ? String(decoding: value, as: UTF8.self) : "masked"
      return tokens.originating(text, name, subject: item.subject) + "\n"
        + tokens.request(origin, text, name, id: order.key)
    }
    return
      "POST to the endpoint that \(route.domain) publishes, \(route.request.mediaType), each token signed by \(route.issuer)\n\n"
      + lines.joined(separator: "\n\n")
  }

  private static func item(of order: Order, desk: PartnerDesk) throws -> (SentItem, IdentifierKind?) {
    guard let item = order.items.first, let lane = desk.entry.lanes.first(where: { $0.name == order.lane }) else {
      throw RenderFailure(.noItems, part: "identifiers")
    }
    guard order.items.count == 1 else {
      throw RenderFailure(.tooManyItems(order.items.count, limit: 1), part: "identifiers")
    }
    return (try lane.sent(item), lane.identifiers.first)
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

  /// One after the other; the first that is not accepted decides, and a repeat begins anew with the same numbers.
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
          if case .accepted = answer.verdict { return send(requests.dropFirst(), to: partner, told: all, onEnd) }
          onEnd(report(all, partner))
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
    let verdict = told.last?.verdict ?? .rejected(Reason("cannot-be-written"))
    return Report(finding: .sent(verdict), evidence: files, signer: told.last?.signer?.fingerprint)
  }
}
