extension CanonicalReader {
  @inline(__always)
  mutating func string() throws(EntryError) -> String { try seen.string(try text()) }

  /// A text of at most `limit` bytes.
  mutating func name(limit: Int = 255) throws(EntryError) -> String {
    let text = try string()
    guard text.utf8.count <= limit else { throw failure("is longer than \(limit) bytes") }
    return text
  }

  mutating func hash() throws(EntryError) -> LedgerHash {
    if let text = text(count: 44) {
      guard let hash = Base64.hash(text) else { throw failure("is not the canonical base64 of 32 bytes") }
      return hash
    }
    _ = try text()
    throw failure("is not the canonical base64 of 32 bytes")
  }

  mutating func code() throws(EntryError) -> LedgerCode {
    let text = try text()
    let string = try seen.string(text)
    if LedgerCode.allows(text.bytes) { return LedgerCode(checked: string) }
    throw failure("is not a code of 1 to 48 of a-z 0-9 . -")
  }

  mutating func time() throws(EntryError) -> LedgerTime {
    if let text = text(count: 20), let time = LedgerTime(utf8: text) { return time }
    throw failure("is not a time like 2025-12-06T23:59:59Z")
  }

  mutating func date() throws(EntryError) -> String {
    let text = try string()
    guard LedgerTime(text + "T00:00:00Z") != nil else { throw failure("is not a date like 2025-12-06") }
    return text
  }

  mutating func dateOrTime() throws(EntryError) -> String {
    let text = try string()
    guard LedgerTime(text) != nil || LedgerTime(text + "T00:00:00Z") != nil else {
      throw failure("is neither a date like 2025-12-06 nor a time like 2025-12-06T23:59:59Z")
    }
    return text
  }

  mutating func word<W: LedgerWord>(_: W.Type) throws(EntryError) -> W {
    let text = try text()
    if let word = W.words[text.bytes] { return word }
    _ = try text.string()
    throw failure("is not one of " + W.allCases.map(\.rawValue).joined(separator: ", "))
  }

  mutating func by() throws(EntryError) -> KeyHolder {
    try object { (reader) throws(EntryError) in
      let key = try reader.field("key") { (reader) throws(EntryError) in
        let text = try reader.string()
        guard KeyHolder.isFingerprint(text) else { throw reader.failure("is not SHA256: and 43 base64 characters") }
        return text
      }
      return KeyHolder(role: try reader.field("role") { (reader) throws(EntryError) in try reader.code() }, key: key)
    }
  }
}

extension CanonicalWriter {
  mutating func code(_ value: LedgerCode) { string(value.text) }
  mutating func word(_ value: some RawRepresentable<String>) { string(value.rawValue) }

  mutating func optional<V>(_ value: V?, _ write: (inout Self, V) -> Void) {
    if let value { write(&self, value) } else { null() }
  }

  mutating func list<V>(_ values: [V], _ write: (inout Self, V) -> Void) {
    array { writer in
      for value in values { write(&writer, value) }
    }
  }

  mutating func by(_ holder: KeyHolder) {
    object { writer in
      writer.key("key")
      writer.string(holder.key)
      writer.key("role")
      writer.code(holder.role)
    }
  }
}
