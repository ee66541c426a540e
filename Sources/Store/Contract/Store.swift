import Workflow

/// Where the working state lives. One contract, written for many workers; the ledger, not the store, is the proof.
///
/// A `write` is one durable transaction: it is committed and synced when it returns, or nothing of it happened.
/// Every change of a record is guarded by the state it was read in, so that a stale worker changes nothing.
public protocol Store: Sendable {
  func read<Value>(_ work: (any StoreReading) throws -> Value) throws -> Value
  func write<Value>(_ work: (any StoreWriting) throws -> Value) throws -> Value
}

public protocol StoreReading: MailReading {
  /// A random name of this installation, part of every idempotency key.
  func deployment() throws -> String
  func matters() throws -> [MatterRecord]
  func matter(_ id: String) throws -> MatterRecord?
  func waves() throws -> [WaveRecord]
  func wave(_ id: String) throws -> WaveRecord?
  func pinnedTexts(of wave: String) throws -> [PinnedText]
  /// A sealed block of up to 256 subjects; `number` is index / 256.
  func subjectBlock(of wave: String, number: Int) throws -> [UInt8]?
  func approvals(of wave: String) throws -> [ApprovalRecord]
  func instructions(of wave: String) throws -> [InstructionRecord]
  func instruction(_ id: InstructionID) throws -> InstructionRecord?
  func dispatch(_ instruction: InstructionID, number: Int) throws -> DispatchRecord?
  func dispatches(of instruction: InstructionID) throws -> [DispatchRecord]
  /// Dispatches that are not over, by number; the first `limit` of them.
  func openDispatches(of instruction: InstructionID, limit: Int) throws -> [DispatchRecord]
  /// Due at `now`, oldest first.
  func dueDispatches(of instruction: InstructionID, at now: Instant, limit: Int) throws -> [DispatchRecord]
  /// Subjects of open dispatches that wait for a person, by reason; a selector counts as one.
  func waitingForPerson(of instruction: InstructionID) throws -> [Reason: Int]
  /// All dispatches by number, one at a time in memory. Nothing may be written while they are handed out.
  func eachDispatch(of instruction: InstructionID, _ body: (DispatchRecord) throws -> Void) throws
  func nextDue(of instruction: InstructionID) throws -> Instant?
  /// As `dueDispatches`, of those that the partner has accepted alone.
  func dueWaits(of instruction: InstructionID, at now: Instant, limit: Int) throws -> [DispatchRecord]
  /// As `nextDue`, of those that the partner has accepted alone.
  func nextWait(of instruction: InstructionID) throws -> Instant?
  /// Dispatches of all waves to these partners that have left, or may have left, and are not over.
  func unfinishedDispatches(at partners: [String]) throws -> Int
  /// Under way in an epoch before this one: what a crash left behind.
  func interrupted(before epoch: Int) throws -> [DispatchRecord]
  func tallies(of instruction: InstructionID) throws -> [Tally]
  func budget(of partner: String) throws -> Budget
  func ledger(of matter: String) throws -> LedgerPosition?
  func outbox(of matter: String, limit: Int) throws -> [OutboxBatch]
  /// Whether anything at all wants the engine at `now`. Cheap: cron asks every few minutes for months.
  func hasWork(at now: Instant) throws -> Bool
  /// The last epoch taken.
  func epoch() throws -> Int
  /// A small fact of the installation by its name, such as a ledger's keys or the last anchor.
  func fact(_ name: String) throws -> String?
  /// Facts whose names begin with `prefix`, by name.
  func facts(under prefix: String) throws -> [String: String]
}

public protocol StoreWriting: StoreReading, MailWriting {
  func insert(_ matter: MatterRecord) throws
  func replace(_ matter: MatterRecord) throws
  func insert(_ wave: WaveRecord, pinned: [PinnedText]) throws
  func insertSubjectBlock(_ sealed: [UInt8], of wave: String, number: Int) throws
  func set(_ stage: WaveStage, of wave: String) throws
  /// The moment of legal's button, which dates every letter of the wave.
  func setSent(_ wave: String, at: Instant) throws
  func insert(_ approval: ApprovalRecord) throws
  func insert(_ instruction: InstructionRecord) throws
  /// - Throws: `StoreError.stale` unless the stored version is `instruction.version`; the version then grows by one.
  func update(_ instruction: InstructionRecord) throws
  func insert(_ dispatch: DispatchRecord) throws
  /// - Throws: `StoreError.stale` unless the stored state still is what `expected` says in kind, epoch and attempt.
  func update(_ dispatch: DispatchRecord, expecting expected: DispatchState) throws
  func add(_ tally: Tally, to instruction: InstructionID) throws
  /// Counts anew, after a correction.
  func set(_ tallies: [Tally], of instruction: InstructionID) throws
  func set(_ budget: Budget, of partner: String) throws
  /// Remembers a ledger that holds its genesis. Again after a crash is fine.
  func createLedger(of matter: String, size: Int, root: [UInt8]) throws
  /// Appends lines to the outbox. - Returns: the ledger index of the first.
  func append(_ lines: [[UInt8]], to matter: String) throws -> Int
  /// The same for lines that stand one after another, each with its newline.
  func append(_ text: [UInt8], count: Int, to matter: String) throws -> Int
  /// Compare-and-swap of the ledger's head, and removal of the outbox lines it covers.
  func advanceLedger(of matter: String, from size: Int, to position: (size: Int, root: [UInt8])) throws
  /// Takes over the head of a ledger that is ahead, after a restored backup; lines that wait are in it already.
  func adoptLedger(of matter: String, size: Int, root: [UInt8]) throws
  /// Takes the next epoch.
  func takeEpoch() throws -> Int
  func set(fact name: String, to value: String) throws
  func remove(fact name: String) throws
  func replaceSubjectBlock(_ sealed: [UInt8], of wave: String, number: Int) throws
  func deleteSubjectBlocks(of wave: String) throws
  /// Puts another sealed job and body hash in a dispatch, whatever its state.
  func replaceContent(of instruction: InstructionID, number: Int, sealedJob: [UInt8]?, bodyHash: [UInt8]) throws
}

public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  case stale(String)
  case exists(String)
  case missing(String)
  case newer(found: Int, known: Int)
  case foreign(path: String)
  case unsafe(path: String, why: String)
  case damaged(String)

  public var description: String {
    switch self {
    case .stale(let what): "\(what) was changed by another worker meanwhile; nothing was written"
    case .exists(let what): "\(what) exists already; choose another name or show what is there"
    case .missing(let what): "\(what) does not exist; `expunge status` lists what does"
    case .newer(let found, let known):
      "the database has schema \(found), this expunge knows \(known); install the newer expunge"
    case .foreign(let path): "\(path) is not a database of expunge; point --home elsewhere"
    case .unsafe(let path, let why): "\(path): \(why)"
    case .damaged(let what): "the database is damaged: \(what); restore the last backup, and do not delete the ledger"
    }
  }
}
