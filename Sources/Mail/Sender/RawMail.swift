/// A message as bytes: header fields exactly as they stand, and the body. What a signature covers is bytes, so nothing
/// is decoded here.
public struct RawMail: Sendable {
  struct Field: Sendable {
    /// Lower case, without blanks before the colon.
    let name: String
    /// The whole field with its folds, without the line ending that ends it.
    let bytes: ArraySlice<UInt8>
    /// What follows the colon.
    let value: ArraySlice<UInt8>
  }

  let fields: [Field]
  let body: ArraySlice<UInt8>
  /// The header holds a line that is neither a field nor its continuation, a NUL or a lone CR, or is longer than 256
  /// KiB. Programs read such headers differently: what one of them checked may not be what another one shows.
  let isBroken: Bool

  static let headerLimit = 256 << 10

  /// - Parameter bytes: With CRLF, or with LF alone as files on disk have it: a bare LF is read as the CRLF it was on the
  ///   wire.
  public init(_ bytes: [UInt8]) {
    let wire = RawMail.withCRLF(bytes)
    var (fields, broken, at) = ([Field](), false, 0)
    while at < wire.count {
      let end = RawMail.endOfField(in: wire, from: at)
      let line = wire[at..<end.text]
      at = end.next
      if line.isEmpty { break }
      guard at <= RawMail.headerLimit, let field = Field(line) else {
        broken = true
        if at > RawMail.headerLimit { break }
        continue
      }
      fields.append(field)
    }
    self.fields = fields
    body = wire[min(at, wire.count)...]
    isBroken = broken
  }

  func all(_ name: String) -> [Field] { fields.filter { $0.name == name } }

  private static func withCRLF(_ bytes: [UInt8]) -> [UInt8] {
    var bare = 0
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 0x0a && previous != 0x0d { bare += 1 }
      previous = byte
    }
    if bare == 0 { return bytes }
    var wire: [UInt8] = []
    wire.reserveCapacity(bytes.count + bare)
    previous = 0
    for byte in bytes {
      if byte == 0x0a && previous != 0x0d { wire.append(0x0d) }
      wire.append(byte)
      previous = byte
    }
    return wire
  }

  /// Where the field that begins at `start` ends, and where the next one begins; folds belong to it.
  private static func endOfField(in wire: [UInt8], from start: Int) -> (text: Int, next: Int) {
    var at = start
    while let end = wire[at...].firstIndex(of: 0x0a) {
      let next = end + 1
      let text = end > start ? end - 1 : end
      if text == start { return (text, next) }
      if next < wire.count, wire[next] == 0x20 || wire[next] == 0x09 {
        at = next
        continue
      }
      return (text, next)
    }
    return (wire.count, wire.count)
  }
}

extension RawMail.Field {
  fileprivate init?(_ bytes: ArraySlice<UInt8>) {
    guard let colon = bytes.firstIndex(of: 0x3a), !bytes.contains(0), !bytes.hasBareReturn else { return nil }
    let name = bytes[..<colon].trimmingBlanksAtEnd
    guard !name.isEmpty, name.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
    self.name = String(decoding: name, as: UTF8.self).lowercased()
    self.bytes = bytes
    value = bytes[(colon + 1)...]
  }
}

extension ArraySlice<UInt8> {
  /// A CR that no LF follows; some programs end a line there, others do not.
  fileprivate var hasBareReturn: Bool {
    indices.contains { self[$0] == 0x0d && (index(after: $0) == endIndex || self[index(after: $0)] != 0x0a) }
  }

  var trimmingBlanksAtEnd: ArraySlice<UInt8> {
    guard let last = lastIndex(where: { !isBlank($0) }) else { return prefix(0) }
    return self[...last]
  }

  var trimmingBlanks: ArraySlice<UInt8> { trimmingBlanksAtEnd.drop(while: isBlank) }
}

/// Space, tab, and the line ending inside a fold.
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0x0a }
