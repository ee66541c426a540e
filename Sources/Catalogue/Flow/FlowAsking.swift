import Workflow

extension FlowRun {
  /// The question at hand: about the first job that is not over, or for its result.
  /// - Throws: `RenderFailure`, or what `secret` threw.
  func question(token: [UInt8]?, secret: @escaping SecretSource) throws -> RenderedRequest {
    guard let poll = route.poll, let job = position.jobs.first else {
      throw RenderFailure(.noSuchCall, part: "poll")
    }
    var filling = try filling(
      lane: job.lane, positions: job.positions, token: token, secret: secret, written: job.written)
    filling.job = job.reference
    filling.rows = job.rows
    if position.wantsResult, let result = poll.result {
      return try Pen.request(result.call, at: result.endpoint ?? route.endpoint, filling: filling)
    }
    return try FlowRun.request(
      poll.call, pages: poll.find?.pages, page: position.page, at: poll.endpoint ?? route.endpoint, filling: filling)
  }

  /// What the answer to the question means. The dispatch is over when all of its jobs are.
  mutating func takeAnswer(_ reply: FlowReply) -> PollVerdict {
    guard let poll = route.poll, let job = position.jobs.first else { return .unknown(Reason("no-such-call")) }
    let sent: [SentItem]
    do { sent = try self.sent(job.positions, lane: job.lane, secret: secret) } catch {
      return .halted(Reason("cannot-be-written"))
    }
    if position.wantsResult, let result = poll.result { return takeResult(reply, result, sent) }
    let judge = PollJudge(
      rule: poll, retry: route.answer.retry, job: job.reference, items: sent, now: reply.now)
    switch judge.finding(status: reply.status, headers: reply.headers, body: reply.body) {
    case .open(.unknown): return jobEnded([Mark](repeating: .jobUnknown, count: job.positions.count))
    case .open(let verdict):
      if case .pending = verdict { (position.page, position.seen) = (nil, []) }
      return verdict
    case .over(let marks): return jobEnded(marks)
    case .askResult:
      position.wantsResult = true
      return .proceeding(Reason("result-next"))
    case .notHere(let answer): return turnPage(poll, answer, reply.headers)
    }
  }

  private mutating func jobEnded(_ marks: [Mark]) -> PollVerdict {
    let job = position.jobs.removeFirst()
    (position.wantsResult, position.page, position.seen) = (false, nil, [])
    for (place, mark) in zip(job.positions, marks.isEmpty ? [.missing] : marks) { position.mark([place], mark) }
    guard position.jobs.isEmpty else { return .proceeding(Reason("next-job")) }
    return position.isPaused ? resume() : .items(accounts)
  }

  private mutating func turnPage(_ poll: PollRule, _ answer: JSONValue, _ headers: AnswerHeaders) -> PollVerdict {
    guard let find = poll.find, let pages = find.pages else {
      return jobEnded([Mark](repeating: .jobUnknown, count: position.jobs[0].positions.count))
    }
    var rows = 0
    if case .array(let values)? = find.path.find(in: answer, job: nil) { rows = values.count }
    switch pages.next(after: position.page, rows: rows, answer: answer, headers: headers) {
    case .page(let next) where position.seen.count + 1 < pages.limit && !position.seen.contains(next.digest):
      position.seen.append(next.digest)
      position.page = next
      return .proceeding(Reason("next-page"))
    case .end, .page, .unusable:
      return jobEnded([Mark](repeating: .jobUnknown, count: position.jobs[0].positions.count))
    }
  }

  private mutating func takeResult(
    _ reply: FlowReply, _ result: PollRule.Result, _ sent: [SentItem]
  ) -> PollVerdict {
    let wish = reply.headers.retryAfter(now: reply.now, own: route.answer.retry)
    if let verdict = PollJudge.refusal(reply.status, askAfter: wish) { return verdict }
    if let verdict = PollJudge.odd(reply.headers, reply.body, types: result.types) { return verdict }
    guard let answer = try? JSONReader.read(reply.body),
      result.success.holds(status: reply.status, answer: answer, headers: reply.headers, proves: .success)
    else { return .unanswered(Reason("unreadable-answer"), retryAfter: wish) }
    switch ItemTally(rule: result.items, items: sent).marks(of: answer) {
    case .success(let marks): return jobEnded(marks)
    case .failure(let failure): return failure.pollVerdict
    }
  }
}

extension FlowRun {
  /// Asks a query-first partner whether the call at hand arrived.
  func query(token: [UInt8]?, secret: @escaping SecretSource) throws -> RenderedRequest {
    guard let query = route.query else { throw RenderFailure(.noSuchCall, part: "query") }
    var filling = try filling(lane: position.lane, positions: turn.positions, token: token, secret: secret)
    filling.rows = rows(of: turn)
    return try Pen.request(query.call, at: query.endpoint ?? route.endpoint, filling: filling)
  }

  /// `.unknown` = the call is made again, or the next one where this one had arrived.
  mutating func takeQuery(_ reply: FlowReply, known: inout FlowFinds) -> PollVerdict {
    guard let query = route.query else { return .unknown(Reason("no-such-call")) }
    let sent: [SentItem]
    do { sent = try self.sent(turn.positions, lane: position.lane, secret: secret) } catch {
      return .halted(Reason("cannot-be-written"))
    }
    let judge = PollJudge(rule: query, retry: route.answer.retry, job: nil, items: sent, now: reply.now)
    switch judge.finding(status: reply.status, headers: reply.headers, body: reply.body) {
    case .open(.pending(let askAfter)):
      guard case .job(.key(let form)) = call.answer.means else { return .pending(askAfter: askAfter) }
      // The job goes by our own key: from now on it is asked about, like one that an answer named.
      takeJob(KeyText.written(key, form))
      let ended = settle(known: &known, now: reply.now)
      if case .accepted? = ended { return .pending(askAfter: askAfter) }
      return ended == nil ? .unknown(Reason("step-answered")) : .items(accounts)
    case .open(let verdict): return verdict
    case .askResult, .notHere: return .unknown(Reason("job-unknown"))
    case .over(let marks):
      takeMarks(marks)
      switch settle(known: &known, now: reply.now) {
      case .items(let items)?: return .items(items)
      case .accepted?: return .pending(askAfter: nil)
      case .notSent?, .lost?, .busy?, .rejected?, .halted?, .proceeding?, .cut?:
        return .items(accounts)
      case nil: return .unknown(Reason("step-answered"))
      }
    }
  }
}
