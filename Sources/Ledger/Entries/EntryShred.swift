/// Keys were destroyed: commitments can no longer be opened.
public struct ShredEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "shred/1"

  public var at: LedgerTime
  public var wave: String
  /// Nil: the whole wave.
  public var subjects: IndexRanges?
  public var by: KeyHolder

  public init(at: LedgerTime, wave: String, subjects: IndexRanges?, by: KeyHolder) {
    self.at = at
    self.wave = wave
    self.subjects = subjects
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
      w.key("subjects")
      w.optional(subjects) { w, v in w.ranges(v) }
      w.key("wave")
      w.string(wave)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      let by = try r.field("by") { (r) throws(EntryError) in try r.by() }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let subjects = try r.field("subjects") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.ranges() }
      }
      let wave = try r.field("wave") { (r) throws(EntryError) in try r.name() }
      return ShredEntry(at: at, wave: wave, subjects: subjects, by: by)
    }
  }
}
