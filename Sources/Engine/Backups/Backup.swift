import Foundation
import Ledger
import Store
import Workflow

/// A copy of a home that belongs together: database, ledgers and vault of one moment.
///
/// The engine lock must be held. The copy is made under another name and gets its own only when it is whole, checked and
/// durable, so that a crash leaves no half backup.
public struct Backup {
  let home: Home
  let surroundings: Surroundings

  public init(_ home: Home, surroundings: Surroundings = .world) {
    self.home = home
    self.surroundings = surroundings
  }

  public struct Summary: Sendable, Encodable {
    public var folder: String
    public var files: Int
    public var ledgers: [LedgerLine]
    /// Key files that were left out: a backup that holds its keys is as good as the home to a thief.
    public var keysLeftOut: [String]
    /// What lies in the home and is no part of one.
    public var notCopied: [String]
  }

  public struct LedgerLine: Sendable, Encodable {
    public var matter: String
    public var lines: Int
  }

  static let sums = "SHA256SUMS"
  static let card = "backup.txt"
  /// What a home consists of, beside the database.
  static let folders = ["ledger", "vault", "planned"]
  static let files = ["settings.yaml", "allowed_signers", "restores.log"]
  static func isSecret(_ key: String) -> Bool { key.hasSuffix(".key") }

  /// - Parameter folder: Absent or empty.
  public func write(to folder: String, withKeys: Bool) throws -> Summary {
    guard home.exists else { throw HomeError.absent(home.path) }
    guard !FileTree.isThere(folder) || FileTree.isEmptyFolder(folder) else { throw BackupError.targetIsThere(folder) }
    try refuseInside(folder)
    let draft = folder + ".unfinished"
    try? FileManager.default.removeItem(atPath: draft)
    try FileTree.makeFolder(draft)
    do {
      let summary = try fill(draft, withKeys: withKeys, folder: folder)
      try BackupCheck(folder: draft).agreement()
      try BackupCheck(folder: draft).sums()
      try FileTree.publish(draft, as: folder)
      return summary
    } catch {
      try? FileManager.default.removeItem(atPath: draft)
      throw error
    }
  }

  private func refuseInside(_ folder: String) throws {
    let inner = URL(fileURLWithPath: folder).standardizedFileURL.resolvingSymlinksInPath().path
    let outer = URL(fileURLWithPath: home.path).standardizedFileURL.resolvingSymlinksInPath().path
    guard !(inner + "/").hasPrefix(outer + "/") else { throw BackupError.insideHome(folder) }
  }

  private func fill(_ draft: String, withKeys: Bool, folder: String) throws -> Summary {
    var digests: [String: String] = [:]
    let (paths, keys, others) = try contents()
    for path in paths + (withKeys ? keys : []) {
      digests[path] = try FileTree.copy("\(home.path)/\(path)", to: "\(draft)/\(path)")
    }
    let (card, ledgers) = try copyDatabase(to: draft)
    digests["expunge.db"] = try FileTree.digest(draft + "/expunge.db")
    try FileTree.write(card, to: "\(draft)/\(Backup.card)")
    digests[Backup.card] = try FileTree.digest("\(draft)/\(Backup.card)")
    let lines = digests.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }
    try FileTree.write(lines.joined(), to: "\(draft)/\(Backup.sums)")
    return Summary(
      folder: folder, files: digests.count + 1, ledgers: ledgers, keysLeftOut: withKeys ? [] : keys, notCopied: others)
  }

  /// Everything below the home, sorted into what is copied, the keys, and what is no part of a home.
  private func contents() throws -> (copied: [String], keys: [String], others: [String]) {
    let named = try Settings.read(home.settings).anchors.files.filter { FileTree.isThere(home.resolve($0)) }
    let known = Set(Backup.files + named)
    let passing = Set(["expunge.db", "expunge.db-wal", "expunge.db-shm", "engine.lock", "restored"])
    var (copied, keys, others): ([String], [String], [String]) = ([], [], [])
    for name in try FileManager.default.contentsOfDirectory(atPath: home.path).sorted() where !passing.contains(name) {
      if known.contains(name) {
        copied.append(name)
      } else if Backup.folders.contains(name) {
        copied += try FileTree.files(below: "\(home.path)/\(name)").map { "\(name)/\($0)" }
      } else if name == "keys" {
        let files = try FileTree.files(below: home.keys)
        keys = files.filter(Backup.isSecret).map { "keys/\($0)" }
        copied += files.filter { !Backup.isSecret($0) }.map { "keys/\($0)" }
      } else {
        others.append(name)
      }
    }
    return (copied, keys, others)
  }

  private func copyDatabase(to draft: String) throws -> (card: String, ledgers: [LedgerLine]) {
    let store = try SQLiteStore(opening: home.database, access: .readWrite)
    defer { try? store.close() }
    let problems = try store.integrityProblems()
    guard problems.isEmpty else { throw BackupError.databaseDamaged(problems.joined(separator: "; ")) }
    try store.backUp(to: draft + "/expunge.db")
    let ledgers = try store.read { session in
      try session.matters().compactMap { matter in
        try session.ledger(of: matter.id).map { LedgerLine(matter: matter.id, lines: $0.size) }
      }
    }
    let card =
      """
      expunge-backup/1
      made \(surroundings.now().ledger)
      deployment \(try store.read { try $0.deployment() })

      """ + ledgers.map { "ledger \($0.matter) \($0.lines)\n" }.joined()
    return (card, ledgers)
  }
}
