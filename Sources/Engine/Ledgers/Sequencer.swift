import Ledger
import Store
import Workflow

/// Moves lines from the outbox into the ledgers, in order, and signs. There is one, because the engine lock is held.
public final class Sequencer {
  private let store: any Store
  private let open: (String) throws -> LedgerWriter
  let matters: [String]
  private let signed: (String, Checkpoint) throws -> Void
  private var writers: [String: LedgerWriter] = [:]

  /// - Parameters:
  ///   - open: Opens the ledger of a matter; called once.
  ///   - signed: Called with each new checkpoint, once it is durable.
  public init(
    store: any Store, matters: [String], open: @escaping (String) throws -> LedgerWriter,
    signed: @escaping (String, Checkpoint) throws -> Void = { _, _ in }
  ) {
    self.store = store
    self.matters = matters
    self.open = open
    self.signed = signed
  }

  /// What joins the outbox meanwhile is not chased: a conductor at work adds some all the time, and each append costs a
  /// signature and a dozen syncs, however few its lines.
  public func sequenceAll() throws {
    for matter in matters {
      guard let waiting = try store.read({ try $0.ledger(of: matter) }) else { continue }
      while try sequence(matter) < waiting.next {}
    }
  }

  /// Several batches, so that the next can be read while one waits for the disk.
  private static let linesAtOnce = 4 * LedgerWriter.batchLimit

  /// - Returns: the size of the ledger afterwards.
  private func sequence(_ matter: String) throws -> Int {
    let (position, batches) = try store.read { session in
      (try session.ledger(of: matter), try session.outbox(of: matter, limit: Sequencer.linesAtOnce))
    }
    guard let position else { throw StoreError.missing("the ledger of matter \(matter)") }
    // Opened also where nothing waits: opening signs a head that a crash left unsigned.
    let writer = try self.writer(of: matter)
    guard !batches.isEmpty else { return position.next }
    if writer.isHandover { try writer.keepCheckpoint(writer.head.size) }
    let lines = try unwritten(batches, from: position.size, of: matter).prefix(writer.linesBeforeHandover ?? .max)
    let parts = stride(from: 0, to: lines.count, by: LedgerWriter.batchLimit).map {
      Array(lines.dropFirst($0).prefix(LedgerWriter.batchLimit))
    }
    var size = position.size
    let checkpoint = try writer.append(batches: parts) { head in
      try store.write { try $0.advanceLedger(of: matter, from: size, to: (Int(head.size), head.root.bytes)) }
      size = Int(head.size)
    }
    try signed(matter, checkpoint)
    return size
  }

  func writer(of matter: String) throws -> LedgerWriter {
    if let writer = writers[matter] { return writer }
    let writer = try open(matter)
    writers[matter] = writer
    return writer
  }

  /// A batch may have reached the ledger in part: a transaction's lines can be more than one append takes.
  private func unwritten(_ batches: [OutboxBatch], from size: Int, of matter: String) throws -> [[UInt8]] {
    guard let first = batches.first, first.first <= size else {
      throw StoreError.damaged("the outbox of \(matter) begins after the end of its ledger")
    }
    return Array(batches.flatMap(\.lines).dropFirst(size - first.first))
  }
}
