import Catalogue
import Crypto
import Curl
import Workflow

/// A deletion of several calls: each is a transmission of its own, and what was found so far is the dispatch's memory.
extension ApiChannel {
  func prepareFlow(_ order: Order) throws -> Prepared {
    let step = try route.flowStep(
      lane: order.lane, items: order.items, facts: desk.facts(for: order), memory: order.memory,
      known: known.withLock { $0 }, now: desk.now(), isSerial: desk.entry.terms.limits.jobs != nil)
    switch step {
    case .over: return Prepared(bodyHash: Array(SHA256.hash(data: [UInt8]())), content: step)
    case .call(let callout):
      let request = try callout.request(token: placeholder, secret: secret)
      return Prepared(bodyHash: Array(SHA256.hash(data: request.intendedBody)), content: step)
    }
  }

  func transmit(_ step: FlowStep, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    switch step {
    case .over(let verdict): onEnd(Report(finding: .sent(verdict)))
    case .call(let callout):
      withToken(onEnd) { [self] token in
        let write: Writing = { [self] token in
          try callout.request(token: token?.bytes, facts: desk.facts(for: order, token: token), secret: secret)
        }
        send(write, token, callout, isRepeat: order.isRepeat, onEnd)
      }
    }
  }

  private func send(
    _ write: @escaping Writing, _ token: Token?, _ callout: FlowCallout, isRepeat: Bool,
    _ onEnd: @escaping @Sendable (Report) -> Void
  ) {
    exchange(write, token) { [self] outcome in
      switch outcome {
      case .unwritten: onEnd(Report(finding: .sent(.halted(Reason("cannot-be-written")))))
      case .answered(let exchange, let earlier):
        let report = callout.judge(
          status: exchange.status, headers: exchange.answerHeaders, body: exchange.responseBody, now: desk.now(),
          isRepeat: isRepeat, secret: secret)
        known.withLock { $0.join(report.known) }
        forgetToken(after: report.verdict)
        onEnd(
          Report(
            finding: .sent(report.verdict), evidence: exchange.evidence + earlier, memory: report.memory,
            identifiers: callout.identifiers))
      case .failed(let failure, let earlier):
        onEnd(
          Report(
            finding: .sent(callout.unanswered(failure.verdict)), evidence: failure.evidence + earlier,
            memory: try? callout.memory(), identifiers: callout.identifiers))
      }
    }
  }
}
