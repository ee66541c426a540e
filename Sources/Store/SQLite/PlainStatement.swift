import GRDB
import GRDBSQLite
import Workflow

/// A statement that runs for every dispatch, bound by SQLite's own calls.
///
/// GRDB boxes each value and copies the list of them several times, which costs more than the row itself. What it adds,
/// observation of changes, nobody here uses. Valid within the transaction that made it.
final class PlainStatement {
  private let database: Database
  private let statement: Statement
  private var place: Int32 = 0
  private var refusal: Int32?

  /// Tells SQLite to copy what is bound before the call returns, so that no pointer outlives its array. The constant is
  /// a cast in C that Swift does not import.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ sql: String, in database: Database) throws {
    self.database = database
    statement = try database.cachedStatement(sql: sql)
  }

  func add(_ number: Int64?) {
    if let number { bind { sqlite3_bind_int64($0, $1, number) } } else { bind { sqlite3_bind_null($0, $1) } }
  }

  func add(_ number: Int?) { add(number.map { Int64($0) }) }
  func add(_ flag: Bool?) { add(flag.map { $0 ? 1 : 0 } as Int64?) }

  func add(_ text: String?) {
    guard var text else { return bind { sqlite3_bind_null($0, $1) } }
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { letters in
        bind { sqlite3_bind_text($0, $1, letters.baseAddress, Int32(letters.count), PlainStatement.copied) }
      }
    }
  }

  func add(bytes: [UInt8]?) {
    guard let bytes else { return bind { sqlite3_bind_null($0, $1) } }
    // An empty array has no address, and no address would be NULL.
    guard !bytes.isEmpty else { return bind { sqlite3_bind_zeroblob($0, $1, 0) } }
    bytes.withUnsafeBytes { bytes in
      bind { sqlite3_bind_blob($0, $1, bytes.baseAddress, Int32(clamping: bytes.count), PlainStatement.copied) }
    }
  }

  /// - Returns: Rows changed.
  @discardableResult
  func run() throws -> Int {
    defer {
      sqlite3_reset(statement.sqliteStatement)
      (place, refusal) = (0, nil)
    }
    let code = refusal ?? sqlite3_step(statement.sqliteStatement)
    guard code == SQLITE_DONE else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
    }
    return Int(sqlite3_changes(database.sqliteConnection))
  }

  private func bind(_ bind: (OpaquePointer, Int32) -> Int32) {
    place += 1
    let code = bind(statement.sqliteStatement, place)
    if code != SQLITE_OK { refusal = refusal ?? code }
  }
}

/// What a transaction looks up once although each of its dispatches needs it.
final class SessionMemory {
  var insertion: PlainStatement?
  var change: PlainStatement?
  var lastInstruction: (id: InstructionID, key: Int64)?
}
