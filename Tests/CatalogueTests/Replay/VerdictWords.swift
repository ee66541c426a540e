import Workflow

@testable import Catalogue

extension Verdict {
  /// Short enough for a table: `accepted job-1`, `deleted 0...1`, `busy status-429 1m`.
  var words: String {
    switch self {
    case .notSent(let reason): "not-sent \(reason)"
    case .lost(let reason): "lost \(reason)"
    case .busy(let reason, let wait): "busy \(reason)" + (wait.map { " \($0.words)" } ?? "")
    case .rejected(let reason): "rejected \(reason)"
    case .halted(let reason): "halted \(reason)"
    case .accepted(let acceptance): (["accepted"] + (acceptance.job.map { [$0.text] } ?? [])).joined(separator: " ")
    case .items(let items): items.words
    case .proceeding(let reason): "proceeding \(reason)"
    case .cut(let reason): "cut \(reason)"
    }
  }
}

extension PollVerdict {
  var words: String {
    switch self {
    case .pending: "pending"
    case .taken(let grade, let reason): "taken \(grade.rawValue) \(reason)"
    case .proceeding(let reason): "proceeding \(reason)"
    case .items(let items): items.words
    case .unknown(let reason): "unknown \(reason)"
    case .continuing(let reason): "continuing \(reason)"
    case .unanswered(let reason, _): "unanswered \(reason)"
    case .halted(let reason): "halted \(reason)"
    }
  }
}

extension [Item] {
  fileprivate var words: String {
    map { item in
      let standing =
        switch item.standing {
        case .settled(let outcome, _, _): outcome.rawValue
        case .accepted: "accepted"
        case .tryAgain(let reason): "again \(reason)"
        case .inDoubt(let reason): "in-doubt \(reason)"
        case .needsPerson(let reason): "person \(reason)"
        }
      return "\(standing) \(item.subjects.indices.map(String.init).joined(separator: ","))"
    }.joined(separator: "; ")
  }
}

extension [UInt8] {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
