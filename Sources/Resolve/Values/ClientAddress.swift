import Catalogue

/// An Internet address as logs write it: with a port, in brackets, or as an IPv4 address inside IPv6.
enum ClientAddress {
  /// The same for all spellings of one address; `::ffff:192.0.2.7` is `192.0.2.7`.
  static func key(_ text: Bytes, _ hash: KeyedHash) -> UInt64? {
    if let number = number(text) { return hash.joined(UInt64(number), 4) }
    guard let written = canonical(text) else { return nil }
    return written.withUnsafeBufferPointer { bytes in
      mapped(bytes).map { hash.joined(UInt64($0), 4) } ?? hash(bytes)
    }
  }

  /// As a subject file has it; a mapped IPv4 address in its own form.
  static func written(_ text: Bytes) -> [UInt8]? {
    guard let canonical = canonical(text) else { return nil }
    return canonical.withUnsafeBufferPointer { mapped($0) == nil ? canonical : Array($0.part(7...)) }
  }

  /// Not an address of a person on the Internet: private, loopback, link-local, or shared by a carrier (RFC 6598).
  static func isInner(_ text: Bytes) -> Bool {
    guard let written = written(text) else { return true }
    return written.withUnsafeBufferPointer { bytes in
      guard let number = number(bytes) else {
        return bytes.equals("::1") || bytes.starts(with: "fc") || bytes.starts(with: "fd") || bytes.starts(with: "fe8")
      }
      return switch (number >> 24, number >> 16 & 255) {
      case (0, _), (10, _), (127, _), (192, 168), (169, 254): true
      case (172, 16...31), (100, 64...127): true
      case _: false
      }
    }
  }

  private static func canonical(_ text: Bytes) -> [UInt8]? {
    IdentifierValue.normalised(bare(text), .ip)
  }

  private static func bare(_ text: Bytes) -> Bytes {
    if text.first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) { return text.part(1..<end) }
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), text.lastIndex(of: UInt8(ascii: ":")) == colon else {
      return text
    }
    return text.part(0..<colon)
  }

  private static func mapped(_ canonical: Bytes) -> UInt32? {
    canonical.starts(with: "::ffff:") ? number(canonical.part(7...)) : nil
  }

  /// Dotted decimal without leading zeros; a port may follow.
  private static func number(_ text: Bytes) -> UInt32? {
    var (address, part, digits, parts): (UInt32, UInt32, Int, Int) = (0, 0, 0, 0)
    for byte in text {
      if byte &- 0x30 < 10 {
        guard digits < 3, digits == 0 || part > 0 else { return nil }
        part = part * 10 + UInt32(byte &- 0x30)
        digits += 1
      } else if byte == UInt8(ascii: "."), digits > 0, parts < 3, part < 256 {
        address = address << 8 | part
        (part, digits) = (0, 0)
        parts += 1
      } else if byte == UInt8(ascii: ":"), parts == 3 {
        break
      } else {
        return nil
      }
    }
    return parts == 3 && digits > 0 && part < 256 ? address << 8 | part : nil
  }
}
