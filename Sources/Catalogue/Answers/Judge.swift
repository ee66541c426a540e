import Workflow

extension ApiRoute {
  /// What an answer to the deletion call means.
  /// - Parameters:
  ///   - body: The exact bytes; a cut-off transfer is `lost` before it comes here.
  ///   - items: As `sent` gave them, in the order of the request; empty for a selector.
  ///   - now: For a `Retry-After` that is a date.
  public func judge(
    status: Int, headers: AnswerHeaders, body: [UInt8], items: [SentItem], now: Instant
  ) -> Verdict {
    let judge = Judge(
      rule: answer, usesKey: usesKey, status: status, headers: headers, body: body, items: items, now: now)
    return judge.verdict()
  }
}

/// One reading of one answer, by the acceptance table and the partner's own rules.
struct Judge {
  let rule: AnswerRule
  let usesKey: Bool
  let status: Int
  let headers: AnswerHeaders
  let body: [UInt8]
  let items: [SentItem]
  let now: Instant

  func verdict() -> Verdict {
    let kind = StatusClass(status)
    if case .redirect = kind { return .halted(Reason("redirect")) }
    let answer = try? JSONReader.read(body)
    if let verdict = declared(answer) { return verdict }
    switch kind {
    case .success: return success(answer)
    case .redirect: return .halted(Reason("redirect"))
    case .credentials: return .halted(Reason("credentials"))
    case .transient: return .busy(Reason("status-\(status)"), retryAfter: retryAfter)
    case .conflict:
      return usesKey
        ? .busy(Reason("earlier-attempt-running"), retryAfter: retryAfter) : .rejected(Reason("status-409"))
    case .permanent:
      let isKeyReused = status == 422 && usesKey
      return isKeyReused ? .halted(Reason("key-reused")) : .rejected(Reason("status-\(status)"))
    case .unreadable: return .lost(Reason("unreadable-answer"))
    }
  }

  private var retryAfter: Span? { headers.retryAfter(now: now, own: rule.retryHeader) }

  /// The entry's own rules come before the general meaning of a status.
  private func declared(_ answer: JSONValue?) -> Verdict? {
    func any(_ matches: [Match]) -> Bool { matches.contains { $0.holds(status: status, answer: answer) } }
    if any(rule.busy) { return .busy(Reason("partner-asks-to-wait"), retryAfter: retryAfter) }
    let isSettled = any(rule.duplicate) || any(rule.notFound)
    if isSettled, Sniff.isMarkup(headers: headers, body: body) { return .halted(Reason("unexpected-content")) }
    if any(rule.duplicate) { return accepted(job: (try? job(answer)) ?? nil) }
    if any(rule.notFound) {
      guard items.count <= 1 else { return .rejected(Reason("not-found-in-batch")) }
      return all(.settled(.notFound, .claimedUnsigned, nil))
    }
    return any(rule.rejected) ? .rejected(Reason("refused-by-partner")) : nil
  }

  private func success(_ answer: JSONValue?) -> Verdict {
    guard rule.success.statuses.contains(where: { $0.contains(status) }) else {
      return .lost(Reason("unexpected-status"))
    }
    if let verdict = content(answer) { return verdict }
    if let fault = rule.fault, fault.holds(status: status, answer: answer) {
      return .rejected(Reason("fault-in-answer"))
    }
    guard rule.success.holds(status: status, answer: answer) else { return .lost(Reason("success-not-stated")) }
    if let count = rule.count, answer.flatMap({ count.find(in: $0, job: nil) })?.integer != items.count {
      return .lost(Reason("count-differs"))
    }
    switch rule.means {
    case .accepted: return accepted(job: nil)
    case .job:
      guard let job = try? job(answer) else { return .lost(Reason("no-job-in-answer")) }
      return accepted(job: job)
    case .done(let outcome): return all(.settled(outcome, .claimedUnsigned, nil))
    case .items(let rule):
      let tally = ItemTally(rule: rule, items: items)
      return tally.verdict(of: answer, askAfter: retryAfter)
    }
  }

  /// `nil` where the content is of the kind that the entry promises.
  private func content(_ answer: JSONValue?) -> Verdict? {
    if !rule.types.contains("text/html"), Sniff.isMarkup(headers: headers, body: body) {
      return .halted(Reason("unexpected-content"))
    }
    switch rule.content {
    case .any: return nil
    case .empty: return body.allSatisfy(\.isSpace) ? nil : .lost(Reason("unreadable-answer"))
    case .json:
      if let type = Sniff.mediaType(headers), !body.isEmpty, !Judge.isJSON(type), !rule.types.contains(type) {
        return .halted(Reason("unexpected-content"))
      }
      return answer == nil ? .lost(Reason("unreadable-answer")) : nil
    }
  }

  static func isJSON(_ type: String) -> Bool {
    type == "application/json" || type == "text/json" || type.hasSuffix("+json")
  }

  private struct NoJob: Error {}

  private func job(_ answer: JSONValue?) throws -> [UInt8]? {
    guard case .job(let reference) = rule.means else { return nil }
    switch reference {
    case .path(let path):
      guard let job = answer.flatMap({ path.find(in: $0, job: nil) })?.reference else { throw NoJob() }
      return job
    case .header(let name):
      guard let value = headers.first(name).map({ Array($0.trimmed) }), !value.isEmpty else { throw NoJob() }
      return value
    }
  }

  private func accepted(job: [UInt8]?) -> Verdict {
    .accepted(Acceptance(grade: .acceptedUnsigned, job: job, askAfter: retryAfter))
  }

  private func all(_ standing: Item.Standing) -> Verdict {
    .items([Item(subjects: SubjectRanges(indices: items.map(\.subject)), standing: standing)])
  }
}
