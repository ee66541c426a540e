import Foundation
import GRDB
import Workflow

/// A dispatch's state as columns, so that a person with `sqlite3` can read it and an index can find what is due.
struct DispatchColumns {
  var kind: Int
  var due: Int64?
  var epoch: Int?
  var attempt = 0
  var strikes = 0
  var since: Int64?
  /// 0 = without a job, 1 = with one, 2 = with one that further calls wait for.
  var hasJob: Int?
  var polls: Int?
  var grade: String?
  var reason: String?
  /// The table's last column.
  var doubt: Int?

  init(_ state: DispatchState) {
    switch state {
    case .ready(let due, _): (kind, self.due) = (0, due.milliseconds)
    case .intent(let epoch, _): (kind, self.epoch) = (1, epoch)
    case .inDoubt(let due, _): (kind, self.due) = (2, due.milliseconds)
    case .asking(let epoch, _): (kind, self.epoch) = (3, epoch)
    case .waiting(let wait):
      (kind, due) = (4, wait.due.milliseconds)
      remember(wait)
    case .polling(let epoch, let wait):
      (kind, due, self.epoch) = (5, wait.due.milliseconds, epoch)
      remember(wait)
    case .settled: kind = 6
    case .needsPerson(let reason, _): (kind, self.reason) = (7, reason.code)
    }
    (attempt, strikes) = (state.tries.attempt, state.tries.strikes)
    doubt = state.tries.doubt?.rawValue
  }

  /// In the order of the table.
  func bind(to statement: PlainStatement) {
    statement.add(kind)
    statement.add(due)
    statement.add(epoch)
    statement.add(attempt)
    statement.add(strikes)
    statement.add(since)
    statement.add(hasJob)
    statement.add(polls)
    statement.add(grade)
    statement.add(reason)
  }

  private mutating func remember(_ wait: DispatchState.Wait) {
    since = wait.since.milliseconds
    hasJob = wait.hasJob ? (wait.isMidway ? 2 : 1) : 0
    polls = wait.polls
    grade = wait.grade.rawValue
  }

  static func state(from row: Row) throws -> DispatchState {
    let tries = DispatchState.Tries(
      attempt: row["attempt"], strikes: row["strikes"],
      doubt: (row["doubt"] as Int?).flatMap(DispatchState.Doubt.init(rawValue:)))
    let due = (row["due"] as Int64?).map { Instant(milliseconds: $0) } ?? Instant(milliseconds: 0)
    let epoch: Int = row["epoch"] ?? 0
    switch row["kind"] as Int {
    case 0: return .ready(due: due, tries: tries)
    case 1: return .intent(epoch: epoch, tries: tries)
    case 2: return .inDoubt(due: due, tries: tries)
    case 3: return .asking(epoch: epoch, tries: tries)
    case 4: return .waiting(try wait(from: row, due: due, tries: tries))
    case 5: return .polling(epoch: epoch, try wait(from: row, due: due, tries: tries))
    case 6: return .settled
    case 7: return .needsPerson(Reason(row["reason"] ?? ""), tries: tries)
    default: throw StoreError.damaged("a dispatch is in no known state")
    }
  }

  private static func wait(from row: Row, due: Instant, tries: DispatchState.Tries) throws -> DispatchState.Wait {
    guard let since: Int64 = row["since"], let grade = (row["grade"] as String?).flatMap({ Grade(rawValue: $0) }) else {
      throw StoreError.damaged("a waiting dispatch lacks its facts")
    }
    let job: Int = row["has_job"] ?? 0
    return DispatchState.Wait(
      due: due, since: Instant(milliseconds: since), hasJob: job > 0, polls: row["polls"] ?? 0, grade: grade,
      tries: tries, isMidway: job > 1)
  }

  static func record(from row: Row, of instruction: InstructionID) throws -> DispatchRecord {
    var record = DispatchRecord(
      instruction: instruction, number: row["number"], parent: row["parent"],
      purpose: DispatchPurpose(rawValue: row["purpose"]) ?? .deletion, lane: row["lane"],
      subjects: try (row["subjects"] as String?).map(ranges), state: try state(from: row), key: row["key"])
    record.bodyHash = (row["body_hash"] as Data?).map { [UInt8]($0) } ?? []
    record.sealedJob = (row["sealed_job"] as Data?).map { [UInt8]($0) }
    record.answer = row["answer"]
    return record
  }

  /// `0-99,120-130`.
  static func text(_ ranges: SubjectRanges) -> String {
    var text = ""
    for range in ranges.ranges {
      if !text.isEmpty { text += "," }
      text += String(range.lowerBound)
      text += "-"
      text += String(range.upperBound)
    }
    return text
  }

  static func ranges(_ text: String) throws -> SubjectRanges {
    SubjectRanges(
      try text.split(separator: ",").map { part in
        let ends = part.split(separator: "-").compactMap { Int($0) }
        guard ends.count == 2, ends[0] <= ends[1] else {
          throw StoreError.damaged("a dispatch's subjects cannot be read")
        }
        return ends[0]...ends[1]
      })
  }
}
