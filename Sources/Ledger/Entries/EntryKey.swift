/// A signing key was added, retired or found compromised.
public struct KeyEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "key/1"

  public var at: LedgerTime
  public var vkey: String
  public var action: LedgerKeyAction
  /// The first size it concerns.
  public var fromSize: Int

  public init(at: LedgerTime, vkey: String, action: LedgerKeyAction, fromSize: Int) {
    self.at = at
    self.vkey = vkey
    self.action = action
    self.fromSize = fromSize
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("action")
      w.word(action)
      w.key("at")
      w.time(at)
      w.key("from_size")
      w.int(fromSize)
      w.key("kind")
      w.kind(Self.kind)
      w.key("vkey")
      w.string(vkey)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let action = try r.field("action") { (r) throws(EntryError) in try r.word(LedgerKeyAction.self) }
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      let fromSize = try r.field("from_size") { (r) throws(EntryError) in try r.int() }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let vkey = try r.field("vkey") { (r) throws(EntryError) in try r.name() }
      return KeyEntry(at: at, vkey: vkey, action: action, fromSize: fromSize)
    }
  }
}
