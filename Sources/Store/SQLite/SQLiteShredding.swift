import Foundation
import GRDB
import Workflow

extension SQLiteSession {
  func facts(under prefix: String) throws -> [String: String] {
    try rows("SELECT name, value FROM facts WHERE substr(name, 1, length(?1)) = ?1", [prefix])
      .reduce(into: [:]) { $0[$1["name"]] = $1["value"] as String }
  }

  func remove(fact name: String) throws { try run("DELETE FROM facts WHERE name = ?", [name]) }

  func replaceSubjectBlock(_ sealed: [UInt8], of wave: String, number: Int) throws {
    try change(
      "block \(number) of the subjects of wave \(wave)",
      "UPDATE subject_blocks SET sealed = ? WHERE wave = ? AND number = ?", [Data(sealed), wave, number])
  }

  func deleteSubjectBlocks(of wave: String) throws {
    try run("DELETE FROM subject_blocks WHERE wave = ?", [wave])
  }

  func replaceContent(of instruction: InstructionID, number: Int, sealedJob: [UInt8]?, bodyHash: [UInt8]) throws {
    try change(
      "dispatch \(instruction.partner)-\(number)",
      "UPDATE dispatches SET sealed_job = ?, body_hash = ? WHERE instruction = ? AND number = ?",
      [sealedJob.map { Data($0) }, Data(bodyHash), try instructionKey(instruction), number])
  }

  func eachDispatch(of instruction: InstructionID, _ body: (DispatchRecord) throws -> Void) throws {
    let cursor = try Row.fetchCursor(
      try database.makeStatement(sql: "SELECT * FROM dispatches WHERE instruction = ? ORDER BY number"),
      arguments: [try instructionKey(instruction)])
    while let row = try cursor.next() { try body(try DispatchColumns.record(from: row, of: instruction)) }
  }
}
