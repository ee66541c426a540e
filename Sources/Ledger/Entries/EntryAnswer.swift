/// Something came in from a partner.
public struct AnswerEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "answer/1"

  public var at: LedgerTime
  public var wave: String
  public var partner: String
  public var dispatch: String?
  public var via: LedgerVia
  /// Nil: it answers a selector.
  public var subjects: IndexRanges?
  public var outcome: LedgerOutcome?
  public var grade: LedgerGrade?
  public var reason: LedgerCode?
  public var answeredAt: LedgerTime?
  /// SHA-256 of a partner-wide key's SPKI.
  public var signer: LedgerHash?
  /// HMAC-SHA-256 under a fresh key over the evidence manifest; never a bare digest.
  public var evidence: LedgerHash?

  public init(
    at: LedgerTime, wave: String, partner: String, dispatch: String?, via: LedgerVia, subjects: IndexRanges?,
    outcome: LedgerOutcome?, grade: LedgerGrade?, reason: LedgerCode?, answeredAt: LedgerTime?, signer: LedgerHash?,
    evidence: LedgerHash?
  ) {
    self.at = at
    self.wave = wave
    self.partner = partner
    self.dispatch = dispatch
    self.via = via
    self.subjects = subjects
    self.outcome = outcome
    self.grade = grade
    self.reason = reason
    self.answeredAt = answeredAt
    self.signer = signer
    self.evidence = evidence
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("answered_at")
      w.optional(answeredAt) { w, v in w.time(v) }
      w.key("at")
      w.time(at)
      w.key("dispatch")
      w.optional(dispatch) { w, v in w.string(v) }
      w.key("evidence")
      w.optional(evidence) { w, v in w.base64(v) }
      w.key("grade")
      w.optional(grade) { w, v in w.word(v) }
      w.key("kind")
      w.kind(Self.kind)
      w.key("outcome")
      w.optional(outcome) { w, v in w.word(v) }
      w.key("partner")
      w.string(partner)
      w.key("reason")
      w.optional(reason) { w, v in w.code(v) }
      w.key("signer")
      w.optional(signer) { w, v in w.base64(v) }
      w.key("subjects")
      w.optional(subjects) { w, v in w.ranges(v) }
      w.key("via")
      w.word(via)
      w.key("wave")
      w.string(wave)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let answeredAt = try r.field("answered_at") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.time() }
      }
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      let dispatch = try r.field("dispatch") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.name() }
      }
      let evidence = try r.field("evidence") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.hash() }
      }
      let grade = try r.field("grade") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.word(LedgerGrade.self) }
      }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let outcome = try r.field("outcome") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.word(LedgerOutcome.self) }
      }
      let partner = try r.field("partner") { (r) throws(EntryError) in try r.name() }
      let reason = try r.field("reason") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.code() }
      }
      let signer = try r.field("signer") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.hash() }
      }
      let subjects = try r.field("subjects") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.ranges() }
      }
      let via = try r.field("via") { (r) throws(EntryError) in try r.word(LedgerVia.self) }
      let wave = try r.field("wave") { (r) throws(EntryError) in try r.name() }
      return AnswerEntry(
        at: at, wave: wave, partner: partner, dispatch: dispatch, via: via, subjects: subjects, outcome: outcome,
        grade: grade, reason: reason, answeredAt: answeredAt, signer: signer, evidence: evidence)
    }
  }
}
