/// A wave is over. A long one is several lines: see ``split()``.
public struct WaveCloseEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "wave.close/1"

  public var at: LedgerTime
  public var wave: String
  /// Sorted by partner, then outcome; one for each pair that has subjects.
  public var totals: [WaveTotal]
  public var by: KeyHolder

  public init(at: LedgerTime, wave: String, totals: [WaveTotal], by: KeyHolder) {
    self.at = at
    self.wave = wave
    self.totals = totals
    self.by = by
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("at")
      w.time(at)
      w.key("by")
      w.by(by)
      w.key("kind")
      w.kind(Self.kind)
      w.key("totals")
      w.list(totals) { w, v in v.write(to: &w) }
      w.key("wave")
      w.string(wave)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      let by = try r.field("by") { (r) throws(EntryError) in try r.by() }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let totals = try r.field("totals") { (r) throws(EntryError) in
        try r.array { (r) throws(EntryError) in try WaveTotal(reading: &r) }
      }
      let wave = try r.field("wave") { (r) throws(EntryError) in try r.name() }
      return WaveCloseEntry(at: at, wave: wave, totals: totals, by: by)
    }
  }
}

/// How many subjects of a partner settled with one outcome.
public struct WaveTotal: Hashable, Sendable {
  public var partner: String
  public var outcome: LedgerOutcome
  public var subjects: Int

  public init(partner: String, outcome: LedgerOutcome, subjects: Int) {
    self.partner = partner
    self.outcome = outcome
    self.subjects = subjects
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("outcome")
      w.word(outcome)
      w.key("partner")
      w.string(partner)
      w.key("subjects")
      w.int(subjects)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let outcome = try r.field("outcome") { (r) throws(EntryError) in try r.word(LedgerOutcome.self) }
      let partner = try r.field("partner") { (r) throws(EntryError) in try r.name() }
      let subjects = try r.field("subjects") { (r) throws(EntryError) in try r.int() }
      return WaveTotal(partner: partner, outcome: outcome, subjects: subjects)
    }
  }
}
