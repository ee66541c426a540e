/// A tree rebuilt from one source, with what its tiles above level 0 hold and the roots it had on the way.
struct TreeTrace {
  private(set) var tree = MerkleAccumulator()
  /// By tile level; level 0 is not kept.
  private(set) var upper: [[LedgerHash]] = Array(repeating: [], count: 8)
  private(set) var roots: [UInt64: LedgerHash] = [:]
  private var wanted: [UInt64]

  /// - Parameter wanted: Sizes whose roots are asked for.
  init(wanted: some Collection<UInt64>) {
    self.wanted = wanted.sorted(by: >)
    note()
  }

  mutating func append(_ leaf: LedgerHash) {
    tree.append(leaf) { level, hash in
      if level < 8 { upper[level].append(hash) }
    }
    note()
  }

  /// Adds 256 leaves at once.
  /// - Parameter bundleRoot: The root over them.
  /// - Returns: False, and nothing is added, where a size inside them is asked for or the tree does not end at a bundle.
  mutating func append(bundleRoot: LedgerHash) -> Bool {
    guard tree.size & 255 == 0, wanted.last.map({ $0 >= tree.size + Tile.width }) ?? true else { return false }
    tree.append(bundleRoot: bundleRoot) { level, hash in
      if level < 8 { upper[level].append(hash) }
    }
    note()
    return true
  }

  private mutating func note() {
    while wanted.last == tree.size {
      roots[wanted.removeLast()] = tree.root
    }
  }
}
