import Catalogue
import Channels
import Ledger
import Store
import Vault
import Workflow

/// The one transaction of a shredding: what is open ends, sealed bytes go, the ledger's lines join the outbox.
struct ShredTelling {
  var intent: ShreddingIntent
  let session: any StoreWriting
  let surroundings: Surroundings

  private static let reason = Reason("shredded")

  mutating func tellOfWave() throws -> ShreddingIntent {
    let wave = try wave()
    if wave.stage.wasSent {
      try endOpen(of: wave, subject: nil)
      if wave.stage == .sending {
        try WaveClosing(store: OpenTransaction(session), surroundings: surroundings).close(
          wave.id, by: try holders()[0])
        intent.report.closed = true
      }
    } else {
      try session.set(.void, of: wave.id)
    }
    for record in try session.instructions(of: wave.id) {
      try forgetContent(of: record.id) { _ in (nil, true) }
    }
    try session.deleteSubjectBlocks(of: wave.id)
    return try finish(wave)
  }

  mutating func tellOfSubject(_ subject: Int, keys: Rekeying) throws -> ShreddingIntent {
    let wave = try wave()
    try endOpen(of: wave, subject: subject)
    let sealing = SubjectRekeying(wave: wave, subject: subject, keys: keys)
    try sealing.sealBlocks(in: session)
    for record in try session.instructions(of: wave.id) {
      try forgetContent(of: record.id) { (try sealing.job(of: $0), $0.subjects?.contains(subject) ?? false) }
    }
    return try finish(wave)
  }

  private func wave() throws -> WaveRecord {
    guard let wave = try session.wave(intent.target.wave) else {
      throw StoreError.missing("wave \(intent.target.wave)")
    }
    return wave
  }

  private func holders() throws -> [KeyHolder] {
    try intent.by.map { KeyHolder(role: try known(LedgerCode($0.role), $0.role), key: $0.key) }
  }

  /// What cannot be sent any more is withdrawn, so that every subject keeps exactly one outcome at each partner.
  private mutating func endOpen(of wave: WaveRecord, subject: Int?) throws {
    let conductor = try Conductor(store: OpenTransaction(session), surroundings: surroundings)
    try conductor.take(wave, access: ShreddedAccess(wave: wave))
    var turn = Turn(conductor: conductor, session: session, now: surroundings.now())
    for instruction in conductor.active where !instruction.record.state.isSettled {
      if let subject {
        guard try turn.withdraw(subject, from: instruction, ShredTelling.reason) else { continue }
      } else {
        try turn.giveUp(instruction, .withdrawn, ShredTelling.reason, takenToo: true)
      }
      intent.report.withdrawn.append(instruction.id.partner)
    }
    try turn.finish()
  }

  /// - Parameter verdict: What stays of a dispatch's sealed job, and whether its body's digest has to go: a guessed
  ///   body could be tested against it.
  private func forgetContent(
    of instruction: InstructionID, _ verdict: (DispatchRecord) throws -> (job: [UInt8]?, isHeld: Bool)
  ) throws {
    var changes: [(number: Int, job: [UInt8]?, hash: [UInt8])] = []
    try session.eachDispatch(of: instruction) { dispatch in
      let (job, isHeld) = try verdict(dispatch)
      // One byte stays in its place, because an empty digest means that nothing was ever sent.
      let hash = isHeld && !dispatch.bodyHash.isEmpty ? [0] : dispatch.bodyHash
      if job != dispatch.sealedJob || hash != dispatch.bodyHash { changes.append((dispatch.number, job, hash)) }
    }
    for change in changes {
      try session.replaceContent(
        of: instruction, number: change.number, sealedJob: change.job, bodyHash: change.hash)
    }
  }

  private mutating func finish(_ wave: WaveRecord) throws -> ShreddingIntent {
    let now = surroundings.now()
    if wave.stage.wasSent {
      var book = LineBook()
      let subjects = intent.target.subject.map { IndexRanges($0...$0) }
      for holder in try holders() {
        intent.report.receipts.append(
          try book.add(
            .shred(ShredEntry(at: now.ledger, wave: wave.id, subjects: subjects, by: holder)), to: wave.matter,
            in: session))
      }
      try book.commit(in: session)
    }
    let fact = ShreddedFact(
      target: intent.target, at: now, receipts: intent.report.receipts, override: intent.override)
    try session.set(fact: ShreddedFact.prefix + intent.target.name, to: try FactText.encode(fact))
    try session.remove(fact: ShredOverride.prefix + intent.target.name)
    intent.stage = .told
    try intent.store(in: session)
    return intent
  }
}

/// A store whose transaction is the one that is open already: what is written through it stands or falls with that.
struct OpenTransaction: Store, @unchecked Sendable {
  // Used only inside the transaction, on its own thread.
  private let session: any StoreWriting

  init(_ session: any StoreWriting) { self.session = session }

  func read<Value>(_ work: (any StoreReading) throws -> Value) throws -> Value { try work(session) }
  func write<Value>(_ work: (any StoreWriting) throws -> Value) throws -> Value { try work(session) }
}

/// A wave of which nothing can be opened or sent any more: enough to write down what a crash left in doubt.
private struct ShreddedAccess: WaveAccess {
  let wave: WaveRecord

  func items(_ subjects: SubjectRanges, of kinds: [IdentifierKind], in session: any StoreReading) throws -> [BatchItem]
  { throw VaultError.shredded(wave.id) }
  func keep(_ files: [EvidenceFile]) throws -> [UInt8] { throw VaultError.shredded(wave.id) }
  func syncEvidence() throws { throw VaultError.shredded(wave.id) }
  func seal(job: [UInt8], instruction: InstructionID, number: Int) throws -> [UInt8] {
    throw VaultError.shredded(wave.id)
  }
  func open(job: [UInt8], instruction: InstructionID, number: Int) throws -> [UInt8] {
    throw VaultError.shredded(wave.id)
  }
  func channel(for partner: String) throws -> any Channel { throw VaultError.shredded(wave.id) }

  func adapter(of partner: String) throws -> [UInt8] {
    guard let input = wave.plan.inputs.first(where: { $0.name == "partner/" + partner }) else {
      throw StoreError.missing("partner \(partner) in wave \(wave.id)")
    }
    return input.digest
  }

  func kinds(of partner: String, lane: Int) throws -> [IdentifierKind] {
    let lanes = wave.plan.partner(partner)?.lanes ?? []
    guard lanes.indices.contains(lane) else { throw StoreError.damaged("a dispatch names an unknown lane") }
    return lanes[lane].identifiers
  }
}
