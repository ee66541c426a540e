import Ledger
import Store
import Workflow

/// A ledger's lines as their corrections have them. A correction that does not fit changes nothing here; `ledger verify`
/// tells of it.
struct CorrectedLines {
  let reader: LedgerReader
  private let corrections: [Int: [AmendEntry]]

  init(_ reader: LedgerReader) throws {
    self.reader = reader
    let mark = Array("\"kind\":\"amend/1\"".utf8)
    var corrections: [Int: [AmendEntry]] = [:]
    try reader.forEachEntry { _, line in
      guard CorrectedLines.holds(line, mark), case .amend(let entry) = try Entry.parse(Array(line)) else { return }
      corrections[entry.index, default: []].append(entry)
    }
    self.corrections = corrections
  }

  /// - Parameter body: Gets each line that holds `word`; all lines without one.
  func forEach(holding word: String? = nil, _ body: (_ index: Int, _ entry: Entry) throws -> Void) throws {
    let mark = word.map { Array($0.utf8) }
    try reader.forEachEntry { index, line in
      if let mark, !CorrectedLines.holds(line, mark) { return }
      try body(Int(index), try corrected(Array(line), at: Int(index)))
    }
  }

  func entry(at index: Int) throws -> Entry { try corrected(try reader.entry(at: UInt64(index)), at: index) }

  private func corrected(_ line: [UInt8], at index: Int) throws -> Entry {
    var (bytes, entry) = (line, try Entry.parse(line))
    for correction in corrections[index] ?? [] {
      guard let next = try? correction.applied(to: bytes), let parsed = try? Entry.parse(next) else { continue }
      (bytes, entry) = (next, parsed)
    }
    return entry
  }

  private static func holds(_ line: ArraySlice<UInt8>, _ mark: [UInt8]) -> Bool {
    line.withUnsafeBufferPointer { line in
      mark.withUnsafeBufferPointer { mark in
        guard let first = mark.first, line.count >= mark.count else { return false }
        for start in 0...line.count - mark.count where line[start] == first {
          var at = 1
          while at < mark.count, line[start + at] == mark[at] { at += 1 }
          if at == mark.count { return true }
        }
        return false
      }
    }
  }
}

/// How an instruction's subjects ended by the ledger, corrections included.
struct LedgerEndings {
  private(set) var tallies: [Tally] = []
  /// Subjects with an outcome; everyone where an outcome names none.
  private(set) var settled = SubjectRanges()
  private(set) var outcomes: [(index: Int, entry: OutcomeEntry)] = []

  mutating func add(_ entry: OutcomeEntry, at index: Int, population: Int) throws {
    outcomes.append((index, entry))
    let subjects = entry.ranges(population: population)
    settled = settled.union(subjects)
    let outcome = try known(Outcome(rawValue: entry.outcome.rawValue), entry.outcome.rawValue)
    let grade = entry.grade.flatMap { Grade(rawValue: $0.rawValue) }
    let reason = entry.reason.map { Reason($0.text) }
    if let place = tallies.firstIndex(where: { ($0.outcome, $0.grade, $0.reason) == (outcome, grade, reason) }) {
      tallies[place].subjects += subjects.count
    } else {
      tallies.append(Tally(outcome: outcome, grade: grade, reason: reason, subjects: subjects.count))
    }
  }
}

extension OutcomeEntry {
  func ranges(population: Int) -> SubjectRanges {
    subjects.map { SubjectRanges($0.spans.map { $0.first...$0.last }) } ?? SubjectRanges.all(population)
  }
}

extension [Tally] {
  /// One word for an instruction whose subjects may have ended in many ways. The tallies hold the truth.
  var summary: Outcome {
    let asked = Set(filter { $0.subjects > 0 }.map(\.outcome)).subtracting([.noIdentifier])
    if asked.count == 1, let only = asked.first { return only }
    if asked.isEmpty { return .noIdentifier }
    if asked.isSubset(of: [.deleted, .notFound, .notHeld, .expiredByRetention]) { return .deleted }
    if asked.contains(.deleted) || asked.contains(.partlyDeleted) { return .partlyDeleted }
    return asked.contains(.unanswered) ? .unanswered : .refused
  }
}
