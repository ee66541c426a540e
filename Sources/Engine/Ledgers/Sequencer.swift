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
  ///   - open: Opens the ledger of a matter; called at the first line.
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

  public func sequenceAll() throws {
    for matter in matters {
      while try sequence(matter) {}
    }
  }

  private func sequence(_ matter: String) throws -> Bool {
    let (position, batches) = try store.read { session in
      (try session.ledger(of: matter), try session.outbox(of: matter, limit: LedgerWriter.batchLimit))
    }
    guard let position, !batches.isEmpty else { return false }
    let writer = try self.writer(of: matter)
    if writer.isHandover { try writer.keepCheckpoint(writer.head.size) }
    let limit = min(writer.linesBeforeHandover ?? LedgerWriter.batchLimit, LedgerWriter.batchLimit)
    let lines = try unwritten(batches, from: position.size, of: matter).prefix(limit)
    let checkpoint = try writer.append(entries: Array(lines)) { head in
      try store.write {
        try $0.advanceLedger(of: matter, from: position.size, to: (Int(head.size), head.root.bytes))
      }
    }
    try signed(matter, checkpoint)
    return true
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
    let lines = batches.flatMap(\.lines).dropFirst(size - first.first)
    return Array(lines.prefix(LedgerWriter.batchLimit))
  }
}
