import Foundation

/// Invented people for a rehearsal: the same bytes for the same seed and count.
///
/// Addresses come from documentation and private ranges and domains end in `.example`, so nobody real can be meant.
/// As in real web logs values are missing: one row in four has no client-id, two in three have no click-id, one in ten
/// has no user-id, one in three has no email, and one in fifty has only ip and url. One address in five is IPv6.
public struct DrillScenario: Hashable, Sendable {
  public static let columns = ["subject", "ip", "url", "client-id", "click-id", "user-id", "email"]

  public let seed: UInt64
  public let count: Int

  /// - Parameter count: subjects, each one row; a negative number counts as none.
  public init(seed: UInt64 = 1, count: Int = 29_000) {
    self.seed = seed
    self.count = max(0, count)
  }

  /// Writes the header and all rows as UTF-8 with LF line ends, a part at a time. No value needs quoting.
  /// - Throws: ``DrillError/cannotWrite(path:reason:)``.
  public func writeSubjects(to file: FileHandle) throws(DrillError) {
    do {
      try forEachPart { try file.write(contentsOf: $0) }
    } catch {
      throw .cannotWrite(path: "the subjects file", reason: error.localizedDescription)
    }
  }

  /// Hands out the file in parts of whole rows, about 256 KiB each.
  func forEachPart(_ take: ([UInt8]) throws -> Void) throws {
    var dice = Dice(seed: seed)
    var part: [UInt8] = []
    part.reserveCapacity(300_000)
    part += Array(Self.columns.joined(separator: ",").utf8) + [UInt8(ascii: "\n")]
    for index in 0..<count {
      InventedPerson(index: index).write(to: &part, dice: &dice)
      if part.count >= 262_144 {
        try take(part)
        part.removeAll(keepingCapacity: true)
      }
    }
    try take(part)
  }
}
