import Foundation
import Ledger
import Store
import Testing
import Workflow

@testable import Engine

/// Nothing is edited: corrections and late answers are lines of their own, and what is counted follows them.
struct CorrectionTests {
  private let scene: BackupScene
  private let id = InstructionID(wave: BackupScene.wave, partner: "safe")

  init() throws {
    scene = try BackupScene()
    try scene.work(turns: 40)
    try #require(try scene.states().values.allSatisfy(\.isSettled))
  }

  private func outcomes() throws -> [(index: Int, entry: OutcomeEntry)] {
    var found: [(Int, OutcomeEntry)] = []
    try CorrectedLines(LedgerReader(directory: scene.home.ledger(of: "leak"))).forEach { index, entry in
      if case .outcome(let outcome) = entry, outcome.partner == id.partner { found.append((index, outcome)) }
    }
    return found
  }

  private func attest(_ outcome: Outcome) throws -> Int {
    try scene.open { installation in
      let index = try HandAnswers(
        store: installation.store, vault: try installation.vault(), surroundings: installation.surroundings
      ).file(
        HandAnswer(
          instruction: id, meaning: .attest(outcome), evidence: [("mail.eml", Array("No.".utf8))], answeredAt: nil))
      try installation.sequencer().sequenceAll()
      return index
    }
  }

  private func makeVault() throws {
    try scene.open { _ = try $0.vault().createWave(BackupScene.wave) }
  }

  private func amend(_ corrections: [Correction]) throws -> [Int] {
    try scene.open { try Corrections($0).amend(corrections, of: "leak", reason: Reason("wrong-grade")) }
  }

  private func tallies() throws -> [Tally] {
    try Installation(scene.home, access: .readOnly).store.read { try $0.tallies(of: id) }
  }

  private func late() throws -> [LateAnswerStanding] {
    let installation = try Installation(scene.home, access: .readOnly)
    let wave = try #require(try installation.store.read { try $0.wave(BackupScene.wave) })
    return try LateAnswers(installation).standing(of: wave)[id] ?? []
  }

  @Test func `a corrected outcome counts as corrected, and the line itself stays as it was`() throws {
    let first = try #require(try outcomes().first)
    let line = try LedgerReader(directory: scene.home.ledger(of: "leak")).entry(at: UInt64(first.index))
    let receipts = try amend([
      Correction(index: first.index, fields: [("outcome", "\"withdrawn\""), ("grade", "null")])
    ])
    #expect(receipts.count == 1)
    let reader = try LedgerReader(directory: scene.home.ledger(of: "leak"))
    #expect(try reader.entry(at: UInt64(first.index)) == line)
    #expect(
      try tallies().filter { $0.outcome == .withdrawn }.map(\.subjects) == [first.entry.subjects?.count ?? 0])
    #expect(try tallies().reduce(0) { $0 + $1.subjects } == BackupScene.subjects)
    #expect(try scene.findings() == [] && scene.states()["safe"] == .settled(.partlyDeleted))
  }

  @Test(arguments: [
    [Correction(index: 0, fields: [("subjects", "[[0,11]]")])],
    [Correction(index: 0, fields: [("subjects", "[[0,99]]")])],
    [Correction(index: 0, fields: [("answers", "[1]")])], [Correction(index: 0, fields: [("subjects", "[[0,0]]")])],
  ])
  func `a correction that the ledger would not hold is refused, and nothing is written`(_ wrong: [Correction]) throws {
    let index = try #require(try outcomes().first).index
    let size = try scene.size()
    #expect(throws: CorrectionError.self) {
      try amend(wrong.map { Correction(index: index, fields: $0.fields) })
    }
    #expect(try scene.size() == size && scene.findings() == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: scene.home.path).allSatisfy { !$0.hasPrefix("trial-") })
  }

  @Test func `lines that only hold together are corrected together`() throws {
    let (one, two) = (try outcomes()[0], try outcomes()[1])
    let both = try #require(one.entry.subjects).spans[0].first...#require(two.entry.subjects).spans[0].first
    let (left, right) = (
      "[[\(both.lowerBound),\(both.lowerBound)]]", "[[\(both.lowerBound + 1),\(both.upperBound + 1)]]"
    )
    let receipts = try amend([
      Correction(index: one.index, fields: [("subjects", left), ("outcome", "\"withdrawn\""), ("grade", "null")]),
      Correction(index: two.index, fields: [("subjects", right), ("outcome", "\"withdrawn\""), ("grade", "null")]),
    ])
    #expect(receipts.count == 2)
    #expect(try scene.findings() == [])
  }

  @Test func `what cannot be corrected is said in words`() throws {
    #expect(throws: CorrectionError.notCorrectable(index: 0, kind: "genesis/1")) {
      try amend([Correction(index: 0, fields: [("operator", "\"x\"")])])
    }
    #expect(throws: CorrectionError.notThere(index: 9999, size: try scene.size())) {
      try amend([Correction(index: 9999, fields: [("reason", "null")])])
    }
    let index = try #require(try outcomes().first).index
    #expect(throws: CorrectionError.notJSON(name: "reason")) {
      try amend([Correction(index: index, fields: [("reason", "because")])])
    }
    #expect(throws: CorrectionError.unchanged(index: index)) {
      try amend([Correction(index: index, fields: [("outcome", "\"deleted\"")])])
    }
  }

  @Test func `an answer after the end stays beside what settled, and the wave cannot be closed unweighed`() throws {
    try makeVault()
    let receipt = try attest(.refused)
    #expect(try tallies().map(\.outcome) == [.deleted])
    let standing = try #require(try late().first)
    #expect(standing.answer.receipt == receipt && standing.disputed == BackupScene.subjects)
    #expect(try scene.states()["safe"] == .reopened(Reason("answers-differ")))
    let by = try LedgerKeys(scene.home).holder(of: "leak", role: "legal")
    #expect(throws: WaveError.stillOpen(wave: BackupScene.wave, partners: ["safe"])) {
      try scene.open {
        try WaveClosing(store: $0.store, surroundings: $0.surroundings).close(BackupScene.wave, by: by)
      }
    }
    try scene.open { try Corrections($0).stand(id) }
    #expect(try scene.states()["safe"] == .settled(.deleted) && late().first?.disputed == BackupScene.subjects)
    #expect(try scene.findings() == [])
  }

  @Test func `a late answer that is right is followed by corrections, and both lines stay`() throws {
    try makeVault()
    let receipt = try attest(.refused)
    let count = try outcomes().count
    let receipts = try scene.open { try Corrections($0).follow(receipt, at: id, reason: Reason("partner-corrected")) }
    #expect(receipts.count == count)
    #expect(
      try tallies() == [
        Tally(outcome: .refused, grade: .attestedByPerson, reason: nil, subjects: BackupScene.subjects)
      ])
    #expect(try late().first?.disputed == 0 && scene.states()["safe"] == .settled(.refused))
    #expect(try scene.findings() == [])
  }

  @Test func `a late answer that agrees opens nothing again`() throws {
    try makeVault()
    _ = try attest(.deleted)
    #expect(try scene.states()["safe"] == .settled(.deleted) && late().first?.disputed == 0)
  }
}

/// Answers that arrive when nobody waits for them any more.
struct LateDeliveryTests {
  @Test func `an answer that arrives twice is written down with what it says, and changes nothing`() throws {
    let scene = try BackupScene()
    try scene.work(turns: 40, deliveries: 2)
    let installation = try Installation(scene.home, access: .readOnly)
    let id = InstructionID(wave: BackupScene.wave, partner: "safe")
    let late = try installation.store.read { try $0.lateAnswers(of: id) }
    #expect(!late.isEmpty && late.allSatisfy { $0.outcome == .deleted && $0.via == .response })
    let wave = try #require(try installation.store.read { try $0.wave(BackupScene.wave) })
    let standing = try #require(try LateAnswers(installation).standing(of: wave)[id])
    #expect(standing.allSatisfy { $0.disputed == 0 && $0.subjects == $0.answer.subjects?.count })
    #expect(try scene.states()["safe"] == .settled(.deleted) && scene.findings() == [])
  }
}
