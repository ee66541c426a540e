import Workflow

/// How a job is asked about, and what its states mean.
struct PollRule: Hashable, Sendable {
  var call: Call
  /// `nil` = the route's own.
  var endpoint: Endpoint?
  var success: Match
  var types: [String] = []
  var unknown: [Match] = []
  var find: Find?
  /// `nil` = the conditions below tell.
  var state: JSONPath?
  var words: [Word] = []
  /// What a state that is not listed means.
  var otherwise: Otherwise?
  var done: [Match] = []
  var failed: [Match] = []
  var pending: [Match] = []
  /// The job is done, and found nothing to delete.
  var notFound: [Match] = []
  var items: ItemRule?
  /// Where the answer to the deletion named the job: an answer that names another one there is not about ours.
  var echo: Echo?
  /// Asked once when the job is done: its items tell what became of the subjects.
  var result: Result?

  /// The job's entry in a list of all jobs.
  struct Find: Hashable, Sendable {
    var path: JSONPath
    var key: JSONPath
    var pages: Pages?
  }

  struct Echo: Hashable, Sendable {
    var path: JSONPath
    var lastOf: UInt8?
  }

  struct Word: Hashable, Sendable {
    var text: [UInt8]
    var state: JobState
  }

  enum Otherwise: String, CaseIterable, Hashable, Sendable { case pending, unknown }

  struct Result: Hashable, Sendable {
    var call: Call
    var endpoint: Endpoint?
    var success: Match
    var types: [String]
    var items: ItemRule
  }

  /// Whether it can ever say that something was deleted.
  var claims: Bool {
    words.contains { $0.state == .done || $0.state == .partial } || !done.isEmpty || result?.items.claims == true
  }

  /// The names at the head of the answer that the rule looks at itself.
  var firstNames: Set<[UInt8]> {
    let paths = [state, items?.path, find?.path].compactMap(\.self)
    return Set(paths.compactMap(\.firstName))
      .union((done + failed + pending + notFound + [success]).flatMap(\.firstNames))
  }

  /// Whether asking takes more than one call.
  var needsMemory: Bool { result != nil || find?.pages != nil }
}

enum JobState: String, CaseIterable, Hashable, Sendable {
  case pending, done, partial, failed, retry
  case notFound = "not-found"
}
