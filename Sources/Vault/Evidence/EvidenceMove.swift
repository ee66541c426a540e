import Foundation

/// What becomes of one piece of evidence when a wave gets a new key.
public enum EvidenceFate: Hashable, Sendable {
  case keep, destroy
  /// Nobody knows whose data it holds: destroyed if one of the values stands in it, else kept.
  case search
}

/// How many pieces of evidence went which way.
public struct EvidenceMoved: Hashable, Sendable, Codable {
  public var kept = 0
  public var destroyed = 0
  /// Of the kept ones: searched, and none of the values found.
  public var searched = 0
  /// Of the destroyed ones: damaged, so that they did not open with the old key either.
  public var unreadable = 0

  public init() {}
}

extension Rekeying {
  /// Seals the evidence that stays under the fresh key, in its old order and under its old ids.
  /// - Parameters:
  ///   - values: Bytes to look for where the fate is `search`. Short ones would be found everywhere; leave them out.
  public func moveEvidence(
    lookingFor values: [[UInt8]], fate: (EvidenceID) -> EvidenceFate
  ) throws -> EvidenceMoved {
    let writer = try EvidenceWriter(fresh)
    var moved = EvidenceMoved()
    for number in Segments.numbers(in: old.evidenceDirectory) {
      let file = try OpenFile(Segments.path(old.evidenceDirectory, number), O_RDONLY)
      var scan = try SegmentScan(file)
      while let (record, offset) = try scan.next(checkingBodies: false) {
        let fate = fate(record.id)
        guard fate != .destroy else {
          moved.destroyed += 1
          continue
        }
        guard let body = try body(of: record, at: offset, in: file) else {
          moved.destroyed += 1
          moved.unreadable += 1
          continue
        }
        if fate == .search {
          if values.contains(where: { Data(body).range(of: Data($0)) != nil }) {
            moved.destroyed += 1
            continue
          }
          moved.searched += 1
        }
        try writer.append(body: body, id: record.id)
        moved.kept += 1
      }
    }
    try writer.sync()
    return moved
  }

  private func body(of record: SegmentRecord, at offset: Int, in file: OpenFile) throws -> [UInt8]? {
    let rest = try file.bytes(
      at: offset + SegmentRecord.headerLength, count: record.sealedLength + SegmentRecord.checkLength)
    guard let sealed = record.sealed(in: rest) else { return nil }
    let key = try old.subkey("evidence", block: record.segment)
    return Sealing.open(sealed, key: key, binding: old.evidenceBinding(record.id))
  }
}
