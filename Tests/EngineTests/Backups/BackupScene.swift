import Catalogue
import Channels
import Foundation
import Ledger
import Store
import Workflow

@testable import Engine

/// A real home with a wave under way, three made-up partners that count what they do, and a clock that tests set.
final class BackupScene {
  static let subjects = 12
  static let wave = "leak-w1"
  let folder: String
  let home: Home
  let clock = Shared(Instant(seconds: 1_700_000_000))
  /// By partner and key: how many times the work was done.
  private(set) var effects: [String: Int] = [:]
  private let network = SimulatedNetwork()

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("backup-\(UUID().uuidString)").path
    home = Home(folder + "/home")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Installation.create(home, settings: "network:\n  loopback: true\nmemory: \(folder)/memory\n")
    let matter = try MatterFile.read(text: BackupScene.matter, file: "matter.yaml", exists: { _ in true }).matter
    try open { installation in
      try MatterOpening(
        store: installation.store, vault: try installation.vault(), home: home, surroundings: installation.surroundings
      ).open(matter, text: BackupScene.matter)
      try installation.sequencer().sequenceAll()
      try send(installation)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var surroundings: Surroundings {
    Surroundings(now: { [clock] in clock.withLock { $0 } }, dice: { 0.5 })
  }

  func pass(_ span: Span) { clock.withLock { $0 = $0 + span } }

  func open<Value>(_ home: Home? = nil, _ work: (Installation) throws -> Value) throws -> Value {
    let installation = try Installation(home ?? self.home, access: .readWrite, surroundings: surroundings)
    defer { try? installation.store.close() }
    return try work(installation)
  }

  private func send(_ installation: Installation) throws {
    let leaves = (0..<BackupScene.subjects).map { LedgerHash([UInt8](repeating: UInt8($0), count: 32)) }
    let set = try installation.openLedger(of: "leak").writeSubjectSet(
      wave: BackupScene.wave, leaves: leaves.compactMap { $0 })
    let now = installation.surroundings.now()
    let plan = BackupScene.plan(root: set.root.bytes)
    let record = WaveRecord(
      id: plan.wave, matter: "leak", stage: .sending, subjects: plan.subjects, plan: plan, digest: set.root.bytes,
      planner: "test", createdAt: now, sentAt: now)
    let keys = ["A", "B"].map { "SHA256:" + String(repeating: $0, count: 42) + "A" }
    try installation.store.write { session in
      try session.insert(record, pinned: [])
      for partner in plan.partners {
        try session.insert(
          InstructionRecord(
            id: InstructionID(wave: plan.wave, partner: partner.id), state: .sending, planned: partner.dispatches))
      }
      var book = LineBook()
      try book.add(
        .waveOpen(
          WaveOpenEntry(
            at: now.ledger, matter: "leak", wave: plan.wave, subjects: plan.subjects, setRoot: set.root,
            partners: try plan.partners.map { try $0.ledger(population: plan.subjects) }, plan: set.root,
            approvals: try keys.map { KeyHolder(role: try known(LedgerCode("legal"), "legal"), key: $0) })),
        to: "leak", in: session)
      try book.commit(in: session)
    }
    try installation.sequencer().sequenceAll()
  }

  /// Turns of the real conductor against the made-up partners; then the ledger is signed.
  /// - Parameter deliveries: How often each answer arrives.
  func work(
    _ home: Home? = nil, turns: Int, deliveries: Int = 1, answering: (SimulatedNetwork.Call) -> Bool = { _ in true }
  ) throws {
    try open(home) { installation in
      let conductor = try Conductor(store: installation.store, surroundings: installation.surroundings)
      guard let wave = try installation.store.read({ try $0.wave(BackupScene.wave) }) else { return }
      try conductor.take(wave, access: SimulatedWave(network: network))
      let arrived = Shared<[Ended]>([])
      for _ in 0..<turns {
        pass(.seconds(5))
        let ended = arrived.withLock { ended in
          defer { ended = [] }
          return ended
        }
        for start in try conductor.turn(ended) { start.launch { end in arrived.withLock { $0.append(end) } } }
        for call in network.takeAll() where answering(call) {
          let report = answer(call)
          for _ in 0..<deliveries { call.onEnd(report) }
        }
      }
      try installation.sequencer().sequenceAll()
    }
  }

  private func answer(_ call: SimulatedNetwork.Call) -> Report {
    let name = call.partner + " " + call.key
    let done = [
      Item(subjects: SubjectRanges(indices: call.subjects), standing: .settled(.deleted, .claimedUnsigned, nil))
    ]
    switch call.kind {
    case .ask, .probe:
      return Report(finding: .asked(effects[name] == nil ? .unknown(Reason("job-unknown")) : .items(done)))
    case .transmit:
      // `safe` honours keys: the same key is the same work.
      if call.partner != "safe" || effects[name] == nil { effects[name, default: 0] += 1 }
      return Report(finding: .sent(.items(done)))
    }
  }

  func states(_ home: Home? = nil) throws -> [String: InstructionState] {
    let installation = try Installation(home ?? self.home, access: .readOnly)
    return try installation.store.read { try $0.instructions(of: BackupScene.wave) }
      .reduce(into: [:]) { $0[$1.id.partner] = $1.state }
  }

  /// What verification of the ledger, and of the database against it, finds.
  func findings(_ home: Home? = nil) throws -> [String] {
    let home = home ?? self.home
    let installation = try Installation(home, access: .readOnly)
    let directory = home.ledger(of: "leak")
    let store = try StoreAgainstLedger(store: installation.store).check(matter: "leak", directory: directory)
    return (LedgerVerifier.verify(directory: directory).findings + store).map(\.description)
  }

  func size(_ home: Home? = nil) throws -> Int {
    Int(try LedgerReader(directory: (home ?? self.home).ledger(of: "leak")).size)
  }

  /// Every file below a folder with its digest: whether anything was touched.
  func prints(_ folder: String) throws -> [String: String] {
    try FileTree.files(below: folder).reduce(into: [:]) { $0[$1] = try FileTree.digest("\(folder)/\($1)") }
  }

  func copy(_ source: String, to target: String) throws {
    try? FileManager.default.removeItem(atPath: target)
    try FileManager.default.copyItem(atPath: source, toPath: target)
  }

  /// Only the database goes back to what it was in another copy of the home.
  func replaceDatabase(of home: Home, from older: String) throws {
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: home.database + suffix) }
    try copy(older, to: home.database)
  }
}

extension BackupScene {
  static func plan(root: [UInt8]) -> Plan {
    let retry = RetrySchedule(base: .seconds(1), cap: .seconds(5), attempts: 5)
    let policies: [(String, InDoubtPolicy)] = [
      ("askable", .queryFirst), ("once", .neverRepeat), ("safe", .safeToRepeat),
    ]
    return Plan(
      matter: "leak", wave: wave, subjects: subjects, setRoot: root,
      inputs: policies.map { .init(name: "partner/" + $0.0, digest: [UInt8](repeating: 7, count: 32)) }, clocks: [],
      partners: policies.map { id, policy in
        PlannedPartner(
          id: id, name: id, route: .api, scope: .subjects, bestGrade: .claimedUnsigned, obstacle: nil,
          lanes: [PlannedLane(name: "user", identifiers: [.userID], subjects: .all(subjects), batch: 2)], cells: [],
          terms: Terms(
            inDoubt: policy, retry: retry, poll: PollSchedule(first: .seconds(5), every: .seconds(5), giveUp: .days(1)),
            limits: Limits(concurrency: 1)),
          remarks: [])
      })
  }

  static let matter = """
    matter: leak
    title: Leak
    operator: {name: Example Inc., domain: example.com, contact: privacy@example.com}
    discovered: 2022-12-06
    data: [page-url]
    exposure: {from: 2022-12-01, until: 2022-12-06}
    definition-of-deletion: normal-course
    partners:
      - {id: safe, trackers: ["B-1"]}

    """
}
