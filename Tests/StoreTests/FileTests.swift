import Foundation
import Testing
import Workflow

@testable import Store

/// The file: whose it is, who can read it, and how it is opened.
struct FileTests {
  /// Writes a number of four bytes, largest first, into the file's head.
  static func patch(_ path: String, at offset: Int, _ number: UInt32) throws {
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    bytes.replaceSubrange(offset..<offset + 4, with: withUnsafeBytes(of: number.bigEndian, Array.init))
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  static func closed() throws -> Shelf {
    let shelf = try Shelf(.file)
    try shelf.stock()
    try shelf.store.close()
    return shelf
  }

  @Test(arguments: [SQLiteStore.Access.readWrite, .readOnly])
  func `what was written is there when the file is opened again`(_ access: SQLiteStore.Access) throws {
    let shelf = try Self.closed()
    let again = try SQLiteStore(opening: shelf.path, access: access)
    #expect(try again.read { try $0.matter("m") } == Samples.matter)
    #expect(try again.integrityProblems().isEmpty)
  }

  @Test func `every commit is synced, when made and when opened`() throws {
    let shelf = try Shelf(.file)
    #expect(try shelf.store.synchronousLevel() == 2)
    try shelf.store.close()
    #expect(try SQLiteStore(opening: shelf.path, access: .readWrite).synchronousLevel() == 2)
  }

  @Test(
    arguments: zip(
      ["foreign_keys", "trusted_schema", "cell_size_check", "secure_delete", "mmap_size", "busy_timeout"],
      [1, 0, 1, 1, 0, 5000]))
  func `the connection is set to be safe`(_ setting: String, _ value: Int) throws {
    let shelf = try Self.closed()
    let store = try SQLiteStore(opening: shelf.path, access: .readWrite)
    let found = try store.write { session throws in
      try #require(session as? SQLiteSession).row("PRAGMA \(setting)")?[0] as Int?
    }
    #expect(found == value)
  }

  @Test func `nobody else can read the file, its log, or a backup`() throws {
    let shelf = try Shelf(.file)
    try shelf.stock()
    try shelf.store.backUp(to: shelf.folder + "/backup.db")
    for name in ["expunge.db", "expunge.db-wal", "expunge.db-shm", "backup.db"] {
      #expect(try shelf.mode(of: shelf.folder + "/" + name) == 0o600, "\(name)")
    }
  }

  @Test func `a backup is a whole store, and replaces no file`() throws {
    let shelf = try Shelf(.file)
    try shelf.stock()
    let path = shelf.folder + "/backup.db"
    try shelf.store.backUp(to: path)
    #expect(try SQLiteStore(opening: path, access: .readOnly).read { try $0.wave("w") } == Samples.wave)
    #expect(throws: StoreError.exists(path)) { try shelf.store.backUp(to: path) }
  }

  @Test(arguments: [0o604, 0o640, 0o622, 0o666])
  func `a file that others can touch is not opened`(_ mode: Int) throws {
    let shelf = try Self.closed()
    try shelf.setMode(mode, of: shelf.path)
    #expect(
      throws: StoreError.unsafe(path: shelf.path, why: "other users can read it; run `chmod 600` on it")
    ) { try SQLiteStore(opening: shelf.path, access: .readOnly) }
  }

  @Test func `a file that is missing is not made by opening it`() throws {
    let path = try Shelf(.memory).folder + "/expunge.db"
    #expect(
      throws: StoreError.unsafe(
        path: path, why: "there is no database; `expunge init` makes a home, --home points to one")
    ) { try SQLiteStore(opening: path, access: .readWrite) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a file that exists is not made again`() throws {
    let shelf = try Self.closed()
    #expect(throws: StoreError.exists(shelf.path)) { try SQLiteStore(creating: shelf.path, deployment: "d-2") }
    #expect(try SQLiteStore(opening: shelf.path, access: .readOnly).read { try $0.deployment() } == "d-1")
  }

  @Test func `a folder that does not exist is said to be the trouble`() throws {
    let path = try Shelf(.memory).folder + "/nowhere/expunge.db"
    #expect(
      throws: StoreError.unsafe(path: path, why: "the database cannot be made here; is the folder writable?")
    ) { try SQLiteStore(creating: path, deployment: "d") }
  }

  @Test(arguments: [SQLiteStore.Access.readWrite, .readOnly])
  func `another program's database is refused, and left as it was`(_ access: SQLiteStore.Access) throws {
    let shelf = try Self.closed()
    try FileTests.patch(shelf.path, at: 68, 0x0102_0304)
    // 1 and 1 are the head's marks of a rollback journal.
    try FileTests.patch(shelf.path, at: 16, 0x1000_0101)
    try shelf.setMode(0o600, of: shelf.path)
    let before = try Data(contentsOf: URL(fileURLWithPath: shelf.path))
    #expect(throws: StoreError.foreign(path: shelf.path)) { try SQLiteStore(opening: shelf.path, access: access) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: shelf.path)) == before)
  }

  @Test(arguments: ["", "Dear partner, this is no database. " + String(repeating: "x", count: 5000)])
  func `a file that is no database is refused`(_ text: String) throws {
    let shelf = try Shelf(.memory)
    try Data(text.utf8).write(to: URL(fileURLWithPath: shelf.path))
    try shelf.setMode(0o600, of: shelf.path)
    #expect(throws: StoreError.foreign(path: shelf.path)) {
      try SQLiteStore(opening: shelf.path, access: .readWrite)
    }
  }

  @Test func `a newer schema asks for the newer program`() throws {
    let shelf = try Self.closed()
    try FileTests.patch(shelf.path, at: 60, UInt32(Schema.version + 1))
    try shelf.setMode(0o600, of: shelf.path)
    #expect(throws: StoreError.newer(found: Schema.version + 1, known: Schema.version)) {
      try SQLiteStore(opening: shelf.path, access: .readWrite)
    }
  }
}
