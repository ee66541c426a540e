/// The right edge of a growing tree: enough to add leaves and to give the root, in memory that grows with log(size).
///
///     var tree = MerkleAccumulator()
///     for leaf in leaves { tree.append(leaf) }
///     let root = tree.root
public struct MerkleAccumulator: Sendable, Hashable {
  public private(set) var size: UInt64 = 0
  /// Roots of the complete subtrees the size's binary digits name, largest first.
  private(set) var peaks: [LedgerHash] = []

  public init() {}

  /// - Parameter peaks: One hash per 1 bit of `size`, largest subtree first.
  init?(size: UInt64, peaks: [LedgerHash]) {
    guard peaks.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.peaks = peaks
  }

  public mutating func append(_ leaf: LedgerHash) {
    append(leaf) { _, _ in }
  }

  /// - Parameter completed: Called with each level that is a multiple of 8, divided by 8, and the hash of the subtree
  ///   this leaf completes there: what a tile of that level stores.
  mutating func append(_ leaf: LedgerHash, completed: (Int, LedgerHash) -> Void) {
    var hash = leaf
    var level = 0
    var rest = size
    while rest & 1 == 1 {
      hash = TreeHash.node(peaks.removeLast(), hash)
      level += 1
      rest >>= 1
      if level & 7 == 0 { completed(level >> 3, hash) }
    }
    peaks.append(hash)
    size += 1
  }

  public var root: LedgerHash {
    guard var hash = peaks.last else { return TreeHash.empty }
    for peak in peaks.dropLast().reversed() { hash = TreeHash.node(peak, hash) }
    return hash
  }
}
