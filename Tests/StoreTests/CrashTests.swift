import Foundation
import Store
import Testing
import Workflow

/// Readers beside the writer, and what a power cut leaves.
struct CrashTests {
  @Test func `a reader sees the last commit while the writer is in the middle`() throws {
    let shelf = try Shelf(.file)
    try shelf.stock()
    let reader = try SQLiteStore(opening: shelf.path, access: .readOnly)
    try shelf.store.write { session throws in
      try session.set(.approved, of: "w")
      #expect(try reader.read { try $0.wave("w")?.stage } == .planned)
    }
    #expect(try reader.read { try $0.wave("w")?.stage } == .approved)
  }

  @Test func `a reader cannot write`() throws {
    let shelf = try Shelf(.file)
    try shelf.stock()
    let reader = try SQLiteStore(opening: shelf.path, access: .readOnly)
    #expect(throws: (any Error).self) { try reader.write { try $0.set(.void, of: "w") } }
    #expect(try shelf.store.read { try $0.wave("w")?.stage } == .planned)
  }

  @Test func `a cut in the middle of a transaction leaves the state before it`() throws {
    let shelf = try Shelf(.file)
    try shelf.stock()
    let block = [UInt8](repeating: 7, count: 1 << 20)
    let copy = try shelf.store.write { session throws in
      try session.set(.void, of: "w")
      // More than the cache holds, so that uncommitted pages reach the disk.
      for number in 0..<40 { try session.insertSubjectBlock(block, of: "w", number: number) }
      return try shelf.copy("cut.db")
    }
    let log = try FileManager.default.attributesOfItem(atPath: copy + "-wal")[.size] as? NSNumber
    #expect((log?.intValue ?? 0) > 1 << 20)
    let after = try SQLiteStore(opening: copy, access: .readWrite)
    #expect(try after.read { try $0.wave("w")?.stage } == .planned)
    #expect(try after.read { try $0.subjectBlock(of: "w", number: 0) } == nil)
    #expect(try after.integrityProblems().isEmpty)
  }

  @Test func `what has been committed is there after a cut`() throws {
    let shelf = try Shelf(.file)
    try shelf.stock()
    try shelf.store.write { try $0.set(.approved, of: "w") }
    let after = try SQLiteStore(opening: try shelf.copy("cut.db"), access: .readWrite)
    #expect(try after.read { try $0.wave("w")?.stage } == .approved)
  }

  @Test func `wherever the log is torn, whole transactions are found and no halves`() throws {
    let shelf = try Shelf(.file)
    try shelf.stock()
    let stocked = try Data(contentsOf: URL(fileURLWithPath: shelf.path + "-wal")).count
    for _ in 1...6 {
      try shelf.store.write { session throws in
        let epoch = try session.takeEpoch()
        _ = try session.append([Samples.line(epoch)], to: "m")
        try session.insert(Samples.dispatch(epoch))
      }
    }
    let log = [UInt8](try Data(contentsOf: URL(fileURLWithPath: shelf.path + "-wal")))
    var found = Set<Int>()
    for cut in stride(from: log.count, through: stocked, by: -1777) {
      let copy = try shelf.copy("torn-\(cut).db")
      try Data(log.prefix(cut)).write(to: URL(fileURLWithPath: copy + "-wal"))
      let after = try SQLiteStore(opening: copy, access: .readWrite)
      try after.read { session throws in
        let epoch = try session.epoch()
        #expect(try session.dispatches(of: Samples.acme).map(\.number) == Array(1..<epoch + 1), "cut at \(cut)")
        #expect(try session.ledger(of: "m")?.next == epoch + 1, "cut at \(cut)")
        #expect(try session.outbox(of: "m", limit: 99).flatMap(\.lines) == (1..<epoch + 1).map(Samples.line))
        found.insert(epoch)
      }
    }
    #expect(found.contains(6) && found.count > 3)
  }
}
