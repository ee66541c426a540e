import Catalogue
import Curl
import Workflow

/// What is asked after the deletion: how far a job is, whether a call arrived, whether a subject is still there.
extension ApiChannel {
  public func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    guard let tokens else { return ask(job: job, order, token: nil, onEnd) }
    tokens.with { [self] state in
      switch state {
      case .token(let token): ask(job: job, order, token: token, onEnd)
      case .unanswered(let reason, let retryAfter):
        onEnd(Report(finding: .asked(.unanswered(reason, retryAfter: retryAfter))))
      case .halted(let reason): onEnd(Report(finding: .asked(.halted(reason))))
      }
    }
  }

  /// A request and how its answer is read.
  private struct Question: Sendable {
    var write: Writing
    var read: @Sendable (Exchange, Instant) -> (verdict: PollVerdict, memory: [UInt8]?)
  }

  private func ask(
    job: [UInt8]?, _ order: Order, token: Token?, _ onEnd: @escaping @Sendable (Report) -> Void
  ) {
    let question: Question
    do {
      guard let found = try self.question(job: job, order) else {
        return onEnd(Report(finding: .asked(.unknown(Reason("nothing-changed")))))
      }
      question = found
    } catch {
      return onEnd(Report(finding: .asked(.halted(Reason("cannot-be-written")))))
    }
    exchange(question.write, token) { [self] outcome in
      switch outcome {
      case .unwritten: onEnd(Report(finding: .asked(.halted(Reason("cannot-be-written")))))
      case .answered(let exchange, let earlier):
        let (verdict, memory) = question.read(exchange, desk.now())
        forgetToken(after: verdict)
        onEnd(Report(finding: .asked(verdict), evidence: exchange.evidence + earlier, memory: memory))
      case .failed(let failure, let earlier):
        onEnd(Report(finding: .asked(failure.pollVerdict), evidence: failure.evidence + earlier))
      }
    }
  }

  /// - Returns: `nil` where nothing has to be asked: the call in doubt changed nothing.
  private func question(job: [UInt8]?, _ order: Order) throws -> Question? {
    if order.purpose == .probe { return probe(order, value: LookUp.value(job)) }
    if route.isFlow(lane: order.lane, items: order.items) { return try flowQuestion(job ?? order.memory, order) }
    let (route, desk, secret) = (self.route, self.desk, self.secret)
    let sent = try order.lane.map { try route.sent(lane: $0, items: order.items, secret: secret) } ?? []
    guard let job else {
      return Question { token in
        try route.renderQuery(
          lane: order.lane, items: order.items, facts: desk.facts(for: order, token: token), token: token?.bytes,
          secret: secret)
      } read: { exchange, now in
        let verdict = route.judgeQuery(
          status: exchange.status, headers: exchange.answerHeaders, body: exchange.responseBody, items: sent, now: now)
        // What is under way goes by our own key from now on.
        guard case .pending = verdict else { return (verdict, nil) }
        return (verdict, route.ownJob(key: order.key))
      }
    }
    return Question { token in
      try route.renderPoll(
        job: job, lane: order.lane, items: order.items, facts: desk.facts(for: order, token: token),
        token: token?.bytes, secret: secret)
    } read: { exchange, now in
      let verdict = route.judgePoll(
        status: exchange.status, headers: exchange.answerHeaders, body: exchange.responseBody, job: job, items: sent,
        now: now)
      return (verdict, nil)
    }
  }

  private func flowQuestion(
    _ memory: [UInt8]?, _ order: Order
  ) throws -> Question? {
    let (desk, secret) = (self.desk, self.secret)
    let found = try route.flowQuestion(
      lane: order.lane, items: order.items, facts: desk.facts(for: order), memory: memory, known: known.withLock { $0 },
      now: desk.now(), isSerial: desk.entry.terms.limits.jobs != nil)
    guard let question = found else { return nil }
    return Question { token in
      try question.request(token: token?.bytes, facts: desk.facts(for: order, token: token), secret: secret)
    } read: { exchange, now in
      let report = question.judge(
        status: exchange.status, headers: exchange.answerHeaders, body: exchange.responseBody, now: now,
        secret: secret)
      return (report.verdict, report.memory)
    }
  }

  /// A subject is looked up by each value that it was told by, one after the other: gone is only who is gone by all.
  private func probe(_ order: Order, value: Int) -> Question {
    let (route, desk, secret) = (self.route, self.desk, self.secret)
    let subjects = SubjectRanges(indices: Set(order.items.map(\.subject)).sorted())
    let targets = route.probeTargets(lane: order.lane ?? "", items: order.items)
    let target = targets.indices.contains(value) ? targets[value] : nil
    let isLast = value + 1 >= targets.count
    return Question { token in
      try route.renderProbe(
        lane: target?.lane ?? "", items: target.map { [$0.item] } ?? [], facts: desk.facts(for: order, token: token),
        token: token?.bytes,
        secret: secret)
    } read: { exchange, now in
      let verdict = route.judgeProbe(
        status: exchange.status, headers: exchange.answerHeaders, body: exchange.responseBody, now: now)
      switch verdict {
      case .gone where !isLast: return (.proceeding(Reason("value-gone")), LookUp.memory(value + 1))
      case .gone: return (.items([Item(subjects: subjects, standing: .settled(.deleted, .verifiedByProbe, nil))]), nil)
      case .there: return (.items([Item(subjects: subjects, standing: .needsPerson(Reason("still-there")))]), nil)
      case .unanswered(let reason, let wish): return (.unanswered(reason, retryAfter: wish), nil)
      case .halted(let reason): return (.halted(reason), nil)
      }
    }
  }
}

/// Which of a subject's values is looked up next, as the dispatch remembers it.
private enum LookUp {
  private static let word = "look-up-"

  static func memory(_ value: Int) -> [UInt8] { Array("\(word)\(value)".utf8) }

  static func value(_ memory: [UInt8]?) -> Int {
    let text = String(decoding: memory ?? [], as: UTF8.self)
    return text.hasPrefix(word) ? Int(text.dropFirst(word.count)) ?? 0 : 0
  }
}
