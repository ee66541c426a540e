import Channels
import Store
import Testing
import Workflow

@testable import Engine

/// Budgets in the real conductor and the real store: shared words, subjects, jobs, restarts.
struct SharedQuotaTests {
  /// A conductor that can be started anew, and partners that answer when they are told to.
  final class Scene {
    let store: SQLiteStore
    let wave: WaveRecord
    let network = SimulatedNetwork()
    private let clock = Shared(Instant(seconds: 1_700_000_000))
    private let arrived = Shared<[Ended]>([])
    private let credentials: [String: Set<String>]
    private var conductor: Conductor

    var surroundings: Surroundings { Scene.surroundings(clock) }

    init(
      _ partners: [(id: String, terms: Terms)], subjects: Int, credentials: [String: Set<String>] = [:],
      partnerFile: String? = nil
    ) throws {
      self.credentials = credentials
      store = try SimulatedWave.store(
        SimulatedWave.plan(partners, subjects: subjects),
        pinned: partnerFile.map { [PinnedText(name: "partners.yaml", text: $0)] } ?? [])
      guard let wave = try store.read({ try $0.wave("sim-w1") }) else { throw StoreError.missing("sim-w1") }
      self.wave = wave
      conductor = try Scene.start(store, wave, network, clock, credentials)
    }

    private static func surroundings(_ clock: Shared<Instant>) -> Surroundings {
      Surroundings(now: { clock.withLock { $0 } }, dice: { 0.5 })
    }

    private static func start(
      _ store: SQLiteStore, _ wave: WaveRecord, _ network: SimulatedNetwork, _ clock: Shared<Instant>,
      _ credentials: [String: Set<String>]
    ) throws -> Conductor {
      let conductor = try Conductor(store: store, surroundings: surroundings(clock))
      try conductor.take(wave, access: SimulatedWave(network: network, shown: credentials))
      return conductor
    }

    func restart() throws { conductor = try Scene.start(store, wave, network, clock, credentials) }
    var nextPartner: String? { conductor.nextPartner }
    func state(_ partner: String) throws -> InstructionState? {
      try store.read { try $0.instruction(InstructionID(wave: "sim-w1", partner: partner)) }?.state
    }
    func pass(_ span: Span) { clock.withLock { $0 = $0 + span } }

    /// Turns until nothing more begins. - Returns: what was put on the wire, with every call answered by `answer`.
    func run(_ answer: (SimulatedNetwork.Call) -> Report.Finding?) throws -> [SimulatedNetwork.Call] {
      var calls: [SimulatedNetwork.Call] = []
      for _ in 0..<100 {
        let ended = arrived.withLock { list in
          defer { list = [] }
          return list
        }
        for start in try conductor.turn(ended) {
          start.launch { [arrived] end in arrived.withLock { $0.append(end) } }
        }
        let new = network.takeAll()
        calls += new
        for call in new {
          if let finding = answer(call) { call.onEnd(Report(finding: finding)) }
        }
        if new.isEmpty, arrived.withLock({ $0.isEmpty }) { break }
      }
      return calls
    }
  }

  static func done(_ call: SimulatedNetwork.Call) -> Report.Finding? {
    .sent(
      .items([
        Item(subjects: SubjectRanges(indices: call.subjects), standing: .settled(.deleted, .claimedUnsigned, nil))
      ]))
  }

  static let daily = Limits.Window(calls: 5, per: .days(1))

  static func terms(_ limits: Limits, poll: PollSchedule? = nil) -> Terms {
    Terms(
      inDoubt: .safeToRepeat, retry: RetrySchedule(base: .seconds(1), cap: .seconds(2), attempts: 50), poll: poll,
      limits: limits)
  }

  @Test func `partners with one word spend one budget, over restarts`() throws {
    let shared = Self.terms(Limits(windows: [Self.daily], share: "google"))
    let alone = Self.terms(Limits(windows: [Self.daily]))
    let scene = try Scene([("one", shared), ("two", shared), ("own", alone)], subjects: 32)
    let first = try scene.run(Self.done)
    #expect(first.count { $0.partner != "own" } == 5 && first.count { $0.partner == "own" } == 5)
    scene.pass(.hours(23))
    try scene.restart()
    #expect(try scene.run(Self.done).isEmpty)
    scene.pass(.hours(1))
    try scene.restart()
    #expect(try scene.run(Self.done).count { $0.partner != "own" } == 5)
    let budgets = try scene.store.read { (try $0.budget(of: "share:google"), try $0.budget(of: "one")) }
    #expect(budgets.0 != Budget() && budgets.1 == Budget())
    for _ in 0..<2 {
      scene.pass(.days(1))
      _ = try scene.run(Self.done)
    }
    let states = try scene.store.read { try $0.instructions(of: scene.wave.id) }.map(\.state)
    #expect(states == Array(repeating: .settled(.deleted), count: 3))
  }

  @Test func `calls under way count for all that share`() throws {
    let shared = Self.terms(Limits(concurrency: 3, share: "google"))
    let scene = try Scene([("one", shared), ("two", shared)], subjects: 40)
    #expect(try scene.run { _ in nil }.count == 3)
  }

  @Test func `one partner's rest holds for all that share, its failures do not`() throws {
    let shared = Self.terms(Limits(concurrency: 1, share: "google"))
    let scene = try Scene([("one", shared), ("two", shared)], subjects: 4)
    var calls = try scene.run { _ in .sent(.busy(Reason("status-429"), retryAfter: .hours(1))) }
    #expect(calls.count == 1)
    scene.pass(.minutes(59))
    try scene.restart()
    #expect(try scene.run(Self.done).isEmpty)
    scene.pass(.minutes(2))
    calls = try scene.run(Self.done)
    #expect(Set(calls.map(\.partner)) == ["one", "two"])

    let broken = try Scene([("one", shared), ("two", shared)], subjects: 40)
    for _ in 0..<40 {
      _ = try broken.run { $0.partner == "one" ? .sent(.notSent(Reason("connect-refused"))) : Self.done($0) }
      broken.pass(.seconds(5))
    }
    let tallies = try broken.store.read { try $0.tallies(of: InstructionID(wave: "sim-w1", partner: "two")) }
    #expect(tallies.reduce(0) { $0 + $1.subjects } == 40)
  }

  @Test func `subjects are counted where the limit counts them`() throws {
    let limits = Limits(windows: [.init(.subjects, 9, per: .days(1))])
    let scene = try Scene([("acme", Self.terms(limits))], subjects: 40)
    #expect(try scene.run(Self.done).map(\.subjects.count) == [4, 4])
    scene.pass(.days(1))
    #expect(try scene.run(Self.done).map(\.subjects.count) == [4, 4])
  }

  @Test func `no more jobs are begun than the partner works on, and its questions go on meanwhile`() throws {
    let poll = PollSchedule(first: .minutes(10), every: .minutes(10), giveUp: .days(10))
    let scene = try Scene([("acme", Self.terms(Limits(jobs: 1), poll: poll))], subjects: 12)
    var (running, most, begun) = (0, 0, 0)
    for round in 0..<200 where begun < 3 || running > 0 {
      let calls = try scene.run { call in
        switch call.kind {
        case .transmit:
          running += 1
          begun += 1
          most = max(most, running)
          return .sent(.accepted(Acceptance(grade: .acceptedUnsigned, job: Array(call.key.utf8))))
        case .ask:
          guard round.isMultiple(of: 3) else { return .asked(.pending(askAfter: nil)) }
          running -= 1
          return .asked(
            .items([
              Item(subjects: SubjectRanges(indices: call.subjects), standing: .settled(.deleted, .claimedUnsigned, nil))
            ]))
        case .probe: return nil
        }
      }
      if round == 1 { try scene.restart() }
      #expect(calls.count <= 2)
      scene.pass(.minutes(10))
    }
    #expect(begun == 3 && most == 1 && running == 0)
  }

  @Test func `entries that share a quota take turns, also where each day has room for one call`() throws {
    let six = Self.terms(Limits(windows: [.init(calls: 6, per: .days(1))], share: "google"))
    let scene = try Scene([("one", six), ("three", six), ("two", six)], subjects: 40)
    let calls = try scene.run(Self.done)
    #expect(["one", "three", "two"].map { id in calls.count { $0.partner == id } } == [2, 2, 2])

    let single = Self.terms(Limits(windows: [.init(calls: 1, per: .days(1))], share: "google"))
    let slow = try Scene([("one", single), ("two", single)], subjects: 40)
    var served: [String] = []
    for _ in 0..<6 {
      served += try slow.run(Self.done).map(\.partner)
      slow.pass(.days(1))
      try slow.restart()
    }
    #expect(served == ["one", "two", "one", "two", "one", "two"])
  }

  @Test func `entries that share jobs take turns when one ends`() throws {
    let poll = PollSchedule(first: .minutes(10), every: .minutes(10), giveUp: .days(10))
    let shared = Self.terms(Limits(jobs: 1, share: "google"), poll: poll)
    let scene = try Scene([("one", shared), ("two", shared)], subjects: 40)
    var begun: [String] = []
    for _ in 0..<6 {
      let calls = try scene.run { call in
        guard call.kind == .transmit else {
          return .asked(
            .items([
              Item(subjects: SubjectRanges(indices: call.subjects), standing: .settled(.deleted, .claimedUnsigned, nil))
            ]))
        }
        return .sent(.accepted(Acceptance(grade: .acceptedUnsigned, job: Array(call.key.utf8))))
      }
      begun += calls.filter { $0.kind == .transmit }.map(\.partner)
      scene.pass(.minutes(10))
    }
    #expect(begun == ["one", "two", "one", "two", "one", "two"])
  }

  @Test func `what an old home spent under a partner's name counts when its budget becomes a shared one`() throws {
    let scene = try Scene([("one", Self.terms(Limits(windows: [Self.daily], share: "google")))], subjects: 40)
    try scene.store.write { session in
      var budget = Budget()
      _ = budget.take(4, of: Limits(windows: [Self.daily]), at: Instant(seconds: 1_700_000_000))
      try session.set(budget, of: "one")
    }
    try scene.restart()
    #expect(try scene.run(Self.done).count == 1)
  }
}
