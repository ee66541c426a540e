import ArgumentParser
import Engine

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the home into a folder: database, ledgers and vault of one moment.",
    discussion: """
      Example: expunge backup /mnt/backup/expunge-2026-08-01

      Waits for another expunge to end, copies, reads everything back, and gives the folder its name only then. Secret \
      keys (keys/*.key) are left out unless --with-keys is given: keep them apart, because a backup that holds its keys \
      is as good as the home to a thief. Keep no backup longer than what is shredded must stay readable.
      """)

  @Argument(help: "The folder to make; absent or empty, on another disk.") var folder: String
  @Flag(name: .customLong("with-keys"), help: "Also copy the root key and the signing keys.") var withKeys = false
  @OptionGroup var home: HomeOption
  @OptionGroup var output: JSONOption

  func run() throws {
    let summary = try home.locked { try Backup(home.home).write(to: folder, withKeys: withKeys) }
    if output.json { return try printJSON(summary) }
    print("Wrote \(summary.files) files to \(summary.folder) and read them back.")
    for ledger in summary.ledgers { print("  ledger \(ledger.matter): \(ledger.lines) lines") }
    if !summary.keysLeftOut.isEmpty {
      print("Not in it: \(summary.keysLeftOut.joined(separator: ", ")). Without root.key nobody opens this backup;")
      print("keep a copy of the keys apart from it.")
    }
    if !summary.notCopied.isEmpty {
      print("No part of a home, not copied: \(summary.notCopied.joined(separator: ", "))")
    }
    print("Check it any time: cd \(summary.folder) && sha256sum -c SHA256SUMS")
  }
}

extension HomeOption {
  /// For work on the home as a whole, which must be possible while nothing may be sent.
  func locked<Value>(_ work: () throws -> Value) throws -> Value {
    guard home.exists else { throw HomeError.absent(home.path) }
    let lock: EngineLock
    do { lock = try EngineLock(home) } catch HomeError.busy {
      Failure.say("waiting for another expunge to end in \(home.path) (Ctrl-C gives up) ...")
      lock = try EngineLock(home, waiting: true)
    }
    return try withExtendedLifetime(lock) { try work() }
  }
}
