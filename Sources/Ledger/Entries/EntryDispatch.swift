/// A transmission's attempt ended.
public struct DispatchEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "dispatch/1"

  public var at: LedgerTime
  public var wave: String
  public var partner: String
  public var dispatch: String
  public var attempt: Int
  public var route: LedgerCode
  /// Nil: a selector went out and no subjects.
  public var subjects: IndexRanges?
  /// Kinds sent.
  public var identifiers: [LedgerCode]
  /// Nil where nothing left.
  public var sentAt: LedgerTime?
  public var result: LedgerResult
  public var grade: LedgerGrade?
  public var reason: LedgerCode?
  /// HMAC-SHA-256 under a fresh key over the evidence manifest; never a bare digest.
  public var evidence: LedgerHash?
  /// Digest of the partner entry used.
  public var adapter: LedgerHash

  public init(
    at: LedgerTime, wave: String, partner: String, dispatch: String, attempt: Int, route: LedgerCode,
    subjects: IndexRanges?, identifiers: [LedgerCode], sentAt: LedgerTime?, result: LedgerResult, grade: LedgerGrade?,
    reason: LedgerCode?, evidence: LedgerHash?, adapter: LedgerHash
  ) {
    self.at = at
    self.wave = wave
    self.partner = partner
    self.dispatch = dispatch
    self.attempt = attempt
    self.route = route
    self.subjects = subjects
    self.identifiers = identifiers
    self.sentAt = sentAt
    self.result = result
    self.grade = grade
    self.reason = reason
    self.evidence = evidence
    self.adapter = adapter
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("adapter")
      w.base64(adapter)
      w.key("at")
      w.time(at)
      w.key("attempt")
      w.int(attempt)
      w.key("dispatch")
      w.string(dispatch)
      w.key("evidence")
      w.optional(evidence) { w, v in w.base64(v) }
      w.key("grade")
      w.optional(grade) { w, v in w.word(v) }
      w.key("identifiers")
      w.list(identifiers) { w, v in w.code(v) }
      w.key("kind")
      w.kind(Self.kind)
      w.key("partner")
      w.string(partner)
      w.key("reason")
      w.optional(reason) { w, v in w.code(v) }
      w.key("result")
      w.word(result)
      w.key("route")
      w.code(route)
      w.key("sent_at")
      w.optional(sentAt) { w, v in w.time(v) }
      w.key("subjects")
      w.optional(subjects) { w, v in w.ranges(v) }
      w.key("wave")
      w.string(wave)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let adapter = try r.field("adapter") { (r) throws(EntryError) in try r.hash() }
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      let attempt = try r.field("attempt") { (r) throws(EntryError) in try r.int() }
      let dispatch = try r.field("dispatch") { (r) throws(EntryError) in try r.name() }
      let evidence = try r.field("evidence") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.hash() }
      }
      let grade = try r.field("grade") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.word(LedgerGrade.self) }
      }
      let identifiers = try r.field("identifiers") { (r) throws(EntryError) in
        try r.codes()
      }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let partner = try r.field("partner") { (r) throws(EntryError) in try r.name() }
      let reason = try r.field("reason") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.code() }
      }
      let result = try r.field("result") { (r) throws(EntryError) in try r.word(LedgerResult.self) }
      let route = try r.field("route") { (r) throws(EntryError) in try r.code() }
      let sentAt = try r.field("sent_at") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.time() }
      }
      let subjects = try r.field("subjects") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.ranges() }
      }
      let wave = try r.field("wave") { (r) throws(EntryError) in try r.name() }
      return DispatchEntry(
        at: at, wave: wave, partner: partner, dispatch: dispatch, attempt: attempt, route: route, subjects: subjects,
        identifiers: identifiers, sentAt: sentAt, result: result, grade: grade, reason: reason, evidence: evidence,
        adapter: adapter)
    }
  }
}
