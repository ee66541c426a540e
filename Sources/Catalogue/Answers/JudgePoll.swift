import Workflow

extension ApiRoute {
  /// What an answer to `renderPoll` means.
  public func judgePoll(
    status: Int, headers: AnswerHeaders, body: [UInt8], job: [UInt8], items: [SentItem], now: Instant
  ) -> PollVerdict {
    guard let poll else { return .unknown(Reason("no-such-call")) }
    return PollJudge(rule: poll, retryHeader: answer.retryHeader, job: job, items: items, now: now)
      .verdict(status: status, headers: headers, body: body)
  }

  /// What an answer to `renderQuery` means: `.unknown` = the earlier attempt never arrived.
  public func judgeQuery(
    status: Int, headers: AnswerHeaders, body: [UInt8], items: [SentItem], now: Instant
  ) -> PollVerdict {
    guard let query else { return .unknown(Reason("no-such-call")) }
    return PollJudge(rule: query, retryHeader: answer.retryHeader, job: nil, items: items, now: now)
      .verdict(status: status, headers: headers, body: body)
  }
}

/// One reading of the answer to a question about a job.
struct PollJudge {
  let rule: PollRule
  let retryHeader: RetryHeader?
  let job: [UInt8]?
  let items: [SentItem]
  let now: Instant

  func verdict(status: Int, headers: AnswerHeaders, body: [UInt8]) -> PollVerdict {
    let kind = StatusClass(status)
    if case .redirect = kind { return .halted(Reason("redirect")) }
    let answer = try? JSONReader.read(body)
    if rule.unknown.contains(where: { $0.holds(status: status, answer: answer, job: job) }) {
      return .unknown(Reason("job-unknown"))
    }
    let wish = headers.retryAfter(now: now, own: retryHeader)
    switch kind {
    case .success: break
    case .redirect: return .halted(Reason("redirect"))
    case .credentials: return .halted(Reason("credentials"))
    case .transient: return .unanswered(Reason("status-\(status)"), retryAfter: wish)
    case .conflict, .permanent:
      return status == 404 || status == 410
        ? .unknown(Reason("job-unknown")) : .unanswered(Reason("status-\(status)"), retryAfter: wish)
    case .unreadable: return .unanswered(Reason("unreadable-answer"), retryAfter: wish)
    }
    if Sniff.isMarkup(headers: headers, body: body) { return .halted(Reason("unexpected-content")) }
    if let type = Sniff.mediaType(headers), !body.isEmpty, !Judge.isJSON(type), !rule.types.contains(type) {
      return .halted(Reason("unexpected-content"))
    }
    guard let answer, rule.success.holds(status: status, answer: answer, job: job) else {
      return .unanswered(Reason("unreadable-answer"), retryAfter: wish)
    }
    return state(of: answer, askAfter: wish)
  }

  private func state(of answer: JSONValue, askAfter: Span?) -> PollVerdict {
    guard let entry = entry(in: answer) else {
      return rule.find == nil
        ? .unanswered(Reason("unreadable-answer"), retryAfter: askAfter) : .unknown(Reason("job-unknown"))
    }
    guard let text = rule.state.find(in: entry, job: job)?.text else {
      return .unanswered(Reason("unreadable-answer"), retryAfter: askAfter)
    }
    guard let word = rule.words.first(where: { $0.text == text }) else {
      return .unanswered(Reason("unknown-state"), retryAfter: askAfter)
    }
    switch word.state {
    case .pending: return .pending(askAfter: askAfter)
    case .done: return byItem(entry) ?? all(.settled(.deleted, .claimedUnsigned, nil))
    case .partial: return byItem(entry) ?? all(.needsPerson(Reason("job-partial")))
    case .failed: return byItem(entry) ?? all(.needsPerson(Reason("job-failed")))
    case .retry: return all(.tryAgain(Reason("job-failed")))
    case .notFound: return all(.settled(.notFound, .claimedUnsigned, nil))
    }
  }

  /// The part of the answer that speaks of our job; `nil` where it is not there.
  private func entry(in answer: JSONValue) -> JSONValue? {
    guard let find = rule.find else { return answer }
    guard let job, case .array(let entries)? = find.path.find(in: answer, job: job) else { return nil }
    return entries.first { find.key.find(in: $0, job: job)?.reference == job }
  }

  private func byItem(_ entry: JSONValue) -> PollVerdict? {
    rule.items.map { ItemTally(rule: $0, items: items).pollVerdict(of: entry) }
  }

  private func all(_ standing: Item.Standing) -> PollVerdict {
    .items([Item(subjects: SubjectRanges(indices: items.map(\.subject)), standing: standing)])
  }
}
