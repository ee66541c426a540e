import Channels
import Ledger
import Store
import Workflow

@testable import Engine

/// One partner with four subjects and a clock that the test turns.
final class ProbeScene {
  struct Ended: Hashable {
    var outcome: LedgerOutcome
    var grade: LedgerGrade?
    var reason: String?
    var subjects: Int
  }

  static let wave = "sim-w1"
  private static let id = InstructionID(wave: wave, partner: "probed")

  /// Subjects that a look-up still finds.
  var stillThere: Set<Int>
  /// Subjects that were looked up, in order.
  var asked: [Int] = []
  private let isDeaf: Bool
  private let network = SimulatedNetwork()
  private let store: SQLiteStore
  private let clock = Shared(Instant(seconds: 1_700_000_000))
  private let arrived = Shared<[Engine.Ended]>([])
  private var conductor: Conductor?

  init(_ probe: ProbeTerms, stillThere: Set<Int> = [], isDeaf: Bool = false) throws {
    (self.stillThere, self.isDeaf) = (stillThere, isDeaf)
    let terms = Terms(inDoubt: .safeToRepeat, probe: probe)
    store = try SimulatedWave.store(SimulatedWave.plan([(id: "probed", terms: terms)], subjects: 4))
  }

  func pass(_ span: Span) { clock.withLock { $0 = $0 + span } }

  /// The next turn is a new process.
  func restart() { conductor = nil }

  func turn() throws {
    let conductor = try living()
    let ended = arrived.withLock { all in
      defer { all = [] }
      return all
    }
    for start in try conductor.turn(ended) { start.launch { [arrived] end in arrived.withLock { $0.append(end) } } }
    for call in network.takeAll() { call.onEnd(answer(call)) }
  }

  func record() throws -> InstructionRecord {
    guard let record = try store.read({ try $0.instruction(ProbeScene.id) }) else { throw StoreError.missing("it") }
    return record
  }

  func open() throws -> [DispatchRecord] {
    try store.read { try $0.openDispatches(of: ProbeScene.id, limit: .max) }
  }

  /// The outcome lines so far, added up.
  func outcomes() throws -> [Ended] {
    let lines = try store.read { try $0.outbox(of: "sim", limit: 4096) }.flatMap(\.lines)
    var all: [Ended] = []
    for case .outcome(let entry) in try lines.map({ try Entry.parse($0) }) {
      let count = entry.subjects?.spans.reduce(0) { $0 + $1.last - $1.first + 1 } ?? 4
      let same = all.firstIndex {
        ($0.outcome, $0.grade, $0.reason) == (entry.outcome, entry.grade, entry.reason?.text)
      }
      if let same {
        all[same].subjects += count
      } else {
        all.append(
          Ended(outcome: entry.outcome, grade: entry.grade, reason: entry.reason?.text, subjects: count))
      }
    }
    return all
  }

  /// Whether the only outcome is that so many were deleted, so well proved.
  func ended(_ grade: LedgerGrade, _ reason: String?, _ subjects: Int) throws -> Bool {
    try outcomes() == [Ended(outcome: .deleted, grade: grade, reason: reason, subjects: subjects)]
  }

  private func living() throws -> Conductor {
    if let conductor { return conductor }
    let surroundings = Surroundings(now: { [clock] in clock.withLock { $0 } }, dice: { 0.5 })
    let fresh = try Conductor(store: store, surroundings: surroundings)
    guard let wave = try store.read({ try $0.wave(ProbeScene.wave) }) else { throw StoreError.missing("the wave") }
    try fresh.take(wave, access: SimulatedWave(network: network))
    conductor = fresh
    return fresh
  }

  private func answer(_ call: SimulatedNetwork.Call) -> Report {
    let subjects = SubjectRanges(indices: call.subjects)
    switch call.kind {
    case .transmit:
      return Report(
        finding: .sent(.items([Item(subjects: subjects, standing: .settled(.deleted, .claimedUnsigned, nil))])))
    case .ask: return Report(finding: .asked(.unknown(Reason("job-unknown"))))
    case .probe:
      asked += call.subjects
      if isDeaf { return Report(finding: .asked(.unanswered(Reason("slow"), retryAfter: nil))) }
      let isThere = !stillThere.isDisjoint(with: call.subjects)
      let standing: Item.Standing =
        isThere ? .needsPerson(Reason("still-there")) : .settled(.deleted, .verifiedByProbe, nil)
      return Report(finding: .asked(.items([Item(subjects: subjects, standing: standing)])))
    }
  }
}
