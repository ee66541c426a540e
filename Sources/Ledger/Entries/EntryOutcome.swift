/// Subjects of one partner settle.
public struct OutcomeEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "outcome/1"

  public var at: LedgerTime
  public var wave: String
  public var partner: String
  /// Nil: all subjects of the wave.
  public var subjects: IndexRanges?
  public var outcome: LedgerOutcome
  public var grade: LedgerGrade?
  public var reason: LedgerCode?
  public var residual: OutcomeResidual?
  /// Ledger indices of the answers and dispatches that justify it.
  public var answers: [Int]

  public init(
    at: LedgerTime, wave: String, partner: String, subjects: IndexRanges?, outcome: LedgerOutcome, grade: LedgerGrade?,
    reason: LedgerCode?, residual: OutcomeResidual?, answers: [Int]
  ) {
    self.at = at
    self.wave = wave
    self.partner = partner
    self.subjects = subjects
    self.outcome = outcome
    self.grade = grade
    self.reason = reason
    self.residual = residual
    self.answers = answers
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("answers")
      w.list(answers) { w, v in w.int(v) }
      w.key("at")
      w.time(at)
      w.key("grade")
      w.optional(grade) { w, v in w.word(v) }
      w.key("kind")
      w.kind(Self.kind)
      w.key("outcome")
      w.word(outcome)
      w.key("partner")
      w.string(partner)
      w.key("reason")
      w.optional(reason) { w, v in w.code(v) }
      w.key("residual")
      w.optional(residual) { w, v in v.write(to: &w) }
      w.key("subjects")
      w.optional(subjects) { w, v in w.ranges(v) }
      w.key("wave")
      w.string(wave)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let answers = try r.field("answers") { (r) throws(EntryError) in
        try r.array { (r) throws(EntryError) in try r.int() }
      }
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      let grade = try r.field("grade") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.word(LedgerGrade.self) }
      }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let outcome = try r.field("outcome") { (r) throws(EntryError) in try r.word(LedgerOutcome.self) }
      let partner = try r.field("partner") { (r) throws(EntryError) in try r.name() }
      let reason = try r.field("reason") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.code() }
      }
      let residual = try r.field("residual") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try OutcomeResidual(reading: &r) }
      }
      let subjects = try r.field("subjects") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.ranges() }
      }
      let wave = try r.field("wave") { (r) throws(EntryError) in try r.name() }
      return OutcomeEntry(
        at: at, wave: wave, partner: partner, subjects: subjects, outcome: outcome, grade: grade, reason: reason,
        residual: residual, answers: answers)
    }
  }
}

/// What stays behind after a deletion.
public struct OutcomeResidual: Hashable, Sendable {
  public var backupsUntil: String

  public init(backupsUntil: String) {
    self.backupsUntil = backupsUntil
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("backups_until")
      w.string(backupsUntil)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let backupsUntil = try r.field("backups_until") { (r) throws(EntryError) in try r.date() }
      return OutcomeResidual(backupsUntil: backupsUntil)
    }
  }
}
