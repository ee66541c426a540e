import Workflow

/// How far a dispatch has come in its flow: all that must survive a crash, and nothing that can be computed again.
///
/// Holds found values, which may be personal or secret: not printable, and kept only sealed.
struct FlowPosition: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// Of the passes that the dispatch goes through, of the slices, of the rounds.
  var lane = 0
  var slice = 0
  var round = 0
  /// Of `Flow.calls`.
  var call = 0
  /// The next row of the loop, and of the list inside it.
  var row = 0
  var sub = 0
  /// `nil` = the first.
  var page: [UInt8]?
  /// Digests of the pages read for the present row.
  var seen: [UInt64] = []
  /// By call.
  var found: [[FlowRow]]
  /// Positions of the subjects that still take part in this lane, slice and round.
  var active: [Int]
  /// Those who took part when the call that is asked again was first made.
  var base: [Int] = []
  /// A row was nobody's whom we asked about.
  var hasStranger = false
  /// Deletion calls answered in this lane, slice and round.
  var deletions = 0
  /// Calls answered that change something at the partner: tells their keys apart.
  var written = 0
  /// By position; one for a selector.
  var marks: [Mark?]
  var jobs: [Job] = []
  /// All calls are answered; what is open are the jobs.
  var isAsking = false
  /// Calls are left: they wait until no job is open.
  var isPaused = false
  /// The first open job is done; what is still asked for is its result.
  var wantsResult = false

  init(calls: Int, items: Int, active: [Int]) {
    found = Array(repeating: [], count: calls)
    self.active = active
    marks = Array(repeating: nil, count: max(items, 1))
  }

  struct Job: Hashable, Sendable {
    var reference: [UInt8]
    /// Of the dispatch's subjects.
    var positions: [Int]
    /// Of the passes that the dispatch goes through.
    var lane: Int
    /// What the poll's slots are filled with, by call.
    var rows: [Int: FlowRow]
    /// `FlowPosition.written` of the call that began it: its key is the poll's key.
    var written = 0
  }

  var description: String { "flow at call \(call), values withheld" }
  var customMirror: Mirror { Mirror(self, children: ["call": call]) }
}

extension FlowPosition {
  mutating func mark(_ positions: [Int], _ mark: Mark) {
    for position in positions where marks.indices.contains(position) {
      marks[position] = mark.joined(marks[position])
    }
  }

  mutating func leaveOut(_ positions: [Int]) {
    let out = Set(positions)
    active.removeAll { out.contains($0) }
  }

  /// Also for the rounds to come.
  mutating func drop(_ positions: [Int], _ mark: Mark) {
    self.mark(positions, mark)
    leaveOut(positions)
    let out = Set(positions)
    base.removeAll { out.contains($0) }
  }

  /// The next call begins at its first row and page.
  mutating func enter(_ call: Int) {
    self.call = call
    (row, sub, page, seen, hasStranger) = (0, 0, nil, [], false)
  }

  /// A fresh lane or slice: what was found belongs to the one before.
  mutating func beginAnew(_ active: [Int]) {
    found = Array(repeating: [], count: found.count)
    self.active = active
    (round, deletions) = (0, 0)
    enter(0)
  }
}
