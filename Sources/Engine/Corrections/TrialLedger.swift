import Foundation
import Glibc
import Ledger

/// A throwaway copy of a ledger under a throwaway key: shows what `ledger verify` would say of lines before the real key
/// signs them.
final class TrialLedger {
  let path: String
  private let signer: Ed25519Signer
  private let head: LedgerHead

  /// - Parameter folder: Where the copy is made; on the ledger's own disk, so that full tiles are linked and not copied.
  init(of ledger: String, in folder: String) throws {
    path = "\(folder)/trial-\(UUID().uuidString)"
    let origin = try String(contentsOfFile: ledger + "/origin", encoding: .utf8).trimmingCharacters(in: .newlines)
    signer = try Ed25519Signer.generate(name: origin)
    head = try LedgerReader(directory: ledger).checkpoint.head
    do { try copy(ledger, origin: origin) } catch {
      try? FileManager.default.removeItem(atPath: path)
      throw error
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Removes what a crash left behind.
  static func sweep(_ folder: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix("trial-") {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }

  /// - Returns: what verification finds with the lines and does not find without them.
  func complaints(about lines: [[UInt8]]) throws -> [String] {
    let before = findings()
    try LedgerWriter.open(path, signer: signer, storedHead: head).append(entries: lines) { _ in }
    return findings().subtracting(before).sorted()
  }

  private func findings() -> Set<String> {
    Set(
      LedgerVerifier.verify(directory: path).findings.map { finding in
        (finding.index.map { "entry \($0): " } ?? "") + finding.what
      })
  }

  private func copy(_ ledger: String, origin: String) throws {
    try FileTree.makeFolder(path)
    for file in try FileTree.files(below: ledger) {
      let (source, target) = ("\(ledger)/\(file)", "\(path)/\(file)")
      if file.hasPrefix("sets/") || (file.hasPrefix("tile/") && !file.contains(".p/")) {
        try FileTree.makeFolder(FileTree.parent(of: target))
        if link(source, target) != 0 { try FileTree.copy(source, to: target) }
      } else if file.hasPrefix("tile/") {
        try FileTree.copy(source, to: target)
      }
    }
    try FileTree.write(origin + "\n", to: path + "/origin")
    try FileTree.write(try signer.vkey.description + "\n", to: path + "/ledger.vkey")
    let checkpoint = try Checkpoint(origin: origin, head: head, signer: signer)
    try FileTree.write(String(decoding: checkpoint.bytes, as: UTF8.self), to: path + "/checkpoint")
  }
}
