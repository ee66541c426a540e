import Foundation

/// Appends to one ledger: a directory of plain files that anyone can check without this program.
///
/// A ledger is a Merkle tree of lines (``Entry``) in C2SP tiles, with one signed ``Checkpoint`` over it.
///
///     let ledger = try LedgerWriter.create(directory, signer: signer, operatorName: "Example Ltd", at: now) { head in
///       try store.compareAndSwap(head)
///     }
///     try ledger.append(entries: lines) { head in try store.compareAndSwap(head) }
///
/// One writer at a time: a lock on the directory keeps a second process out until this value is gone. Not Sendable;
/// keep it in one actor. ``LedgerReader`` gives proofs, ``LedgerVerifier`` checks everything.
public final class LedgerWriter {
  /// Lines an append takes at most.
  public static let batchLimit = 4096

  /// Where an append can be cut off.
  enum Step: CaseIterable { case written, synced, committed, signed, staged, published }

  public private(set) var checkpoint: Checkpoint
  let files: LedgerFiles
  private let signer: any NoteSigner
  private let lock: LedgerLock
  private var edge: LedgerEdge
  private var isBroken = false
  /// Throws to stand for a crash right after the step.
  var afterStep: (Step) throws -> Void = { _ in }

  init(files: LedgerFiles, signer: any NoteSigner, lock: LedgerLock, edge: LedgerEdge, checkpoint: Checkpoint) {
    (self.files, self.signer, self.lock, self.edge) = (files, signer, lock, edge)
    self.checkpoint = checkpoint
  }

  public var head: LedgerHead { checkpoint.head }

  /// Appends lines and signs: bundles and tiles are durable before `commitHead` runs, and the checkpoint that shows the
  /// lines to anybody comes after it.
  ///
  /// After any error the writer refuses to go on; opening the ledger again finishes or undoes the append, by what the
  /// store has.
  /// - Parameter commitHead: Swaps the old head for the new one in the store; throws if the old one is not there.
  @discardableResult
  public func append(entries: [[UInt8]], commitHead: (LedgerHead) throws -> Void) throws -> Checkpoint {
    guard !isBroken else { throw LedgerError.mustReopen }
    guard !entries.isEmpty else { return checkpoint }
    try Self.check(entries)
    isBroken = true
    var next = edge
    try write(entries, onto: &next)
    try commitHead(next.head)
    try afterStep(.committed)
    checkpoint = try publish(next.head)
    edge = next
    try removeSuperseded(before: checkpoint.size - UInt64(entries.count))
    isBroken = false
    return checkpoint
  }

  /// Keeps the newest checkpoint under `checkpoints/<size>`, for what is handed out or anchored.
  /// - Throws: ``LedgerError/outside(index:size:)`` for a size that is neither the newest nor kept already.
  public func keepCheckpoint(_ size: UInt64) throws {
    let path = "checkpoints/\(size)"
    if try files.readIfPresent(path) != nil { return }
    guard size == checkpoint.size else { throw LedgerError.outside(index: size, size: checkpoint.size) }
    for changed in try files.makeDirectory("checkpoints") { try files.sync(changed) }
    try files.replace(path, with: checkpoint.bytes)
  }

  /// Writes `sets/<wave>`, which has to be there before the wave's `wave.open/1` is appended. The same set again is fine.
  /// - Returns: N and `set_root` for the entry.
  public func writeSubjectSet(
    wave: String, leaves: some Sequence<LedgerHash>
  ) throws -> (subjects: Int, root: LedgerHash) {
    try SubjectSetFile.write(wave: wave, leaves: leaves, in: files)
  }

  func publish(_ head: LedgerHead) throws -> Checkpoint {
    let signed = try Checkpoint(origin: signer.name, head: head, signer: signer)
    try afterStep(.signed)
    try files.replace("checkpoint", with: signed.bytes) { try afterStep(.staged) }
    try afterStep(.published)
    return signed
  }

  /// Signs a head that the store already has.
  func signAgain(_ head: LedgerHead) throws {
    checkpoint = try publish(head)
  }

  private func write(_ entries: [[UInt8]], onto next: inout LedgerEdge) throws {
    var batch = TileBatch(files: files)
    try next.append(entries) { tile, bytes in try batch.write(tile, bytes) }
    try afterStep(.written)
    try batch.sync()
    try afterStep(.synced)
  }

  /// Refuses what could never be read back: a ledger cannot be repaired.
  private static func check(_ entries: [[UInt8]]) throws {
    guard entries.count <= batchLimit else {
      throw LedgerError.badBatch("\(entries.count) lines at once, \(batchLimit) at most; append in parts")
    }
    for (number, entry) in entries.enumerated() {
      do { _ = try Entry.parse(entry) } catch { throw LedgerError.badBatch("line \(number) of the batch: \(error)") }
    }
  }

  /// Partial tiles go once the full one exists, except those of kept checkpoints.
  private func removeSuperseded(before oldSize: UInt64) throws {
    let kept = try files.list("checkpoints").compactMap { Decimal63.parse(Array($0.name.utf8)) }
    var level = 0
    while oldSize >> UInt64(8 * level) > 0, level < 8 {
      let (number, _) = Tile.partial(level: level, size: oldSize)
      if Tile.count(level: level, number: number, size: head.size) == 256 {
        try removePartials(.hashes(level: level, number: number), level: level, kept: kept)
        if level == 0 { try removePartials(.entries(number), level: 0, kept: kept) }
      }
      level += 1
    }
  }

  private func removePartials(_ full: Tile, level: Int, kept: [UInt64]) throws {
    let directory = full.base + ".p"
    var isEmpty = true
    for (name, _) in try files.list(directory) {
      if kept.contains(where: { Tile.partial(level: level, size: $0) == (full.number, Int(name) ?? 0) }) {
        isEmpty = false
      } else {
        try files.remove(directory + "/" + name)
      }
    }
    if isEmpty { try files.remove(directory) }
  }
}
