import Foundation
import Ledger
import Store
import Testing
import Workflow

@testable import Engine

/// Going on after a restored backup: nothing is done twice where that matters, and the ledger stays sound.
struct BackupDecisionTests {
  private let scene: BackupScene
  private let old: Home

  init() throws {
    scene = try BackupScene()
    try scene.work(turns: 3)
    old = Home(scene.folder + "/old")
    try scene.copy(scene.home.path, to: old.path)
    try scene.work(turns: 5)
  }

  private func goOn(_ home: Home? = nil) throws -> RestoreDecision.Summary {
    try RestoreDecision(home ?? scene.home, surroundings: scene.surroundings).goOn(role: Reason("legal"))
  }

  private func keys() throws -> Set<String> {
    try Installation(scene.home, access: .readOnly).store.read { session in
      Set(try session.instructions(of: BackupScene.wave).flatMap { try session.dispatches(of: $0.id) }.map(\.key))
    }
  }

  @Test func `after a home of yesterday: repeated where keys are honoured, asked first, or left to a person`() throws {
    let lost = try scene.size() - Int(LedgerReader(directory: old.ledger(of: "leak")).size)
    try scene.copy(old.path, to: scene.home.path)
    let summary = try goOn()
    #expect(summary.lost == ["leak": lost] && summary.caughtUp.isEmpty && summary.askedFirst > 0)
    #expect(summary.withPerson == ["leak-w1/once"] && summary.repeated == ["leak-w1/safe"])
    try scene.work(turns: 60)
    let states = try scene.states()
    #expect(states["safe"] == .settled(.deleted) && states["askable"] == .settled(.deleted))
    #expect(states["once"] == .needsPerson(LostTime.reason))
    #expect(scene.effects.values.allSatisfy { $0 == 1 }, "\(scene.effects)")
    #expect(try scene.findings() == [])
  }

  @Test func `the ledger says that the wave stood still, and the log who decided`() throws {
    try scene.copy(old.path, to: scene.home.path)
    let size = try scene.size()
    _ = try goOn()
    let reader = try LedgerReader(directory: scene.home.ledger(of: "leak"))
    guard case .hold(let hold) = try Entry.parse(reader.entry(at: UInt64(size))),
      case .release(let release) = try Entry.parse(reader.entry(at: UInt64(size + 1)))
    else {
      Issue.record("no hold")
      return
    }
    #expect(hold.basis.text == "restored-backup" && release.basis == hold.basis && hold.partner == nil)
    let log = try String(contentsOfFile: scene.home.path + "/restores.log", encoding: .utf8)
    #expect(log.contains("legal went on from a backup; leak: "))
  }

  @Test func `what the lost ledger had signed is kept outside as evidence`() throws {
    let newest = try LedgerReader(directory: scene.home.ledger(of: "leak")).noteBytes
    try scene.copy(old.path, to: scene.home.path)
    _ = try goOn()
    let folder = try #require(try scene.open { try $0.memory() }).folder
    let kept = try FileTree.files(below: folder).filter { $0.contains(".left-") }
    #expect(kept.count == 1)
    #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(try #require(kept.first))"))) == newest)
  }

  @Test func `numbers and names that the lost time may have used are never used again`() throws {
    try scene.copy(old.path, to: scene.home.path)
    _ = try goOn()
    let records = try Installation(scene.home, access: .readOnly).store.read {
      try $0.instructions(of: BackupScene.wave)
    }
    #expect(records.filter { !$0.state.isSettled }.allSatisfy { $0.nextNumber > 100_000 })
    #expect(try Installation(scene.home, access: .readOnly).store.read { try LostTime.restores(in: $0) } == 1)
  }

  @Test func `an older database is brought up to the newer ledger, and no signed line is lost`() throws {
    let before = try scene.size()
    let lines = try (0..<before).map {
      try LedgerReader(directory: scene.home.ledger(of: "leak")).entry(at: UInt64($0))
    }
    try scene.replaceDatabase(of: scene.home, from: old.database)
    let summary = try goOn()
    #expect(summary.caughtUp == ["leak"] && summary.lost.isEmpty)
    #expect(try scene.findings() == [])
    let reader = try LedgerReader(directory: scene.home.ledger(of: "leak"))
    #expect(try (0..<before).map { try reader.entry(at: UInt64($0)) } == lines)
    try scene.work(turns: 60)
    let states = try scene.states()
    #expect(states["safe"] == .settled(.deleted) && states["askable"] == .settled(.deleted))
    #expect(scene.effects.values.allSatisfy { $0 == 1 }, "\(scene.effects)")
    #expect(try scene.findings() == [])
  }

  @Test func `a backup restored with the newer ledger beside it loses nothing either`() throws {
    let target = scene.folder + "/copy"
    let again = Home(scene.folder + "/again")
    _ = try Backup(old, surroundings: scene.surroundings).write(to: target, withKeys: true)
    _ = try Restoring(folder: target).restore(to: again, newerLedger: scene.home.ledger(of: "leak"))
    let open = try RestoreDecision(again, surroundings: scene.surroundings).open()
    #expect(open.all.count == 2)
    #expect(try goOn(again).caughtUp == ["leak"])
    #expect(try scene.size(again) > scene.size() && scene.findings(again) == [])
  }

  @Test func `a person lets a partner that must not be sent twice go on, and everything ends`() throws {
    try scene.copy(old.path, to: scene.home.path)
    _ = try goOn()
    // What was under way when the backup was made is found in doubt by the first run.
    try scene.work(turns: 1)
    try scene.open { installation in
      _ = try Decisions(store: installation.store, surroundings: installation.surroundings)
        .decide(InstructionID(wave: BackupScene.wave, partner: "once"), .resume)
    }
    try scene.work(turns: 60)
    #expect(try scene.states().values.allSatisfy(\.isSettled))
    try scene.open { installation in
      let by = try LedgerKeys(scene.home).holder(of: "leak", role: "legal")
      try WaveClosing(store: installation.store, surroundings: installation.surroundings).close(
        BackupScene.wave, by: by)
      try installation.sequencer().sequenceAll()
    }
    #expect(try scene.findings() == [])
  }

  @Test func `deciding twice changes nothing the second time, and there is nothing to decide without need`() throws {
    try scene.copy(old.path, to: scene.home.path)
    _ = try goOn()
    let size = try scene.size()
    #expect(throws: BackupError.nothingToDecide(scene.home.path)) { try goOn() }
    #expect(try scene.size() == size)
  }
}
