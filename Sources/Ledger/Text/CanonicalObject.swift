/// An object read without knowing its fields: names, and values as canonical JSON. Only corrections need it.
struct CanonicalObject {
  var fields: [AmendEntry.Field]

  /// Nesting that no entry reaches.
  private static let depthLimit = 8

  init(fields: [AmendEntry.Field]) { self.fields = fields }

  /// Reads a line: one object and a newline.
  init(_ line: [UInt8]) throws(EntryError) {
    var result: CanonicalObject?
    var failed: EntryError?
    line.withUnsafeBufferPointer { buffer in
      var reader = CanonicalReader(buffer)
      do throws(EntryError) {
        result = try CanonicalObject(reading: &reader)
      } catch {
        failed = error
      }
    }
    guard let result else { throw failed ?? EntryError(field: "", what: "is not an object") }
    self = result
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    fields = try Self.members(&r, depth: 0)
  }

  /// Without a newline.
  var body: [UInt8] {
    var writer = CanonicalWriter()
    writer.object { writer in
      for field in fields { writer.member(field.name, field.value) }
    }
    return writer.bytes
  }

  var encoded: [UInt8] { body + [UInt8(ascii: "\n")] }

  private static func members(_ r: inout CanonicalReader, depth: Int) throws(EntryError) -> [AmendEntry.Field] {
    try r.expect(UInt8(ascii: "{"), or: "is not an object")
    var fields: [AmendEntry.Field] = []
    while r.peek != UInt8(ascii: "}") {
      if !fields.isEmpty { try r.expect(UInt8(ascii: ","), or: "is not an object") }
      let name = try r.string()
      guard name.utf8.allSatisfy({ $0 < 0x80 }), fields.last.map({ $0.name < name }) ?? true else {
        throw r.failure("holds keys that are not ASCII, repeat or are not sorted")
      }
      try r.expect(UInt8(ascii: ":"), or: "is not an object")
      let start = r.at
      try skipValue(&r, depth: depth)
      fields.append(AmendEntry.Field(name: name, value: r.bytes(from: start)))
    }
    r.skip(1)
    return fields
  }

  private static func skipValue(_ r: inout CanonicalReader, depth: Int) throws(EntryError) {
    guard depth < depthLimit else { throw r.failure("is nested too deeply") }
    if r.peek == UInt8(ascii: "{") {
      _ = try members(&r, depth: depth + 1)
    } else if r.peek == UInt8(ascii: "[") {
      _ = try r.array { (r) throws(EntryError) in try skipValue(&r, depth: depth + 1) }
    } else if r.peek == UInt8(ascii: "\"") {
      _ = try r.string()
    } else {
      _ = try r.optional { (r) throws(EntryError) in try r.int() }
    }
  }
}
