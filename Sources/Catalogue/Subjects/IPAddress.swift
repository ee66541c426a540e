/// Internet addresses as text, in and out, without the system's resolver.
enum IPAddress {
  /// Dotted decimal without leading zeros, or RFC 5952. `nil` for ports, ranges, zones and anything else.
  static func canonical(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    if text.contains(UInt8(ascii: ":")) {
      guard let groups = groups(text[...]) else { return nil }
      return write(groups)
    }
    return octets(text[...]) == nil ? nil : Array(text)
  }

  private typealias Text = Slice<UnsafeBufferPointer<UInt8>>

  /// Four numbers from 0 to 255. Leading zeros are refused: some programs read them as octal, others do not.
  private static func octets(_ text: Text) -> UInt32? {
    var (address, part, digits, parts): (UInt32, UInt32, Int, Int) = (0, 0, 0, 0)
    for byte in text {
      if byte == UInt8(ascii: ".") {
        guard digits > 0, parts < 3 else { return nil }
        address = address << 8 | part
        (part, digits) = (0, 0)
        parts += 1
      } else {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), digits < 3, digits == 0 || part > 0 else {
          return nil
        }
        part = part * 10 + UInt32(byte - UInt8(ascii: "0"))
        digits += 1
        guard part <= 255 else { return nil }
      }
    }
    return parts == 3 && digits > 0 ? address << 8 | part : nil
  }

  /// The eight groups of an IPv6 address; `::` once, an IPv4 tail allowed.
  private static func groups(_ text: Text) -> [UInt16]? {
    guard text.count <= 45 else { return nil }
    var groups: [UInt16] = []
    var gap: Int?
    var rest = text
    if rest.starts(with: "::".utf8) {
      gap = 0
      rest = rest.dropFirst(2)
    }
    while !rest.isEmpty {
      let part = rest.prefix { $0 != UInt8(ascii: ":") }
      if part.contains(UInt8(ascii: ".")) {
        guard part.count == rest.count, let tail = octets(part) else { return nil }
        groups += [UInt16(tail >> 16), UInt16(tail & 0xffff)]
        break
      }
      guard let group = hexadecimal(part) else { return nil }
      groups.append(group)
      rest = rest.dropFirst(part.count)
      guard !rest.isEmpty else { break }
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: ":") {
        guard gap == nil else { return nil }
        gap = groups.count
        rest = rest.dropFirst()
      } else if rest.isEmpty {
        return nil
      }
    }
    guard let gap else { return groups.count == 8 ? groups : nil }
    guard groups.count < 8 else { return nil }
    return groups[..<gap] + [UInt16](repeating: 0, count: 8 - groups.count) + groups[gap...]
  }

  private static func hexadecimal(_ part: Text) -> UInt16? {
    guard (1...4).contains(part.count) else { return nil }
    var value: UInt16 = 0
    for byte in part {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  /// RFC 5952: lower case, no leading zeros, `::` for the first longest run of two or more zero groups.
  private static func write(_ groups: [UInt16]) -> [UInt8] {
    if groups[..<5].allSatisfy({ $0 == 0 }), groups[5] == 0xffff {
      let tail = [groups[6] >> 8, groups[6] & 255, groups[7] >> 8, groups[7] & 255].map(String.init)
      return Array("::ffff:\(tail.joined(separator: "."))".utf8)
    }
    let zeros = longestZeros(groups)
    var bytes: [UInt8] = []
    var place = 0
    while place < 8 {
      if place == zeros.lowerBound, !zeros.isEmpty {
        bytes.append(contentsOf: "::".utf8)
        place = zeros.upperBound
        continue
      }
      if let last = bytes.last, last != UInt8(ascii: ":") { bytes.append(UInt8(ascii: ":")) }
      bytes.append(contentsOf: String(groups[place], radix: 16).utf8)
      place += 1
    }
    return bytes
  }

  private static func longestZeros(_ groups: [UInt16]) -> Range<Int> {
    var best = 0..<0
    var start = 0
    for place in 0...8 where place == 8 || groups[place] != 0 {
      if place - start > best.count, place - start > 1 { best = start..<place }
      start = place + 1
    }
    return best
  }
}
