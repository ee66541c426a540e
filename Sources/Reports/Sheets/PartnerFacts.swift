import Ledger
import Workflow

/// What one partner was told and what it said in one wave, added up from the ledger's lines.
///
/// Memory: some bits per subject, and a row for each different thing that happened; it does not grow with the lines.
struct PartnerFacts {
  struct Ending: Hashable {
    var outcome: LedgerOutcome
    var grade: LedgerGrade?
    var reason: LedgerCode?
    /// The partner's own statement, `2026-03-01`.
    var backupsUntil: String?
  }

  /// Lines that say the same, but of other subjects or at another time.
  enum Event: Hashable {
    case sent(route: LedgerCode, result: LedgerResult, grade: LedgerGrade?, reason: LedgerCode?)
    case cameIn(via: LedgerVia, outcome: LedgerOutcome?, grade: LedgerGrade?, reason: LedgerCode?)
  }

  struct Line {
    var index: UInt64
    var entry: Entry
  }

  /// As many lines as fit a page beside the tables are listed one by one.
  static let listed = 12

  var details: WavePartner
  let population: Int
  private(set) var ladder: [Rung: Seen] = [:]
  private(set) var endings: [Ending: Seen] = [:]
  private(set) var events: [Event: Seen] = [:]
  private(set) var lines: [Line] = []
  private(set) var lineCount = 0
  private(set) var disputes = Disputes()
  private var reached: [Rung: SubjectBits] = [:]
  /// Requests by pattern that reached a rung, by dispatch; there are few.
  private var requests: [Rung: Set<String>] = [:]
  private var settled = SubjectBits()

  init(details: WavePartner, population: Int) {
    (self.details, self.population) = (details, population)
  }

  /// Subjects without an outcome.
  var open: Int { max(0, population - settled.count) }
  var hasSelector: Bool { details.scope != .subjects }

  mutating func add(_ entry: Entry, at index: UInt64) {
    switch entry {
    case .dispatch(let dispatch): add(dispatch, at: index)
    case .answer(let answer): add(answer, at: index)
    case .outcome(let outcome): add(outcome, at: index)
    case .genesis, .matter, .waveOpen, .hold, .release, .amend, .key, .anchor, .shred, .waveClose: return
    }
    lineCount += 1
    if lines.count < Self.listed { lines.append(Line(index: index, entry: entry)) }
  }

  private mutating func add(_ entry: DispatchEntry, at index: UInt64) {
    let moment = entry.sentAt ?? entry.at
    let (subjects, selectors) = (entry.subjects?.count ?? 0, entry.subjects == nil ? 1 : 0)
    events.note(
      .sent(route: entry.route, result: entry.result, grade: entry.grade, reason: entry.reason), at: moment,
      index: index, subjects: subjects, selectors: selectors)
    guard entry.result == .accepted else { return }
    reach(.issued, entry.subjects, of: entry.dispatch, at: moment, index: index)
    for rung in entry.grade?.grade.rungs ?? [] where rung <= .receiptConfirmed {
      reach(rung, entry.subjects, of: entry.dispatch, at: moment, index: index)
    }
  }

  private mutating func add(_ entry: AnswerEntry, at index: UInt64) {
    let moment = entry.answeredAt ?? entry.at
    let (subjects, selectors) = (entry.subjects?.count ?? 0, entry.subjects == nil ? 1 : 0)
    events.note(
      .cameIn(via: entry.via, outcome: entry.outcome, grade: entry.grade, reason: entry.reason), at: moment,
      index: index, subjects: subjects, selectors: selectors)
    for rung in entry.grade?.grade.rungs ?? [] where Self.reaches(rung, entry.outcome) {
      reach(rung, entry.subjects, of: entry.dispatch, at: moment, index: index, except: settled)
    }
    disputes.add(entry, of: spans(entry.subjects, except: settled), settled: settled, at: index)
  }

  /// A claim of deletion is one only where the partner says "deleted"; a probe verifies only what it no longer finds.
  private static func reaches(_ rung: Rung, _ outcome: LedgerOutcome?) -> Bool {
    switch (rung, outcome) {
    case (.issued, _): false
    case (.delivered, _), (.receiptConfirmed, _): true
    case (.claimed, .deleted), (.claimed, .partlyDeleted): true
    case (.verified, .deleted), (.verified, .partlyDeleted), (.verified, .notFound): true
    case (.claimed, _), (.verified, _): false
    }
  }

  private mutating func add(_ entry: OutcomeEntry, at index: UInt64) {
    let key = Ending(
      outcome: entry.outcome, grade: entry.grade, reason: entry.reason, backupsUntil: entry.residual?.backupsUntil)
    let everyone = population > 0 ? [0...(population - 1)] : []
    let new = (entry.subjects.map(spans) ?? everyone).reduce(0) { $0 + settled.insert($1) }
    endings.note(key, at: entry.at, index: index, subjects: new)
  }

  /// A rung counts a subject once, and a request by pattern once.
  private mutating func reach(
    _ rung: Rung, _ ranges: IndexRanges?, of dispatch: String?, at moment: LedgerTime, index: UInt64,
    except settled: SubjectBits? = nil
  ) {
    let isRequest = ranges == nil && hasSelector
    let spans = isRequest ? [] : spans(ranges, except: settled)
    let new = spans.reduce(0) { $0 + reached[rung, default: SubjectBits()].insert($1) }
    let isNew = isRequest && note(dispatch, at: rung)
    ladder.note(rung, at: moment, index: index, subjects: new, selectors: isNew ? 1 : 0)
  }

  /// What names no dispatch speaks of those there are.
  private mutating func note(_ dispatch: String?, at rung: Rung) -> Bool {
    guard let dispatch = dispatch ?? (requests[rung] == nil ? "" : nil) else { return false }
    return requests[rung, default: []].insert(dispatch).inserted
  }

  /// An answer that names nobody speaks of everyone the partner was told about who is still open, or of all of them
  /// where nobody is.
  private func spans(_ ranges: IndexRanges?, except settled: SubjectBits? = nil) -> [ClosedRange<Int>] {
    if let ranges { return spans(ranges) }
    let everyone = population > 0 ? [0...(population - 1)] : []
    let told = hasSelector ? everyone : spans(details.subjects)
    guard let settled else { return told }
    let open = told.flatMap { settled.gaps(in: $0) }
    return open.isEmpty ? told : open
  }

  /// What lies beyond the wave's subjects is the verifier's business; here it must not ask for memory.
  private func spans(_ ranges: IndexRanges) -> [ClosedRange<Int>] {
    ranges.spans.filter { $0.first < population }.map { $0.first...min($0.last, population - 1) }
  }
}
