/// Why a Merkle proof was refused.
public enum MerkleProofError: Error, Hashable, Sendable, CustomStringConvertible {
  case indexOutside(index: UInt64, size: UInt64)
  case sizesReversed(old: UInt64, new: UInt64)
  case oldSizeZero
  case sizeTooLarge(UInt64)
  case length(got: Int, wanted: Int)
  case rootDiffers
  case oldRootDiffers

  public var description: String {
    switch self {
    case .indexOutside(let index, let size):
      "index \(index) is not in a tree of \(size); ask for a proof at a later checkpoint"
    case .sizesReversed(let old, let new): "the old size \(old) is larger than the new size \(new); swap them"
    case .oldSizeZero: "a proof from size 0 proves nothing; start from a checkpoint that holds entries"
    case .sizeTooLarge(let size): "size \(size) is 2^63 or more, which no tree has"
    case .length(let got, let wanted): "the proof has \(got) hashes where \(wanted) are needed; it is for another size"
    case .rootDiffers: "the proof does not lead to the root; the entry, the proof or the checkpoint was changed"
    case .oldRootDiffers: "the proof does not lead to the old root; the history before it was changed"
    }
  }
}

/// Inclusion and consistency by RFC 9162, sections 2.1.3 and 2.1.4. Every length is checked before anything is hashed.
public enum MerkleProof {
  static let sizeLimit: UInt64 = 1 << 63

  /// Throws unless `path` (leaf to root) leads from `leaf` at `index` to the `root` of a tree of `size`.
  public static func verifyInclusion(
    of leaf: LedgerHash, at index: UInt64, size: UInt64, root: LedgerHash, path: [LedgerHash]
  ) throws(MerkleProofError) {
    guard size < sizeLimit else { throw .sizeTooLarge(size) }
    guard index < size else { throw .indexOutside(index: index, size: size) }
    let inner = bitLength(index ^ (size - 1))
    let wanted = inner + (index >> UInt64(inner)).nonzeroBitCount
    guard path.count == wanted else { throw .length(got: path.count, wanted: wanted) }
    var (fn, sn, hash) = (index, size - 1, leaf)
    for sibling in path {
      if fn & 1 == 1 || fn == sn {
        hash = TreeHash.node(sibling, hash)
        while fn & 1 == 0 && fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
      } else {
        hash = TreeHash.node(hash, sibling)
      }
      (fn, sn) = (fn >> 1, sn >> 1)
    }
    guard sn == 0, hash == root else { throw .rootDiffers }
  }

  /// Throws unless the tree of `newSize` starts with the tree of `oldSize`.
  ///
  /// Size 0 has one root, SHA-256 of nothing. From size 0 to a larger tree there is nothing to prove, so it is refused.
  public static func verifyConsistency(
    oldSize: UInt64, oldRoot: LedgerHash, newSize: UInt64, newRoot: LedgerHash, proof: [LedgerHash]
  ) throws(MerkleProofError) {
    guard newSize < sizeLimit else { throw .sizeTooLarge(newSize) }
    guard oldSize <= newSize else { throw .sizesReversed(old: oldSize, new: newSize) }
    guard oldSize > 0 || newSize == 0 else { throw .oldSizeZero }
    let wanted = consistencyLength(from: oldSize, to: newSize)
    guard proof.count == wanted else { throw .length(got: proof.count, wanted: wanted) }
    guard oldSize < newSize else {
      guard oldRoot == newRoot else { throw .rootDiffers }
      guard oldSize > 0 || newRoot == TreeHash.empty else { throw .rootDiffers }
      return
    }
    try walkConsistency(oldSize: oldSize, oldRoot: oldRoot, newSize: newSize, newRoot: newRoot, proof: proof)
  }

  private static func walkConsistency(
    oldSize: UInt64, oldRoot: LedgerHash, newSize: UInt64, newRoot: LedgerHash, proof: [LedgerHash]
  ) throws(MerkleProofError) {
    let whole = oldSize.nonzeroBitCount == 1 ? [oldRoot] + proof : proof
    var (fn, sn) = (oldSize - 1, newSize - 1)
    while fn & 1 == 1 { (fn, sn) = (fn >> 1, sn >> 1) }
    var (old, new) = (whole[0], whole[0])
    for sibling in whole.dropFirst() {
      if fn & 1 == 1 || fn == sn {
        old = TreeHash.node(sibling, old)
        new = TreeHash.node(sibling, new)
        while fn & 1 == 0 && fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
      } else {
        new = TreeHash.node(new, sibling)
      }
      (fn, sn) = (fn >> 1, sn >> 1)
    }
    guard old == oldRoot else { throw .oldRootDiffers }
    guard new == newRoot, sn == 0 else { throw .rootDiffers }
  }

  private static func consistencyLength(from old: UInt64, to new: UInt64) -> Int {
    guard old > 0, old < new else { return 0 }
    let shift = old.trailingZeroBitCount
    let inner = bitLength((old - 1) ^ (new - 1))
    let border = inner < 64 ? ((old - 1) >> UInt64(inner)).nonzeroBitCount : 0
    return inner - shift + border + (old.nonzeroBitCount == 1 ? 0 : 1)
  }

  private static func bitLength(_ value: UInt64) -> Int { 64 - value.leadingZeroBitCount }
}
