import Foundation
import Ledger
import Store
import Workflow

/// Makes a home out of a backup. The home carries a mark, so that nothing is sent before a person has decided.
public struct Restoring {
  let folder: String

  /// - Parameter folder: A backup.
  public init(folder: String) { self.folder = folder }

  public struct Summary: Sendable, Encodable {
    public var home: String
    public var made: String
    public var files: Int
    /// Keys that the backup does not hold and the home needs.
    public var keysMissing: [String]
  }

  /// - Parameters:
  ///   - home: A folder that does not exist or is empty.
  ///   - newerLedger: A ledger folder to take instead of the backup's own: with it no signed line is lost.
  public func restore(to home: Home, newerLedger: String? = nil) throws -> Summary {
    guard !FileTree.isThere(home.path) || FileTree.isEmptyFolder(home.path) else {
      throw BackupError.targetIsThere(home.path)
    }
    let card = try BackupCheck(folder: folder).read()
    try BackupCheck(folder: folder).sums()
    let draft = home.path + ".unfinished"
    try? FileManager.default.removeItem(atPath: draft)
    try FileTree.makeFolder(draft)
    do {
      let files = try copy(to: draft)
      let staged = Home(draft)
      try BackupCheck(folder: draft).agreement()
      if let newerLedger { try bring(newerLedger, to: staged) }
      try FileTree.write("\(card.made)\nfrom \(folder)\n", to: RestoreMark(staged).path)
      for name in ["keys", "ledger", "vault", "planned"] { try FileTree.makeFolder("\(draft)/\(name)") }
      let missing = try keysMissing(in: staged)
      try FileTree.publish(draft, as: home.path)
      return Summary(home: home.path, made: card.made, files: files, keysMissing: missing)
    } catch {
      try? FileManager.default.removeItem(atPath: draft)
      throw error
    }
  }

  private func copy(to draft: String) throws -> Int {
    let listed = try BackupCheck(folder: folder).listed()
    for (path, digest) in listed where path != Backup.card {
      let read = try FileTree.copy("\(folder)/\(path)", to: "\(draft)/\(path)")
      guard read == digest, try FileTree.digest("\(draft)/\(path)") == digest else {
        throw BackupError.fileDiffers(path: path, folder: folder)
      }
    }
    return listed.count - 1
  }

  private func bring(_ ledger: String, to home: Home) throws {
    let origin = try String(contentsOfFile: ledger + "/origin", encoding: .utf8)
    let matter = String(origin.trimmingCharacters(in: .newlines).split(separator: "/").last ?? "")
    let target = home.ledger(of: matter)
    guard !matter.isEmpty, FileTree.isThere(target) else { throw BackupError.ledgerNotInBackup(matter: matter) }
    try FileManager.default.removeItem(atPath: target)
    for path in try FileTree.files(below: ledger) { try FileTree.copy("\(ledger)/\(path)", to: "\(target)/\(path)") }
    // What an interrupted run left unsigned in the home it came from is none of this home's business; the signed head is.
    let report = LedgerVerifier.verify(directory: target)
    guard let first = report.findings.first(where: { !$0.what.contains("beyond the checkpoint") }) else { return }
    throw BackupError.cannotDecide("the ledger \(ledger) does not verify: \(first)")
  }

  private func keysMissing(in home: Home) throws -> [String] {
    var missing = FileTree.isThere(home.rootKey) ? [] : ["keys/root.key"]
    let store = try SQLiteStore(opening: home.database, access: .readOnly)
    defer { try? store.close() }
    let keys = LedgerKeys(home)
    for matter in try store.read({ try $0.matters() }).map(\.id) {
      let signer = Result { try keys.signer(of: matter, vkey: try keys.vkey(of: matter)) }
      if case .failure = signer { missing.append("the signing key of \(matter), keys/ledger-\(matter)*.key") }
    }
    return missing
  }
}
