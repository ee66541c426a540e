import Foundation
import Synchronization

/// Finds evidence by its id and opens it. Headers are read once and remembered; new segments are picked up as they grow.
public final class EvidenceReader: Sendable {
  private let wave: WaveVault
  private let index = Mutex(Index())

  /// Where a record lies; valid as long as the vault's directory is not rearranged.
  public struct Location: Hashable, Sendable {
    public let segment: Int
    public let offset: Int
  }

  private struct Index {
    var locations: [EvidenceID: Location] = [:]
    var scanned: [Int: Int] = [:]
  }

  public init(_ wave: WaveVault) { self.wave = wave }

  /// Reads headers only, and only those not seen before.
  public func find(_ id: EvidenceID) throws -> Location? {
    try index.withLock { index in
      if let known = index.locations[id] { return known }
      try refresh(&index)
      return index.locations[id]
    }
  }

  /// All that is on disk by now, in no particular order.
  public func ids() throws -> [EvidenceID] {
    try index.withLock { index in
      try refresh(&index)
      return Array(index.locations.keys)
    }
  }

  /// The files, key and manifest, after every check: seal, place, manifest and id.
  public func open(_ id: EvidenceID) throws -> EvidenceRecord {
    // Asked first, so that a shredded wave is called that, also when its segments are gone.
    _ = try wave.subkey("evidence", block: 0)
    guard let location = try find(id) else { throw EvidenceError.unknown(id) }
    let path = Segments.path(wave.evidenceDirectory, location.segment)
    let altered = EvidenceError.altered(id, segment: path, offset: location.offset)
    let file = try OpenFile(path, O_RDONLY)
    let header = try file.bytes(at: location.offset, count: SegmentRecord.headerLength)
    guard let record = SegmentRecord(header: header), record.id == id else { throw altered }
    let rest = try file.bytes(
      at: location.offset + SegmentRecord.headerLength, count: record.sealedLength + SegmentRecord.checkLength)
    let key = try wave.subkey("evidence", block: record.segment)
    guard let sealed = record.sealed(in: rest),
      let body = Sealing.open(sealed, key: key, binding: wave.evidenceBinding(id)),
      let opened = try? EvidenceBody.decode(body), opened.id == id
    else { throw altered }
    return opened
  }

  private func refresh(_ index: inout Index) throws {
    for number in Segments.numbers(in: wave.evidenceDirectory) {
      let file = try OpenFile(Segments.path(wave.evidenceDirectory, number), O_RDONLY)
      var scan = try SegmentScan(file, from: index.scanned[number] ?? 0)
      while let (record, offset) = try scan.next(checkingBodies: false) {
        // The first one counts: a record cannot be shadowed by one appended later under the same id.
        if index.locations[record.id] == nil { index.locations[record.id] = Location(segment: number, offset: offset) }
      }
      index.scanned[number] = scan.place
    }
  }
}
