import Crypto
import Foundation
import Ledger

/// Which receipts a pack shows as samples: the ledger's own root draws them, so that neither side picks.
///
/// Draw c (c = 0, 1, 2, ...) is SHA-256(root || c), with the root's 32 bytes and c as 8 bytes, big-endian; read as one
/// number, big-endian, modulo the tree's size. An index drawn before is skipped; the draw ends at ``count`` indices, or
/// at all of them in a smaller tree. The tree is the one right after the newest `wave.close/1` line, or the whole ledger
/// while no wave is closed: what is appended after a close changes no sample.
public enum SampleDraw {
  public static let count = 25

  /// - Parameters:
  ///   - root: Of the tree that draws.
  ///   - size: Its number of lines.
  /// - Returns: Distinct indices in the order they were drawn; none from an empty tree.
  public static func indices(root: LedgerHash, size: UInt64, count: Int = count) -> [UInt64] {
    var drawn: [UInt64] = []
    var seen: Set<UInt64> = []
    var counter: UInt64 = 0
    let wanted = size < UInt64(count) ? Int(size) : count
    while drawn.count < wanted {
      let big = (0..<8).map { UInt8(truncatingIfNeeded: counter >> UInt64(56 - 8 * $0)) }
      let index = SHA256.hash(data: root.bytes + big).reduce(UInt64(0)) { rest, byte in
        // The rest stays below 2^63, so one byte more overflows: it is taken bit by bit.
        (0..<8).reduce(rest) { value, bit in (value * 2 + UInt64(byte >> UInt8(7 - bit) & 1)) % size }
      }
      if seen.insert(index).inserted { drawn.append(index) }
      counter += 1
    }
    return drawn
  }

  /// The samples of a ledger.
  /// - Parameter newestClose: Index of its newest `wave.close/1` line.
  public static func indices(of reader: LedgerReader, newestClose: UInt64?) throws -> [UInt64] {
    let size = newestClose.map { $0 + 1 } ?? reader.size
    return indices(root: try reader.root(at: size), size: size)
  }
}
