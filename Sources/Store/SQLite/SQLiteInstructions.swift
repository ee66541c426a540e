import Foundation
import GRDB
import Workflow

extension SQLiteSession {
  func instructions(of wave: String) throws -> [InstructionRecord] {
    try rows("SELECT * FROM instructions WHERE wave = ? ORDER BY partner", [wave]).map(instruction(from:))
  }

  func instruction(_ id: InstructionID) throws -> InstructionRecord? {
    try row("SELECT * FROM instructions WHERE wave = ? AND partner = ?", [id.wave, id.partner])
      .map(instruction(from:))
  }

  private func instruction(from row: Row) throws -> InstructionRecord {
    var record = InstructionRecord(
      id: InstructionID(wave: row["wave"], partner: row["partner"]),
      state: try decode(InstructionState.self, row, "state"), planned: row["planned"])
    record.ladder = try decode(Ladder.self, row, "ladder")
    record.begun = row["begun"]
    record.nextNumber = row["next_number"]
    record.remindersSent = row["reminders"]
    record.timer = (row["timer"] as Int64?).map { Instant(milliseconds: $0) }
    record.version = row["version"]
    record.contact = row["contact"]
    return record
  }

  func insert(_ instruction: InstructionRecord) throws {
    try run(
      """
      INSERT INTO instructions
        (wave, partner, state, transmits, ladder, begun, planned, next_number, reminders, timer, version,
         contact)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        instruction.id.wave, instruction.id.partner, try json(instruction.state), transmits(instruction.state),
        try json(instruction.ladder), instruction.begun, instruction.planned, instruction.nextNumber,
        instruction.remindersSent, instruction.timer?.milliseconds, instruction.version, instruction.contact,
      ])
  }

  func update(_ instruction: InstructionRecord) throws {
    try change(
      "instruction \(instruction.id)",
      """
      UPDATE instructions SET state = ?, transmits = ?, ladder = ?, begun = ?, next_number = ?, reminders = ?,
        timer = ?, contact = ?, version = version + 1
      WHERE wave = ? AND partner = ? AND version = ?
      """,
      [
        try json(instruction.state), transmits(instruction.state), try json(instruction.ladder), instruction.begun,
        instruction.nextNumber, instruction.remindersSent, instruction.timer?.milliseconds, instruction.contact,
        instruction.id.wave, instruction.id.partner, instruction.version,
      ])
  }

  /// 0 = nothing may be begun, 1 = anything, 2 = only questions about what was accepted.
  private func transmits(_ state: InstructionState) -> Int { state.mayTransmit ? 1 : state.mayAsk ? 2 : 0 }

  func tallies(of instruction: InstructionID) throws -> [Tally] {
    let key = try instructionKey(instruction)
    return try rows("SELECT * FROM tallies WHERE instruction = ? ORDER BY outcome, grade, reason", [key])
      .map { row in
        guard let outcome = Outcome(rawValue: row["outcome"]) else { throw StoreError.damaged("an unknown outcome") }
        let (grade, reason): (String, String) = (row["grade"], row["reason"])
        return Tally(
          outcome: outcome, grade: Grade(rawValue: grade), reason: reason.isEmpty ? nil : Reason(reason),
          subjects: row["subjects"])
      }
  }

  func add(_ tally: Tally, to instruction: InstructionID) throws {
    try run(
      """
      INSERT INTO tallies VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (instruction, outcome, grade, reason) DO UPDATE SET subjects = subjects + excluded.subjects
      """,
      [
        try instructionKey(instruction), tally.outcome.rawValue, tally.grade?.rawValue ?? "", tally.reason?.code ?? "",
        tally.subjects,
      ])
  }

  func hasWork(at now: Instant) throws -> Bool {
    try row(
      """
      SELECT 1 WHERE
        EXISTS (SELECT 1 FROM outbox)
        OR EXISTS (SELECT 1 FROM instructions WHERE timer <= ?1)
        OR EXISTS (SELECT 1 FROM instructions WHERE transmits = 1 AND begun < planned)
        OR EXISTS (SELECT 1 FROM instructions i JOIN dispatches d ON d.instruction = i.id
                   WHERE (i.transmits = 1 AND d.kind <> 6 OR i.transmits = 2 AND d.kind = 4) AND d.due <= ?1)
        OR EXISTS (SELECT 1 FROM dispatches WHERE kind <> 6 AND epoch IS NOT NULL)
      """, [now.milliseconds]) != nil
  }
}
