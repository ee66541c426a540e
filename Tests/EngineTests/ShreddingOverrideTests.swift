import Foundation
import Ledger
import Store
import Testing
import Workflow

@testable import Engine
@testable import Vault

/// Shredding while partners are open: refused, unless two different people sign exactly that.
@Suite struct ShreddingOverrideTests {
  private static let wave = ShreddingScene.wave
  private static let everyone = ShredTarget(wave: wave, subject: nil)

  private func sign(_ scene: ShreddingScene, _ name: String, _ target: ShredTarget) throws -> ShredOverride {
    try scene.inside { installation in
      let overrides = try overrides(installation)
      let text = try overrides.pinned(target).text
      let signature = try SSHSignatures.sign(text, key: scene.key(of: name), namespace: ShredOverride.namespace)
      return try overrides.sign(target, signature: signature, role: Reason(name))
    }
  }

  private func overrides(_ installation: Installation) throws -> ShredOverrides {
    ShredOverrides(installation, signatures: SSHSignatures(allowedSigners: installation.home.allowedSigners))
  }

  private func shred(_ scene: ShreddingScene, _ target: ShredTarget) throws -> ShreddingReport {
    try scene.inside { try Shredding($0).shred(target, role: Reason("x"), override: try overrides($0)) }
  }

  private func verify(_ scene: ShreddingScene) throws {
    let directory = scene.home.ledger(of: "scene")
    #expect(LedgerVerifier.verify(directory: directory).findings.isEmpty)
    let told = try scene.inside { try StoreAgainstLedger(store: $0.store).check(matter: "scene", directory: directory) }
    #expect(told.isEmpty)
  }

  private func tallies(_ scene: ShreddingScene, _ partner: String) throws -> [Outcome: Int] {
    try scene.inside { installation in
      try installation.store.read { try $0.tallies(of: InstructionID(wave: Self.wave, partner: partner)) }
        .reduce(into: [:]) { $0[$1.outcome, default: 0] += $1.subjects }
    }
  }

  @Test func `a wave with open partners is refused with their list, and nothing has changed`() throws {
    let scene = try ShreddingScene(.open)
    for target in [Self.everyone, ShredTarget(wave: Self.wave, subject: 4)] {
      let refusal = #expect(throws: ShreddingError.self) {
        try scene.inside { try Shredding($0).shred(target, role: Reason("legal")) }
      }
      let told = refusal?.description ?? ""
      for partner in ["jobs (", "portal (needs-person)", "single (needs-person)"] { #expect(told.contains(partner)) }
      #expect(!told.contains("batch") && told.contains("--override"))
    }
    #expect(try scene.inside { try SubjectOpening($0).open(wave: Self.wave, subject: 4) }.count == 4)
    #expect(try scene.inside { try Shredding($0).finish() } == nil)
  }

  @Test func `one signature, or two of one person, are not enough`() throws {
    let scene = try ShreddingScene(.open)
    #expect(throws: ShreddingError.notOverridden(wave: Self.wave, have: 0)) { try shred(scene, Self.everyone) }
    #expect(try sign(scene, "anna", Self.everyone).signers.count == 1)
    #expect(throws: ShreddingError.notOverridden(wave: Self.wave, have: 1)) { try shred(scene, Self.everyone) }
    #expect(throws: ShreddingError.samePerson("anna@devices.example")) { try sign(scene, "anna", Self.everyone) }
    _ = try scene.inside { try SubjectOpening($0).open(wave: Self.wave, subject: 4) }
  }

  @Test func `with two people's signatures what is open ends as withdrawn, and the ledger is complete`() throws {
    let scene = try ShreddingScene(.open)
    for name in ["anna", "ben"] { _ = try sign(scene, name, Self.everyone) }
    let report = try shred(scene, Self.everyone)
    #expect(report.withdrawn == ["jobs", "portal", "single"] && report.closed)
    for partner in ["jobs", "portal", "single"] { #expect(try tallies(scene, partner) == [.withdrawn: 300]) }
    #expect(try tallies(scene, "batch") == [.deleted: 300])
    let reader = try LedgerReader(directory: scene.home.ledger(of: "scene"))
    let holders = try report.receipts.compactMap { index -> String? in
      guard case .shred(let entry) = try Entry.parse(try reader.entry(at: UInt64(index))) else { return nil }
      return entry.by.role.text
    }
    #expect(holders == ["anna", "ben"], "each of the two has a line")
    let wave = try scene.inside { try scene.wave(in: $0) }
    #expect(wave.stage == .closed)
    try verify(scene)
  }

  @Test func `a signature counts for one target only, for the partners that were open, and for a week`() throws {
    let scene = try ShreddingScene(.open)
    let one = ShredTarget(wave: Self.wave, subject: 4)
    for name in ["anna", "ben"] { _ = try sign(scene, name, one) }
    #expect(throws: ShreddingError.notOverridden(wave: Self.wave, have: 0)) { try shred(scene, Self.everyone) }
    let text = try scene.inside { try overrides($0).pinned(one).text }
    let foreign = try SSHSignatures.sign(text, key: scene.key(of: "cleo"), namespace: ShredOverride.namespace)
    #expect(throws: ShreddingError.badSignature(Self.everyone)) {
      try scene.inside { try overrides($0).sign(Self.everyone, signature: foreign, role: Reason("x")) }
    }
    let approval = try SSHSignatures.sign(text, key: scene.key(of: "cleo"))
    #expect(throws: ShreddingError.badSignature(one)) {
      try scene.inside { try overrides($0).sign(one, signature: approval, role: Reason("x")) }
    }
    scene.pass(.days(8))
    #expect(throws: ShreddingError.notOverridden(wave: Self.wave, have: 0)) { try shred(scene, one) }
    let counts = try ["anna", "ben"].map { try sign(scene, $0, one).signers.count }
    #expect(counts == [1, 2])
    try scene.file("All pages are gone.\n", settling: true)
    #expect(throws: ShreddingError.notOverridden(wave: Self.wave, have: 0)) { try shred(scene, one) }
  }

  @Test func `one person is withdrawn where they were still to be sent, and everybody else is sent`() throws {
    let scene = try ShreddingScene(.open)
    let one = ShredTarget(wave: Self.wave, subject: 4)
    for name in ["anna", "ben"] { _ = try sign(scene, name, one) }
    let report = try shred(scene, one)
    #expect(report.withdrawn == ["single"])
    try verify(scene)
    scene.silent.withLock { $0 = [] }
    try scene.inside { installation in
      _ = try Decisions(store: installation.store, surroundings: installation.surroundings)
        .decide(InstructionID(wave: Self.wave, partner: "single"), .resume)
    }
    for _ in 0..<3 {
      scene.pass(.hours(1))
      try scene.send()
    }
    #expect(try tallies(scene, "single") == [.deleted: 299, .withdrawn: 1])
    // The batch with the person in it was taken before: its answer holds for them too.
    #expect(try tallies(scene, "jobs") == [.deleted: 300])
    try scene.file("All pages are gone.\n", settling: true)
    try scene.inside { installation in
      let by = try LedgerKeys(installation.home).holder(of: "scene", role: "legal")
      try WaveClosing(store: installation.store, surroundings: installation.surroundings).close(Self.wave, by: by)
      try installation.sequencer().sequenceAll()
    }
    try verify(scene)
  }

  @Test func `an override where nothing is open is refused`() throws {
    let scene = try ShreddingScene(.settled)
    #expect(throws: ShreddingError.nothingOpen(wave: Self.wave)) { try sign(scene, "anna", Self.everyone) }
    #expect(throws: ShreddingError.nothingOpen(wave: Self.wave)) { try shred(scene, Self.everyone) }
  }
}
