import Foundation
import Ledger
import Store
import Vault
import Workflow

/// A partner at which something is open.
public struct OpenPartner: Hashable, Sendable {
  public var partner: String
  public var state: String
}

/// Destroys what opens personal data: of a whole wave, or of one person.
///
/// A wave: its key, and with it every sealed identifier, commitment key, job reference and piece of evidence. One
/// person: the wave gets a fresh key, under which everything but this person's data is sealed anew; then the old key is
/// destroyed. In both cases the root key is replaced too, so that an earlier copy of the vault opens with nothing that
/// is left here. Digests of request bodies, against which guesses could be tested, are taken out of the database.
///
/// What it cannot reach: copies of an *old root key* together with copies of the vault, the list of people as it was
/// handed in, reports that a person was given, memory, and swap space. Overwriting is best effort on flash and on file
/// systems that copy; what counts is that no key is left.
///
/// The intent is durable before anything is destroyed; whatever a crash leaves is ended by ``finish()``. The ledger's
/// hashes stay as they are and verify; nobody can link them to people any more.
public struct Shredding {
  let installation: Installation
  /// Throws to stand for a crash right after the step.
  var afterStep: (Step) throws -> Void = { _ in }

  enum Step: CaseIterable {
    case intended, destroyed, prepared, told, promoted, sequenced, rotated, forgotten
  }

  public init(_ installation: Installation) { self.installation = installation }

  /// Shreds what is settled. With an override also what is open: that ends as `withdrawn`, reason `shredded`.
  /// - Parameters:
  ///   - role: The operator's role in the ledger. With an override the two people stand there instead.
  ///   - override: Where the two signatures are checked; `nil` refuses while a partner is open.
  public func shred(_ target: ShredTarget, role: Reason, override: ShredOverrides? = nil) throws -> ShreddingReport {
    _ = try finish()
    try installation.sequencer().sequenceAll()
    let (wave, open) = try check(target)
    var intent = ShreddingIntent(target: target, by: [], override: nil, report: ShreddingReport(target))
    if open.isEmpty {
      guard override == nil else { throw ShreddingError.nothingOpen(wave: wave.id) }
      let holder = try LedgerKeys(installation.home).holder(of: wave.matter, role: role.code)
      intent.by = [.init(role: holder.role.text, key: holder.key)]
    } else {
      guard let override else {
        throw ShreddingError.stillOpen(wave: wave.id, partners: open.map { "\($0.partner) (\($0.state))" })
      }
      let complete = try override.complete(target, open: open)
      intent.by = complete.signers.map { .init(role: $0.role, key: $0.fingerprint) }
      intent.override = complete
    }
    try installation.store.write { try intent.store(in: $0) }
    try afterStep(.intended)
    return try carryOut(intent)
  }

  /// Ends a shredding that was cut short; to be called before anything else is written in a home.
  /// - Returns: `nil` where there was none.
  public func finish() throws -> ShreddingReport? {
    guard let intent = try installation.store.read({ try ShreddingIntent.pending(in: $0) }) else { return nil }
    return try carryOut(intent)
  }

  /// Whether the target can be shredded, and what is open.
  public func check(_ target: ShredTarget) throws -> (wave: WaveRecord, open: [OpenPartner]) {
    let (wave, records, done) = try installation.store.read { session in
      guard let wave = try session.wave(target.wave) else { throw StoreError.missing("wave \(target.wave)") }
      return (wave, try session.instructions(of: wave.id), try ShreddedFact.all(of: wave.id, in: session))
    }
    guard !done.contains(where: { $0.target.subject == nil }) else {
      throw ShreddingError.alreadyShredded(wave: wave.id)
    }
    if let subject = target.subject {
      guard (0..<wave.subjects).contains(subject) else {
        throw ShreddingError.unknownSubject(subject, wave: wave.id, count: wave.subjects)
      }
      guard !done.contains(where: { $0.target == target }) else {
        throw ShreddingError.subjectShredded(subject, wave: wave.id)
      }
      guard wave.stage.wasSent else { throw ShreddingError.notSent(wave: wave.id) }
    }
    let open = wave.stage.wasSent ? records.filter { !$0.state.isSettled } : []
    return (wave, open.map { OpenPartner(partner: $0.id.partner, state: $0.state.word) })
  }

  /// Files that hold the people in the clear and are not ours to remove: the list as it was handed in.
  public func leftovers(of wave: String) throws -> [String] {
    let name = PlanInputs.Pin.path + "subjects"
    return try installation.store.read { try $0.pinnedTexts(of: wave) }
      .filter { $0.name == name && FileManager.default.fileExists(atPath: $0.text) }.map(\.text)
  }

  private func carryOut(_ intent: ShreddingIntent) throws -> ShreddingReport {
    let told: ShreddingIntent
    switch (intent.stage, intent.target.subject) {
    case (.told, _): told = intent
    case (.intended, nil): told = try destroyWave(intent)
    case (.intended, let subject?): told = try sealAnew(intent, without: subject)
    }
    try afterStep(.told)
    if told.target.subject != nil { try installation.vault().finishRekeying(told.target.wave) }
    try afterStep(.promoted)
    try installation.sequencer().sequenceAll()
    try afterStep(.sequenced)
    try RootRotation.run(file: installation.home.rootKey, vault: installation.home.vault)
    try afterStep(.rotated)
    try installation.store.forgetDeleted()
    try afterStep(.forgotten)
    try installation.store.write { try $0.remove(fact: ShreddingIntent.fact) }
    return told.report
  }

  private func destroyWave(_ intent: ShreddingIntent) throws -> ShreddingIntent {
    let wave = intent.target.wave
    do { try installation.vault().shred(wave) } catch VaultError.unknownWave {
      // Its key was lost before: there is nothing to destroy, and the line says no more than that it is gone.
    }
    try? FileManager.default.removeItem(atPath: installation.home.plannedSet(of: wave))
    try afterStep(.destroyed)
    return try installation.store.write { session in
      var telling = ShredTelling(intent: intent, session: session, surroundings: installation.surroundings)
      return try telling.tellOfWave()
    }
  }

  private func sealAnew(_ intent: ShreddingIntent, without subject: Int) throws -> ShreddingIntent {
    var intent = intent
    let keys: Rekeying
    do { (keys, intent.report.evidence) = try prepare(intent.target.wave, without: subject) } catch {
      try takeBack(intent)
      throw error
    }
    try afterStep(.prepared)
    do {
      return try installation.store.write { session in
        var telling = ShredTelling(intent: intent, session: session, surroundings: installation.surroundings)
        return try telling.tellOfSubject(subject, keys: keys)
      }
    } catch {
      try takeBack(intent)
      throw error
    }
  }

  /// A fresh key, and under it all evidence that stays.
  private func prepare(_ id: String, without subject: Int) throws -> (Rekeying, EvidenceMoved) {
    guard let wave = try installation.store.read({ try $0.wave(id) }) else { throw StoreError.missing("wave \(id)") }
    let ties = try EvidenceTies(directory: installation.home.ledger(of: wave.matter), wave: id, subject: subject)
    let keys = try installation.vault().beginRekeying(id)
    let values = try installation.store.read {
      try SubjectRekeying(wave: wave, subject: subject, keys: keys).values(in: $0)
    }
    return (keys, try keys.moveEvidence(lookingFor: values) { ties.fate(of: $0) })
  }

  /// Until the store has changed, a fault (a full disk, a damaged ledger) leaves everything as it was.
  private func takeBack(_ intent: ShreddingIntent) throws {
    try? installation.vault().abandonRekeying(intent.target.wave)
    try installation.store.write { try $0.remove(fact: ShreddingIntent.fact) }
  }
}

extension WaveStage {
  /// Whether the ledger knows the wave.
  var wasSent: Bool {
    switch self {
    case .sending, .closed: true
    case .planned, .approved, .void: false
    }
  }
}
