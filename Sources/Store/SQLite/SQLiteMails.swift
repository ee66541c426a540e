import Foundation
import GRDB
import Workflow

extension SQLiteSession {
  func mailboxes() throws -> [MailboxRecord] { try rows("SELECT * FROM mailboxes ORDER BY name").map(mailbox(from:)) }

  func mailbox(_ name: String) throws -> MailboxRecord? {
    try row("SELECT * FROM mailboxes WHERE name = ?", [name]).map(mailbox(from:))
  }

  private func mailbox(from row: Row) -> MailboxRecord {
    var record = MailboxRecord(name: row["name"])
    record.validity = (row["validity"] as Int64?).flatMap { UInt32(exactly: $0) }
    record.epoch = row["epoch"]
    record.nextUID = UInt32(clamping: row["next_uid"] as Int64)
    record.renewedAt = instant(row, "renewed_at")
    record.checkedAt = instant(row, "checked_at")
    record.healthyAt = instant(row, "healthy_at")
    record.fault = row["fault"]
    record.gone = row["gone"]
    return record
  }

  func set(_ mailbox: MailboxRecord) throws {
    try run(
      "INSERT OR REPLACE INTO mailboxes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        mailbox.name, mailbox.validity.map { Int64($0) }, mailbox.epoch, Int64(mailbox.nextUID),
        mailbox.renewedAt?.milliseconds, mailbox.checkedAt?.milliseconds, mailbox.healthyAt?.milliseconds,
        mailbox.fault, mailbox.gone,
      ])
  }

  func mail(_ id: Int) throws -> MailRecord? { try row("SELECT * FROM mails WHERE id = ?", [id]).map(mail(from:)) }

  func uids(of mailbox: String, epoch: Int) throws -> Set<UInt32> {
    try rows("SELECT uid FROM mails WHERE mailbox = ? AND epoch = ?", [mailbox, epoch]).reduce(into: []) {
      $0.insert(UInt32(clamping: $1["uid"] as Int64))
    }
  }

  func mails(ofEvent event: [UInt8]) throws -> [MailRecord] {
    try rows("SELECT * FROM mails WHERE event = ? ORDER BY id", [Data(event)]).map(mail(from:))
  }

  func waitingMails(limit: Int) throws -> [MailRecord] {
    try rows("SELECT * FROM mails WHERE stage = 1 ORDER BY at, id LIMIT ?", [limit]).map(mail(from:))
  }

  func mails(of instruction: InstructionID) throws -> [MailRecord] {
    try rows(
      "SELECT * FROM mails WHERE wave = ? AND partner = ? AND wave IS NOT NULL ORDER BY id",
      [instruction.wave, instruction.partner]
    ).map(mail(from:))
  }

  func newestMails(limit: Int) throws -> [MailRecord] {
    try rows("SELECT * FROM mails WHERE stage NOT IN (5, 6) ORDER BY id DESC LIMIT ?", [limit]).map(mail(from:))
  }

  func strangers(before moment: Instant, limit: Int) throws -> [MailRecord] {
    try rows("SELECT * FROM mails WHERE stage = 3 AND at < ? ORDER BY at, id LIMIT ?", [moment.milliseconds, limit])
      .map(mail(from:))
  }

  func mailCounts() throws -> [String: MailCounts] {
    try rows("SELECT mailbox, stage, count(*) AS mails FROM mails GROUP BY mailbox, stage").reduce(into: [:]) {
      $0[$1["mailbox"], default: [:]][try stage($1)] = $1["mails"] as Int
    }
  }

  func nextMailID() throws -> Int {
    let last: Int? = try row("SELECT max(id) AS last FROM mails")?["last"]
    return (last ?? 0) + 1
  }

  func insert(_ mail: MailRecord) throws {
    let known = try row(
      "SELECT 1 FROM mails WHERE mailbox = ? AND epoch = ? AND uid = ?", [mail.mailbox, mail.epoch, Int64(mail.uid)])
    guard known == nil else { throw StoreError.exists("mail \(mail.uid) of the mailbox \(mail.mailbox)") }
    try run(
      "INSERT INTO mails VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        mail.id, mail.mailbox, mail.epoch, Int64(mail.uid), Data(mail.event), mail.at.milliseconds,
        mail.sentAt?.milliseconds, mail.stage.rawValue, mail.copyOf, mail.instruction?.wave, mail.instruction?.partner,
        mail.meaning, mail.basis, mail.standing, mail.signs.joined(separator: " "), mail.language,
        mail.suggestion?.rawValue, mail.evidence.map { Data($0) }, mail.receipt, mail.sealed.map { Data($0) },
        mail.isWhole, mail.decidedAt?.milliseconds, mail.decision,
      ])
  }

  func update(_ mail: MailRecord, expecting expected: MailStage) throws {
    try change(
      "mail \(mail.id)",
      """
      UPDATE mails SET stage = ?, wave = ?, partner = ?, standing = ?, suggestion = ?, evidence = ?, receipt = ?,
        sealed = ?, decided_at = ?, decision = ?
      WHERE id = ? AND stage = ?
      """,
      [
        mail.stage.rawValue, mail.instruction?.wave, mail.instruction?.partner, mail.standing,
        mail.suggestion?.rawValue, mail.evidence.map { Data($0) }, mail.receipt, mail.sealed.map { Data($0) },
        mail.decidedAt?.milliseconds, mail.decision, mail.id, expected.rawValue,
      ])
  }

  private func mail(from row: Row) throws -> MailRecord {
    var record = MailRecord(
      id: row["id"], mailbox: row["mailbox"], epoch: row["epoch"], uid: UInt32(clamping: row["uid"] as Int64),
      event: bytes(row, "event"), at: Instant(milliseconds: row["at"]), stage: try stage(row), meaning: row["meaning"],
      basis: row["basis"], standing: row["standing"])
    record.sentAt = instant(row, "sent_at")
    record.copyOf = row["copy_of"]
    if let wave: String = row["wave"], let partner: String = row["partner"] {
      record.instruction = InstructionID(wave: wave, partner: partner)
    }
    record.signs = (row["signs"] as String).split(separator: " ").map(String.init)
    record.language = row["language"]
    record.suggestion = (row["suggestion"] as String?).flatMap { Outcome(rawValue: $0) }
    record.evidence = (row["evidence"] as Data?).map { [UInt8]($0) }
    record.receipt = row["receipt"]
    record.sealed = (row["sealed"] as Data?).map { [UInt8]($0) }
    record.isWhole = row["is_whole"]
    record.decidedAt = instant(row, "decided_at")
    record.decision = row["decision"]
    return record
  }

  private func stage(_ row: Row) throws -> MailStage {
    guard let stage = MailStage(rawValue: row["stage"]) else { throw StoreError.damaged("a mail is in no known stage") }
    return stage
  }

  private func instant(_ row: Row, _ column: String) -> Instant? {
    (row[column] as Int64?).map { Instant(milliseconds: $0) }
  }
}
