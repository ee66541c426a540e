import Catalogue
import Foundation
import Ledger
import Store
import Vault
import Workflow

/// Legal's button: checks that what was approved is what would be sent, and writes `wave.open/1` before the first byte.
public struct WaveOpening {
  let store: any Store
  let vault: Vault
  let home: Home
  let signatures: SSHSignatures
  let surroundings: Surroundings

  public init(
    store: any Store, vault: Vault, home: Home, signatures: SSHSignatures, surroundings: Surroundings
  ) {
    self.store = store
    self.vault = vault
    self.home = home
    self.signatures = signatures
    self.surroundings = surroundings
  }

  /// - Returns: false when the wave is open already, which is fine: sending goes on where it stopped.
  public func open(_ wave: WaveRecord, ledger: () throws -> LedgerWriter) throws -> Bool {
    switch wave.stage {
    case .sending: return false
    case .closed, .void, .planned:
      throw WaveError.cannotSend(wave: wave.id, stage: wave.stage)
    case .approved: break
    }
    let approvals = try checkApprovals(of: wave)
    try ApprovedInputs(store: store, vault: vault).check(wave)
    let leaves = try PlannedSet.leaves(at: home.plannedSet(of: wave.id))
    let set = try ledger().writeSubjectSet(wave: wave.id, leaves: leaves)
    guard set.root.bytes == wave.plan.setRoot, set.subjects == wave.subjects else {
      throw WaveError.changed("the subject set")
    }
    try store.write { session in try write(wave, approvals, in: session) }
    try? FileManager.default.removeItem(atPath: home.plannedSet(of: wave.id))
    return true
  }

  /// Verified again at the moment of sending: a row in a database proves nothing.
  private func checkApprovals(of wave: WaveRecord) throws -> [ApprovalRecord] {
    let text = ApprovalText.of(wave)
    let approvals = try store.read { try $0.approvals(of: wave.id) }
    let signers = try approvals.map { try signatures.verify($0.signature, over: text) }
    guard Set(signers.map(\.principal)).count >= Approver.needed,
      Set(signers.map(\.fingerprint)).count >= Approver.needed
    else { throw WaveError.notApproved(wave: wave.id, have: approvals.count) }
    return zip(approvals, signers).map { approval, signer in
      var checked = approval
      checked.fingerprint = signer.fingerprint
      return checked
    }
  }

  private func write(_ wave: WaveRecord, _ approvals: [ApprovalRecord], in session: any StoreWriting) throws {
    let now = surroundings.now()
    var book = LineBook()
    try book.add(.waveOpen(try entry(wave, approvals, at: now)), to: wave.matter, in: session)
    for record in try session.instructions(of: wave.id) {
      guard let partner = wave.plan.partner(record.id.partner) else { continue }
      try begin(record, partner, wave, &book, session, at: now)
    }
    try session.set(.sending, of: wave.id)
    try session.setSent(wave.id, at: now)
    try book.commit(in: session)
    try AnchorDemand.note(wave.matter, in: session)
  }

  private func entry(_ wave: WaveRecord, _ approvals: [ApprovalRecord], at now: Instant) throws -> WaveOpenEntry {
    WaveOpenEntry(
      at: now.ledger, matter: wave.matter, wave: wave.id, subjects: wave.subjects, setRoot: try hash(wave.plan.setRoot),
      partners: try wave.plan.partners.map { try $0.ledger(population: wave.subjects) }, plan: try hash(wave.digest),
      approvals: try approvals.map {
        KeyHolder(role: try known(LedgerCode($0.role), $0.role), key: $0.fingerprint)
      })
  }

  /// Who cannot be asked about ends here, in the ledger, before anyone is asked about: nobody is skipped.
  private func begin(
    _ record: InstructionRecord, _ partner: PlannedPartner, _ wave: WaveRecord, _ book: inout LineBook,
    _ session: any StoreWriting, at now: Instant
  ) throws {
    var record = record
    let rest = partner.rest(of: wave.subjects)
    if let outcome = partner.restOutcome, !rest.isEmpty {
      let reason = partner.obstacle ?? Reason("no-identifier")
      let everyone = rest.count == wave.subjects
      try book.add(
        .outcome(
          OutcomeEntry(
            at: now.ledger, wave: wave.id, partner: partner.id, subjects: everyone ? nil : rest.ledger,
            outcome: try known(outcome.ledger, outcome.rawValue), grade: nil, reason: reason.ledger, residual: nil,
            answers: [])), to: wave.matter, in: session)
      try session.add(
        Tally(outcome: outcome, grade: nil, reason: reason, subjects: rest.count), to: record.id)
      if partner.dispatches == 0 { record.state = record.state.on(.completed(outcome)).next }
    }
    record.state = record.state.on(.sent(personsTask: partner.route == .portal)).next
    try session.update(record)
  }
}

extension PlannedPartner {
  /// Subjects that no dispatch covers.
  func rest(of population: Int) -> SubjectRanges {
    sendsSelector ? SubjectRanges() : SubjectRanges.all(population).subtracting(routed)
  }

  func ledger(population: Int) throws -> WavePartner {
    WavePartner(
      id: id, name: name, route: route.flatMap { LedgerCode($0.rawValue) }, bestGrade: bestGrade?.ledger,
      scope: try known(LedgerScope(rawValue: scope.rawValue), scope.rawValue),
      subjects: routed.ledger,
      rest: rest(of: population).isEmpty ? nil : restOutcome?.ledger)
  }
}

public enum WaveError: Error, Hashable, Sendable, CustomStringConvertible {
  case cannotSend(wave: String, stage: WaveStage)
  case notApproved(wave: String, have: Int)
  case changed(String)
  case stillOpen(wave: String, partners: [String])

  public var description: String {
    switch self {
    case .cannotSend(let wave, .planned):
      "wave \(wave) is not approved; two people run `expunge wave approve \(wave) --ssh-key KEY`"
    case .cannotSend(let wave, let stage): "wave \(wave) is \(stage.rawValue); nothing is sent"
    case .notApproved(let wave, let have):
      "wave \(wave) has \(have) valid approvals of \(Approver.needed) by different people; nothing was sent"
    case .changed(let what):
      "\(what) is no longer what was approved; nothing was sent. Plan the wave again and have the new plan approved"
    case .stillOpen(let wave, let partners):
      "wave \(wave) cannot be closed: still open at \(partners.joined(separator: ", "))"
    }
  }
}
