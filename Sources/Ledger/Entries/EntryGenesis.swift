/// Index 0: whose ledger this is and how it is written.
public struct GenesisEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "genesis/1"

  public var at: LedgerTime
  /// The ledger's name, which is also its key's.
  public var origin: String
  public var operatorName: String
  public var vkey: String
  /// SHA-256 of the published field list, ``LedgerSchema/text``.
  public var schema: LedgerHash
  /// `hmac-sha256/1`.
  public var commitment: String

  public init(
    at: LedgerTime, origin: String, operatorName: String, vkey: String, schema: LedgerHash, commitment: String
  ) {
    self.at = at
    self.origin = origin
    self.operatorName = operatorName
    self.vkey = vkey
    self.schema = schema
    self.commitment = commitment
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("at")
      w.time(at)
      w.key("commitment")
      w.string(commitment)
      w.key("kind")
      w.kind(Self.kind)
      w.key("operator")
      w.string(operatorName)
      w.key("origin")
      w.string(origin)
      w.key("schema")
      w.base64(schema)
      w.key("vkey")
      w.string(vkey)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      let commitment = try r.field("commitment") { (r) throws(EntryError) in try r.name() }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let operatorName = try r.field("operator") { (r) throws(EntryError) in try r.name() }
      let origin = try r.field("origin") { (r) throws(EntryError) in try r.name() }
      let schema = try r.field("schema") { (r) throws(EntryError) in try r.hash() }
      let vkey = try r.field("vkey") { (r) throws(EntryError) in try r.name() }
      return GenesisEntry(
        at: at, origin: origin, operatorName: operatorName, vkey: vkey, schema: schema, commitment: commitment)
    }
  }
}
