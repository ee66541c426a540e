/// Subjects must not be deleted for now, on a legal basis.
public struct HoldEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "hold/1"

  public var at: LedgerTime
  public var wave: String
  /// Nil: every partner.
  public var partner: String?
  /// Nil: every subject.
  public var subjects: IndexRanges?
  public var basis: LedgerCode
  /// A date or a time.
  public var until: String?

  public init(at: LedgerTime, wave: String, partner: String?, subjects: IndexRanges?, basis: LedgerCode, until: String?)
  {
    self.at = at
    self.wave = wave
    self.partner = partner
    self.subjects = subjects
    self.basis = basis
    self.until = until
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("at")
      w.time(at)
      w.key("basis")
      w.code(basis)
      w.key("kind")
      w.kind(Self.kind)
      w.key("partner")
      w.optional(partner) { w, v in w.string(v) }
      w.key("subjects")
      w.optional(subjects) { w, v in w.ranges(v) }
      w.key("until")
      w.optional(until) { w, v in w.string(v) }
      w.key("wave")
      w.string(wave)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      let basis = try r.field("basis") { (r) throws(EntryError) in try r.code() }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let partner = try r.field("partner") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.name() }
      }
      let subjects = try r.field("subjects") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.ranges() }
      }
      let until = try r.field("until") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.dateOrTime() }
      }
      let wave = try r.field("wave") { (r) throws(EntryError) in try r.name() }
      return HoldEntry(at: at, wave: wave, partner: partner, subjects: subjects, basis: basis, until: until)
    }
  }
}

/// A hold ended.
public struct ReleaseEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "release/1"

  public var at: LedgerTime
  public var wave: String
  /// Nil: every partner.
  public var partner: String?
  /// Nil: every subject.
  public var subjects: IndexRanges?
  public var basis: LedgerCode
  /// A date or a time.
  public var until: String?

  public init(at: LedgerTime, wave: String, partner: String?, subjects: IndexRanges?, basis: LedgerCode, until: String?)
  {
    self.at = at
    self.wave = wave
    self.partner = partner
    self.subjects = subjects
    self.basis = basis
    self.until = until
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("at")
      w.time(at)
      w.key("basis")
      w.code(basis)
      w.key("kind")
      w.kind(Self.kind)
      w.key("partner")
      w.optional(partner) { w, v in w.string(v) }
      w.key("subjects")
      w.optional(subjects) { w, v in w.ranges(v) }
      w.key("until")
      w.optional(until) { w, v in w.string(v) }
      w.key("wave")
      w.string(wave)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      let basis = try r.field("basis") { (r) throws(EntryError) in try r.code() }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let partner = try r.field("partner") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.name() }
      }
      let subjects = try r.field("subjects") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.ranges() }
      }
      let until = try r.field("until") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.dateOrTime() }
      }
      let wave = try r.field("wave") { (r) throws(EntryError) in try r.name() }
      return ReleaseEntry(at: at, wave: wave, partner: partner, subjects: subjects, basis: basis, until: until)
    }
  }
}
