import Audit
import Foundation
import Ledger
import Store
import Testing
import Workflow

@testable import Engine
@testable import Vault

/// What a shredding promises, on a home with a wave that was really planned, approved, sent and answered.
@Suite struct ShreddingTests {
  private static let wave = ShreddingScene.wave
  private static let everyone = ShredTarget(wave: wave, subject: nil)

  private func verify(_ scene: ShreddingScene, _ comment: Comment? = nil) throws {
    let directory = scene.home.ledger(of: "scene")
    let report = LedgerVerifier.verify(directory: directory)
    #expect(report.findings.isEmpty, comment)
    let told = try scene.inside { try StoreAgainstLedger(store: $0.store).check(matter: "scene", directory: directory) }
    #expect(told.isEmpty, comment)
    let reader = try LedgerReader(directory: directory)
    for index in 0..<reader.size {
      let proof = try reader.proof(of: index)
      let holds = (try? proof.verify(entry: try reader.entry(at: index), key: reader.key)) != nil
      #expect(holds, "receipt \(index)")
    }
  }

  private func lines(of scene: ShreddingScene) throws -> [Entry] {
    let reader = try LedgerReader(directory: scene.home.ledger(of: "scene"))
    return try (0..<reader.size).map { try Entry.parse(try reader.entry(at: $0)) }
  }

  private func shreds(in scene: ShreddingScene) throws -> [ShredEntry] {
    try lines(of: scene).compactMap { if case .shred(let entry) = $0 { entry } else { nil } }
  }

  private func shred(_ scene: ShreddingScene, _ target: ShredTarget) throws -> ShreddingReport {
    try scene.inside { try Shredding($0).shred(target, role: Reason("privacy")) }
  }

  @Test func `after a wave is shredded, a scan of every byte of the home finds nothing`() throws {
    let scene = try ShreddingScene(.settled)
    let witness = try ShreddingWitness(scene)
    _ = try AuditPack.write(from: scene.home.ledger(of: "scene"), to: scene.home.path + "/pack")
    var needles: [(what: String, bytes: [UInt8])] = [("the wave's key", witness.waveKey)]
    for person in witness.people {
      needles += person.values.map { ("a value of \(person.index)", $0) }
      needles += person.keys.map { ("a key of \(person.index)", $0) }
    }
    needles += witness.blocks.enumerated().map { ("sealed block \($0)", Array($1.prefix(64))) }
    needles += witness.bodyHashes.values.joined().map { ("a body's digest", $0) }
    #expect(needles.count > 2000)
    // Scanned while the database is open: closing it would tidy up after us.
    let (report, left) = try scene.inside { installation in
      let report = try Shredding(installation).shred(Self.everyone, role: Reason("privacy"))
      return (report, found(needles, in: try everyFile(below: scene.home.path)))
    }
    #expect(left == [])
    #expect(report.closed && report.withdrawn.isEmpty && report.receipts.count == 1)
    // The same scan is not blind: the copy from before holds the sealed blocks and the digests.
    #expect(found(needles, in: try everyFile(below: witness.copy.path)).count > 300)
    #expect(!FileManager.default.fileExists(atPath: scene.home.vault + "/evidence/" + Self.wave))
    try verify(scene)
  }

  @Test func `an old copy of the home opens with no key that is left after a wave's shredding`() throws {
    let scene = try ShreddingScene(.settled)
    let witness = try ShreddingWitness(scene)
    _ = try shred(scene, Self.everyone)
    try expectDead(witness, scene)
    #expect(throws: VaultError.shredded(Self.wave)) { try scene.inside { try $0.vault().open(Self.wave) } }
    #expect(throws: VaultError.shredded(Self.wave)) {
      try scene.inside { try SubjectOpening($0).open(wave: Self.wave, subject: 0) }
    }
  }

  /// The copy's wrapped keys under the root key of today, and the copy's blocks under the wave's key of today.
  private func expectDead(_ witness: ShreddingWitness, _ scene: ShreddingScene) throws {
    let root = try RootKey(file: scene.home.rootKey)
    let old = try Vault(directory: witness.copy.vault, root: root)
    #expect(throws: VaultError.wrongRootKey(wave: Self.wave)) { try old.open(Self.wave) }
    // The copy itself is sound: with its own root key it opens.
    _ = try Vault(directory: witness.copy.vault, root: try RootKey(file: witness.copy.rootKey)).open(Self.wave)
    guard let today = try? Vault(directory: scene.home.vault, root: root).open(Self.wave) else { return }
    for (number, block) in witness.blocks.enumerated() {
      #expect(throws: VaultError.self) {
        try today.open(block, table: SubjectBlocks.table, row: number, column: "sealed")
      }
    }
  }

  @Test func `after one person is shredded, nothing of theirs opens, and everybody else's does`() throws {
    let scene = try ShreddingScene(.settled)
    let witness = try ShreddingWitness(scene)
    let index = try #require(witness.index(of: 17))
    let report = try shred(scene, ShredTarget(wave: Self.wave, subject: index))
    #expect(report.withdrawn.isEmpty && !report.closed)
    try expectDead(witness, scene)
    let person = witness.people[index]
    var needles = person.values.map { ("a value", $0) } + person.keys.map { ("a key", $0) }
    needles += (witness.bodyHashes[index] ?? []).map { ("a body's digest", $0) }
    needles += witness.blocks.map { ("a sealed block", Array($0.prefix(64))) }
    needles.append(("the old key", witness.waveKey))
    #expect(found(needles.map { (what: $0.0, bytes: $0.1) }, in: try everyFile(below: scene.home.path)) == [])
    #expect(throws: ShreddingError.subjectShredded(index, wave: Self.wave)) {
      try scene.inside { try SubjectOpening($0).open(wave: Self.wave, subject: index) }
    }
    try scene.inside { installation in
      let vault = try installation.vault().open(Self.wave)
      let number = index / SubjectBlock.capacity
      let block = try installation.store.read { try SubjectBlocks.open(number, of: Self.wave, vault: vault, in: $0) }
      #expect(block[index % SubjectBlock.capacity] == .shredded, "the fresh key opens nothing of the person either")
      for other in witness.people where other.index != index {
        let opened = try SubjectOpening(installation).open(wave: Self.wave, subject: other.index)
        #expect(Set(opened.map(\.value)).isSuperset(of: other.values))
        #expect(
          opened.map(\.key).sorted { $0.lexicographicallyPrecedes($1) }
            == other.keys.dropFirst().sorted {
              $0.lexicographicallyPrecedes($1)
            })
      }
    }
    let told = try shreds(in: scene)
    #expect(told.map(\.subjects) == [IndexRanges(index...index)] && told[0].by.role.text == "privacy")
    try verify(scene)
  }

  @Test func `evidence that holds the person is destroyed, and all other evidence opens`() throws {
    let scene = try ShreddingScene(.settled)
    let witness = try ShreddingWitness(scene)
    let index = try #require(witness.index(of: 17))
    let before = try evidence(in: scene)
    let report = try shred(scene, ShredTarget(wave: Self.wave, subject: index))
    let after = try evidence(in: scene)
    let held = before.filter { _, text in witness.people[index].values.contains { text.range(of: Data($0)) != nil } }
    // A call for the person alone, three batches with them in it, the job's state, and the filed note that names them.
    #expect(held.count >= 4)
    #expect(Set(held.keys).isDisjoint(with: after.keys))
    #expect(report.evidence?.kept == after.count)
    #expect(report.evidence?.destroyed == before.count - after.count)
    #expect(report.evidence?.searched == 1, "the note that names nobody stays")
    for (id, text) in after { #expect(before[id] == text) }
    let lost = Set(before.keys).subtracting(after.keys).count
    #expect(lost <= held.count + 1, "no more is destroyed than holds the person")
  }

  private func evidence(in scene: ShreddingScene) throws -> [EvidenceID: Data] {
    try scene.inside { installation in
      let reader = EvidenceReader(try installation.vault().open(Self.wave))
      return try reader.ids().reduce(into: [:]) { $0[$1] = Data(try reader.open($1).files.flatMap(\.bytes)) }
    }
  }

  @Test func `two people can be shredded one after the other, and then the wave`() throws {
    let scene = try ShreddingScene(.settled)
    for subject in [0, 299] { _ = try shred(scene, ShredTarget(wave: Self.wave, subject: subject)) }
    #expect(throws: ShreddingError.subjectShredded(0, wave: Self.wave)) {
      try shred(scene, ShredTarget(wave: Self.wave, subject: 0))
    }
    _ = try shred(scene, Self.everyone)
    #expect(throws: ShreddingError.alreadyShredded(wave: Self.wave)) { try shred(scene, Self.everyone) }
    #expect(try shreds(in: scene).count == 3)
    try verify(scene)
  }

  @Test func `a person who is not in the wave is refused by number`() throws {
    let scene = try ShreddingScene(.settled)
    #expect(throws: ShreddingError.unknownSubject(300, wave: Self.wave, count: 300)) {
      try shred(scene, ShredTarget(wave: Self.wave, subject: 300))
    }
    #expect(try shreds(in: scene).isEmpty)
  }

  @Test func `a wave that was never sent is shredded as a whole, and is void`() throws {
    let scene = try ShreddingScene(.planned)
    #expect(throws: ShreddingError.notSent(wave: Self.wave)) {
      try shred(scene, ShredTarget(wave: Self.wave, subject: 3))
    }
    let report = try shred(scene, Self.everyone)
    #expect(report.receipts.isEmpty)
    let stage = try scene.inside { try scene.wave(in: $0).stage }
    #expect(stage == .void)
    #expect(!FileManager.default.fileExists(atPath: scene.home.plannedSet(of: Self.wave)))
    #expect(try shreds(in: scene).isEmpty)
    try verify(scene)
  }

  /// Every step of a whole wave's and of one person's shredding.
  static let crashes: [(Shredding.Step, Int?)] = Shredding.Step.allCases.flatMap { step in
    [(step, nil), (step, 17)]
  }

  private struct PowerCut: Error {}

  @Test(arguments: crashes)
  func `a crash at any step is ended by the next start, and told once`(step: Shredding.Step, subject: Int?) throws {
    let scene = try ShreddingScene(.settled)
    let witness = try ShreddingWitness(scene)
    let target = ShredTarget(wave: Self.wave, subject: subject)
    var wasCut = false
    do {
      _ = try scene.inside { installation in
        var shredding = Shredding(installation)
        shredding.afterStep = { if $0 == step { throw PowerCut() } }
        return try shredding.shred(target, role: Reason("privacy"))
      }
    } catch is PowerCut { wasCut = true }
    // A person's shredding has no destroyed wave, a wave's nothing to prepare.
    #expect(wasCut == (step != (subject == nil ? .prepared : .destroyed)))
    _ = try scene.inside { try Shredding($0).finish() }
    let isOver = try scene.inside { try Shredding($0).finish() } == nil
    #expect(isOver)
    #expect(try shreds(in: scene).count == 1)
    try expectDead(witness, scene)
    let needles =
      (subject.map { [witness.people[$0]] } ?? witness.people).flatMap { $0.values + $0.keys }
      + witness.blocks.map { Array($0.prefix(64)) } + [witness.waveKey]
    #expect(found(needles.map { ("it", $0) }, in: try everyFile(below: scene.home.path)) == [])
    if subject != nil {
      let other = try scene.inside { try SubjectOpening($0).open(wave: Self.wave, subject: 18) }
      #expect(Set(other.map(\.value)).isSuperset(of: witness.people[18].values))
    }
    try verify(scene)
  }

  @Test func `between a crash and its end the wave's vault is closed to everyone`() throws {
    let scene = try ShreddingScene(.settled)
    #expect(throws: PowerCut.self) {
      try scene.inside { installation in
        var shredding = Shredding(installation)
        shredding.afterStep = { if $0 == .told { throw PowerCut() } }
        return try shredding.shred(ShredTarget(wave: Self.wave, subject: 3), role: Reason("privacy"))
      }
    }
    #expect(throws: VaultError.halfShredded(Self.wave)) { try scene.inside { try $0.vault().open(Self.wave) } }
    #expect(throws: VaultError.halfShredded(Self.wave)) {
      try scene.inside { try SubjectOpening($0).open(wave: Self.wave, subject: 4) }
    }
    _ = try scene.inside { try Shredding($0).finish() }
    _ = try scene.inside { try $0.vault().open(Self.wave) }
  }

  @Test func `a fault before anything was changed leaves everything as it was`() throws {
    let scene = try ShreddingScene(.settled)
    let obstacle = scene.home.vault + "/evidence/" + Self.wave + "_next"
    try "in the way".write(toFile: obstacle, atomically: true, encoding: .utf8)
    let target = ShredTarget(wave: Self.wave, subject: 3)
    #expect(throws: VaultError.self) { try shred(scene, target) }
    #expect(try scene.inside { try Shredding($0).finish() } == nil)
    #expect(try scene.inside { try SubjectOpening($0).open(wave: Self.wave, subject: 3) }.count == 4)
    try FileManager.default.removeItem(atPath: obstacle)
    #expect(try shred(scene, target).receipts.count == 1)
  }
}
