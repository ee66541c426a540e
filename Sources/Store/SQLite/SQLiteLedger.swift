import Foundation
import GRDB
import Workflow

extension SQLiteSession {
  func ledger(of matter: String) throws -> LedgerPosition? {
    try row("SELECT * FROM ledgers WHERE matter = ?", [matter]).map {
      LedgerPosition(next: $0["next"], size: $0["size"], root: bytes($0, "root"))
    }
  }

  func createLedger(of matter: String, size: Int, root: [UInt8]) throws {
    // Lines that already wait in the outbox hold their indices: a ledger that has grown is left alone.
    try run(
      "INSERT INTO ledgers VALUES (?1, ?2, ?2, ?3) ON CONFLICT (matter) DO UPDATE SET root = ?3 WHERE size = ?2 AND next = ?2",
      [matter, size, Data(root)])
  }

  func append(_ lines: [[UInt8]], to matter: String) throws -> Int {
    var joined: [UInt8] = []
    joined.reserveCapacity(lines.reduce(0) { $0 + $1.count })
    for line in lines { joined.append(contentsOf: line) }
    return try append(joined, count: lines.count, to: matter)
  }

  func append(_ text: [UInt8], count: Int, to matter: String) throws -> Int {
    guard let position = try ledger(of: matter) else { throw StoreError.missing("the ledger of \(matter)") }
    guard count > 0 else { return position.next }
    let statement = try PlainStatement("INSERT INTO outbox VALUES (?, ?, ?, ?)", in: database)
    statement.add(matter)
    statement.add(position.next)
    statement.add(count)
    statement.add(bytes: text)
    try statement.run()
    try run("UPDATE ledgers SET next = ? WHERE matter = ?", [position.next + count, matter])
    return position.next
  }

  func outbox(of matter: String, limit: Int) throws -> [OutboxBatch] {
    var batches: [OutboxBatch] = []
    var count = 0
    for row in try rows("SELECT * FROM outbox WHERE matter = ? ORDER BY first LIMIT 512", [matter]) {
      let lines = SQLiteSession.lines(of: bytes(row, "lines"))
      guard lines.count == row["count"] as Int else { throw StoreError.damaged("the outbox cannot be read") }
      if count > 0, count + lines.count > limit { break }
      batches.append(OutboxBatch(first: row["first"], lines: lines))
      count += lines.count
    }
    return batches
  }

  /// Each with its newline.
  private static func lines(of joined: [UInt8]) -> [[UInt8]] {
    joined.withUnsafeBytes { joined in
      var (lines, start): ([[UInt8]], Int) = ([], 0)
      while start < joined.count, let begin = joined.baseAddress.map({ $0 + start }),
        let end = memchr(begin, 0x0A, joined.count - start)
      {
        let length = begin.distance(to: UnsafeRawPointer(end)) + 1
        lines.append(Array(joined[start..<start + length]))
        start += length
      }
      return lines
    }
  }

  func advanceLedger(of matter: String, from size: Int, to position: (size: Int, root: [UInt8])) throws {
    try change(
      "the ledger of \(matter)", "UPDATE ledgers SET size = ?, root = ? WHERE matter = ? AND size = ?",
      [position.size, Data(position.root), matter, size])
    // What leaves the outbox stands in the ledger for everybody to read: wiping it would write it all once more.
    try run("PRAGMA secure_delete = FAST", [])
    try run("DELETE FROM outbox WHERE matter = ? AND first + count <= ?", [matter, position.size])
    try run("PRAGMA secure_delete = ON", [])
  }
}
