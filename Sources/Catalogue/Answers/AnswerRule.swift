import Workflow

/// A partner's own rule for reading its answers. Nothing is a success until it holds.
struct AnswerRule: Hashable, Sendable {
  var success: Match
  /// One of these makes a 2xx a fault.
  var fault: [Match] = []
  var content: Content = .json
  /// Media types besides JSON's own that may carry the answer.
  var types: [String] = []
  var means: Means
  var busy: [Match] = []
  var notFound: [Match] = []
  var rejected: [Match] = []
  /// An earlier attempt arrived: as good as accepted.
  var duplicate: [Match] = []
  /// The batch was refused because of one of its subjects.
  var bisect: [Match] = []
  /// The first whose condition holds tells.
  var badItems: [BadItems] = []
  var count: CountRule?
  var retry = RetryRule()

  enum Content: String, CaseIterable, Hashable, Sendable { case json, empty, any }

  /// What a success says.
  enum Means: Hashable, Sendable {
    case job(JobReference)
    /// One job for each subject.
    case jobs(JobsRule)
    case accepted
    case done(Outcome)
    case items(ItemRule)
  }

  enum JobReference: Hashable, Sendable {
    case path(JSONPath, lastOf: UInt8? = nil)
    case header(String, lastOf: UInt8? = nil)
    /// We name the job: by our own key, in the form in which the call carries it.
    case key(Slot.KeyForm)
  }

  struct JobsRule: Hashable, Sendable {
    var path: JSONPath
    var id: JSONPath
    var match: ItemRule.By
  }

  /// The answer names the subjects that must be left out; the rest goes again at once.
  struct BadItems: Hashable, Sendable {
    var when: [Match]
    var path: JSONPath
    var key: JSONPath
    var identifier: Naming
  }

  /// Numbers that must fit what was sent.
  struct CountRule: Hashable, Sendable {
    /// Must equal the number of subjects sent.
    var path: JSONPath?
    /// Must be 0.
    var invalid: JSONPath?
    var differs: Differs = .inDoubt

    enum Differs: String, CaseIterable, Hashable, Sendable {
      case inDoubt = "in-doubt"
      case bisect, person
    }
  }

  /// Whether the partner says by an answer that it deleted.
  var claims: Bool {
    switch means {
    case .job, .jobs, .accepted: false
    case .done: true
    case .items(let rule): rule.claims
    }
  }

  /// The names at the head of the answer that the rule looks at itself.
  var firstNames: Set<[UInt8]> {
    let conditions = [success] + fault + busy + notFound + rejected + duplicate + bisect + badItems.flatMap(\.when)
    var paths = [count?.path, count?.invalid].compactMap(\.self) + badItems.map(\.path)
    switch means {
    case .job(.path(let path, _)): paths.append(path)
    case .jobs(let rule): paths.append(rule.path)
    case .items(let rule): paths.append(rule.path)
    case .job(.header), .job(.key), .accepted, .done: break
    }
    return Set(conditions.flatMap(\.firstNames) + paths.compactMap(\.firstName))
  }

  /// Whether reading it needs more memory than one answer's.
  var needsMemory: Bool {
    if case .jobs = means { return true }
    return !badItems.isEmpty
  }
}

/// How an answer speaks of single subjects.
struct ItemRule: Hashable, Sendable {
  var path: JSONPath
  var match: By
  var states: States
  /// What silence about a subject means.
  var missing: Missing
  /// The partner leaves the list out where it has nothing to list.
  var mayBeAbsent = false

  enum By: Hashable, Sendable {
    /// The answer's order is the request's.
    case index
    /// The position in the request stands in a field, counted from `from`.
    case indexField(JSONPath, from: Int = 0)
    /// An identifier is repeated in a field.
    case key(JSONPath, Naming)
    /// An identifier is the member's name.
    case members(Naming)
    /// Only examples are listed: once there is one, nothing is known of those it does not name.
    case sample(key: JSONPath?, Naming?)
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
