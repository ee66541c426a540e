/// The outline of CMS AuthEnvelopedData (RFC 5083, RFC 5084).
enum AuthEnvelope {
  /// 1.2.840.113549.1.9.16.1.23
  private static let kind: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x17]
  /// 2.16.840.1.101.3.4.1.46
  private static let gcm: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2e]

  /// Whether `bytes` are one whole AuthEnvelopedData whose content is under AES-256-GCM.
  static func isAES256GCM(_ bytes: [UInt8]) -> Bool {
    var outer = DER(bytes[...])
    guard var info = outer.inside(0x30), outer.isAtEnd, info.bytes(0x06) == kind, var wrapped = info.inside(0xa0),
      info.isAtEnd, var data = wrapped.inside(0x30), wrapped.isAtEnd
    else { return false }
    guard data.bytes(0x02) != nil else { return false }  // version
    _ = data.inside(0xa0)  // originatorInfo
    guard data.inside(0x31) != nil, var content = data.inside(0x30) else { return false }
    guard content.bytes(0x06) != nil, var algorithm = content.inside(0x30) else { return false }
    return algorithm.bytes(0x06) == gcm
  }
}

/// Steps through DER with definite lengths.
private struct DER {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func inside(_ tag: UInt8) -> DER? { take(tag).map { DER($0) } }

  mutating func bytes(_ tag: UInt8) -> [UInt8]? { take(tag).map { [UInt8]($0) } }

  /// The content of the next element; nil, and nothing taken, when it has another tag or does not fit.
  private mutating func take(_ tag: UInt8) -> ArraySlice<UInt8>? {
    var after = rest
    guard after.popFirst() == tag, let first = after.popFirst() else { return nil }
    var length = Int(first)
    if first >= 0x80 {
      let count = Int(first & 0x7f)
      guard (1...4).contains(count), after.count >= count else { return nil }
      length = after.prefix(count).reduce(0) { $0 << 8 | Int($1) }
      after = after.dropFirst(count)
    }
    guard after.count >= length else { return nil }
    rest = after.dropFirst(length)
    return after.prefix(length)
  }
}
