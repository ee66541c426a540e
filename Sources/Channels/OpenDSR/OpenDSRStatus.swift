import Catalogue
import Curl
import Workflow

/// What the states and the HTTP codes of OpenDSR mean. The standard itself has no state for a failure.
enum OpenDSRStatus {
  /// - Parameter grade: What a claim of this partner proves: signed or not.
  static func meaning(of state: OpendsrRoute.State?, for subjects: SubjectRanges, grade: Grade) -> PollVerdict {
    switch state {
    case .pending, .inProgress: .pending(askAfter: nil)
    case .completed: .items([Item(subjects: subjects, standing: .settled(.deleted, grade, nil))])
    case .notFound: .items([Item(subjects: subjects, standing: .settled(.notFound, grade, nil))])
    case .cancelled: .items([Item(subjects: subjects, standing: .needsPerson(Reason("cancelled-by-partner")))])
    case .failed: .items([Item(subjects: subjects, standing: .needsPerson(Reason("failed-at-partner")))])
    case nil: .unanswered(Reason("unknown-state"), retryAfter: nil)
    }
  }

  static func verdict(_ exchange: Exchange, now: Instant) -> Verdict {
    switch exchange.status {
    case 401, 403: .halted(Reason("credentials"))
    case 408, 425, 429, 500..<600: .busy(Reason("status-\(exchange.status)"), retryAfter: wish(exchange))
    case 300..<400: .halted(Reason("redirect"))
    // The id is ours and fixed: a duplicate means that an earlier attempt arrived, so the processor is asked about it.
    case 409: .busy(Reason("earlier-attempt-running"), retryAfter: wish(exchange))
    case 400..<500: .rejected(Reason("status-\(exchange.status)"))
    case _: .lost(Reason("unexpected-status"))
    }
  }

  static func pollVerdict(_ exchange: Exchange, now: Instant) -> PollVerdict {
    switch exchange.status {
    case 401, 403: .halted(Reason("credentials"))
    case 300..<400: .halted(Reason("redirect"))
    case 404, 410: .unknown(Reason("job-unknown"))
    case _: .unanswered(Reason("status-\(exchange.status)"), retryAfter: wish(exchange))
    }
  }

  private static func wish(_ exchange: Exchange) -> Span? {
    exchange.header("Retry-After").flatMap { Int64($0) }.map { .seconds(max(0, min($0, 604_800))) }
  }
}
