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
  private let keys: LedgerKeyRing
  private let lock: LedgerLock
  private var edge: LedgerEdge
  private var isBroken = false
  /// Throws to stand for a crash right after the step.
  var afterStep: (Step) throws -> Void = { _ in }

  init(files: LedgerFiles, keys: LedgerKeyRing, lock: LedgerLock, edge: LedgerEdge, checkpoint: Checkpoint) {
    (self.files, self.keys, self.lock, self.edge) = (files, keys, lock, edge)
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
    return try append(try LedgerBatch(entries), commitHead: commitHead)
  }

  /// Appends batch after batch, each as ``append(entries:commitHead:)`` does, and reads the next ones meanwhile.
  /// - Throws: What the first batch that fails throws; those before it are appended, those after it are not.
  @discardableResult
  public func append(batches: [[[UInt8]]], commitHead: (LedgerHead) throws -> Void) throws -> Checkpoint {
    try OrderedWork(count: batches.count) { number in Result { try LedgerBatch(batches[number]) } }.forEach {
      try append(try $0.get(), commitHead: commitHead)
    }
    return checkpoint
  }

  /// As ``append(entries:commitHead:)``, with lines that were read before.
  @discardableResult
  public func append(_ batch: LedgerBatch, commitHead: (LedgerHead) throws -> Void) throws -> Checkpoint {
    guard !isBroken else { throw LedgerError.mustReopen }
    guard !batch.entries.isEmpty else { return checkpoint }
    guard batch.entries.count <= linesBeforeHandover ?? .max else {
      throw LedgerError.badBatch("they go on after the last size that the present key signs; append in parts")
    }
    isBroken = true
    var next = edge
    try write(batch, onto: &next)
    try commitHead(next.head)
    try afterStep(.committed)
    checkpoint = try publish(next.head)
    edge = next
    try removeSuperseded(before: checkpoint.size - UInt64(batch.entries.count))
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

  /// How many lines the present key may still sign for, where its successor is known. At 0 the checkpoint is to be kept,
  /// because it is what the old key says of the new one.
  public var linesBeforeHandover: Int? {
    guard let last = keys.lastSize(ofReignAt: checkpoint.size), last > checkpoint.size else { return nil }
    return Int(last - checkpoint.size)
  }

  /// Whether this checkpoint is the last one of its key.
  public var isHandover: Bool { keys.lastSize(ofReignAt: checkpoint.size) == checkpoint.size }

  func publish(_ head: LedgerHead) throws -> Checkpoint {
    let signed = try Checkpoint(origin: keys.origin, head: head, signer: try keys.signer(at: head.size))
    try afterStep(.signed)
    try files.replace("checkpoint", with: signed.bytes) { try afterStep(.staged) }
    try afterStep(.published)
    try nameKey(at: head.size)
    return signed
  }

  /// `ledger.vkey` is the key that signed the newest checkpoint.
  func nameKey(at size: UInt64) throws {
    let line = Array((keys.vkey(at: size).description + "\n").utf8)
    if try files.readIfPresent("ledger.vkey") != line { try files.replace("ledger.vkey", with: line) }
  }

  /// Signs a head that the store already has.
  func signAgain(_ head: LedgerHead) throws {
    checkpoint = try publish(head)
  }

  private func write(_ batch: LedgerBatch, onto next: inout LedgerEdge) throws {
    var tiles = TileBatch(files: files)
    try next.append(batch) { tile, bytes in try tiles.write(tile, bytes) }
    try afterStep(.written)
    try tiles.sync()
    try afterStep(.synced)
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
