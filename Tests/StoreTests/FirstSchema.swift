/// The tables as the first version of the program made them. Not to be changed: files like this exist.
enum FirstSchema {
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
      version INTEGER NOT NULL, UNIQUE (wave, partner));
    CREATE INDEX instructions_timer ON instructions (timer) WHERE timer IS NOT NULL;
    CREATE TABLE dispatches (
      instruction INTEGER NOT NULL REFERENCES instructions(id), number INTEGER NOT NULL, parent INTEGER,
      purpose INTEGER NOT NULL, lane INTEGER, subjects TEXT, key TEXT NOT NULL, body_hash BLOB NOT NULL,
      kind INTEGER NOT NULL, due INTEGER, epoch INTEGER, attempt INTEGER NOT NULL, strikes INTEGER NOT NULL,
      since INTEGER, has_job INTEGER, polls INTEGER, grade TEXT, reason TEXT, sealed_job BLOB, answer INTEGER,
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
    """

  /// What that version wrote of a matter, a wave that is under way and one partner.
  static let rows = """
    INSERT INTO facts VALUES ('deployment', 'd-1'), ('epoch', '3');
    INSERT INTO matters VALUES ('m', x'0001ff', x'0909', 1670328000000);
    INSERT INTO waves VALUES ('w', 'm', 'sending', 40,
      '{"clocks":[],"inputs":[],"matter":"m","partners":[],"setRoot":[1],"subjects":40,"wave":"w"}',
      x'0707', 'SHA256:abc', 1670331600000, 1670331600000);
    INSERT INTO instructions VALUES (1, 'w', 'acme', '{"sending":{}}', 1, '{"facts":[]}', 1, 3, 4, 1, 1670331700000, 5);
    INSERT INTO dispatches VALUES (1, 0, NULL, 0, 0, '0-9', 'key-0', x'', 0, 1670331800000, NULL, 2, 1, NULL, NULL, NULL,
      NULL, NULL, NULL, 7);
    INSERT INTO tallies VALUES (1, 'deleted', 'claimed-complete-unsigned', '', 10);
    INSERT INTO ledgers VALUES ('m', 9, 9, x'01');
    """
}
