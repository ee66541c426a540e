import Foundation
import GRDB
import Workflow

extension SQLiteSession {
  func set(_ tallies: [Tally], of instruction: InstructionID) throws {
    try run("DELETE FROM tallies WHERE instruction = ?", [try instructionKey(instruction)])
    for tally in tallies { try add(tally, to: instruction) }
  }

  func adoptLedger(of matter: String, size: Int, root: [UInt8]) throws {
    try change(
      "the ledger of \(matter)", "UPDATE ledgers SET next = ?, size = ?, root = ? WHERE matter = ?",
      [size, size, Data(root), matter])
    try run("DELETE FROM outbox WHERE matter = ?", [matter])
  }
}
