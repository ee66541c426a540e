import Foundation
import GRDB
import Synchronization
import Workflow

/// Row numbers of instructions, looked up once: every dispatch needs one, and they never change.
final class InstructionKeys: Sendable {
  private let known = Mutex<[InstructionID: Int64]>([:])

  subscript(_ id: InstructionID) -> Int64? {
    get { known.withLock { $0[id] } }
    set { known.withLock { $0[id] = newValue } }
  }

  /// After a rollback a number may belong to nobody.
  func forget() { known.withLock { $0 = [:] } }
}

/// One transaction's view of the SQLite store. Statements are cached by their text.
struct SQLiteSession: StoreWriting {
  let database: Database
  let keys: InstructionKeys
  let memory = SessionMemory()

  func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
    try Row.fetchAll(try database.cachedStatement(sql: sql), arguments: arguments)
  }

  func row(_ sql: String, _ arguments: StatementArguments = []) throws -> Row? {
    try Row.fetchOne(try database.cachedStatement(sql: sql), arguments: arguments)
  }

  func run(_ sql: String, _ arguments: StatementArguments) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// Runs an update that must hit exactly one row.
  func change(_ what: @autoclosure () -> String, _ sql: String, _ arguments: StatementArguments) throws {
    try run(sql, arguments)
    guard database.changesCount == 1 else { throw StoreError.stale(what()) }
  }

  func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  func decode<Value: Decodable>(_: Value.Type, _ row: Row, _ column: String) throws -> Value {
    let text: String = row[column]
    do { return try JSONDecoder().decode(Value.self, from: Data(text.utf8)) } catch {
      throw StoreError.damaged("column \(column) cannot be read")
    }
  }

  func bytes(_ row: Row, _ column: String) -> [UInt8] {
    (row[column] as Data?).map { [UInt8]($0) } ?? []
  }

  func instructionKey(_ id: InstructionID) throws -> Int64 {
    if let last = memory.lastInstruction, last.id == id { return last.key }
    let key = try keys[id] ?? storedKey(id)
    memory.lastInstruction = (id, key)
    return key
  }

  private func storedKey(_ id: InstructionID) throws -> Int64 {
    guard
      let row = try row("SELECT id FROM instructions WHERE wave = ? AND partner = ?", [id.wave, id.partner])
    else { throw StoreError.missing("instruction \(id)") }
    let key: Int64 = row["id"]
    keys[id] = key
    return key
  }
}

extension SQLiteSession {
  func deployment() throws -> String {
    guard let row = try row("SELECT value FROM facts WHERE name = 'deployment'") else {
      throw StoreError.damaged("the installation has no name")
    }
    return row["value"]
  }

  func epoch() throws -> Int {
    let text: String? = try row("SELECT value FROM facts WHERE name = 'epoch'")?["value"]
    return text.flatMap { Int($0) } ?? 0
  }

  func takeEpoch() throws -> Int {
    let next = try epoch() + 1
    try run("UPDATE facts SET value = ? WHERE name = 'epoch'", [String(next)])
    return next
  }

  func budget(of partner: String) throws -> Budget {
    guard let row = try row("SELECT budget FROM budgets WHERE partner = ?", [partner]) else { return Budget() }
    return try decode(Budget.self, row, "budget")
  }

  func set(_ budget: Budget, of partner: String) throws {
    try run(
      "INSERT INTO budgets VALUES (?, ?) ON CONFLICT (partner) DO UPDATE SET budget = excluded.budget",
      [partner, try json(budget)])
  }
}
