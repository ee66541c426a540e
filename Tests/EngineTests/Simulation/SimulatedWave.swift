import Catalogue
import Channels
import Engine
import Store
import Vault
import Workflow

/// A wave without vault or files: subjects are their indices, jobs are sealed by being left alone.
struct SimulatedWave: WaveAccess {
  let network: SimulatedNetwork
  /// References of the secrets that a partner is shown.
  var shown: [String: Set<String>] = [:]
  let digest = [UInt8](repeating: 7, count: 32)

  func items(_ subjects: SubjectRanges, of kinds: [IdentifierKind], in session: any StoreReading) -> [BatchItem] {
    subjects.indices.map { BatchItem(subject: $0, values: [:]) }
  }

  func keep(_ files: [EvidenceFile]) -> [UInt8] { digest }
  func syncEvidence() {}
  func seal(job: [UInt8], instruction: InstructionID, number: Int) -> [UInt8] { job }
  func open(job: [UInt8], instruction: InstructionID, number: Int) -> [UInt8] { job }
  func channel(for partner: String) -> any Channel { SimulatedChannel(partner: partner, network: network) }
  func adapter(of partner: String) -> [UInt8] { digest }
  func credentials(of partner: String) -> Set<String> { shown[partner] ?? [] }
  func kinds(of partner: String, lane: Int) -> [IdentifierKind] { [.userID] }
}

extension SimulatedWave {
  static func plan(_ partners: [(id: String, terms: Terms)], subjects: Int) -> Plan {
    Plan(
      matter: "sim", wave: "sim-w1", subjects: subjects, setRoot: [UInt8](repeating: 1, count: 32), inputs: [],
      clocks: [],
      partners: partners.map { id, terms in
        PlannedPartner(
          id: id, name: id, route: .api, scope: .subjects, bestGrade: .claimedUnsigned, obstacle: nil,
          lanes: [
            PlannedLane(name: "user", identifiers: [.userID], subjects: .all(subjects), batch: id == "honest" ? 3 : 4)
          ],
          cells: [], terms: terms, remarks: [])
      })
  }

  /// A store with the wave approved and sent.
  static func store(_ plan: Plan, pinned: [PinnedText] = []) throws -> SQLiteStore {
    let store = try SQLiteStore(deployment: "simulation")
    let epoch = Instant(seconds: 1_700_000_000)
    let wave = WaveRecord(
      id: plan.wave, matter: plan.matter, stage: .sending, subjects: plan.subjects, plan: plan, digest: [1],
      planner: "sim", createdAt: epoch, sentAt: epoch)
    try store.write { session in
      try session.insert(MatterRecord(id: plan.matter, sealedFile: [], digest: [], openedAt: epoch))
      try session.createLedger(of: plan.matter, size: 0, root: [])
      try session.insert(wave, pinned: pinned)
      for partner in plan.partners {
        try session.insert(
          InstructionRecord(
            id: InstructionID(wave: plan.wave, partner: partner.id), state: .sending, planned: partner.dispatches))
      }
    }
    return store
  }
}
