import GRDB

/// The tables. Working state only: nothing personal outside sealed columns, and nothing here proves anything.
enum Schema {
  /// "expu" in ASCII: tells our files from others.
  static let applicationID = 0x6578_7075
  static let version = 3

  /// What brings a database of an earlier version up, by that version.
  static let steps = [
    1: "ALTER TABLE dispatches ADD COLUMN doubt INTEGER",
    2: "ALTER TABLE instructions ADD COLUMN contact INTEGER NOT NULL DEFAULT 0;" + mail,
  ]

  static let tables = """
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE matters (
      id TEXT PRIMARY KEY, sealed BLOB NOT NULL, digest BLOB NOT NULL, opened_at INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE waves (
      id TEXT PRIMARY KEY, matter TEXT NOT NULL REFERENCES matters(id), stage TEXT NOT NULL, subjects INTEGER NOT NULL,
      plan TEXT NOT NULL, digest BLOB NOT NULL, planner TEXT NOT NULL, created_at INTEGER NOT NULL,
      sent_at INTEGER) WITHOUT ROWID;
    CREATE TABLE pinned (
      wave TEXT NOT NULL REFERENCES waves(id), name TEXT NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (wave, name)) WITHOUT ROWID;
    CREATE TABLE subject_blocks (
      id INTEGER PRIMARY KEY, wave TEXT NOT NULL, number INTEGER NOT NULL, sealed BLOB NOT NULL,
      UNIQUE (wave, number));
    CREATE TABLE approvals (
      wave TEXT NOT NULL REFERENCES waves(id), principal TEXT NOT NULL, role TEXT NOT NULL, fingerprint TEXT NOT NULL,
      signature TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (wave, principal), UNIQUE (wave, fingerprint))
      WITHOUT ROWID;
    CREATE TABLE instructions (
      id INTEGER PRIMARY KEY, wave TEXT NOT NULL REFERENCES waves(id), partner TEXT NOT NULL,
      state TEXT NOT NULL, transmits INTEGER NOT NULL, ladder TEXT NOT NULL, begun INTEGER NOT NULL,
      planned INTEGER NOT NULL, next_number INTEGER NOT NULL, reminders INTEGER NOT NULL, timer INTEGER,
      version INTEGER NOT NULL, contact INTEGER NOT NULL DEFAULT 0, UNIQUE (wave, partner));
    CREATE INDEX instructions_timer ON instructions (timer) WHERE timer IS NOT NULL;
    CREATE TABLE dispatches (
      instruction INTEGER NOT NULL REFERENCES instructions(id), number INTEGER NOT NULL, parent INTEGER,
      purpose INTEGER NOT NULL, lane INTEGER, subjects TEXT, key TEXT NOT NULL, body_hash BLOB NOT NULL,
      kind INTEGER NOT NULL, due INTEGER, epoch INTEGER, attempt INTEGER NOT NULL, strikes INTEGER NOT NULL,
      since INTEGER, has_job INTEGER, polls INTEGER, grade TEXT, reason TEXT, sealed_job BLOB, answer INTEGER, doubt INTEGER,
      PRIMARY KEY (instruction, number)) WITHOUT ROWID;
    CREATE INDEX dispatches_open ON dispatches (instruction, due) WHERE kind <> 6;
    CREATE TABLE tallies (
      instruction INTEGER NOT NULL REFERENCES instructions(id), outcome TEXT NOT NULL, grade TEXT NOT NULL,
      reason TEXT NOT NULL, subjects INTEGER NOT NULL, PRIMARY KEY (instruction, outcome, grade, reason)) WITHOUT ROWID;
    CREATE TABLE budgets (partner TEXT PRIMARY KEY, budget TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE ledgers (
      matter TEXT PRIMARY KEY, next INTEGER NOT NULL, size INTEGER NOT NULL,
      root BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE outbox (
      matter TEXT NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL, lines BLOB NOT NULL,
      PRIMARY KEY (matter, first)) WITHOUT ROWID;
    """ + mail

  /// What came into our mailboxes, and how far each one is read.
  private static let mail = """

    CREATE TABLE mailboxes (
      name TEXT PRIMARY KEY, validity INTEGER, epoch INTEGER NOT NULL, next_uid INTEGER NOT NULL, renewed_at INTEGER,
      checked_at INTEGER, healthy_at INTEGER, fault TEXT, gone INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE mails (
      id INTEGER PRIMARY KEY, mailbox TEXT NOT NULL, epoch INTEGER NOT NULL, uid INTEGER NOT NULL, event BLOB NOT NULL,
      at INTEGER NOT NULL, sent_at INTEGER, stage INTEGER NOT NULL, copy_of INTEGER, wave TEXT, partner TEXT,
      meaning TEXT NOT NULL, basis TEXT NOT NULL, standing TEXT NOT NULL, signs TEXT NOT NULL, language TEXT,
      suggestion TEXT, evidence BLOB, receipt INTEGER, sealed BLOB, is_whole INTEGER NOT NULL, decided_at INTEGER,
      decision TEXT, UNIQUE (mailbox, epoch, uid));
    CREATE INDEX mails_event ON mails (event);
    CREATE INDEX mails_waiting ON mails (stage, at) WHERE stage IN (1, 3);
    CREATE INDEX mails_instruction ON mails (wave, partner) WHERE wave IS NOT NULL;
    """
}
