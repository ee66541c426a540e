import Catalogue
import Channels
import Store
import Synchronization
import Vault
import Workflow

@testable import Engine

/// A partner with three contacts that is written to by letters which are never the same twice, as sealing makes them.
final class LetterScene {
  static let id = InstructionID(wave: "sim-w1", partner: "acme")
  let store: SQLiteStore
  let desk = LetterDesk()
  let plan: Plan
  private let clock = Shared(Instant(seconds: 1_700_000_000))
  private let arrived = Shared<[Ended]>([])
  private var conductor: Conductor

  init(
    contacts: Int = 3, lanes: Int = 1, reminders: [Span] = [.days(10), .days(20)], answerWithin: Span = .days(30)
  ) throws {
    let terms = Terms(
      inDoubt: .safeToRepeat, retry: RetrySchedule(base: .seconds(1), cap: .seconds(2), attempts: 5),
      answerWithin: answerWithin, reminders: reminders)
    let lane = PlannedLane(name: "user", identifiers: [.userID], subjects: .all(8), batch: 8 / lanes)
    plan = Plan(
      matter: "sim", wave: "sim-w1", subjects: 8, setRoot: [UInt8](repeating: 1, count: 32), inputs: [], clocks: [],
      partners: [
        PlannedPartner(
          id: "acme", name: "Acme", route: .email, scope: .subjects, bestGrade: .claimedUnsigned, obstacle: nil,
          lanes: [lane], cells: [], terms: terms, remarks: [],
          facts: PlannedFacts(contacts: PlannedContacts(count: contacts, escalation: 1)))
      ])
    store = try SimulatedWave.store(plan)
    conductor = try LetterScene.conductor(store, desk, clock)
  }

  private static func conductor(_ store: SQLiteStore, _ desk: LetterDesk, _ clock: Shared<Instant>) throws -> Conductor
  {
    let conductor = try Conductor(
      store: store, surroundings: Surroundings(now: { clock.withLock { $0 } }, dice: { 0.5 }))
    guard let wave = try store.read({ try $0.wave("sim-w1") }) else { throw StoreError.missing("sim-w1") }
    try conductor.take(wave, access: LetterWave(desk: desk))
    return conductor
  }

  var now: Instant { clock.withLock { $0 } }
  var nextWake: Instant? { conductor.nextWake }
  func pass(_ span: Span) { clock.withLock { $0 = $0 + span } }
  func restart() throws {
    arrived.withLock { $0 = [] }
    conductor = try LetterScene.conductor(store, desk, clock)
  }

  /// Turns until nothing more begins. - Returns: the letters that went out; `answer` says what became of each.
  @discardableResult
  func run(_ answer: (LetterDesk.Sent) -> Report? = { _ in LetterScene.taken }) throws -> [LetterDesk.Sent] {
    var all: [LetterDesk.Sent] = []
    for _ in 0..<100 {
      let ended = arrived.withLock { list in
        defer { list = [] }
        return list
      }
      for start in try conductor.turn(ended) {
        start.launch { [arrived] end in arrived.withLock { $0.append(end) } }
      }
      let new = desk.takeAll()
      all += new
      for letter in new { answer(letter).map(letter.onEnd) }
      if new.isEmpty, arrived.withLock({ $0.isEmpty }) { break }
    }
    return all
  }

  static let taken = Report(finding: .sent(.accepted(Acceptance(grade: .transmitted))))
  static let lost = Report(finding: .sent(.lost(Reason("reset"))))
  static var refused: Report {
    var report = Report(finding: .sent(.rejected(Reason("smtp-550"))))
    report.refusesContact = true
    return report
  }

  func record() throws -> InstructionRecord {
    guard let record = try store.read({ try $0.instruction(LetterScene.id) }) else { throw StoreError.missing("acme") }
    return record
  }

  func dispatch(_ number: Int) throws -> DispatchRecord? {
    try store.read { try $0.dispatch(LetterScene.id, number: number) }
  }

  /// As a mail that came in does it.
  func bounce(_ letter: Int?) throws -> Bool {
    let now = now
    let partner = plan.partners[0]
    let changed = try store.write { session in
      guard var record = try session.instruction(LetterScene.id) else { throw StoreError.missing("acme") }
      let contacts = Contacts(plan: partner, session: session, now: now) {
        IdempotencyKey.make(
          deployment: "simulation", matter: "sim", wave: "sim-w1", partner: "acme", dispatch: $0)
      }
      let changed = try contacts.bounced(letter, &record)
      if changed { try session.update(record) }
      return changed
    }
    try restart()
    return changed
  }
}

/// Keeps what was sent, and seals with a counter.
final class LetterDesk: Channel {
  struct Sent: Sendable {
    var order: Order
    var body: [UInt8]
    var onEnd: @Sendable (Report) -> Void
  }

  private let waiting = Mutex<[Sent]>([])
  private let sealings = Mutex<UInt8>(0)

  func takeAll() -> [Sent] {
    waiting.withLock { list in
      defer { list = [] }
      return list
    }
  }

  func prepare(_ order: Order) throws(PrepareFailure) -> Prepared {
    let fresh = sealings.withLock { count in
      count += 1
      return [UInt8(order.contact), count]
    }
    let body = order.memory.flatMap { $0.first == UInt8(order.contact) ? $0 : nil } ?? fresh
    return Prepared(bodyHash: body, content: body, keep: body)
  }

  func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    waiting.withLock { $0.append(Sent(order: order, body: prepared.bodyHash, onEnd: onEnd)) }
  }

  func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    onEnd(Report(finding: .asked(.unknown(Reason("no-such-call")))))
  }

  func close(grace: Span) {}
}

struct LetterWave: WaveAccess {
  let desk: LetterDesk
  private let digest = [UInt8](repeating: 7, count: 32)

  init(desk: LetterDesk) { self.desk = desk }

  func items(_ subjects: SubjectRanges, of kinds: [IdentifierKind], in session: any StoreReading) -> [BatchItem] {
    subjects.indices.map { BatchItem(subject: $0, values: [.userID: Array("u-\($0)".utf8)]) }
  }

  func keep(_ files: [EvidenceFile]) -> [UInt8] { digest }
  func syncEvidence() {}
  func seal(job: [UInt8], instruction: InstructionID, number: Int) -> [UInt8] { job }
  func open(job: [UInt8], instruction: InstructionID, number: Int) -> [UInt8] { job }
  func channel(for partner: String) -> any Channel { desk }
  func adapter(of partner: String) -> [UInt8] { digest }
  func kinds(of partner: String, lane: Int) -> [IdentifierKind] { [.userID] }
}
