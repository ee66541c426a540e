/// An outside time or witness vouched for a head.
public struct AnchorEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "anchor/1"

  public var at: LedgerTime
  public var size: Int
  public var root: LedgerHash
  /// SHA-256 of the `.tsr` file; nil for a witness.
  public var token: LedgerHash?
  /// A witness's signature line; nil for a time-stamp.
  public var cosignature: String?
  public var time: LedgerTime
  /// SHA-256 of its certificate or vkey.
  public var authority: LedgerHash

  public init(
    at: LedgerTime, size: Int, root: LedgerHash, token: LedgerHash?, cosignature: String?, time: LedgerTime,
    authority: LedgerHash
  ) {
    self.at = at
    self.size = size
    self.root = root
    self.token = token
    self.cosignature = cosignature
    self.time = time
    self.authority = authority
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("at")
      w.time(at)
      w.key("authority")
      w.base64(authority)
      w.key("cosignature")
      w.optional(cosignature) { w, v in w.string(v) }
      w.key("kind")
      w.kind(Self.kind)
      w.key("root")
      w.base64(root)
      w.key("size")
      w.int(size)
      w.key("time")
      w.time(time)
      w.key("token")
      w.optional(token) { w, v in w.base64(v) }
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      let authority = try r.field("authority") { (r) throws(EntryError) in try r.hash() }
      let cosignature = try r.field("cosignature") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.name() }
      }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let root = try r.field("root") { (r) throws(EntryError) in try r.hash() }
      let size = try r.field("size") { (r) throws(EntryError) in try r.int() }
      let time = try r.field("time") { (r) throws(EntryError) in try r.time() }
      let token = try r.field("token") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.hash() }
      }
      return AnchorEntry(
        at: at, size: size, root: root, token: token, cosignature: cosignature, time: time, authority: authority)
    }
  }
}
