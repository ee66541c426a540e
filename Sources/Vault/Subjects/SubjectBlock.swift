/// Up to 256 subjects as compact bytes, to be sealed as one value: a seal for each would cost more than its content.
///
/// Layout: version (1), number of kinds (1), each kind as length (1) and text; number of subjects (2, big-endian); each
/// subject as key (32), number of identifiers (1), each as kind position (1), ordinal, value length (both LEB128), value.
public enum SubjectBlock {
  public static let capacity = 256
  static let version: UInt8 = 1

  public static func encode(_ records: some Collection<SubjectRecord>) throws(VaultError) -> [UInt8] {
    guard records.count <= capacity else { throw .subjectBlock("\(records.count) subjects, at most \(capacity) fit") }
    var kinds: [String] = []
    var body: [UInt8] = []
    body.reserveCapacity(records.count * 256)
    for record in records {
      guard record.key.count == 32 else { throw .subjectBlock("a key of \(record.key.count) bytes instead of 32") }
      guard record.identifiers.count < 256 else { throw .subjectBlock("more than 255 identifiers of one subject") }
      body.append(contentsOf: record.key)
      body.append(UInt8(record.identifiers.count))
      for identifier in record.identifiers {
        body.append(try position(of: identifier.kind, in: &kinds))
        append(identifier.ordinal, to: &body)
        append(identifier.value.count, to: &body)
        body.append(contentsOf: identifier.value)
      }
    }
    return try head(kinds, count: records.count) + body
  }

  public static func decode(_ bytes: [UInt8]) throws(VaultError) -> [SubjectRecord] {
    var cursor = Cursor(bytes)
    let version = try cursor.byte()
    guard version == SubjectBlock.version else { throw .unknownVersion(version) }
    var kinds: [String] = []
    for _ in 0..<(try cursor.byte()) {
      kinds.append(String(decoding: try cursor.slice(Int(try cursor.byte())), as: UTF8.self))
    }
    let count = Int(try cursor.byte()) << 8 | Int(try cursor.byte())
    guard count <= capacity else { throw .subjectBlock("\(count) subjects, at most \(capacity) fit") }
    var records: [SubjectRecord] = []
    records.reserveCapacity(count)
    for _ in 0..<count { records.append(try record(&cursor, kinds)) }
    guard cursor.isAtEnd else { throw .subjectBlock("bytes after the last subject") }
    return records
  }

  private static func record(_ cursor: inout Cursor, _ kinds: [String]) throws(VaultError) -> SubjectRecord {
    var record = SubjectRecord(key: Array(try cursor.slice(32)), identifiers: [])
    let count = Int(try cursor.byte())
    record.identifiers.reserveCapacity(count)
    for _ in 0..<count {
      let position = Int(try cursor.byte())
      guard position < kinds.count else { throw .subjectBlock("an unknown kind") }
      let ordinal = try cursor.number()
      let value = Array(try cursor.slice(try cursor.number()))
      record.identifiers.append(SubjectIdentifier(kind: kinds[position], ordinal: ordinal, value: value))
    }
    return record
  }

  private static func head(_ kinds: [String], count: Int) throws(VaultError) -> [UInt8] {
    var head: [UInt8] = [version, UInt8(kinds.count)]
    for kind in kinds {
      guard (1...255).contains(kind.utf8.count) else { throw .subjectBlock("a kind of \(kind.utf8.count) bytes") }
      head.append(UInt8(kind.utf8.count))
      head.append(contentsOf: kind.utf8)
    }
    return head + [UInt8(count >> 8), UInt8(count & 0xff)]
  }

  /// A short linear search: a block knows a dozen kinds, and a dictionary would cost more.
  private static func position(of kind: String, in kinds: inout [String]) throws(VaultError) -> UInt8 {
    if let known = kinds.firstIndex(of: kind) { return UInt8(known) }
    guard kinds.count < 255 else { throw .subjectBlock("more than 255 kinds") }
    kinds.append(kind)
    return UInt8(kinds.count - 1)
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// Reads forward and never past the end.
struct Cursor {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  mutating func byte() throws(VaultError) -> UInt8 {
    guard place < bytes.count else { throw .subjectBlock("it ends too early") }
    place += 1
    return bytes[place - 1]
  }

  mutating func slice(_ count: Int) throws(VaultError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - place else { throw .subjectBlock("it ends too early") }
    place += count
    return bytes[(place - count)..<place]
  }

  /// LEB128, up to 31 bits.
  mutating func number() throws(VaultError) -> Int {
    var value = 0
    for shift in stride(from: 0, through: 28, by: 7) {
      let byte = try byte()
      value |= Int(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    throw .subjectBlock("a number is too long")
  }
}
