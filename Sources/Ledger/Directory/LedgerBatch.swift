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
    let (bytes, places) = pinned(entries[range])
    return withExtendedLifetime(bytes) {
      var leaves: [LedgerHash] = []
      leaves.reserveCapacity(range.count)
      var reader = CanonicalReader(seen: .ofBundle)
      for (number, place) in zip(range, places) {
        let line = UnsafeBufferPointer(rebasing: bytes.buffer[place])
        do throws(EntryError) { _ = try Entry.parse(line, by: &reader) } catch {
          return .failure(.badBatch("line \(number) of the batch: \(error)"))
        }
        leaves.append(bytes.leaf(place))
      }
      return .success(leaves)
    }
  }

  /// The lines one after another, each behind a byte of room for its leaf's prefix.
  private static func pinned(_ lines: ArraySlice<[UInt8]>) -> (PinnedBytes, places: [Range<Int>]) {
    var (places, end): ([Range<Int>], Int) = ([], 0)
    for line in lines {
      places.append(end + 1..<end + 1 + line.count)
      end += 1 + line.count
    }
    let bytes = PinnedBytes(count: end) { buffer in
      for (line, place) in zip(lines, places) {
        UnsafeMutableRawBufferPointer(rebasing: buffer[place]).copyBytes(from: line)
      }
    }
    return (bytes, places)
  }
}
