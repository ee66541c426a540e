import Foundation
import GRDB
import Synchronization
import Workflow

/// The store in one SQLite file: one writer connection, which alone checkpoints, and synced commits.
///
/// Debian 12's SQLite has a race between two connections that write or checkpoint at once, so a process that
/// writes must hold the home's engine lock; other processes open the file read-only.
public final class SQLiteStore: Store {
  private let queue: DatabaseQueue
  private let keys = InstructionKeys()

  public enum Access: Sendable { case readWrite, readOnly }

  /// A store in memory: for simulations and tests.
  public init(deployment: String) throws {
    queue = try DatabaseQueue(configuration: SQLiteStore.configuration(.readWrite))
    try create(deployment: deployment)
  }

  /// Opens the file of an existing home.
  public init(opening path: String, access: Access) throws {
    try SQLiteStore.checkFile(path)
    var configuration = SQLiteStore.configuration(access)
    // Known before WAL is asked for, so that a stranger's file is left as it was.
    configuration.prepareDatabase { try SQLiteStore.checkIdentity($0, path) }
    if access == .readWrite { configuration.journalMode = .wal }
    do { queue = try DatabaseQueue(path: path, configuration: configuration) } catch let error as DatabaseError
      where error.resultCode == .SQLITE_NOTADB
    {
      throw StoreError.foreign(path: path)
    }
    if access == .readWrite {
      try upgrade()
      try assertDurable()
    }
  }

  /// Makes the file of a new home.
  public init(creating path: String, deployment: String) throws {
    try SQLiteStore.makeFile(path)
    var configuration = SQLiteStore.configuration(.readWrite)
    configuration.journalMode = .wal
    queue = try DatabaseQueue(path: path, configuration: configuration)
    try create(deployment: deployment)
    try assertDurable()
  }

  public func read<Value>(_ work: (any StoreReading) throws -> Value) throws -> Value {
    try queue.writeWithoutTransaction { database in
      try SQLiteTransaction.reading(database) { try work(SQLiteSession(database: database, keys: keys)) }
    }
  }

  public func write<Value>(_ work: (any StoreWriting) throws -> Value) throws -> Value {
    do {
      return try queue.writeWithoutTransaction { database in
        try SQLiteTransaction.writing(database) { try work(SQLiteSession(database: database, keys: keys)) }
      }
    } catch {
      keys.forget()
      throw error
    }
  }

  /// Number of sync settings for the doctor: 2 is FULL.
  public func synchronousLevel() throws -> Int {
    try queue.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
  }

  public func integrityProblems() throws -> [String] {
    try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check(10)") }.filter { $0 != "ok" }
  }

  /// A consistent copy of the whole database, also while it is being written.
  public func backUp(to path: String) throws {
    try SQLiteStore.makeFile(path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
  }

  /// Rewrites the database without its free space and empties the write-ahead log, so that what was deleted or replaced
  /// is in none of its files any more.
  /// - Throws: `StoreError.unsafe` while another process reads the database, which keeps old pages alive.
  public func forgetDeleted() throws {
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "VACUUM")
      let busy: Int? = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")?[0]
      guard busy == 0 else {
        throw StoreError.unsafe(
          path: queue.path, why: "another process is reading it, so old pages stay in its log; run this again later")
      }
    }
  }

  public func close() throws { try queue.close() }

  private static func configuration(_ access: Access) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = access == .readOnly
    configuration.busyMode = .timeout(5)
    configuration.label = "expunge.store"
    configuration.publicStatementArguments = false
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;
          PRAGMA cache_size = -32768;
          """)
      if access == .readWrite { try database.execute(sql: "PRAGMA secure_delete = ON") }
    }
    return configuration
  }

  private func create(deployment: String) throws {
    try queue.writeWithoutTransaction { database in
      try database.inTransaction(.immediate) {
        try database.execute(sql: Schema.tables)
        try database.execute(
          sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(Schema.version)")
        try database.execute(
          sql: "INSERT INTO facts VALUES ('deployment', ?), ('epoch', '0')", arguments: [deployment])
        return .commit
      }
    }
  }

  private func upgrade() throws {
    try queue.writeWithoutTransaction { database in
      try database.inTransaction(.immediate) {
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard found < Schema.version else { return .commit }
        for version in found..<Schema.version {
          if let step = Schema.steps[version] { try database.execute(sql: step) }
        }
        try database.execute(sql: "PRAGMA user_version = \(Schema.version)")
        return .commit
      }
    }
  }

  private static func checkIdentity(_ database: Database, _ path: String) throws {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard application == Schema.applicationID else { throw StoreError.foreign(path: path) }
    guard version <= Schema.version else { throw StoreError.newer(found: version, known: Schema.version) }
  }

  /// GRDB lowers `synchronous` to NORMAL when it enters WAL; a receipt must survive a power cut.
  private func assertDurable() throws {
    try queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
    }
    guard try queue.writeWithoutTransaction({ try Int.fetchOne($0, sql: "PRAGMA synchronous") }) == 2 else {
      throw StoreError.damaged("the database cannot be set to sync every commit")
    }
  }

  /// An empty file that nobody else can read, made before a byte is in it.
  private static func makeFile(_ path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else { throw StoreError.exists(path) }
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw StoreError.unsafe(path: path, why: "the database cannot be made here; is the folder writable?")
    }
  }

  private static func checkFile(_ path: String) throws {
    let attributes: [FileAttributeKey: Any]
    do { attributes = try FileManager.default.attributesOfItem(atPath: path) } catch {
      throw StoreError.unsafe(
        path: path, why: "there is no database; `expunge init` makes a home, --home points to one")
    }
    let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    guard mode & 0o077 == 0 else {
      throw StoreError.unsafe(path: path, why: "other users can read it; run `chmod 600` on it")
    }
  }
}
