import Foundation
import Ledger
import Store
import Testing
import Workflow

@testable import Engine

/// A home whose parts are of different days: noticed at the start, explained, and nothing is sent or signed.
struct BackupFootingTests {
  private let scene: BackupScene
  private let old: Home
  private let (oldSize, newSize): (Int, Int)

  /// `old` is the home as it was a few turns ago.
  init() throws {
    scene = try BackupScene()
    try scene.work(turns: 3)
    old = Home(scene.folder + "/old")
    try scene.copy(scene.home.path, to: old.path)
    oldSize = try scene.size()
    try scene.work(turns: 4)
    newSize = try scene.size()
    try #require(newSize > oldSize)
  }

  private func refusal() throws -> [Misfit] {
    let before = try scene.prints(scene.home.path + "/ledger")
    let calls = scene.effects
    let failure = #expect(throws: Misfits.self) { try scene.work(turns: 5) }
    #expect(scene.effects == calls, "something was sent")
    #expect(try scene.prints(scene.home.path + "/ledger") == before, "something was signed")
    return failure?.all ?? []
  }

  @Test func `an older database under a newer ledger`() throws {
    try scene.replaceDatabase(of: scene.home, from: old.database)
    guard case .databaseIsOlder("leak", oldSize, newSize, let since)? = try refusal().first else {
      Issue.record("not told")
      return
    }
    let line = try Entry.parse(LedgerReader(directory: scene.home.ledger(of: "leak")).entry(at: UInt64(oldSize)))
    #expect(since == line.at.description)
  }

  @Test func `an older ledger under a newer database`() throws {
    try scene.copy(old.ledger(of: "leak"), to: scene.home.ledger(of: "leak"))
    let last = try Entry.parse(LedgerReader(directory: old.ledger(of: "leak")).entry(at: UInt64(oldSize - 1))).at
    #expect(
      try refusal() == [
        .ledgerIsOlder(matter: "leak", ledger: oldSize, database: newSize, last: last.description)
      ])
    #expect(throws: BackupError.self) { try RestoreDecision(scene.home).goOn(role: Reason("legal")) }
  }

  @Test func `a ledger that is gone`() throws {
    try FileManager.default.removeItem(atPath: scene.home.ledger(of: "leak"))
    #expect(try refusal() == [.ledgerIsMissing(matter: "leak", path: scene.home.ledger(of: "leak"))])
  }

  @Test func `a whole home of yesterday, because what was signed last is kept outside it`() throws {
    try scene.copy(old.path, to: scene.home.path)
    guard case .homeIsOlder("leak", oldSize, newSize, _, let memory)? = try refusal().first else {
      Issue.record("not told")
      return
    }
    #expect(memory.hasPrefix(scene.folder + "/memory/"))
  }

  @Test func `a home that went on from a backup beside the one that was signed last`() throws {
    let aside = scene.folder + "/aside"
    try FileManager.default.moveItem(atPath: scene.folder + "/memory", toPath: aside)
    try scene.copy(old.path, to: scene.home.path)
    scene.pass(.hours(1))
    try scene.work(turns: 8)
    try #require(try scene.size() >= newSize)
    try scene.copy(aside, to: scene.folder + "/memory")
    guard case .homeDiffers("leak", newSize, _, _)? = try refusal().first else {
      Issue.record("not told")
      return
    }
  }

  @Test func `the words say which is older, by how much, since when, and what to do`() {
    #expect(
      Misfit.databaseIsOlder(matter: "leak", database: 40, ledger: 52, since: "2026-08-01T10:00:00Z").description
        == "the database is older than the ledger of leak: the ledger has 12 lines more (52 to 40), the first of them of "
        + "2026-08-01T10:00:00Z. Put the newest database back; if there is none, read `expunge restore accept`")
  }

  @Test func `doctor tells of it, and of a memory that cannot be written`() throws {
    func bad() -> [String] { Examination(scene.home).run().filter { !$0.isFine }.compactMap(\.remedy) }
    let memory = "memory: \(scene.folder)/memory"
    #expect(!bad().contains { $0.contains("older") || $0.contains("unnoticed") })
    try scene.replaceDatabase(of: scene.home, from: old.database)
    #expect(bad().contains { $0.contains("the database is older than the ledger of leak") })
    let settings = try String(contentsOfFile: scene.home.settings, encoding: .utf8)
    try settings.replacingOccurrences(of: memory, with: "memory: /proc/none")
      .write(toFile: scene.home.settings, atomically: true, encoding: .utf8)
    try scene.copy(old.path + "/ledger", to: scene.home.path + "/ledger")
    #expect(Examination(scene.home).run().contains { $0.what.contains("memory") && $0.what.contains("/proc/none") })
  }

  @Test func `lines that a crash left unsigned are no misfit: the next run signs them`() throws {
    let directory = scene.home.ledger(of: "leak")
    let checkpoint = try Data(contentsOf: URL(fileURLWithPath: old.ledger(of: "leak") + "/checkpoint"))
    let newest = try Data(contentsOf: URL(fileURLWithPath: directory + "/checkpoint"))
    try checkpoint.write(to: URL(fileURLWithPath: directory + "/checkpoint"))
    _ = try scene.open { try $0.openLedger(of: "leak") }
    #expect(try Data(contentsOf: URL(fileURLWithPath: directory + "/checkpoint")) == newest)
  }
}
