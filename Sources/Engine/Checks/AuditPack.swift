import Crypto
import Foundation
import Ledger

/// A ledger as a folder that anyone can check with base tools: the ledger's own files, the entries as JSON Lines, the
/// field list, and the digests of everything.
public struct AuditPack {
  let source: String

  public init(source: String) { self.source = source }

  /// - Returns: how many files were written.
  public func write(to directory: String) throws -> Int {
    let files = FileManager.default
    guard !files.fileExists(atPath: directory) else {
      throw HomeError.unwritable(path: directory, why: "exists already; name a new folder")
    }
    try files.createDirectory(
      atPath: (directory as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try files.copyItem(atPath: source, toPath: directory)
    for name in try files.contentsOfDirectory(atPath: directory) where name.hasPrefix(".") || name.hasSuffix("lock") {
      try files.removeItem(atPath: "\(directory)/\(name)")
    }
    try writeEntries(to: "\(directory)/entries.jsonl")
    try LedgerSchema.text.write(toFile: "\(directory)/schema.txt", atomically: true, encoding: .utf8)
    try AuditPack.readme.write(toFile: "\(directory)/README.txt", atomically: true, encoding: .utf8)
    return try writeSums(in: directory) + 1
  }

  private func writeEntries(to path: String) throws {
    let reader = try LedgerReader(directory: source)
    guard FileManager.default.createFile(atPath: path, contents: nil), let handle = FileHandle(forWritingAtPath: path)
    else { throw HomeError.unwritable(path: path, why: "cannot be written") }
    defer { try? handle.close() }
    for index in 0..<reader.size { try handle.write(contentsOf: Data(try reader.entry(at: index))) }
  }

  private func writeSums(in directory: String) throws -> Int {
    let paths = (FileManager.default.enumerator(atPath: directory)?.allObjects as? [String] ?? []).sorted()
    var lines = ""
    var count = 0
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: "\(directory)/\(path)", isDirectory: &isFolder), !isFolder.boolValue
      else { continue }
      lines += "\(ApprovalText.hex(try PlanDigest.ofFile("\(directory)/\(path)")))  \(path)\n"
      count += 1
    }
    try lines.write(toFile: "\(directory)/SHA256SUMS", atomically: true, encoding: .utf8)
    return count
  }

  private static let readme = """
    This folder is a copy of one matter's ledger.

      sha256sum -c SHA256SUMS     checks that the copy is whole
      entries.jsonl               every receipt, one JSON object a line
      schema.txt                  what each field means
      checkpoint, ledger.vkey     the signed head of the Merkle tree, and the key (C2SP signed-note, tlog-checkpoint)
      tile/                       the tree and the entries (C2SP tlog-tiles)
      sets/                       the commitment to each wave's people: keyed hashes, no personal data

    """
}
