import Workflow

/// The calls of a partner that takes more than one: what is looked up before, the deletion, what comes after.
struct Flow: Hashable, Sendable {
  /// In the order in which they are made; exactly one is the deletion.
  var calls: [FlowCall]
  var slices: Slices?
  /// Whether questions about a job hold something that a step found.
  var pollsFound = false

  static let rowLimit = 10_000
  static let pageLimit = 10_000
  static let roundLimit = 1000
  static let memoryLimit = 1 << 20
  static let valueLimit = 4096

  var deletion: Int { calls.firstIndex { $0.role == .deletion } ?? 0 }
  /// Where a new round begins; `nil` where nothing is asked again.
  var again: Int? { calls.firstIndex { $0.again != nil } }
  var deciding: Int { calls.lastIndex { $0.decides } ?? deletion }

  /// The matter's window in pieces.
  struct Slices: Hashable, Sendable {
    var every: Span
    /// `to` is the last second of the piece, not the first one after it.
    var isInclusive: Bool

    /// At most this many pieces.
    static let limit = 10_000

    func count(from: Instant, to: Instant) -> Int {
      let length = (to - from).milliseconds
      guard length > 0 else { return 0 }
      let whole = (length + every.milliseconds - 1) / every.milliseconds
      return whole > Int64(Slices.limit) ? Slices.limit + 1 : Int(whole)
    }

    func bounds(_ index: Int, from: Instant, to: Instant) -> (from: Instant, to: Instant) {
      let begin = Instant(milliseconds: from.milliseconds + Int64(index) * every.milliseconds)
      let end = min(Instant(milliseconds: begin.milliseconds + every.milliseconds), to)
      return (begin, isInclusive ? Instant(milliseconds: end.milliseconds - 1000) : end)
    }
  }
}

/// One call of a flow.
struct FlowCall: Hashable, Sendable {
  enum Role: Hashable, Sendable { case step, deletion, after }

  var name: String
  var role: Role
  var call: Call
  /// `nil` = the route's own.
  var endpoint: Endpoint?
  /// Changes nothing at the partner: repeated at will.
  var reads: Bool
  /// Made once for each row of this earlier call.
  var loop: Int?
  /// Lists the rows of this earlier call.
  var lists: Int?
  /// The same for everybody: its rows are kept so long.
  var once: Span?
  var pages: Pages?
  /// When it succeeded; of the deletion and of a deciding call, also what that means.
  var answer: AnswerRule
  /// Whether its answer says what became of the subjects.
  var decides = false
  var finds: Finds?
  var nothing = Nothing.notFound
  var count: Count?
  /// After the deletion asked again until nothing is found, at most so many rounds.
  var again: Int?
  /// Names subjects, directly or by rows that were found by naming them.
  var isPersonal: Bool

  /// What it means that no row was found.
  enum Nothing: String, CaseIterable, Hashable, Sendable {
    case notFound = "not-found"
    case proceed, person
  }

  struct Count: Hashable, Sendable {
    var path: JSONPath
    var atMost: Int
  }
}

/// Which rows an answer holds.
struct Finds: Hashable, Sendable {
  var path: JSONPath
  var values: [Value]
  /// One of them holds for a row; empty = every row.
  var conditions: [Match]
  var match: Owner?
  /// More rows than this of one call are more than it can have: the partner may have overlooked whom we asked about.
  var atMost: Int?
  /// An answer without the list, or with null in its place, is an empty one.
  var mayBeAbsent = false

  struct Value: Hashable, Sendable {
    var name: String
    var path: JSONPath
    /// The value is what stands behind the last of these, as in an address.
    var lastOf: UInt8?

    func found(in row: JSONValue) -> [UInt8]? {
      guard let text = path.find(in: row, job: nil)?.reference else { return nil }
      return lastOf.flatMap { text.split(separator: $0).last }.map(Array.init) ?? text
    }
  }

  /// Whose row it is.
  struct Owner: Hashable, Sendable {
    var key: JSONPath
    var identifier: Naming
  }
}

/// What a slot such as `{people.id}` stands for.
struct FoundName: Hashable, Sendable {
  /// Positions among the flow's calls and the call's values.
  var step: Int
  var value: Int
  var text: String
  /// Its call names subjects, or parts of the selector.
  var isPersonal: Bool
  var selects: Bool
}

/// One row that a call found. Not printable.
struct FlowRow: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// As `Finds.values`; `nil` where the row lacks the value.
  var values: [[UInt8]?]
  /// Positions of the dispatch's subjects; `nil` = all of them.
  var owners: [Int]?
  /// The row that its call was made for.
  var parent: Int?

  var description: String { "row, values withheld" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
