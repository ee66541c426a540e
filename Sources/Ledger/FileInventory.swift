import Foundation

/// Every file below a ledger's directory, so that one nobody asked for is noticed.
struct FileInventory {
  private(set) var unseen: Set<String> = []
  /// Widths of the partial tiles there are, by the full tile's path.
  private(set) var partials: [String: [Int]] = [:]
  private(set) var findings: [LedgerFinding] = []

  init(files: LedgerFiles) {
    walk("", files: files)
  }

  mutating func take(_ path: String) { unseen.remove(path) }

  private mutating func walk(_ directory: String, files: LedgerFiles) {
    do {
      for (name, isDirectory) in try files.list(directory) {
        let path = directory.isEmpty ? name : directory + "/" + name
        if isDirectory {
          walk(path, files: files)
        } else {
          unseen.insert(path)
          if let tile = Tile(path: path), tile.isPartial { partials[tile.base, default: []].append(tile.count) }
        }
      }
    } catch {
      findings.append(LedgerFinding(file: directory, what: "\(error)"))
    }
  }
}
