import Workflow

/// A partner's own rule for reading its answers. Nothing is a success until it holds.
struct AnswerRule: Hashable, Sendable {
  var success: Match
  var fault: Match?
  var content: Content
  /// Media types besides JSON's own that may carry the answer.
  var types: [String]
  var means: Means
  var busy: [Match] = []
  var notFound: [Match] = []
  var rejected: [Match] = []
  /// An earlier attempt arrived: as good as accepted.
  var duplicate: [Match] = []
  /// Must equal the number of subjects sent.
  var count: JSONPath?
  var retryHeader: RetryHeader?

  enum Content: String, CaseIterable, Hashable, Sendable { case json, empty, any }

  /// What a success says.
  enum Means: Hashable, Sendable {
    case job(JobReference)
    case accepted
    case done(Outcome)
    case items(ItemRule)
  }

  enum JobReference: Hashable, Sendable {
    case path(JSONPath)
    case header(String)
  }

  /// Whether the partner says by an answer that it deleted.
  var claims: Bool {
    switch means {
    case .job, .accepted: false
    case .done: true
    case .items(let rule): rule.claims
    }
  }
}

/// A condition on one answer: all parts that are given have to hold.
struct Match: Hashable, Sendable {
  /// Empty = any.
  var statuses: [ClosedRange<Int>] = []
  var path: JSONPath?
  /// One of these texts; empty = `path` only has to say something.
  var words: [[UInt8]] = []
  /// None of these texts.
  var notWords: [[UInt8]] = []

  func holds(status: Int, answer: JSONValue?, job: [UInt8]? = nil) -> Bool {
    guard statuses.isEmpty || statuses.contains(where: { $0.contains(status) }) else { return false }
    guard let path else { return true }
    let found = answer.flatMap { path.find(in: $0, job: job) }
    if !notWords.isEmpty, let text = found?.text, notWords.contains(text) { return false }
    guard !words.isEmpty else { return notWords.isEmpty ? found?.isPresent == true : found != nil }
    return found?.text.map(words.contains) == true
  }
}

/// How an answer speaks of single subjects.
struct ItemRule: Hashable, Sendable {
  var path: JSONPath
  var match: By
  var states: States
  /// What silence about a subject means.
  var missing: Missing

  enum By: Hashable, Sendable {
    /// The answer's order is the request's.
    case index
    /// The position in the request stands in a field, from 0.
    case indexField(JSONPath)
    /// An identifier is repeated in a field.
    case key(JSONPath, IdentifierKind)
    /// An identifier is the member's name.
    case members(IdentifierKind)
  }

  enum States: Hashable, Sendable {
    /// Being listed says it all.
    case listed(ItemState)
    case words(path: JSONPath, [Word])
  }

  struct Word: Hashable, Sendable {
    var text: [UInt8]
    var state: ItemState
  }

  enum Missing: String, CaseIterable, Hashable, Sendable {
    case inDoubt = "in-doubt"
    case accepted, deleted
  }

  var claims: Bool {
    if missing == .deleted { return true }
    switch states {
    case .listed(let state): return state == .deleted
    case .words(_, let words): return words.contains { $0.state == .deleted }
    }
  }
}

enum ItemState: String, CaseIterable, Hashable, Sendable {
  case deleted
  case notFound = "not-found"
  case accepted
  case retry
  case refused
}

/// How a job is asked about, and what its states mean.
struct PollRule: Hashable, Sendable {
  var call: Call
  var success: Match
  var types: [String]
  var unknown: [Match]
  var find: Find?
  var state: JSONPath
  var words: [Word]
  var items: ItemRule?

  /// The job's entry in a list of all jobs.
  struct Find: Hashable, Sendable {
    var path: JSONPath
    var key: JSONPath
  }

  struct Word: Hashable, Sendable {
    var text: [UInt8]
    var state: JobState
  }
}

enum JobState: String, CaseIterable, Hashable, Sendable {
  case pending, done, partial, failed, retry
  case notFound = "not-found"
}
