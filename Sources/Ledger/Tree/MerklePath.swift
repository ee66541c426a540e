/// Builds proofs from a source of complete subtree hashes.
///
/// `node(level, index)` gives the root over leaves `index << level ..< (index + 1) << level`; it is only asked for
/// subtrees that are complete in the tree.
struct MerklePath {
  let node: (_ level: Int, _ index: UInt64) throws -> LedgerHash

  /// PATH of RFC 9162, section 2.1.3.1, leaf to root.
  func inclusion(of index: UInt64, size: UInt64) throws -> [LedgerHash] {
    guard index < size else { throw MerkleProofError.indexOutside(index: index, size: size) }
    var path: [LedgerHash] = []
    var (start, end) = (UInt64(0), size)
    while end - start > 1 {
      let middle = start + Self.split(end - start)
      if index < middle {
        path.append(try root(middle, end))
        end = middle
      } else {
        path.append(try root(start, middle))
        start = middle
      }
    }
    return path.reversed()
  }

  /// PROOF of RFC 9162, section 2.1.4.1.
  func consistency(from old: UInt64, to new: UInt64) throws -> [LedgerHash] {
    guard old <= new else { throw MerkleProofError.sizesReversed(old: old, new: new) }
    guard old > 0, old < new else { return [] }
    var proof: [LedgerHash] = []
    var (start, end, known) = (UInt64(0), new, true)
    while old != end {
      let middle = start + Self.split(end - start)
      if old <= middle {
        proof.append(try root(middle, end))
        end = middle
      } else {
        proof.append(try root(start, middle))
        (start, known) = (middle, false)
      }
    }
    if !known { proof.append(try root(start, end)) }
    return proof.reversed()
  }

  /// The root over the leaves `start..<end`; `start` is a multiple of the largest subtree inside.
  func root(_ start: UInt64, _ end: UInt64) throws -> LedgerHash {
    let count = end - start
    guard count > 0 else { return TreeHash.empty }
    if count.nonzeroBitCount == 1 {
      let level = count.trailingZeroBitCount
      return try node(level, start >> UInt64(level))
    }
    let middle = start + Self.split(count)
    return TreeHash.node(try root(start, middle), try root(middle, end))
  }

  /// The largest power of two below `count`, which is at least 2.
  private static func split(_ count: UInt64) -> UInt64 {
    1 << UInt64(63 - (count - 1).leadingZeroBitCount)
  }
}
