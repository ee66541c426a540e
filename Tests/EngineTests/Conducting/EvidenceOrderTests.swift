import Catalogue
import Channels
import Engine
import Store
import Testing
import Vault
import Workflow

private struct DiskFull: Error {}

/// A wave whose evidence does not reach the disk.
private struct LosingWave: WaveAccess {
  let inner: SimulatedWave

  func items(_ subjects: SubjectRanges, of kinds: [IdentifierKind], in session: any StoreReading) -> [BatchItem] {
    inner.items(subjects, of: kinds, in: session)
  }
  func keep(_ files: [EvidenceFile]) -> [UInt8] { inner.keep(files) }
  func syncEvidence() throws { throw DiskFull() }
  func seal(job: [UInt8], instruction: InstructionID, number: Int) -> [UInt8] { job }
  func open(job: [UInt8], instruction: InstructionID, number: Int) -> [UInt8] { job }
  func channel(for partner: String) -> any Channel { inner.channel(for: partner) }
  func adapter(of partner: String) -> [UInt8] { inner.adapter(of: partner) }
  func kinds(of partner: String, lane: Int) -> [IdentifierKind] { inner.kinds(of: partner, lane: lane) }
}

private let answered = Report.Finding.sent(
  .items([Item(subjects: .all(4), standing: .settled(.deleted, .claimedUnsigned, nil))]))

/// One dispatch of four subjects is begun and answered, with evidence.
private func answer(_ access: any WaveAccess) throws -> (store: SQLiteStore, turn: () throws -> Void) {
  let terms = Terms(inDoubt: .safeToRepeat, limits: Limits(concurrency: 1))
  let store = try SimulatedWave.store(SimulatedWave.plan([(id: "p", terms: terms)], subjects: 4))
  let now = Instant(seconds: 1_700_000_100)
  let conductor = try Conductor(store: store, surroundings: Surroundings(now: { now }, dice: { 0.5 }))
  let wave = try #require(try store.read { try $0.wave("sim-w1") })
  try conductor.take(wave, access: access)
  let start = try #require(try conductor.turn([]).first)
  let evidence = [UInt8](repeating: 9, count: 32)
  return (
    store, { _ = try conductor.turn([Ended(ticket: start.ticket, finding: answered, evidence: .success(evidence))]) }
  )
}

@Test func `an answer whose evidence does not reach the disk leaves no line and no outcome`() throws {
  let (store, turn) = try answer(LosingWave(inner: SimulatedWave(network: SimulatedNetwork())))
  #expect(throws: DiskFull.self) { try turn() }
  let id = InstructionID(wave: "sim-w1", partner: "p")
  let dispatch = try #require(try store.read { try $0.dispatch(id, number: 0) })
  #expect(dispatch.state == .intent(epoch: 1, tries: .init(attempt: 1, strikes: 0)))
  #expect(try store.read { try $0.outbox(of: "sim", limit: 100) }.isEmpty)
}

@Test func `the same answer with its evidence on the disk is told and settled`() throws {
  let (store, turn) = try answer(SimulatedWave(network: SimulatedNetwork()))
  try turn()
  let id = InstructionID(wave: "sim-w1", partner: "p")
  #expect(try store.read { try $0.dispatch(id, number: 0)?.state } == .settled)
  #expect(try store.read { try $0.outbox(of: "sim", limit: 100) }.flatMap(\.lines).count == 3)
}
