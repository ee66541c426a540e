import Catalogue
import Foundation
import Ledger
import Store
import Synchronization
import Vault
import Workflow

/// Takes the rows of a checked file in as sealed subjects: commitments, blocks, the set's root. Streams: memory does
/// not grow with the wave.
struct SubjectIntake {
  let scan: SubjectScan
  let rows: SubjectRows
  let order: SubjectOrder
  let wave: String
  let vault: WaveVault

  struct Block {
    var sealed: [UInt8]
    var leaves: [LedgerHash]
  }

  /// Blocks that are prepared side by side before they are written in order.
  private static let stride = 32

  /// - Parameters:
  ///   - write: Called for each block in order.
  ///   - progress: Called with the number of subjects taken in so far.
  /// - Returns: The leaf hashes' root.
  func run(
    write: (_ number: Int, _ block: Block) throws -> Void, progress: (Int) -> Void
  ) throws -> LedgerHash {
    let blocks = (scan.count + SubjectBlock.capacity - 1) / SubjectBlock.capacity
    var tree = MerkleAccumulator()
    for first in Swift.stride(from: 0, to: blocks, by: SubjectIntake.stride) {
      let numbers = first..<min(first + SubjectIntake.stride, blocks)
      for (number, block) in zip(numbers, try prepare(numbers)) {
        for leaf in block.leaves { tree.append(leaf) }
        try write(number, block)
      }
      progress(min(numbers.upperBound * SubjectBlock.capacity, scan.count))
    }
    try rows.verifyUnchanged()
    return tree.root
  }

  private func prepare(_ numbers: Range<Int>) throws -> [Block] {
    let results = Mutex([Result<Block, any Error>?](repeating: nil, count: numbers.count))
    DispatchQueue.concurrentPerform(iterations: numbers.count) { place in
      let result = Result { try block(numbers.lowerBound + place) }
      results.withLock { $0[place] = result }
    }
    return try results.withLock { try $0.compactMap { try $0?.get() } }
  }

  private func block(_ number: Int) throws -> Block {
    let indices = number * SubjectBlock.capacity..<min((number + 1) * SubjectBlock.capacity, scan.count)
    var records: [SubjectRecord] = []
    var leaves: [LedgerHash] = []
    var set = SubjectSet()
    records.reserveCapacity(indices.count)
    leaves.reserveCapacity(indices.count)
    for (index, bytes) in zip(indices, try Randomness.keys(indices.count)) {
      let place = scan.place(Int(order.rows[index]))
      let identifiers = try rows.row(at: place.offset, length: place.length)
      let key = try CommitmentKey(bytes)
      leaves.append(try set.leaf(subjectKey: key, identifiers: identifiers.map(SubjectIntake.committed)))
      records.append(
        SubjectRecord(
          key: bytes,
          identifiers: identifiers.map {
            SubjectIdentifier(kind: $0.kind.rawValue, ordinal: $0.ordinal, value: $0.value)
          }))
    }
    return Block(sealed: try SubjectBlocks.seal(records, number: number, vault: vault), leaves: leaves)
  }

  private static let codes: [IdentifierKind: LedgerCode] = IdentifierKind.allCases.reduce(into: [:]) {
    $0[$1] = LedgerCode($1.rawValue)
  }

  static func committed(_ identifier: Identifier) throws -> SubjectSet.Identifier {
    SubjectSet.Identifier(
      kind: try known(codes[identifier.kind], identifier.kind.rawValue), ordinal: identifier.ordinal,
      value: identifier.value)
  }
}
