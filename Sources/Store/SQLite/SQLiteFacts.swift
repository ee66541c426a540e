import GRDB

extension SQLiteSession {
  func fact(_ name: String) throws -> String? {
    try row("SELECT value FROM facts WHERE name = ?", [name])?["value"]
  }

  func set(fact name: String, to value: String) throws {
    try run("INSERT INTO facts VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2", [name, value])
  }
}
