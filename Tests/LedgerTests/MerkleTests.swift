import Testing

@testable import Ledger

/// The definition of RFC 9162, section 2.1.1, written down as it stands there.
private func plainRoot(_ leaves: ArraySlice<LedgerHash>) -> LedgerHash {
  if leaves.isEmpty { return TreeHash.empty }
  if leaves.count == 1 { return leaves[leaves.startIndex] }
  var split = 1
  while split * 2 < leaves.count { split *= 2 }
  let middle = leaves.startIndex + split
  return TreeHash.node(plainRoot(leaves[..<middle]), plainRoot(leaves[middle...]))
}

private func leaves(_ count: Int) -> [LedgerHash] { (0..<count).map { TreeHash.leaf(Array("\($0)".utf8)) } }

private func paths(_ leaves: [LedgerHash]) -> MerklePath {
  MerklePath { level, index in
    let start = Int(index) << level
    return plainRoot(leaves[start..<start + (1 << level)])
  }
}

@Test func `the empty tree's root is the SHA-256 of nothing`() {
  #expect(MerkleAccumulator().root.base64 == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
}

@Test(arguments: [0, 1, 2, 3, 7, 255, 256, 257, 65_536, 65_537])
func `appending leaf by leaf gives the root that the definition gives`(size: Int) {
  var tree = MerkleAccumulator()
  let leaves = leaves(size)
  for leaf in leaves { tree.append(leaf) }
  #expect(tree.root == plainRoot(leaves[...]))
  #expect(tree.size == UInt64(size))
}

@Test func `every proof in every tree up to 40 leaves holds, and no other index, size or length does`() throws {
  let leaves = leaves(40)
  let source = paths(leaves)
  for size in 1...40 {
    let root = plainRoot(leaves[..<size])
    for index in 0..<size {
      let path = try source.inclusion(of: UInt64(index), size: UInt64(size))
      func verify(_ index: Int, _ path: [LedgerHash]) throws {
        try MerkleProof.verifyInclusion(
          of: leaves[index], at: UInt64(index), size: UInt64(size), root: root, path: path)
      }
      try verify(index, path)
      #expect(throws: MerkleProofError.self) { try verify(index, path + [root]) }
      if size > 1 { #expect(throws: MerkleProofError.self) { try verify((index + 1) % size, path) } }
      let old = index + 1
      let proof = try source.consistency(from: UInt64(old), to: UInt64(size))
      func compare(_ oldRoot: LedgerHash, _ proof: [LedgerHash]) throws {
        try MerkleProof.verifyConsistency(
          oldSize: UInt64(old), oldRoot: oldRoot, newSize: UInt64(size), newRoot: root, proof: proof)
      }
      try compare(plainRoot(leaves[..<old]), proof)
      #expect(throws: MerkleProofError.self) { try compare(leaves[39], proof) }
      #expect(throws: MerkleProofError.self) { try compare(plainRoot(leaves[..<old]), proof + [root]) }
    }
  }
}

@Test func `an index outside, a size of 2^63 and a wrong length fail before any hashing`() {
  let hash = TreeHash.empty
  #expect(throws: MerkleProofError.indexOutside(index: 5, size: 5)) {
    try MerkleProof.verifyInclusion(of: hash, at: 5, size: 5, root: hash, path: [])
  }
  #expect(throws: MerkleProofError.sizeTooLarge(1 << 63)) {
    try MerkleProof.verifyInclusion(of: hash, at: 5, size: 1 << 63, root: hash, path: [])
  }
  #expect(throws: MerkleProofError.length(got: 0, wanted: 3)) {
    try MerkleProof.verifyInclusion(of: hash, at: 4, size: 8, root: hash, path: [])
  }
  #expect(throws: MerkleProofError.oldSizeZero) {
    try MerkleProof.verifyConsistency(oldSize: 0, oldRoot: hash, newSize: 3, newRoot: hash, proof: [])
  }
}

@Test(arguments: [0, 5, 999, 1000, 1_234_067, 999_999_999] as [UInt64])
func `a tile's path is read back as the same tile`(number: UInt64) {
  for tile in [Tile.entries(number), .hashes(level: 3, number: number), .hashes(level: 0, number: number, count: 17)] {
    #expect(Tile(path: tile.path) == tile)
  }
  #expect(Tile.entries(1_234_067).path == "tile/entries/x001/x234/067")
  #expect(Tile.hashes(level: 2, number: 5, count: 7).path == "tile/2/005.p/7")
}

@Test(arguments: ["tile/0/5", "tile/0/0005", "tile/0/x000/005", "tile/0/005.p/256", "tile/0/005.p/07", "tile/9/005"])
func `a path that no tile has is no tile`(path: String) {
  #expect(Tile(path: path) == nil)
}

@Test func `base64 has one spelling for each value`() {
  #expect(Base64.decode(Array("AAA=".utf8)) == [0, 0])
  for text in ["AAB=", "AA=", "AAA", "AA==A", "A===", "AA\n=", "AA-_", "====", "AB=="] {
    #expect(Base64.decode(Array(text.utf8)) == nil, "\(text)")
  }
  let hash = TreeHash.leaf([7])
  let text = Array(hash.base64.utf8)
  #expect(text.withUnsafeBufferPointer { Base64.hash($0) } == hash)
  for at in text.indices {
    for byte in UInt8.min...UInt8.max where byte != text[at] {
      var other = text
      other[at] = byte
      #expect(other.withUnsafeBufferPointer { Base64.hash($0) } == LedgerHash(base64: other))
    }
  }
}
