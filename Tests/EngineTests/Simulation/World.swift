import Channels
import Engine
import Foundation
import Ledger
import Store
import Workflow

/// One seed's world: clock, dice, partners that hold data, a network that loses, repeats and reorders, a power switch.
/// The decisions are the real ones; only the edges are made up.
final class World {
  static let subjects = 10
  private(set) var trace: [String] = []
  private(set) var violations: [String] = []
  private let inner: SQLiteStore
  private let store: FaultyStore
  private let wave: WaveRecord
  private let network = SimulatedNetwork()
  private let clock = Shared(Instant(seconds: 1_700_000_000))
  private let arrived = Shared<[Ended]>([])
  private let diceOfEngine: Shared<Dice>
  private var dice: Dice
  private var partners: [String: SimulatedPartner]
  private var conductor: Conductor?
  private var travelling: [(at: Instant, ended: @Sendable () -> Void)] = []
  private var bodies: [String: [UInt8]] = [:]
  private var sends: [String: Int] = [:]
  private(set) var lines: [Entry] = []

  init(seed: UInt64) throws {
    dice = Dice(seed: seed)
    diceOfEngine = Shared(Dice(seed: seed ^ 0xABCD))
    let retry = RetrySchedule(base: .seconds(1), cap: .seconds(20), attempts: 12)
    let poll = PollSchedule(first: .seconds(5), every: .seconds(5), giveUp: .days(1))
    let terms: [(String, Terms)] = [
      ("honest", Terms(inDoubt: .safeToRepeat, retry: retry)),
      ("asynchronous", Terms(inDoubt: .safeToRepeat, retry: retry, poll: poll)),
      ("unrepeatable", Terms(inDoubt: .neverRepeat, retry: retry)),
      ("askable", Terms(inDoubt: .queryFirst, retry: retry, poll: poll)),
      ("taker", Terms(inDoubt: .safeToRepeat, retry: retry, completesWithin: .seconds(40))),
      ("stepwise", Terms(inDoubt: .safeToRepeat, retry: retry)),
      (
        "liar",
        Terms(
          inDoubt: .safeToRepeat, retry: retry,
          probe: ProbeTerms(after: .seconds(10), again: [.seconds(20), .seconds(60)], every: .seconds(5)))
      ),
      ("dead", Terms(inDoubt: .safeToRepeat, retry: retry)),
    ]
    let habits: [String: SimulatedPartner.Habit] = [
      "honest": .honest, "asynchronous": .asynchronous, "unrepeatable": .unrepeatable, "askable": .askable,
      "stepwise": .stepwise, "taker": .taker, "liar": .liar, "dead": .dead,
    ]
    partners = habits.mapValues { SimulatedPartner(habit: $0, subjects: World.subjects) }
    let plan = SimulatedWave.plan(terms.map { (id: $0.0, terms: $0.1) }, subjects: World.subjects)
    inner = try SimulatedWave.store(plan)
    store = FaultyStore(inner)
    guard let wave = try inner.read({ try $0.wave("sim-w1") }) else { throw StoreError.missing("sim-w1") }
    self.wave = wave
  }

  var report: String { (violations + trace.suffix(60)).joined(separator: "\n") }

  /// One step: perhaps a crash, perhaps something arrives, time passes, the conductor has a turn.
  func tick(faults: Bool) {
    advance(faults: faults)
    if faults, dice.chance(0.08) { store.crashNext(dice.chance(0.5) ? .beforeCommit : .afterCommit) }
    do {
      let conductor = try livingConductor()
      let ended = arrived.withLock { ended in
        defer { ended = [] }
        return ended
      }
      let starts = try conductor.turn(faults ? ended.shuffled(using: &dice) : ended)
      if faults, dice.chance(0.04) { return crash("between commit and sending") }
      for start in starts { launch(start) }
      carry(faults: faults)
    } catch is FaultyStore.Crash {
      crash("in a transaction")
    } catch {
      violations.append("the engine threw: \(error)")
      crash("after an error")
    }
  }

  /// Everything in memory is gone; what is on the wire goes on.
  private func crash(_ moment: String) {
    trace.append("crash \(moment)")
    conductor = nil
    store.crashNext(nil)
    _ = network.takeAll()
    arrived.withLock { $0 = [] }
  }

  private func livingConductor() throws -> Conductor {
    if let conductor { return conductor }
    let surroundings = Surroundings(
      now: { [clock] in clock.withLock { $0 } },
      dice: { [diceOfEngine] in diceOfEngine.withLock { Double.random(in: 0..<1, using: &$0) } })
    let fresh = try Conductor(store: store, surroundings: surroundings)
    try fresh.take(wave, access: SimulatedWave(network: network))
    conductor = fresh
    return fresh
  }

  private func advance(faults: Bool) {
    let step = Span.milliseconds(Int64.random(in: 1...(faults ? 4000 : 30_000), using: &dice))
    let now = clock.withLock { time in
      time = time + step
      return time
    }
    for letter in travelling where letter.at <= now { letter.ended() }
    travelling.removeAll { $0.at <= now }
  }

  /// Safety, at the moment that bytes leave: the intent is durable, the body is the key's own, doubt was not repeated.
  private func launch(_ start: Start) {
    guard case .transmit(let prepared) = start.action else {
      return start.launch { [arrived] ended in arrived.withLock { $0.append(ended) } }
    }
    let stored = try? inner.read { try $0.dispatch(start.ticket.instruction, number: start.ticket.number) }
    if stored?.state != .intent(epoch: start.ticket.epoch, tries: stored?.state.tries ?? .init())
      || stored?.bodyHash != prepared.bodyHash
    {
      violations.append("bytes left without a durable intent: \(start.order.dispatch)")
    }
    let call = start.order.key + String(describing: start.order.memory)
    if let body = bodies[call], body != prepared.bodyHash {
      violations.append("one key, two bodies: \(start.order.dispatch)")
    }
    bodies[call] = prepared.bodyHash
    sends[start.order.key, default: 0] += 1
    start.launch { [arrived] ended in arrived.withLock { $0.append(ended) } }
  }

  /// The network: loses requests and answers, repeats answers, delays them past each other.
  private func carry(faults: Bool) {
    for call in network.takeAll() {
      if faults, dice.chance(0.08) {
        trace.append("request lost: \(call.partner) \(call.key.prefix(4))")
        deliver(call, lost(call))
        continue
      }
      let report = work(call)
      let answerLost = faults && dice.chance(0.1)
      if answerLost { trace.append("answer lost: \(call.partner) \(call.key.prefix(4))") }
      deliver(call, answerLost ? lost(call) : report)
      if faults, dice.chance(0.05) { deliver(call, report) }
    }
  }

  private func deliver(_ call: SimulatedNetwork.Call, _ report: Report) {
    let delay = Span.milliseconds(Int64.random(in: 0...6000, using: &dice))
    travelling.append((clock.withLock { $0 } + delay, { call.onEnd(report) }))
  }

  private func lost(_ call: SimulatedNetwork.Call) -> Report {
    switch call.kind {
    case .transmit: Report(finding: .sent(.lost(Reason("timeout-after-send"))))
    case .ask, .probe: Report(finding: .asked(.unanswered(Reason("timeout-after-send"), retryAfter: nil)))
    }
  }

  private func work(_ call: SimulatedNetwork.Call) -> Report {
    guard var partner = partners[call.partner] else { return lost(call) }
    defer { partners[call.partner] = partner }
    switch call.kind {
    case .transmit:
      return partner.receive(key: call.key, subjects: call.subjects, memory: call.memory, dice: &dice)
    case .probe: return Report(finding: .asked(partner.lookedUp(call.subjects)))
    case .ask: return Report(finding: .asked(partner.askedAbout(call.key, dice: &dice)))
    }
  }
}

extension World {
  /// Moves the outbox into memory, as the sequencer would into the ledger, and checks it line by line.
  func audit() throws {
    try collectLines()
    for partner in wave.plan.partners {
      try auditOutcomes(of: partner.id)
      try auditAccounting(of: partner)
    }
    for (id, partner) in partners {
      for (key, effects) in partner.effects where effects > 1 {
        violations.append("\(id) worked \(effects) times on \(key)")
      }
    }
  }

  private func collectLines() throws {
    while true {
      let batches = try inner.read { try $0.outbox(of: wave.matter, limit: 4096) }
      guard let last = batches.last else { return }
      for line in batches.flatMap(\.lines) { lines.append(try Entry.parse(line)) }
      try inner.write { session in
        let size = try session.ledger(of: wave.matter)?.size ?? 0
        try session.advanceLedger(of: wave.matter, from: size, to: (last.first + last.lines.count, [1]))
      }
    }
  }

  /// Nobody has two outcomes at one partner, and who is claimed to be deleted is gone.
  private func auditOutcomes(of id: String) throws {
    var seen = SubjectRanges()
    for case .outcome(let entry) in lines where entry.partner == id {
      let subjects = SubjectRanges(entry.subjects?.spans.map { $0.first...$0.last } ?? [0...(World.subjects - 1)])
      if !seen.intersection(subjects).isEmpty { violations.append("two outcomes for a subject at \(id)") }
      seen = seen.union(subjects)
      if entry.outcome == .deleted, let partner = partners[id], !partner.holds.isDisjoint(with: subjects.indices) {
        violations.append("claimed deleted, and still held by \(id)")
      }
      if entry.outcome == .deleted, entry.answers.isEmpty { violations.append("an outcome without an answer at \(id)") }
    }
  }

  /// Settled and open subjects together are everyone, at all times.
  private func auditAccounting(of partner: PlannedPartner) throws {
    let id = InstructionID(wave: wave.id, partner: partner.id)
    try inner.read { session in
      guard let record = try session.instruction(id) else { return violations.append("no instruction \(id)") }
      let settled = try session.tallies(of: id).reduce(0) { $0 + $1.subjects }
      let open = try session.openDispatches(of: id, limit: .max).filter { $0.purpose != .recheck }
        .reduce(0) { $0 + ($1.subjects?.count ?? 0) }
      let unbegun = (record.begun..<max(record.begun, record.planned)).reduce(0) {
        $0 + (partner.dispatch($1)?.subjects?.count ?? 0)
      }
      if settled + open + unbegun != World.subjects {
        violations.append(
          "\(partner.id): \(settled) settled + \(open) open + \(unbegun) unbegun is not \(World.subjects)")
      }
    }
  }

  /// Liveness: settled, or with a person who has been given a reason.
  func unfinished() throws -> [String] {
    try inner.read { try $0.instructions(of: wave.id) }.compactMap { record in
      switch record.state {
      case .settled, .needsPerson: nil
      case .planned, .approved, .sending, .awaiting, .held, .reopened: "\(record.id.partner) is \(record.state)"
      }
    }
  }

  func outcome(of partner: String) throws -> InstructionState? {
    try inner.read { try $0.instruction(InstructionID(wave: wave.id, partner: partner)) }?.state
  }

  /// A run's fingerprint: the same seed must give the same.
  var fingerprint: [Entry] { lines }
}
