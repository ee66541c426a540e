import GRDB

/// Transactions whose own statements are compiled once.
///
/// GRDB compiles its BEGIN, COMMIT and PRAGMA query_only every time, under an authorizer that makes SQLite compile all
/// other statements of the connection anew as well: for a turn of the engine that costs more than what it writes.
enum SQLiteTransaction {
  /// What `work` reads is of one moment. That it writes nothing is what the types of the contract are for.
  static func reading<Value>(_ database: Database, _ work: () throws -> Value) throws -> Value {
    try run("BEGIN DEFERRED", in: database, work)
  }

  static func writing<Value>(_ database: Database, _ work: () throws -> Value) throws -> Value {
    try run("BEGIN IMMEDIATE", in: database, work)
  }

  private static func run<Value>(_ begin: String, in database: Database, _ work: () throws -> Value) throws -> Value {
    try database.cachedStatement(sql: begin).execute()
    do {
      let value = try work()
      // SQLite rolls back by itself when the disk is full, for one.
      guard database.isInsideTransaction else {
        throw StoreError.damaged("a transaction was given up by the database")
      }
      try database.cachedStatement(sql: "COMMIT").execute()
      return value
    } catch {
      if database.isInsideTransaction { try? database.cachedStatement(sql: "ROLLBACK").execute() }
      throw error
    }
  }
}
