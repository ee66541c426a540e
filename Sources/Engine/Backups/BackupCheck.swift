import Foundation
import Ledger
import Store

/// Whether a folder is a whole backup: every file is there, is what its sum says, and database and ledgers agree.
struct BackupCheck {
  let folder: String

  struct Card {
    var made: String
    var deployment: String
  }

  func read() throws -> Card {
    guard let text = try? String(contentsOfFile: "\(folder)/\(Backup.card)", encoding: .utf8),
      FileTree.isThere("\(folder)/\(Backup.sums)"), text.hasPrefix("expunge-backup/1\n")
    else { throw BackupError.notABackup(folder) }
    func value(_ name: String) -> String? {
      text.split(separator: "\n").first { $0.hasPrefix(name + " ") }.map { String($0.dropFirst(name.count + 1)) }
    }
    guard let made = value("made"), let deployment = value("deployment") else { throw BackupError.notABackup(folder) }
    return Card(made: made, deployment: deployment)
  }

  /// The files that the sums name.
  func listed() throws -> [(path: String, digest: String)] {
    try String(contentsOfFile: "\(folder)/\(Backup.sums)", encoding: .utf8).split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      let path = parts.last.map { String($0.drop { $0 == " " || $0 == "*" }) } ?? ""
      let isSafe = !path.isEmpty && !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
      guard parts.count == 2, parts[0].utf8.count == 64, isSafe else { throw BackupError.notABackup(folder) }
      return (path, String(parts[0]))
    }
  }

  func sums() throws {
    let listed = try listed()
    let there = Set(try FileTree.files(below: folder)).subtracting([Backup.sums])
    for (path, digest) in listed {
      guard there.contains(path) else { throw BackupError.fileMissing(path: path, folder: folder) }
      guard try FileTree.digest("\(folder)/\(path)") == digest else {
        throw BackupError.fileDiffers(path: path, folder: folder)
      }
    }
    if let extra = there.subtracting(listed.map(\.path)).sorted().first {
      throw BackupError.fileExtra(path: extra, folder: folder)
    }
  }

  /// A backup of a home whose parts did not fit would only bring the trouble back.
  func agreement() throws {
    let home = Home(folder)
    let store = try SQLiteStore(opening: home.database, access: .readOnly)
    defer { try? store.close() }
    let problems = try store.integrityProblems()
    guard problems.isEmpty else { throw BackupError.databaseDamaged(problems.joined(separator: "; ")) }
    let found = try Footing(home: home, store: store, memory: nil).misfits()
    guard found.isEmpty else { throw Misfits(home: folder, all: found) }
  }
}
