import Workflow

extension ApiRoute {
  /// What an answer to `renderPoll` means.
  public func judgePoll(
    status: Int, headers: AnswerHeaders, body: [UInt8], job: [UInt8], items: [SentItem], now: Instant
  ) -> PollVerdict {
    guard let poll else { return .unknown(Reason("no-such-call")) }
    return PollJudge(rule: poll, retry: answer.retry, job: job, items: items, now: now)
      .verdict(status: status, headers: headers, body: body)
  }

  /// What an answer to `renderQuery` means: `.unknown` = the earlier attempt never arrived.
  public func judgeQuery(
    status: Int, headers: AnswerHeaders, body: [UInt8], items: [SentItem], now: Instant
  ) -> PollVerdict {
    guard let query else { return .unknown(Reason("no-such-call")) }
    return PollJudge(rule: query, retry: answer.retry, job: nil, items: items, now: now)
      .verdict(status: status, headers: headers, body: body)
  }
}

/// One reading of the answer to a question about a job.
struct PollJudge {
  let rule: PollRule
  let retry: RetryRule
  let job: [UInt8]?
  let items: [SentItem]
  let now: Instant

  enum Finding: Hashable {
    /// Not over, not answered, or not known.
    case open(PollVerdict)
    /// One mark for each position of `items`; a single one for a selector.
    case over([Mark])
    /// Over; another call tells what became of the subjects.
    case askResult
    /// Our job is not on this page of the list.
    case notHere(JSONValue)
  }

  func verdict(status: Int, headers: AnswerHeaders, body: [UInt8]) -> PollVerdict {
    switch finding(status: status, headers: headers, body: body) {
    case .open(let verdict): verdict
    case .over(let marks): .items(marks.items(of: items.map(\.subject)))
    case .askResult: .unanswered(Reason("result-not-asked"), retryAfter: nil)
    case .notHere: .unknown(Reason("job-unknown"))
    }
  }

  func finding(status: Int, headers: AnswerHeaders, body: [UInt8]) -> Finding {
    let answer = JSONReader.readable(body, headers, types: rule.types)
    if case .redirect = StatusClass(status) { return .open(.halted(Reason("redirect"))) }
    if rule.unknown.contains(where: { $0.holds(status: status, answer: answer, headers: headers, job: job) }) {
      return .open(.unknown(Reason("job-unknown")))
    }
    let wish = headers.retryAfter(now: now, own: retry)
    if let verdict = PollJudge.refusal(status, askAfter: wish) { return .open(verdict) }
    if let verdict = PollJudge.odd(headers, body, types: rule.types) { return .open(verdict) }
    guard let answer, rule.success.holds(status: status, answer: answer, headers: headers, job: job) else {
      return .open(.unanswered(Reason("unreadable-answer"), retryAfter: wish))
    }
    if isAboutAnother(answer) { return .open(.unanswered(Reason("another-job"), retryAfter: wish)) }
    guard let entry = entry(in: answer) else {
      if rule.find != nil { return .notHere(answer) }
      return .open(.unanswered(Reason("unreadable-answer"), retryAfter: wish))
    }
    return state(of: entry, status: status, askAfter: wish)
  }

  /// A job that is done and counts nothing has deleted nothing; one that is under way may still count.
  private func saysNothingFound(_ entry: JSONValue, _ status: Int) -> Bool {
    rule.notFound.contains { $0.holds(status: status, answer: entry, job: job, proves: .completion) }
  }

  /// Whether the answer names a job that is not ours in the place where the first answer named ours.
  private func isAboutAnother(_ answer: JSONValue) -> Bool {
    guard rule.find == nil, let job, let echo = rule.echo, let named = echo.path.find(in: answer, job: job)?.reference
    else { return false }
    let last = echo.lastOf.flatMap { named.split(separator: $0).last }.map(Array.init)
    return (last ?? named) != job
  }

  /// `nil` for a 2xx.
  static func refusal(_ status: Int, askAfter wish: Span?) -> PollVerdict? {
    switch StatusClass(status) {
    case .success: return nil
    case .redirect: return .halted(Reason("redirect"))
    case .credentials: return .halted(Reason("credentials"))
    case .transient: return .unanswered(Reason("status-\(status)"), retryAfter: wish)
    case .conflict, .permanent:
      return status == 404 || status == 410
        ? .unknown(Reason("job-unknown")) : .unanswered(Reason("status-\(status)"), retryAfter: wish)
    case .unreadable: return .unanswered(Reason("unreadable-answer"), retryAfter: wish)
    }
  }

  /// A page for people, or another kind of content than promised.
  static func odd(_ headers: AnswerHeaders, _ body: [UInt8], types: [String]) -> PollVerdict? {
    // Asking changes nothing, so a page for people in place of an answer is asked past, like any trouble.
    if Sniff.isMarkup(headers: headers, body: body) {
      return .unanswered(Reason("unexpected-content"), retryAfter: nil)
    }
    if let type = headers.mediaType, !body.isEmpty, !Judge.isJSON(type), !types.contains(type) {
      return .unanswered(Reason("unexpected-content"), retryAfter: nil)
    }
    return nil
  }

  private func state(of entry: JSONValue, status: Int, askAfter: Span?) -> Finding {
    func any(_ matches: [Match]) -> Bool { matches.contains { $0.holds(status: status, answer: entry, job: job) } }
    // The careful reading first: what failed or is pending is not done.
    if any(rule.failed) { return meaning(of: .failed, entry, status, askAfter) }
    if any(rule.pending) { return meaning(of: .pending, entry, status, askAfter) }
    if rule.done.contains(where: { $0.holds(status: status, answer: entry, job: job, proves: .completion) }) {
      return meaning(of: .done, entry, status, askAfter)
    }
    guard let path = rule.state else {
      return rule.otherwise == .pending
        ? .open(.pending(askAfter: askAfter)) : .open(.unanswered(Reason("unknown-state"), retryAfter: askAfter))
    }
    guard let text = path.find(in: entry, job: job)?.text else {
      return .open(.unanswered(Reason("unreadable-answer"), retryAfter: askAfter))
    }
    if let word = rule.words.first(where: { $0.text == text }) {
      return meaning(of: word.state, entry, status, askAfter)
    }
    switch rule.otherwise {
    case .pending: return .open(.pending(askAfter: askAfter))
    case .unknown: return .open(.unknown(Reason("job-unknown")))
    case nil: return .open(.unanswered(Reason("unknown-state"), retryAfter: askAfter))
    }
  }

  private func meaning(of state: JobState, _ entry: JSONValue, _ status: Int, _ askAfter: Span?) -> Finding {
    switch state {
    case .pending: return .open(.pending(askAfter: askAfter))
    case .done:
      if saysNothingFound(entry, status) { return all(.notFound) }
      if rule.result != nil { return .askResult }
      if let finding = byItem(entry, rule.items) { return finding }
      return all(Flaws.isStated(in: entry, besides: rule.firstNames) ? .jobPartial : .deleted)
    case .partial: return rule.result == nil ? byItem(entry, rule.items) ?? all(.jobPartial) : .askResult
    case .failed:
      // Whom the list of a failed job does not name was not deleted either.
      var items = rule.items
      if items?.missing == .deleted { items?.missing = .inDoubt }
      return byItem(entry, items) ?? all(.jobFailed)
    case .retry: return all(.jobRetry)
    case .notFound: return all(.notFound)
    }
  }

  /// The part of the answer that speaks of our job; `nil` where it is not there.
  private func entry(in answer: JSONValue) -> JSONValue? {
    guard let find = rule.find else { return answer }
    guard let job, case .array(let entries)? = find.path.find(in: answer, job: job) else { return nil }
    let mine = entries.filter { find.key.find(in: $0, job: job)?.reference == job }
    // Two states of one job are none.
    return mine.allSatisfy { $0 == mine[0] } ? mine.first : nil
  }

  private func byItem(_ entry: JSONValue, _ items: ItemRule?) -> Finding? {
    guard let items else { return nil }
    switch ItemTally(rule: items, items: self.items).marks(of: entry) {
    case .success(let marks): return .over(marks)
    case .failure(let failure): return .open(failure.pollVerdict)
    }
  }

  private func all(_ mark: Mark) -> Finding { .over([Mark](repeating: mark, count: max(items.count, 1))) }
}
