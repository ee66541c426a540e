import Foundation

/// Every file below a ledger's directory, so that one nobody asked for is noticed.
///
/// Full tiles stand in unbroken rows, which are kept as ranges of their numbers: memory does not grow with the ledger.
struct FileInventory {
  private(set) var findings: [LedgerFinding] = []
  /// Paths that are no tile's and that nobody took yet.
  private(set) var others: Set<String> = []
  private var full: [Tile.Kind: IndexRanges] = [:]
  private var taken: [Tile.Kind: IndexRanges] = [:]
  /// Widths of the partial tiles there are, by the full tile.
  private var partials: [Tile: [Int]] = [:]
  private var unseenPartials: Set<Tile> = []

  init(files: LedgerFiles) {
    walk("", files: files)
  }

  /// Everything nobody took.
  var unseen: Set<String> {
    var paths = others.union(unseenPartials.map(\.path))
    for (kind, numbers) in full {
      for number in numbers.subtracting(taken[kind] ?? IndexRanges()).indices {
        paths.insert(Tile(kind: kind, number: UInt64(number), count: Int(Tile.width)).path)
      }
    }
    return paths
  }

  /// How many entries there are bundles for, by the bundles' names.
  var entriesThere: UInt64 {
    let whole = full[.entries]?.last.map { UInt64($0 + 1) << 8 } ?? 0
    return partials.reduce(whole) { most, item in
      guard item.key.kind == .entries, let width = item.value.max() else { return most }
      return max(most, (item.key.number << 8) + UInt64(width))
    }
  }

  var hasPartials: Bool { !partials.isEmpty }

  /// Of the partial tiles there are beside or instead of a full one.
  func widths(of full: Tile) -> [Int] { partials[full] ?? [] }

  /// Is it there, taken or not?
  func holds(_ tile: Tile) -> Bool {
    guard tile.isPartial else { return full[tile.kind]?.contains(Int(tile.number)) ?? false }
    return widths(of: tile.full).contains(tile.count)
  }

  mutating func take(_ path: String) {
    if let tile = Tile(path: path) { take(tile) } else { others.remove(path) }
  }

  mutating func take(_ tile: Tile) {
    if tile.isPartial {
      unseenPartials.remove(tile)
    } else {
      taken[tile.kind, default: IndexRanges()].insert(Int(tile.number))
    }
  }

  private mutating func note(_ path: String) {
    guard let tile = Tile(path: path) else {
      others.insert(path)
      return
    }
    if tile.isPartial {
      partials[tile.full, default: []].append(tile.count)
      unseenPartials.insert(tile)
    } else {
      full[tile.kind, default: IndexRanges()].insert(Int(tile.number))
    }
  }

  private mutating func walk(_ directory: String, files: LedgerFiles) {
    do {
      for (name, isDirectory) in try files.list(directory) {
        let path = directory.isEmpty ? name : directory + "/" + name
        if isDirectory { walk(path, files: files) } else { note(path) }
      }
    } catch {
      findings.append(LedgerFinding(file: directory, what: "\(error)"))
    }
  }
}
