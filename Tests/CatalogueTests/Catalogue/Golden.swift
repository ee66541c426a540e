import Testing
import Workflow

@testable import Catalogue

/// One exchange with one partner, as it should look on the wire, and what each of its answers means.
struct Golden: Sendable, CustomTestStringConvertible {
  let partner: String
  let lane: String
  let people: [[IdentifierKind: String]]
  /// The call that signs in, where there is one.
  var signIn: String?
  let request: String
  let answers: [Heard]
  var poll: Poll?

  struct Heard: Sendable {
    let status: Int
    let body: String
    var headers: [String: String] = [:]
    /// In the words of `Verdict.words`.
    let means: String
  }

  /// Questions about the job `job-1`.
  struct Poll: Sendable {
    let request: String
    let answers: [Heard]
  }

  init(
    _ partner: String, _ lane: String, _ people: [[IdentifierKind: String]], signIn: String? = nil, request: String,
    answers: [Heard], poll: Poll? = nil
  ) {
    (self.partner, self.lane, self.people) = (partner, lane, people)
    (self.signIn, self.request, self.answers, self.poll) = (signIn, request, answers, poll)
  }

  var testDescription: String { partner }

  var items: [BatchItem] {
    people.enumerated().map { BatchItem(subject: $0.offset, values: $0.element.mapValues { Array($0.utf8) }) }
  }

  static let all = analytics + ads + mail + others
}

extension Golden.Heard {
  /// An answer in JSON, or without a body.
  static func says(_ status: Int, _ body: String, _ means: String, _ headers: [String: String] = [:]) -> Self {
    Self(status: status, body: body, headers: headers, means: means)
  }

  /// What every partner may answer, and what it means everywhere.
  static let common: [Self] = [
    .says(401, "", "halted credentials"), .says(302, "", "halted redirect"),
    .says(429, "", "busy status-429 1m", ["Retry-After": "60"]), .says(503, "", "busy status-503"),
  ]

  var answerHeaders: AnswerHeaders {
    let type = body.isEmpty ? [:] : ["Content-Type": "application/json; charset=utf-8"]
    return AnswerHeaders(headers.merging(type) { own, _ in own }.map { (name: $0.key, value: Array($0.value.utf8)) })
  }
}

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
    }
  }
}

extension PollVerdict {
  var words: String {
    switch self {
    case .pending: "pending"
    case .items(let items): items.words
    case .unknown(let reason): "unknown \(reason)"
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
