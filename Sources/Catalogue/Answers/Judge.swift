import Workflow

extension ApiRoute {
  /// What an answer to the deletion call means.
  /// - Parameters:
  ///   - body: The exact bytes; a cut-off transfer is `lost` before it comes here.
  ///   - items: As `sent` gave them, in the order of the request; empty for a selector.
  ///   - now: For a `Retry-After` that is a date.
  ///   - key: The call's idempotency key, where the entry names the job by it.
  ///   - isRepeat: Whether an earlier attempt may have reached the partner.
  public func judge(
    status: Int, headers: AnswerHeaders, body: [UInt8], items: [SentItem], now: Instant, key: String = "",
    isRepeat: Bool = false
  ) -> Verdict {
    var judge = Judge(
      rule: answer, usesKey: usesKey, status: status, headers: headers, body: body, items: items, now: now)
    (judge.key, judge.isRepeat) = (key, isRepeat)
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
  var key = ""
  var isRepeat = false

  /// What one answer says, before it is joined with those of other calls.
  enum Finding: Hashable {
    case failed(Verdict)
    case notFound
    /// One mark for each position of `items`; a single one for a selector.
    case marks([Mark])
    case accepted([OpenJob])
    /// These positions must be left out; the rest is sent again.
    case dropped([Int])
  }

  /// A job and the positions of the subjects that it is about.
  struct OpenJob: Hashable {
    var reference: [UInt8]
    var positions: [Int]
  }

  func verdict() -> Verdict {
    let subjects = items.map(\.subject)
    switch finding() {
    case .failed(let verdict): return verdict
    case .notFound: return .items([Mark](repeating: .notFound, count: places).items(of: subjects))
    case .marks(let marks):
      if !items.isEmpty, marks.allSatisfy({ $0 == .accepted }) { return accepted(job: nil) }
      return .items(marks.items(of: subjects))
    case .accepted(let jobs): return accepted(job: jobs.first?.reference)
    case .dropped(let positions):
      var marks = [Mark](repeating: .retry, count: places)
      for position in positions { marks[position] = .rejected }
      return .items(marks.items(of: subjects))
    }
  }

  func finding() -> Finding {
    let kind = StatusClass(status)
    if case .redirect = kind { return .failed(.halted(Reason("redirect"))) }
    let answer = self.answer
    if let finding = declared(answer) { return finding }
    switch kind {
    case .success: return success(answer)
    case .redirect: return .failed(.halted(Reason("redirect")))
    case .credentials: return .failed(.halted(Reason("credentials")))
    case .transient: return .failed(.busy(Reason("status-\(status)"), retryAfter: retryAfter))
    case .conflict:
      return .failed(
        usesKey
          ? .busy(Reason("earlier-attempt-running"), retryAfter: retryAfter) : .rejected(Reason("status-409")))
    case .permanent:
      let isKeyReused = status == 422 && usesKey
      return .failed(isKeyReused ? .halted(Reason("key-reused")) : .rejected(Reason("status-\(status)")))
    case .unreadable: return .failed(.lost(Reason("unreadable-answer")))
    }
  }

  var answer: JSONValue? { JSONReader.readable(body, headers, types: rule.types) }

  /// Marks are one for each subject, and one for a selector, which has none.
  private var places: Int { max(items.count, 1) }

  var retryAfter: Span? { headers.retryAfter(now: now, own: rule.retry, answer: answer) }

  private func any(_ matches: [Match], _ answer: JSONValue?) -> Bool {
    matches.contains { $0.holds(status: status, answer: answer, headers: headers) }
  }

  /// The entry's own rules come before the general meaning of a status.
  private func declared(_ answer: JSONValue?) -> Finding? {
    if any(rule.busy, answer) { return .failed(.busy(Reason("partner-asks-to-wait"), retryAfter: retryAfter)) }
    let isSettled = any(rule.duplicate, answer) || any(rule.notFound, answer)
    if isSettled, Sniff.isMarkup(headers: headers, body: body) {
      return .failed(.halted(Reason("unexpected-content")))
    }
    if any(rule.duplicate, answer) { return repeated(answer) }
    if let bad = rule.badItems.first(where: { any($0.when, answer) }) { return dropped(bad, answer) }
    if any(rule.bisect, answer), items.count > 1 { return .failed(.cut(Reason("refused-for-one"))) }
    if any(rule.notFound, answer) {
      return items.count <= 1 ? .notFound : .failed(.rejected(Reason("not-found-in-batch")))
    }
    let isRefused = any(rule.rejected, answer) || any(rule.bisect, answer)
    return isRefused ? .failed(.rejected(Reason("refused-by-partner"))) : nil
  }

  /// What the partner has already is ours only where an attempt of ours may have brought it, or where it goes by our key.
  private func repeated(_ answer: JSONValue?) -> Finding {
    if case .job(.key) = rule.means, !key.isEmpty { return .accepted((try? jobs(answer)) ?? []) }
    return isRepeat ? .accepted((try? jobs(answer)) ?? []) : .failed(.lost(.unprovenRepeat))
  }

  private func dropped(_ rule: AnswerRule.BadItems, _ answer: JSONValue?) -> Finding {
    guard case .array(let values)? = answer.flatMap({ rule.path.find(in: $0, job: nil) }), !values.isEmpty else {
      return .failed(.rejected(Reason("refused-by-partner")))
    }
    let places = items.places(of: rule.identifier)
    var positions: Set<Int> = []
    for value in values {
      guard let key = rule.key.find(in: value, job: nil)?.reference, let found = places[key] else {
        return .failed(.rejected(Reason("unknown-item")))
      }
      positions.formUnion(found)
    }
    return .dropped(positions.sorted())
  }

  private func success(_ answer: JSONValue?) -> Finding {
    guard rule.success.statuses.contains(where: { $0.contains(status) }) else {
      return .failed(.lost(Reason("unexpected-status")))
    }
    if let verdict = content(answer) { return .failed(verdict) }
    if any(rule.fault, answer) { return .failed(.rejected(Reason("fault-in-answer"))) }
    if Flaws.isStated(in: answer, besides: rule.firstNames) { return .failed(.rejected(Reason("fault-in-answer"))) }
    guard rule.success.holds(status: status, answer: answer, headers: headers, proves: .success) else {
      return .failed(.lost(Reason("success-not-stated")))
    }
    if let verdict = counted(answer) { return .failed(verdict) }
    switch rule.means {
    case .accepted: return .accepted([])
    case .job, .jobs:
      guard let jobs = try? jobs(answer) else { return .failed(.lost(Reason("no-job-in-answer"))) }
      return .accepted(jobs)
    case .done(let outcome):
      return .marks([Mark](repeating: outcome == .partlyDeleted ? .partly : .deleted, count: places))
    case .items(let rule):
      switch ItemTally(rule: rule, items: items).marks(of: answer) {
      case .success(let marks): return .marks(marks)
      case .failure(let failure): return .failed(failure.verdict)
      }
    }
  }

  /// `nil` where the numbers fit.
  private func counted(_ answer: JSONValue?) -> Verdict? {
    guard let count = rule.count else { return nil }
    func number(_ path: JSONPath) -> Int? { answer.flatMap { path.find(in: $0, job: nil) }?.integer }
    let fits = count.path.map { number($0) == items.count } ?? true
    let isClean = count.invalid.map { number($0) == 0 } ?? true
    if fits, isClean { return nil }
    switch count.differs {
    case .inDoubt: return .lost(Reason("count-differs"))
    case .bisect: return items.count > 1 ? .cut(Reason("count-differs")) : .rejected(Reason("refused-by-partner"))
    case .person: return .rejected(Reason("count-differs"))
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
      if let type = headers.mediaType, !body.isEmpty, !Judge.isJSON(type), !rule.types.contains(type) {
        return .halted(Reason("unexpected-content"))
      }
      return answer == nil ? .lost(Reason("unreadable-answer")) : nil
    }
  }

  static func isJSON(_ type: String) -> Bool {
    type == "application/json" || type == "text/json" || type.hasSuffix("+json")
  }

  private func accepted(job: [UInt8]?) -> Verdict {
    .accepted(Acceptance(grade: .acceptedUnsigned, job: job, askAfter: retryAfter))
  }
}
