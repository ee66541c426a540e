import Foundation
import Synchronization

/// Appends sealed evidence to the wave's segment files. Only sealed bytes are ever buffered or written.
///
/// Two writers of one wave, even in two processes, write different segments. At the start a torn tail is cut; damage
/// with good records behind it is left as it is, and a new segment begins.
public final class EvidenceWriter: Sendable {
  /// A segment that has grown to this size is finished, and a new one begins.
  public static let segmentLimit = 64 << 20
  static let recordLimit = 256 << 20

  private let wave: WaveVault
  private let limit: Int
  private let state = Mutex(State())

  private struct State {
    var segment: Segment?
    var buffer: [UInt8] = []
    var failed = false
  }

  private struct Segment {
    let file: OpenFile
    let number: Int
    /// With what is still buffered.
    var size: Int
  }

  public convenience init(_ wave: WaveVault) throws { try self.init(wave, segmentLimit: EvidenceWriter.segmentLimit) }

  init(_ wave: WaveVault, segmentLimit: Int) throws {
    self.wave = wave
    limit = segmentLimit
    try Disk.makeDirectory(wave.evidenceDirectory)
    try Disk.syncDirectory(of: wave.evidenceDirectory)
  }

  /// Sealed and buffered; safe on disk only after `sync()`.
  /// - Returns: what the ledger line names.
  @discardableResult
  public func append(_ record: EvidenceRecord) throws -> EvidenceID {
    let size = record.files.reduce(0) { $0 + $1.bytes.count }
    guard size <= EvidenceWriter.recordLimit, record.files.count <= 65_535 else {
      throw EvidenceError.tooLarge(bytes: size)
    }
    let id = record.id
    try append(body: EvidenceBody.encode(record), id: id)
    return id
  }

  /// A record as it was encoded before, under the id it already has.
  func append(body: [UInt8], id: EvidenceID) throws {
    try guarded { state in
      var segment = try roomySegment(&state)
      let key = try wave.subkey("evidence", block: segment.number)
      let record = SegmentRecord(segment: segment.number, sealedLength: body.count + Sealing.overhead, id: id)
      let isSealed = record.append(to: &state.buffer) { buffer in
        Sealing.append(body, to: &buffer, key: key, binding: wave.evidenceBinding(id))
      }
      guard isSealed else { throw EvidenceError.writerFailed }
      segment.size += record.length
      state.segment = segment
      if state.buffer.count >= 1 << 20 { try flush(&state) }
    }
  }

  /// Everything appended so far is on disk when this returns. Call it before the store commits what points here.
  public func sync() throws {
    let file = try guarded { state in
      try flush(&state)
      return state.segment?.file
    }
    // Outside the lock: answers that come in while the disk works are sealed and buffered beside it. A segment that is
    // finished meanwhile is synced by whoever finishes it.
    do { try file?.sync() } catch {
      state.withLock { $0.failed = true }
      throw error
    }
  }

  /// After a failed write or fsync nobody knows what is on disk, so the writer stays failed.
  private func guarded<Value>(_ work: (inout State) throws -> Value) throws -> Value {
    try state.withLock { state in
      guard !state.failed else { throw EvidenceError.writerFailed }
      do {
        return try work(&state)
      } catch VaultError.shredded(let wave) {
        throw VaultError.shredded(wave)
      } catch {
        state.failed = true
        throw error
      }
    }
  }

  private func flush(_ state: inout State) throws {
    guard let segment = state.segment, !state.buffer.isEmpty else { return }
    try segment.file.append(state.buffer)
    state.buffer.removeAll(keepingCapacity: true)
  }

  private func roomySegment(_ state: inout State) throws -> Segment {
    if let segment = state.segment {
      if segment.size < limit { return segment }
      try flush(&state)
      try segment.file.sync()
      state.segment = nil
    } else if let last = try reopened() {
      state.segment = last
      return last
    }
    let fresh = try newSegment()
    state.segment = fresh
    return fresh
  }

  /// The last segment, if nobody else writes it, it has room and all its bytes are good.
  private func reopened() throws -> Segment? {
    guard let number = Segments.numbers(in: wave.evidenceDirectory).last else { return nil }
    let file = try OpenFile(Segments.path(wave.evidenceDirectory, number), O_RDWR)
    guard try file.lock() else { return nil }
    var scan = try SegmentScan(file)
    while try scan.next(checkingBodies: true) != nil {}
    guard !scan.skipped, scan.place < limit else { return nil }
    if scan.place < scan.size { try file.cut(to: scan.place) }
    try file.moveToEnd()
    return Segment(file: file, number: number, size: scan.place)
  }

  private func newSegment() throws -> Segment {
    var number = (Segments.numbers(in: wave.evidenceDirectory).last ?? 0) + 1
    while true {
      let path = Segments.path(wave.evidenceDirectory, number)
      let file = try OpenFile(path, O_RDWR | O_CREAT)
      // Another writer can be there first: then the file is locked, or no longer empty, and theirs.
      if try file.lock(), try file.size() == 0 {
        try Disk.syncDirectory(of: path)
        return Segment(file: file, number: number, size: 0)
      }
      number += 1
    }
  }
}

extension WaveVault {
  func evidenceBinding(_ id: EvidenceID) -> [UInt8] {
    Sealing.binding("expunge-evidence/1", wave, tail: id.bytes)
  }
}
