import Crypto
import Foundation
import Ledger

/// SHA256SUMS: what `sha256sum` writes and checks, one line a file, sorted by path, all files and no others.
enum PackSums {
  static let path = "SHA256SUMS"

  /// Every file below a folder, sorted; findings for what is neither a file nor a folder.
  static func files(in directory: String) -> (paths: Set<String>, findings: [LedgerFinding]) {
    var paths: Set<String> = []
    var findings: [LedgerFinding] = []
    func walk(_ folder: String) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)")) ?? []
      for name in names.sorted() {
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        var status = stat()
        guard lstat("\(directory)/\(path)", &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: walk(path)
        case S_IFREG: paths.insert(path)
        case _: findings.append(LedgerFinding(file: path, what: "it is not a plain file"))
        }
      }
    }
    walk("")
    return (paths, findings)
  }

  /// Holds every file against its digest, and the list against the files.
  static func check(_ directory: String, files: Set<String>) -> [LedgerFinding] {
    guard files.contains(path), let data = FileManager.default.contents(atPath: "\(directory)/\(path)") else {
      return [LedgerFinding(file: path, what: "it is missing")]
    }
    var findings: [LedgerFinding] = []
    func find(_ file: String, _ what: String) { findings.append(LedgerFinding(file: file, what: what)) }
    guard let lines = parse([UInt8](data)) else {
      return [LedgerFinding(file: path, what: "it is not a list of digests and paths, sorted, each once")]
    }
    for (digest, name) in lines {
      guard files.contains(name), name != path else {
        find(name, "it is listed in \(path) and missing")
        continue
      }
      if Self.digest("\(directory)/\(name)") != digest { find(name, "it does not have the digest that \(path) lists") }
    }
    for name in files.subtracting(lines.map(\.path)).subtracting([path]).sorted() {
      find(name, "it is not listed in \(path)")
    }
    return findings
  }

  /// Nil where it is not exactly what ``PackFolder`` writes.
  private static func parse(_ bytes: [UInt8]) -> [(digest: String, path: String)]? {
    guard bytes.last == UInt8(ascii: "\n"), bytes.allSatisfy({ $0 == 0x0A || (0x20...0x7E).contains($0) }) else {
      return nil
    }
    var lines: [(digest: String, path: String)] = []
    var previous: ArraySlice<UInt8> = []
    for line in bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
      let (digest, name) = (line.prefix(64), line.dropFirst(66))
      guard line.count > 66, line.dropFirst(64).prefix(2).elementsEqual("  ".utf8), !name.contains(0x20),
        digest.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
        previous.lexicographicallyPrecedes(name)
      else { return nil }
      previous = name
      lines.append((String(decoding: digest, as: UTF8.self), String(decoding: name, as: UTF8.self)))
    }
    return lines
  }

  private static func digest(_ path: String) -> String? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    var hasher = SHA256()
    while let piece = try? handle.read(upToCount: 1 << 20), !piece.isEmpty { hasher.update(data: piece) }
    return hasher.finalize().hex
  }
}
