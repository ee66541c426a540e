import Ledger
import Synchronization

/// Takes requests one after another: what was cosigned last, the check against it and the new state are one step.
final class WitnessDesk: Sendable {
  /// How far the clock may fall behind the last cosignature before the witness refuses, in seconds.
  private static let clockTolerance: Int64 = 300

  let key: WitnessKey
  private let folder: WitnessFolder
  private let lock: WitnessLock
  private let signer: Ed25519Signer
  private let clock: @Sendable () -> LedgerTime
  private let report: @Sendable (String) -> Void
  private let afterKeeping: @Sendable () throws -> Void
  private let memory: Mutex<WitnessMemory>

  /// - Parameter afterKeeping: Runs between the durable state and the answer, for tests of a crash there.
  init(
    folder: WitnessFolder, clock: @escaping @Sendable () -> LedgerTime,
    report: @escaping @Sendable (String) -> Void = { _ in },
    afterKeeping: @escaping @Sendable () throws -> Void = {}
  ) throws(WitnessError) {
    signer = try folder.signer()
    key = try folder.key()
    lock = try WitnessLock(folder.files.root, waits: false)
    _ = try folder.logs()
    memory = Mutex(try WitnessMemory(files: folder.files, key: key))
    (self.folder, self.clock, self.report, self.afterKeeping) = (folder, clock, report, afterKeeping)
  }

  /// Answers the body of `POST /add-checkpoint`.
  func answer(_ body: [UInt8]) -> WitnessAnswer {
    let request: AddCheckpoint
    do throws(AddCheckpointError) { request = try AddCheckpoint(parsing: body) } catch {
      return .text(400, "\(error)")
    }
    do {
      guard let log = try folder.logs().first(where: { $0.isOf(request.checkpoint.origin) }) else {
        report("refused a checkpoint of an unknown log")
        return .text(404, "this witness does not know the log \(request.checkpoint.origin)")
      }
      return try memory.withLock { try answer(request, log, &$0) }
    } catch {
      report("failed: \(error)")
      return .text(500, "this witness cannot sign now; its keeper sees why")
    }
  }

  private func answer(_ request: AddCheckpoint, _ log: KnownLog, _ memory: inout WitnessMemory) throws -> WitnessAnswer
  {
    let known = memory.seen(of: log.origin)
    let judgement = WitnessJudgement.of(request, keys: log.keys, known: known?.checkpoint.head)
    let head = request.checkpoint.head
    switch judgement {
    case .cosign:
      let state = try SeenCheckpoint(request.checkpoint, keys: log.keys, at: try time(after: known), by: signer)
      try memory.keep(state)
      try afterKeeping()
      report("cosigned \(log.origin), \(head)")
      return .cosigned(state.cosignature)
    case .untrusted:
      report("refused \(log.origin), \(head): no signature by a key in 'logs'")
      return .text(403, "no signature by a key this witness trusts for \(log.origin)")
    case .oldAboveNew: return .text(400, "the old size is above the checkpoint's size")
    case .stale(let size):
      try noteFork(request, log, known, memory)
      return .conflict(size)
    case .otherRoot(let size):
      try noteFork(request, log, known, memory)
      return .conflict(size)
    case .unproved:
      report("REFUSED \(log.origin), \(head): no proof that it grew out of \(known?.checkpoint.size ?? 0)")
      return .text(422, "the proof does not lead from size \(known?.checkpoint.size ?? 0) to this checkpoint")
    }
  }

  /// Two roots of one size, both signed by the log, are what a witness is there to find.
  private func noteFork(
    _ request: AddCheckpoint, _ log: KnownLog, _ known: SeenCheckpoint?, _ memory: WitnessMemory
  ) throws {
    let head = request.checkpoint.head
    guard let known, head.size == known.checkpoint.size, head.root != known.checkpoint.root else { return }
    try memory.keepFork(request.checkpoint, keys: log.keys, against: known)
    report("FORK: \(log.origin) signed two roots for size \(head.size); both are in '\(WitnessFolder.forks)'")
  }

  /// Never before an earlier cosignature, because both say "the newest I have seen".
  private func time(after known: SeenCheckpoint?) throws(WitnessError) -> LedgerTime {
    let now = clock()
    guard let last = known?.cosignature.time, last > now else { return now }
    guard last.seconds - now.seconds <= Self.clockTolerance else {
      throw .clockBehind(now: now.description, last: last.description)
    }
    return last
  }

  /// For a person who opens the witness's address.
  func page() -> WitnessAnswer {
    do {
      let logs = try folder.logs()
      let forks = try folder.files.names(in: WitnessFolder.forks).count
      return memory.withLock { memory in
        .text(200, WitnessPage.text(key, logs.map { ($0, memory.seen(of: $0.origin)) }, forks: forks))
      }
    } catch {
      report("failed: \(error)")
      return .text(500, "this witness cannot read its folder; its keeper sees why")
    }
  }
}
