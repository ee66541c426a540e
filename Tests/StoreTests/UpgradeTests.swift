import Foundation
import Testing
import Workflow

@testable import Store

/// Files of earlier versions are brought up when they are opened for writing.
struct UpgradeTests {
  /// A file as the first version left it.
  static func first() throws -> Shelf {
    let shelf = try Shelf(.file)
    try shelf.store.write { session throws in
      let session = try #require(session as? SQLiteSession)
      let tables = try session.rows("SELECT name FROM sqlite_schema WHERE type = 'table'").map { $0["name"] as String }
      for table in tables { try session.run("DROP TABLE \(table)", []) }
      for statement in (FirstSchema.tables + "\n" + FirstSchema.rows).components(separatedBy: ";\n") {
        try session.run(statement, [])
      }
    }
    try shelf.store.close()
    try FileTests.patch(shelf.path, at: 60, 1)
    try shelf.setMode(0o600, of: shelf.path)
    return shelf
  }

  @Test func `a file of the first version has everything that it had, and room for mail`() throws {
    let shelf = try UpgradeTests.first()
    let store = try SQLiteStore(opening: shelf.path, access: .readWrite)
    let record = try #require(try store.read { try $0.instruction(Samples.acme) })
    #expect(record.state == .sending && record.version == 5 && record.contact == 0 && record.remindersSent == 1)
    let dispatch = try #require(try store.read { try $0.dispatch(Samples.acme, number: 0) })
    #expect(
      dispatch.state == .ready(due: Instant(milliseconds: 1_670_331_800_000), tries: .init(attempt: 2, strikes: 1)))
    #expect(dispatch.answer == 7 && dispatch.key == "key-0")
    #expect(try store.read { try $0.tallies(of: Samples.acme) }.map(\.subjects) == [10])
    #expect(try store.read { try $0.epoch() } == 3)
    var changed = record
    changed.contact = 2
    try store.write { session throws in
      try session.update(changed)
      try session.insert(MailTests.mail(1))
    }
    #expect(try store.read { try $0.instruction(Samples.acme) }?.contact == 2)
    #expect(try store.integrityProblems().isEmpty)
    try store.close()
    // Once brought up it stays so.
    let again = try SQLiteStore(opening: shelf.path, access: .readWrite)
    #expect(try again.read { try $0.mail(1) } == MailTests.mail(1))
  }
}
