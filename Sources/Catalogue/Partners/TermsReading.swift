import Workflow
import Yams

extension Route {
  /// Whether the program itself sends; a portal is a person's task.
  var sends: Bool {
    switch self {
    case .api, .opendsr, .ddrf, .drp, .email, .file: true
    case .portal: false
    }
  }
}

extension EntryReading {
  /// - Returns: `nil` where none are given and none are needed, or after a mistake.
  func readTerms(_ route: Route?) -> Terms? {
    guard let fields = fields.mapping("terms") else {
      if let route, route.sends { reportNoDoubt(fields) }
      return nil
    }
    let doubt = fields.choice("in-doubt", InDoubtPolicy.self)
    if !fields.has("in-doubt"), route?.sends == true { reportNoDoubt(fields) }
    var terms = Terms(inDoubt: doubt ?? .neverRepeat)
    terms.retry = readRetry(fields)
    terms.completesWithin = positive(fields.span("completes-within"), "completes-within", fields)
    terms.answerWithin = positive(fields.span("answer-within"), "answer-within", fields) ?? terms.answerWithin
    terms.reminders = fields.list("reminders").compactMap { node in
      guard let text = fields.text(of: node, "reminders") else { return nil }
      if let span = Span(written: text) { return span }
      sheet.report(
        at: node, "\(fields.name): 'reminders' is not a length of time: '\(text.shown)'",
        "Write a number and a unit: 7d, 14d.")
      return nil
    }
    if terms.reminders != terms.reminders.sorted() {
      fields.report(
        "\(fields.name): 'reminders' must rise", "They are counted from the day the instruction was issued.")
    }
    terms.limits = readLimits(fields)
    fields.finish()
    return terms
  }

  private func reportNoDoubt(_ fields: Fields) {
    fields.report(
      "\(fields.name): 'in-doubt' is missing: what to do when bytes may have left and no answer came",
      "Add 'terms: {in-doubt: ...}'. Known: \(InDoubtPolicy.allCases.map(\.rawValue).joined(separator: ", ")). There is no default."
    )
  }

  private func readRetry(_ fields: Fields) -> RetrySchedule {
    var retry = RetrySchedule()
    retry.attempts = fields.integer("attempts", in: 1...1000) ?? retry.attempts
    if let backoff = fields.mapping("backoff") {
      retry.base = positive(backoff.span("base"), "base", backoff) ?? retry.base
      retry.cap = positive(backoff.span("cap"), "cap", backoff) ?? retry.cap
      if retry.cap < retry.base {
        backoff.report("\(backoff.name): 'cap' is shorter than 'base'", "Make 'cap' the longest wait.")
      }
      backoff.finish()
    }
    return retry
  }

  func positive(_ span: Span?, _ key: String, _ fields: Fields) -> Span? {
    guard let span, span <= .zero else { return span }
    fields.report("\(fields.name): '\(key)' must be longer than nothing")
    return nil
  }

  /// `first`, `every`, `give-up` of a section that polls.
  func readSchedule(_ fields: Fields) -> PollSchedule? {
    for key in ["first", "every", "give-up"] { _ = fields.required(key) }
    let first = fields.span("first")
    let every = positive(fields.span("every"), "every", fields)
    let giveUp = positive(fields.span("give-up"), "give-up", fields)
    guard let first, let every, let giveUp else { return nil }
    if giveUp <= first {
      fields.report("\(fields.name): 'give-up' comes before the first question", "Let it be later than 'first'.")
    }
    return PollSchedule(first: first, every: every, giveUp: giveUp)
  }
}
