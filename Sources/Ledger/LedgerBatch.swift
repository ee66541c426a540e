/// Lines that can go into a ledger: read strictly and hashed, which needs no ledger and no turn.
///
/// Making one is most of the computing of an append, so that it can be done on another thread while an earlier batch
/// waits for the disk: see ``LedgerWriter/append(batches:commitHead:)``.
public struct LedgerBatch: Sendable {
  let entries: [[UInt8]]
  let leaves: [LedgerHash]

  /// Lines read by one thread at a time.
  private static let share = 512

  /// Refuses what could never be read back: a ledger cannot be repaired.
  /// - Throws: ``LedgerError/badBatch(_:)`` for more than ``LedgerWriter/batchLimit`` lines or one that is no entry.
  public init(_ entries: [[UInt8]]) throws {
    guard entries.count <= LedgerWriter.batchLimit else {
      throw LedgerError.badBatch(
        "\(entries.count) lines at once, \(LedgerWriter.batchLimit) at most; append in parts")
    }
    self.entries = entries
    let shares = (entries.count + Self.share - 1) / Self.share
    var leaves: [LedgerHash] = []
    leaves.reserveCapacity(entries.count)
    try OrderedWork(count: shares) { number in
      Self.leaves(entries, number * Self.share..<min((number + 1) * Self.share, entries.count))
    }.forEach { leaves += try $0.get() }
    self.leaves = leaves
  }

  private static func leaves(_ entries: [[UInt8]], _ range: Range<Int>) -> Result<[LedgerHash], LedgerError> {
    var leaves: [LedgerHash] = []
    leaves.reserveCapacity(range.count)
    for number in range {
      do throws(EntryError) { _ = try Entry.parse(entries[number]) } catch {
        return .failure(.badBatch("line \(number) of the batch: \(error)"))
      }
      leaves.append(TreeHash.leaf(entries[number]))
    }
    return .success(leaves)
  }
}
