import Catalogue
import Foundation
import Ledger
import Store
import Vault
import Workflow

/// Plans a wave: checks, routes, seals, counts. Sends nothing, and leaves nothing behind when it fails.
public struct Planner {
  let store: any Store
  let vault: Vault
  let home: Home
  let surroundings: Surroundings

  public init(store: any Store, vault: Vault, home: Home, surroundings: Surroundings) {
    self.store = store
    self.vault = vault
    self.home = home
    self.surroundings = surroundings
  }

  /// - Parameters:
  ///   - planner: Who plans; cannot be the only one who approves.
  ///   - progress: Called with (done, all) subjects.
  public func plan(
    _ inputs: PlanInputs, planner: String, progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> WaveRecord {
    let digests = try inputs.digests()
    let scan = try SubjectFile.scan(path: inputs.subjectsPath)
    let now = surroundings.now()
    let partners = inputs.entries.map { entry in
      PartnerPlanning(
        entry: entry, recipient: inputs.matter.partners.first { $0.id == entry.id }, matter: inputs.matter,
        account: inputs.accounts[entry.id] ?? [:], now: now)
    }
    var dice = BulkRandomness()
    let order = SubjectOrder(scan, partners: partners, dice: &dice)
    let name = try nextName(of: inputs.matter.id)
    let sealed = try vault.createWave(name)
    do {
      return try store.write { session in
        let root = try takeIn(scan, order, name, sealed, session, progress)
        var plan = Plan(
          matter: inputs.matter.id, wave: name, subjects: scan.count, setRoot: root.bytes, inputs: digests,
          clocks: inputs.matter.clocks.map { DutyClock(duty: $0.duty, from: $0.from, due: $0.due) },
          partners: planned(partners, order))
        plan.remark(on: partners, at: now)
        return try record(plan, inputs, planner: planner, in: session)
      }
    } catch {
      try? vault.shred(name)
      try? FileManager.default.removeItem(atPath: home.plannedSet(of: name))
      throw error
    }
  }

  private func planned(_ partners: [PartnerPlanning], _ order: SubjectOrder) -> [PlannedPartner] {
    partners.enumerated().map { place, partner in
      let lanes = zip(partner.entry.tellingLanes, order.lanes(of: place, entry: partner.entry)).map { lane, subjects in
        PlannedLane(
          name: lane.name, identifiers: partner.kinds(of: lane), subjects: subjects,
          batch: min(
            partner.entry.batch.items, partner.entry.terms.limits.largestBatch, partner.largestList(of: lane) ?? .max,
            max(subjects.count, 1)))
      }
      return partner.planned(lanes: lanes)
    }
  }

  private func takeIn(
    _ scan: SubjectScan, _ order: SubjectOrder, _ wave: String, _ sealed: WaveVault, _ session: any StoreWriting,
    _ progress: (Int, Int) -> Void
  ) throws -> LedgerHash {
    let intake = SubjectIntake(scan: scan, rows: SubjectRows(scan), order: order, wave: wave, vault: sealed)
    let set = try PlannedSet(creating: home.plannedSet(of: wave))
    let root = try intake.run(
      write: { number, block in
        try session.insertSubjectBlock(block.sealed, of: wave, number: number)
        try set.append(block.leaves)
      },
      progress: { progress($0, scan.count) })
    try set.finish()
    return root
  }

  private func record(
    _ plan: Plan, _ inputs: PlanInputs, planner: String, in session: any StoreWriting
  ) throws -> WaveRecord {
    let record = WaveRecord(
      id: plan.wave, matter: plan.matter, stage: .planned, subjects: plan.subjects, plan: plan,
      digest: try PlanDigest.of(plan), planner: planner, createdAt: surroundings.now())
    try session.insert(record, pinned: inputs.pins)
    for partner in plan.partners {
      try session.insert(
        InstructionRecord(
          id: InstructionID(wave: plan.wave, partner: partner.id), state: .planned, planned: partner.dispatches))
    }
    return record
  }

  /// `<matter>-w1`, `-w2`, ...: a shredded or failed wave's name is never used again. After a restored backup the names
  /// go on as `-w3r1`, because a lost wave may have had the next one, and its idempotency keys with it.
  private func nextName(of matter: String) throws -> String {
    let (waves, restores) = try store.read { (try $0.waves(), try LostTime.restores(in: $0)) }
    let taken = Set(waves.map(\.id))
    func name(_ number: Int) -> String { "\(matter)-w\(number)" + (restores > 0 ? "r\(restores)" : "") }
    var number = 1
    while taken.contains(name(number)) || vault.isShredded(name(number)) { number += 1 }
    return name(number)
  }
}
