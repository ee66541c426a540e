import Channels
import Ledger
import Store
import Workflow

/// A dispatch that is under way, and since when. An object, because it is large and lies in a table that grows.
final class Held {
  let dispatch: DispatchRecord
  let sentAt: Instant
  /// Whom it is addressed to, where the partner has several contacts.
  let contact: Int

  init(dispatch: DispatchRecord, sentAt: Instant, contact: Int = 0) {
    (self.dispatch, self.sentAt, self.contact) = (dispatch, sentAt, contact)
  }
}

/// Decides, in turns: takes what came back, moves the machines, writes outcomes and new intents in one transaction,
/// and hands out what may now be put on the wire.
///
/// It never sends, waits, or reads a clock of its own, so that a simulation can drive it through a year in a second.
/// One turn's transaction is the only place where anything changes; a turn that throws has changed nothing in the
/// store, and the process must start anew from there.
public final class Conductor {
  let store: any Store
  let surroundings: Surroundings
  let deployment: String
  public let epoch: Int
  private(set) var active: [ActiveInstruction] = []
  private var places: [InstructionID: ActiveInstruction] = [:]
  /// The instruction that was asked for last: of a turn's answers most are of a few.
  private var newest: ActiveInstruction?
  private(set) var purses = Purses()
  var held: [Ticket: Held] = [:]
  private var firstInTurn = 0

  /// Calls begun in one turn at most; bounds the time of a transaction.
  static let turnLimit = 512

  /// Takes the next epoch. Everything that older epochs left under way is in doubt from here on.
  public init(store: any Store, surroundings: Surroundings) throws {
    self.store = store
    self.surroundings = surroundings
    deployment = try store.read { try $0.deployment() }
    epoch = try store.write { try $0.takeEpoch() }
  }

  /// Loads the instructions of a wave that may transmit or whose timers run, and settles what a crash left in doubt.
  public func take(_ wave: WaveRecord, access: any WaveAccess) throws {
    let records = try store.read { try $0.instructions(of: wave.id) }
    for record in records {
      guard let plan = wave.plan.partner(record.id.partner), let terms = plan.terms else { continue }
      let allowance = try store.read { try purses.allowance(of: plan.id, terms.limits, in: $0) }
      let instruction = ActiveInstruction(
        record: record, matter: wave.matter, plan: plan, terms: terms, access: access, population: wave.subjects,
        sentAt: wave.sentAt ?? wave.createdAt, allowance: allowance,
        probed: terms.probe.map {
          ProbeSample.draw($0.sample, of: plan.routed, setRoot: wave.plan.setRoot, partner: plan.id)
        } ?? SubjectRanges())
      active.append(instruction)
      places[record.id] = instruction
    }
    try loadProbes(of: wave)
    try recover()
  }

  public var inFlight: Int { active.reduce(0) { $0 + $1.inFlight } }

  /// When the next turn can do something without an answer coming in; `nil` if never.
  public var nextWake: Instant? { active.compactMap(\.quietUntil).min() }

  /// Whom the next turn is for, if nothing comes in.
  public var nextPartner: String? {
    let waiting = active.compactMap { instruction in instruction.quietUntil.map { (at: $0, instruction) } }
    return waiting.min { $0.at < $1.at }?.1.id.partner
  }

  /// - Parameter claiming: false while stopping: outcomes are written, nothing new is begun.
  public func turn(_ ended: [Ended], claiming: Bool = true) throws -> [Start] {
    let now = surroundings.now()
    guard !ended.isEmpty || (claiming && active.contains { $0.wants(attentionAt: now) }) else { return [] }
    let (kept, syncing) = try keptEvidence(of: ended)
    var starts: [Start] = []
    try store.write { session in
      var turn = Turn(conductor: self, session: session, now: now)
      for (event, evidence) in zip(ended, kept) { try turn.settle(event, evidence: evidence) }
      if claiming {
        for group in inPurses(fairOrder()) {
          starts += try turn.attend(to: group, limit: Conductor.turnLimit - starts.count)
        }
      }
      try turn.finish()
      try syncing.join()
    }
    return starts
  }

  func instruction(_ id: InstructionID) -> ActiveInstruction? {
    if let newest, newest.id == id { return newest }
    newest = places[id]
    return newest
  }

  /// Another partner comes first in each turn, so that a big one cannot starve the rest.
  private func fairOrder() -> [ActiveInstruction] {
    guard !active.isEmpty else { return [] }
    firstInTurn = (firstInTurn + 1) % active.count
    return Array(active[firstInTurn...] + active[..<firstInTurn])
  }

  /// Those who pay from one purse together, in the place of the first of them.
  private func inPurses(_ order: [ActiveInstruction]) -> [[ActiveInstruction]] {
    var groups: [[ActiveInstruction]] = []
    var places: [String: Int] = [:]
    for instruction in order {
      let purse = instruction.allowance.purse.name
      if let place = places[purse] {
        groups[place].append(instruction)
      } else {
        places[purse] = groups.count
        groups.append([instruction])
      }
    }
    return groups
  }

  /// Evidence is on disk before the lines that name it; evidence that could not be kept ends the pass.
  private func keptEvidence(of ended: [Ended]) throws -> ([[UInt8]?], EvidenceSync) {
    var touched: [(wave: String, access: any WaveAccess)] = []
    let kept = try ended.map { event -> [UInt8]? in
      guard let evidence = event.evidence, let instruction = instruction(event.ticket.instruction) else { return nil }
      if !touched.contains(where: { $0.wave == instruction.id.wave }) {
        touched.append((instruction.id.wave, instruction.access))
      }
      return try evidence.get()
    }
    return (kept, EvidenceSync(touched.map(\.access)))
  }

  private func loadProbes(of wave: WaveRecord) throws {
    let probed = active.filter { $0.id.wave == wave.id && $0.terms.probe != nil }
    guard !probed.isEmpty else { return }
    try store.read { session in
      for instruction in probed {
        instruction.probes = try session.probeBook(of: instruction.id)
        instruction.probesChanged = false
        instruction.isRechecking =
          try instruction.record.state.isEnded && !session.openDispatches(of: instruction.id, limit: 1).isEmpty
      }
    }
  }

  private func recover() throws {
    let now = surroundings.now()
    let interrupted = try store.read { try $0.interrupted(before: epoch) }
      .filter { places[$0.instruction] != nil }
    guard !interrupted.isEmpty else { return }
    try store.write { session in
      var turn = Turn(conductor: self, session: session, now: now)
      for dispatch in interrupted { try turn.recover(dispatch) }
      try turn.finish()
    }
  }
}

extension ActiveInstruction {
  func wants(attentionAt now: Instant) -> Bool {
    if let timer = record.timer, timer <= now { return true }
    return (mayClaim || mayOnlyAsk) && (quietUntil.map { $0 <= now } ?? true) && allowance.room(under: terms.limits) > 0
  }
}
