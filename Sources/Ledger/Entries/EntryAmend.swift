/// A correction of an earlier entry. Nothing is ever edited: readers lay ``fields`` over the entry at ``index``.
public struct AmendEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "amend/1"

  /// A field's new value, as canonical JSON.
  public struct Field: Hashable, Sendable {
    public var name: String
    public var value: [UInt8]
  }

  /// Fields that no correction may touch: they say what the entry is about.
  static let fixed: Set<String> = ["kind", "at", "wave", "partner"]

  public var at: LedgerTime
  public var index: Int
  /// Sorted by name.
  public var fields: [Field]
  public var reason: LedgerCode

  public init(at: LedgerTime, index: Int, fields: [Field], reason: LedgerCode) {
    self.at = at
    self.index = index
    self.fields = fields
    self.reason = reason
  }

  /// The correction that turns `old`, which stands at `index`, into `new`.
  /// - Throws: ``EntryError`` where the two differ in kind or in a field that cannot be corrected, or not at all.
  public init(at: LedgerTime, index: Int, from old: Entry, to new: Entry, reason: LedgerCode) throws(EntryError) {
    let before = try CanonicalObject(old.encoded)
    let after = try CanonicalObject(new.encoded)
    guard before.fields.map(\.name) == after.fields.map(\.name) else {
      throw EntryError(field: "kind", what: "differs; a correction keeps the kind")
    }
    let changed = zip(before.fields, after.fields).filter { $0.value != $1.value }.map(\.1)
    guard !changed.isEmpty else { throw EntryError(field: "fields", what: "is empty; there is nothing to correct") }
    self.init(at: at, index: index, fields: changed, reason: reason)
    try check()
  }

  /// `original` with the new values, as a line.
  public func applied(to original: [UInt8]) throws(EntryError) -> [UInt8] {
    var object = try CanonicalObject(original)
    for field in fields {
      guard let at = object.fields.firstIndex(where: { $0.name == field.name }) else {
        throw EntryError(field: "fields", what: "names a field that the entry at index \(index) does not have")
      }
      object.fields[at] = field
    }
    return object.encoded
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("at")
      w.time(at)
      w.key("fields")
      w.verbatim(CanonicalObject(fields: fields).body)
      w.key("index")
      w.int(index)
      w.key("kind")
      w.kind(Self.kind)
      w.key("reason")
      w.code(reason)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      let fields = try r.field("fields") { (r) throws(EntryError) in try CanonicalObject(reading: &r).fields }
      let index = try r.field("index") { (r) throws(EntryError) in try r.int() }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let reason = try r.field("reason") { (r) throws(EntryError) in try r.code() }
      return AmendEntry(at: at, index: index, fields: fields, reason: reason)
    }
    try check()
  }

  private func check() throws(EntryError) {
    guard !fields.isEmpty else { throw EntryError(field: "fields", what: "is empty") }
    if let field = fields.first(where: { Self.fixed.contains($0.name) }) {
      throw EntryError(field: "fields", what: "changes '\(field.name)', which no correction may change")
    }
  }
}
