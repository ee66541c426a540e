import Foundation
import GRDB
import Workflow

extension SQLiteSession {
  func dispatch(_ instruction: InstructionID, number: Int) throws -> DispatchRecord? {
    try row(
      "SELECT * FROM dispatches WHERE instruction = ? AND number = ?", [try instructionKey(instruction), number]
    )
    .map { try DispatchColumns.record(from: $0, of: instruction) }
  }

  func dispatches(of instruction: InstructionID) throws -> [DispatchRecord] {
    try rows("SELECT * FROM dispatches WHERE instruction = ? ORDER BY number", [try instructionKey(instruction)])
      .map { try DispatchColumns.record(from: $0, of: instruction) }
  }

  func openDispatches(of instruction: InstructionID, limit: Int) throws -> [DispatchRecord] {
    try rows(
      "SELECT * FROM dispatches WHERE instruction = ? AND kind <> 6 ORDER BY number LIMIT ?",
      [try instructionKey(instruction), limit]
    )
    .map { try DispatchColumns.record(from: $0, of: instruction) }
  }

  func waitingForPerson(of instruction: InstructionID) throws -> [Reason: Int] {
    try rows(
      "SELECT reason, subjects FROM dispatches WHERE instruction = ? AND kind = 7", [try instructionKey(instruction)]
    )
    .reduce(into: [:]) { counts, row in
      let subjects = try (row["subjects"] as String?).map(DispatchColumns.ranges)
      counts[Reason(row["reason"] ?? ""), default: 0] += subjects?.count ?? 1
    }
  }

  func dueDispatches(of instruction: InstructionID, at now: Instant, limit: Int) throws -> [DispatchRecord] {
    try rows(
      """
      SELECT * FROM dispatches WHERE instruction = ? AND kind <> 6 AND due <= ? AND epoch IS NULL
      ORDER BY due, number LIMIT ?
      """, [try instructionKey(instruction), now.milliseconds, limit]
    )
    .map { try DispatchColumns.record(from: $0, of: instruction) }
  }

  func nextDue(of instruction: InstructionID) throws -> Instant? {
    let due: Int64? = try row(
      "SELECT MIN(due) AS due FROM dispatches WHERE instruction = ? AND kind <> 6 AND epoch IS NULL",
      [try instructionKey(instruction)])?["due"]
    return due.map { Instant(milliseconds: $0) }
  }

  func dueWaits(of instruction: InstructionID, at now: Instant, limit: Int) throws -> [DispatchRecord] {
    try rows(
      "SELECT * FROM dispatches WHERE instruction = ? AND kind = 4 AND due <= ? ORDER BY due, number LIMIT ?",
      [try instructionKey(instruction), now.milliseconds, limit]
    )
    .map { try DispatchColumns.record(from: $0, of: instruction) }
  }

  func nextWait(of instruction: InstructionID) throws -> Instant? {
    let due: Int64? = try row(
      "SELECT MIN(due) AS due FROM dispatches WHERE instruction = ? AND kind = 4", [try instructionKey(instruction)])?[
        "due"]
    return due.map { Instant(milliseconds: $0) }
  }

  /// What is ready again between two calls of its own counts too: the partner works on it.
  func unfinishedDispatches(at partners: [String]) throws -> Int {
    try partners.reduce(0) { count, partner in
      let found: Int? = try row(
        """
        SELECT COUNT(*) AS count FROM dispatches WHERE instruction IN (SELECT id FROM instructions WHERE partner = ?)
          AND kind <> 6 AND purpose = 0 AND (kind BETWEEN 1 AND 5 OR (kind = 0 AND sealed_job IS NOT NULL))
        """, [partner])?["count"]
      return count + (found ?? 0)
    }
  }

  func interrupted(before epoch: Int) throws -> [DispatchRecord] {
    try rows(
      """
      SELECT d.*, i.wave, i.partner FROM dispatches d JOIN instructions i ON i.id = d.instruction
      WHERE d.kind <> 6 AND d.epoch < ? ORDER BY d.instruction, d.number
      """, [epoch]
    )
    .map { try DispatchColumns.record(from: $0, of: InstructionID(wave: $0["wave"], partner: $0["partner"])) }
  }

  func insert(_ dispatch: DispatchRecord) throws {
    let statement = try memory.insertion ?? PlainStatement(SQLiteSession.insertion, in: database)
    memory.insertion = statement
    let instruction = try instructionKey(dispatch.instruction)
    statement.add(instruction)
    statement.add(dispatch.number)
    statement.add(dispatch.parent)
    statement.add(dispatch.purpose.rawValue)
    statement.add(dispatch.lane)
    statement.add(dispatch.subjects.map(DispatchColumns.text))
    statement.add(dispatch.key)
    statement.add(bytes: dispatch.bodyHash)
    let columns = DispatchColumns(dispatch.state)
    columns.bind(to: statement)
    statement.add(bytes: dispatch.sealedJob)
    statement.add(dispatch.answer)
    statement.add(columns.doubt)
    try statement.run()
  }

  func update(_ dispatch: DispatchRecord, expecting expected: DispatchState) throws {
    let statement = try memory.change ?? PlainStatement(SQLiteSession.change, in: database)
    memory.change = statement
    let instruction = try instructionKey(dispatch.instruction)
    statement.add(bytes: dispatch.bodyHash)
    let columns = DispatchColumns(dispatch.state)
    columns.bind(to: statement)
    statement.add(bytes: dispatch.sealedJob)
    statement.add(dispatch.answer)
    statement.add(columns.doubt)
    statement.add(instruction)
    statement.add(dispatch.number)
    let old = DispatchColumns(expected)
    statement.add(old.kind)
    statement.add(old.epoch)
    statement.add(old.attempt)
    guard try statement.run() == 1 else { throw StoreError.stale("dispatch \(dispatch.name)") }
  }

  private static let insertion =
    "INSERT INTO dispatches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

  private static let change = """
    UPDATE dispatches SET body_hash = ?, kind = ?, due = ?, epoch = ?, attempt = ?, strikes = ?, since = ?,
      has_job = ?, polls = ?, grade = ?, reason = ?, sealed_job = ?, answer = ?, doubt = ?
    WHERE instruction = ? AND number = ? AND kind = ? AND epoch IS ? AND attempt = ?
    """
}
