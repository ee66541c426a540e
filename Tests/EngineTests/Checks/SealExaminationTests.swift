import Catalogue
import Foundation
import Mail
import Store
import Testing
import Workflow

@testable import Engine

/// What `doctor` tells of the keys that partners' lists are encrypted with.
struct SealExaminationTests {
  private let scene: MailScene
  private let file: String
  private let pin = String(repeating: "ab", count: 20)

  init() throws {
    scene = try MailScene()
    file = scene.folder + "/partners.yaml"
    try entries().write(toFile: file, atomically: true, encoding: .utf8)
    try write("key of acme", "acme.asc")
    try write("certificate of zeta", "zeta.pem")
  }

  private func write(_ text: String, _ name: String) throws {
    try text.write(toFile: scene.folder + "/" + name, atomically: true, encoding: .utf8)
  }

  private func entries() -> String {
    let seals = [
      "acme": "openpgp: {key: acme.asc, fingerprint: \(pin)}",
      "zeta": "smime: {certificate: zeta.pem, sha256: \(String(repeating: "cd", count: 32))}",
    ]
    return "version: 1\npartners:\n"
      + MailScene.partners.map {
        """
          - id: \($0)
            name: \($0)
            confidence: confirmed
            sources: ["invented"]
            route: email
            deletes: [all]
            takes: [{lane: mail, identifiers: [email]}]
            terms: {in-doubt: safe-to-repeat}
            email: {to: [privacy@\($0).example], seal: {\(seals[$0] ?? "")}}

        """
      }.joined()
  }

  /// - Parameter partnerFile: `nil` for what waves were planned from alone.
  private func checks(
    partnerFile: String?,
    _ ends: @escaping (LetterSealing, Date) throws(SealFault) -> Date? = { (_, _) throws(SealFault) in nil }
  ) throws -> [Examination.Check] {
    try scene.open { installation in
      try SealExamination(
        store: installation.store, now: installation.surroundings.now(), partnerFile: partnerFile, ends: ends
      ).checks()
    }
  }

  private func plan(_ wave: String, _ stage: WaveStage, key: String) throws {
    try scene.open { installation in
      let old = try #require(try installation.store.read { try $0.wave(MailScene.wave) })
      var record = old
      record.id = wave
      record.stage = stage
      record.plan.wave = wave
      let pins = PinnedFiles.pins([PinnedFiles.seal(of: "acme"): Array(key.utf8)])
      try installation.store.write { session in
        try session.insert(
          record, pinned: [PinnedText(name: PlanInputs.Pin.partners, text: entries())] + pins)
      }
    }
  }

  @Test func `a key that ends within thirty days is told before it does`() throws {
    let now = Date(timeIntervalSince1970: Double(scene.clock.withLock { $0 }.milliseconds) / 1000)
    let checks = try checks(partnerFile: file) { (sealing, date) throws(SealFault) in
      guard case .openPGP = sealing else { return date + 31 * 86_400 }
      return date + 29 * 86_400
    }
    #expect(checks.count == 2)
    let (soon, later) = (try #require(checks.first), try #require(checks.last))
    #expect(!soon.isFine && soon.what.contains("OpenPGP key of partner acme"))
    #expect(soon.what.hasSuffix("ends on \((now + 29 * 86_400).ISO8601Format().prefix(10))"))
    #expect(soon.remedy?.contains("by another way than mail") == true)
    #expect(later.isFine && later.what.contains("certificate of partner zeta") && later.remedy == nil)
  }

  @Test func `a revoked key and an exchanged one are told, each with what to do`() throws {
    let checks = try checks(partnerFile: file) { (sealing, _) throws(SealFault) in
      guard case .openPGP = sealing else { throw .changed(found: "ff") }
      throw .revoked
    }
    #expect(checks.map(\.isFine) == [false, false])
    #expect(
      checks.map(\.remedy) == [SealFault.revoked.description, SealFault.changed(found: "ff").description])
  }

  @Test func `a program that is missing is told once, however many partners need it`() throws {
    let checks = try checks(partnerFile: file) { (_, _) throws(SealFault) in throw .toolMissing(name: "gpg") }
    #expect(checks.map(\.what) == ["gpg"] && checks.first?.isFine == false)
  }

  @Test func `a key file that is not there is told with its path, and so is a partner file`() throws {
    try FileManager.default.removeItem(atPath: scene.folder + "/acme.asc")
    let found = try checks(partnerFile: file)
    #expect(found.filter { !$0.isFine }.map { $0.remedy?.contains("acme.asc") } == [true])
    let none = try checks(partnerFile: scene.folder + "/none.yaml")
    #expect(none.map(\.isFine) == [false] && none.first?.what.contains("none.yaml") == true)
    try write("version: 1\npartners: 7\n", "bad.yaml")
    #expect(try checks(partnerFile: scene.folder + "/bad.yaml").map(\.isFine) == [false])
  }

  @Test func `what waves under way are pinned to is tried, until they are over`() throws {
    #expect(try checks(partnerFile: nil).isEmpty)
    try plan("leak-w2", .approved, key: "key of acme")
    try plan("leak-w3", .closed, key: "an older key")
    try plan("leak-w4", .void, key: "a wrong key")
    let pinned = try checks(partnerFile: nil)
    #expect(pinned.map(\.what) == ["OpenPGP key of partner acme, as wave leak-w2 is pinned to it: never ends"])
    // The same key beside the file is tried once.
    #expect(try checks(partnerFile: file).count == 2)
    try write("another key", "acme.asc")
    #expect(try checks(partnerFile: file).count == 3)
  }

  @Test func `a plan tells what is wrong with the keys of its own wave alone`() throws {
    try plan("leak-w2", .planned, key: "key of acme")
    try plan("leak-w3", .planned, key: "another key")
    try scene.open { installation in
      let wave = try #require(try installation.store.read { try $0.wave("leak-w2") })
      func findings(_ ends: @escaping (LetterSealing, Date) throws(SealFault) -> Date?) throws -> [String] {
        try SealExamination(store: installation.store, now: installation.surroundings.now(), ends: ends)
          .findings(of: wave).map(\.what)
      }
      #expect(try findings { (_, _) throws(SealFault) in nil }.isEmpty)
      let revoked = try findings { (_, _) throws(SealFault) in throw .revoked }
      #expect(revoked == ["OpenPGP key of partner acme, as wave leak-w2 is pinned to it"])
    }
  }

  @Test func `a key file that was exchanged after the plan was approved is no longer what was approved`() throws {
    let entry = try #require(try PartnerFile.read(entries(), file: file).first)
    let pins = PinnedFiles.pins([PinnedFiles.seal(of: "acme"): Array("key of acme".utf8)])
    try scene.open { installation in
      let inputs = ApprovedInputs(store: installation.store, vault: try installation.vault())
      try inputs.checkKey(of: entry, besides: file, pins)
      try write("key of somebody else", "acme.asc")
      let changed = WaveError.changed("the key of partner acme in \(scene.folder)/acme.asc")
      #expect(throws: changed) { try inputs.checkKey(of: entry, besides: file, pins) }
      // One that is gone is fine: the pinned one seals.
      try FileManager.default.removeItem(atPath: scene.folder + "/acme.asc")
      try inputs.checkKey(of: entry, besides: file, pins)
    }
  }
}
