import Foundation
import Ledger
import Store
import Testing
import Workflow

@testable import Engine

/// Copies that belong together, and nothing that looks like one and is not.
struct BackupTests {
  private let scene: BackupScene
  private var target: String { scene.folder + "/copy" }

  init() throws {
    scene = try BackupScene()
    try scene.work(turns: 4)
  }

  private func backUp(withKeys: Bool = false) throws -> Backup.Summary {
    try Backup(scene.home, surroundings: scene.surroundings).write(to: target, withKeys: withKeys)
  }

  @Test func `a backup restored is the same home, with a mark that asks for a decision`() throws {
    try FileTree.write("a stranger's file", to: scene.home.path + "/people.csv")
    let summary = try backUp(withKeys: true)
    #expect(summary.ledgers.map(\.lines) == [try scene.size()] && summary.notCopied == ["people.csv"])
    let home = Home(scene.folder + "/new")
    let restored = try Restoring(folder: target).restore(to: home)
    #expect(restored.keysMissing.isEmpty)
    #expect(try scene.prints(home.ledger(of: "leak")) == scene.prints(scene.home.ledger(of: "leak")))
    #expect(try scene.prints(home.vault) == scene.prints(scene.home.vault))
    #expect(try scene.states(home) == scene.states() && scene.findings(home).isEmpty)
    let failure = #expect(throws: Misfits.self) { try scene.open(home) { _ in } }
    #expect(failure?.all.count == 1)
    #expect(failure?.description.contains("restored from a backup made 2023-11-14T") == true)
  }

  @Test func `keys stay out of a backup unless they are asked for, and the restore says what is missing`() throws {
    let summary = try backUp()
    #expect(summary.keysLeftOut == ["keys/ledger-leak.key", "keys/root.key"])
    #expect(try FileTree.files(below: target).allSatisfy { !$0.hasSuffix(".key") })
    let restored = try Restoring(folder: target).restore(to: Home(scene.folder + "/new"))
    #expect(restored.keysMissing.count == 2 && restored.keysMissing.first == "keys/root.key")
  }

  @Test func `everything in a backup is for its owner only, and sha256sum can check it`() throws {
    _ = try backUp()
    for path in [""] + (try FileTree.files(below: target)) {
      let mode = try FileManager.default.attributesOfItem(atPath: "\(target)/\(path)")[.posixPermissions] as? NSNumber
      #expect((mode?.intValue ?? 0o777) & 0o077 == 0, "\(path)")
    }
    let check = try Tool.run("sh", ["-c", "cd '\(target)' && sha256sum --strict --quiet -c SHA256SUMS"], input: [])
    #expect(check.status == 0)
  }

  @Test func `a backup never lands in what is there, nor in the home`() throws {
    try FileTree.write("kept", to: target)
    #expect(throws: BackupError.targetIsThere(target)) { _ = try backUp() }
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "kept")
    let inside = scene.home.path + "/backups/today"
    #expect(throws: BackupError.insideHome(inside)) { try Backup(scene.home).write(to: inside, withKeys: false) }
  }

  @Test func `a restore never touches a home that is there`() throws {
    _ = try backUp()
    let before = try scene.prints(scene.home.path)
    #expect(throws: BackupError.targetIsThere(scene.home.path)) {
      try Restoring(folder: target).restore(to: scene.home)
    }
    #expect(try scene.prints(scene.home.path) == before)
  }

  @Test(arguments: ["expunge.db", "ledger/leak/checkpoint", "vault/keys/matter.leak", "settings.yaml", "backup.txt"])
  func `a backup with one byte changed is refused, and no home comes of it`(_ path: String) throws {
    _ = try backUp()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(target)/\(path)"))
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: URL(fileURLWithPath: "\(target)/\(path)"))
    let home = Home(scene.folder + "/new")
    #expect(throws: BackupError.fileDiffers(path: path, folder: target)) {
      try Restoring(folder: target).restore(to: home)
    }
    #expect(!FileTree.isThere(home.path) && !FileTree.isThere(home.path + ".unfinished"))
  }

  @Test func `a backup that lacks a file, or holds one more, is refused`() throws {
    _ = try backUp()
    let home = Home(scene.folder + "/new")
    try FileTree.write("x", to: target + "/vault/extra")
    #expect(throws: BackupError.fileExtra(path: "vault/extra", folder: target)) {
      try Restoring(folder: target).restore(to: home)
    }
    try FileManager.default.removeItem(atPath: target + "/vault/extra")
    try FileManager.default.removeItem(atPath: target + "/ledger/leak/origin")
    #expect(throws: BackupError.fileMissing(path: "ledger/leak/origin", folder: target)) {
      try Restoring(folder: target).restore(to: home)
    }
    #expect(!FileTree.isThere(home.path))
  }

  @Test func `what a killed backup or restore leaves behind is neither, and is not in the way`() throws {
    try FileTree.makeFolder(target + ".unfinished/vault")
    try FileTree.write("half", to: target + ".unfinished/expunge.db")
    #expect(throws: BackupError.notABackup(target + ".unfinished")) {
      try Restoring(folder: target + ".unfinished").restore(to: Home(scene.folder + "/new"))
    }
    _ = try backUp()
    #expect(!FileTree.isThere(target + ".unfinished"))
    let home = Home(scene.folder + "/new")
    try FileTree.makeFolder(home.path + ".unfinished/vault")
    _ = try Restoring(folder: target).restore(to: home)
    #expect(home.exists && !FileTree.isThere(home.path + ".unfinished"))
  }

  @Test func `a home whose parts do not fit is not backed up as if they did`() throws {
    let old = scene.folder + "/old.db"
    try SQLiteStore(opening: scene.home.database, access: .readWrite).backUp(to: old)
    try scene.work(turns: 2)
    try scene.replaceDatabase(of: scene.home, from: old)
    #expect(throws: Misfits.self) { _ = try backUp() }
    #expect(!FileTree.isThere(target) && !FileTree.isThere(target + ".unfinished"))
  }
}
