import Workflow

/// Where a partner says when to come again, beside `Retry-After`.
struct RetryRule: Hashable, Sendable {
  /// In order; the first that makes sense counts.
  var headers: [Header] = []
  var fields: [Field] = []

  struct Header: Hashable, Sendable {
    var name: String
    var form: Form
  }

  struct Field: Hashable, Sendable {
    var path: JSONPath
    var form: Form
  }

  enum Form: String, CaseIterable, Hashable, Sendable {
    case seconds
    /// Any of HTTP's three forms, or RFC 3339.
    case date
    case epoch
    case epochMilliseconds = "epoch-ms"
  }

  func wait(headers lines: AnswerHeaders, answer: JSONValue?, now: Instant) -> Span? {
    for header in headers {
      if let value = lines.first(header.name), let span = RetryAfter.span(value, as: header.form, now: now) {
        return span
      }
    }
    for field in fields {
      if let value = answer.flatMap({ field.path.find(in: $0, job: nil) })?.text,
        let span = RetryAfter.span(value, as: field.form, now: now)
      {
        return span
      }
    }
    return nil
  }
}
