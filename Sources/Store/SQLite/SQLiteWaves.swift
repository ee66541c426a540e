import Foundation
import GRDB
import Workflow

extension SQLiteSession {
  func matters() throws -> [MatterRecord] { try rows("SELECT * FROM matters ORDER BY id").map(matter(from:)) }

  func matter(_ id: String) throws -> MatterRecord? {
    try row("SELECT * FROM matters WHERE id = ?", [id]).map(matter(from:))
  }

  private func matter(from row: Row) -> MatterRecord {
    MatterRecord(
      id: row["id"], sealedFile: bytes(row, "sealed"), digest: bytes(row, "digest"),
      openedAt: Instant(milliseconds: row["opened_at"]))
  }

  func insert(_ matter: MatterRecord) throws {
    guard try self.matter(matter.id) == nil else { throw StoreError.exists("matter \(matter.id)") }
    try run(
      "INSERT INTO matters VALUES (?, ?, ?, ?)",
      [matter.id, Data(matter.sealedFile), Data(matter.digest), matter.openedAt.milliseconds])
  }

  func replace(_ matter: MatterRecord) throws {
    try change(
      "matter \(matter.id)", "UPDATE matters SET sealed = ?, digest = ? WHERE id = ?",
      [Data(matter.sealedFile), Data(matter.digest), matter.id])
  }

  func waves() throws -> [WaveRecord] {
    try rows("SELECT * FROM waves ORDER BY created_at, id").map(wave(from:))
  }

  func wave(_ id: String) throws -> WaveRecord? {
    try row("SELECT * FROM waves WHERE id = ?", [id]).map(wave(from:))
  }

  private func wave(from row: Row) throws -> WaveRecord {
    guard let stage = WaveStage(rawValue: row["stage"]) else { throw StoreError.damaged("a wave has no known stage") }
    return WaveRecord(
      id: row["id"], matter: row["matter"], stage: stage, subjects: row["subjects"],
      plan: try decode(Plan.self, row, "plan"), digest: bytes(row, "digest"), planner: row["planner"],
      createdAt: Instant(milliseconds: row["created_at"]),
      sentAt: (row["sent_at"] as Int64?).map { Instant(milliseconds: $0) })
  }

  func insert(_ wave: WaveRecord, pinned: [PinnedText]) throws {
    guard try self.wave(wave.id) == nil else { throw StoreError.exists("wave \(wave.id)") }
    try run(
      "INSERT INTO waves VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        wave.id, wave.matter, wave.stage.rawValue, wave.subjects, try json(wave.plan), Data(wave.digest), wave.planner,
        wave.createdAt.milliseconds, wave.sentAt?.milliseconds,
      ])
    for text in pinned { try run("INSERT INTO pinned VALUES (?, ?, ?)", [wave.id, text.name, text.text]) }
  }

  func set(_ stage: WaveStage, of wave: String) throws {
    try change("wave \(wave)", "UPDATE waves SET stage = ? WHERE id = ?", [stage.rawValue, wave])
  }

  func setSent(_ wave: String, at: Instant) throws {
    try change(
      "wave \(wave)", "UPDATE waves SET sent_at = ? WHERE id = ? AND sent_at IS NULL", [at.milliseconds, wave])
  }

  func pinnedTexts(of wave: String) throws -> [PinnedText] {
    try rows("SELECT name, body FROM pinned WHERE wave = ? ORDER BY name", [wave]).map {
      PinnedText(name: $0["name"], text: $0["body"])
    }
  }

  func subjectBlock(of wave: String, number: Int) throws -> [UInt8]? {
    try row("SELECT sealed FROM subject_blocks WHERE wave = ? AND number = ?", [wave, number]).map {
      bytes($0, "sealed")
    }
  }

  func insertSubjectBlock(_ sealed: [UInt8], of wave: String, number: Int) throws {
    try run("INSERT INTO subject_blocks (wave, number, sealed) VALUES (?, ?, ?)", [wave, number, Data(sealed)])
  }

  func approvals(of wave: String) throws -> [ApprovalRecord] {
    try rows("SELECT * FROM approvals WHERE wave = ? ORDER BY at, principal", [wave]).map { row in
      ApprovalRecord(
        wave: wave, role: row["role"], principal: row["principal"], fingerprint: row["fingerprint"],
        signature: row["signature"], at: Instant(milliseconds: row["at"]))
    }
  }

  func insert(_ approval: ApprovalRecord) throws {
    let same = try row(
      "SELECT principal FROM approvals WHERE wave = ? AND (principal = ? OR fingerprint = ?)",
      [approval.wave, approval.principal, approval.fingerprint])
    guard same == nil else { throw StoreError.exists("an approval of wave \(approval.wave) by this person or key") }
    try run(
      "INSERT INTO approvals (wave, principal, role, fingerprint, signature, at) VALUES (?, ?, ?, ?, ?, ?)",
      [
        approval.wave, approval.principal, approval.role, approval.fingerprint, approval.signature,
        approval.at.milliseconds,
      ])
  }
}
