/// A matter was opened or amended.
public struct MatterEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "matter/1"

  public var at: LedgerTime
  public var matter: String
  /// Of the sealed matter file.
  public var digest: LedgerHash
  /// `2025-12-06`.
  public var discoveredOn: String
  public var containedAt: LedgerTime?
  /// Types of data that leaked.
  public var data: [LedgerCode]
  public var clocks: [MatterClock]

  public init(
    at: LedgerTime, matter: String, digest: LedgerHash, discoveredOn: String, containedAt: LedgerTime?,
    data: [LedgerCode], clocks: [MatterClock]
  ) {
    self.at = at
    self.matter = matter
    self.digest = digest
    self.discoveredOn = discoveredOn
    self.containedAt = containedAt
    self.data = data
    self.clocks = clocks
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("at")
      w.time(at)
      w.key("clocks")
      w.list(clocks) { w, v in v.write(to: &w) }
      w.key("contained_at")
      w.optional(containedAt) { w, v in w.time(v) }
      w.key("data")
      w.list(data) { w, v in w.code(v) }
      w.key("digest")
      w.base64(digest)
      w.key("discovered_on")
      w.string(discoveredOn)
      w.key("kind")
      w.kind(Self.kind)
      w.key("matter")
      w.string(matter)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      let clocks = try r.field("clocks") { (r) throws(EntryError) in
        try r.array { (r) throws(EntryError) in try MatterClock(reading: &r) }
      }
      let containedAt = try r.field("contained_at") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.time() }
      }
      let data = try r.field("data") { (r) throws(EntryError) in try r.codes()
      }
      let digest = try r.field("digest") { (r) throws(EntryError) in try r.hash() }
      let discoveredOn = try r.field("discovered_on") { (r) throws(EntryError) in try r.date() }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let matter = try r.field("matter") { (r) throws(EntryError) in try r.name() }
      return MatterEntry(
        at: at, matter: matter, digest: digest, discoveredOn: discoveredOn, containedAt: containedAt, data: data,
        clocks: clocks)
    }
  }
}

/// A duty's term. `from` and `due` are dates or times.
public struct MatterClock: Hashable, Sendable {
  public var duty: LedgerCode
  public var from: String
  public var due: String?

  public init(duty: LedgerCode, from: String, due: String?) {
    self.duty = duty
    self.from = from
    self.due = due
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("due")
      w.optional(due) { w, v in w.string(v) }
      w.key("duty")
      w.code(duty)
      w.key("from")
      w.string(from)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let due = try r.field("due") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.dateOrTime() }
      }
      let duty = try r.field("duty") { (r) throws(EntryError) in try r.code() }
      let from = try r.field("from") { (r) throws(EntryError) in try r.dateOrTime() }
      return MatterClock(duty: duty, from: from, due: due)
    }
  }
}
