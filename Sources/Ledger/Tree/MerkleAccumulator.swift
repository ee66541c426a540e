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
    carry(leaf, level: 0, completed: completed)
  }

  /// Adds the 256 leaves of a bundle at once; the tree ends at a bundle's end.
  /// - Parameter bundleRoot: The root over them.
  mutating func append(bundleRoot: LedgerHash, completed: (Int, LedgerHash) -> Void) {
    precondition(size & 255 == 0, "a bundle starts at a multiple of 256")
    completed(1, bundleRoot)
    carry(bundleRoot, level: 8, completed: completed)
  }

  @inline(__always)
  private mutating func carry(_ subtree: LedgerHash, level start: Int, completed: (Int, LedgerHash) -> Void) {
    var hash = subtree
    var level = start
    var rest = size >> UInt64(start)
    while rest & 1 == 1 {
      hash = TreeHash.node(peaks.removeLast(), hash)
      level += 1
      rest >>= 1
      if level & 7 == 0 { completed(level >> 3, hash) }
    }
    peaks.append(hash)
    size += 1 << UInt64(start)
  }

  public var root: LedgerHash {
    guard var hash = peaks.last else { return TreeHash.empty }
    for peak in peaks.dropLast().reversed() { hash = TreeHash.node(peak, hash) }
    return hash
  }
}
