/// Bytes of a line that is being read; they die with the line.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
  func part(_ range: Range<Int>) -> Bytes { Bytes(rebasing: self[range]) }
  func part(_ range: PartialRangeFrom<Int>) -> Bytes { Bytes(rebasing: self[range]) }

  /// The value of a field that says "none" with nothing or a hyphen.
  var isVoid: Bool { isEmpty || count == 1 && self[0] == UInt8(ascii: "-") }

  func equals(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && starts(with: text)
  }

  func starts(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return false }
    for place in 0..<length where self[place] != text.utf8Start[place] { return false }
    return true
  }
}

extension UInt8 {
  var lowered: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x37
    case 0x61...0x66: self - 0x57
    case _: nil
    }
  }

  /// RFC 3986, section 2.3: letters, digits and `-._~` mean the same written or percent-encoded.
  var isUnreserved: Bool {
    lowered &- 0x61 < 26 || self &- 0x30 < 10 || self == 0x2d || self == 0x2e || self == 0x5f || self == 0x7e
  }
}

enum Percent {
  /// Sequences that are not two hexadecimal digits stay as they are.
  static func decoded(_ text: Bytes) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var place = 0
    while place < text.count {
      if text[place] == UInt8(ascii: "%"), let byte = byte(text, at: place) {
        out.append(byte)
        place += 3
      } else {
        out.append(text[place])
        place += 1
      }
    }
    return out
  }

  /// The byte that `%XY` at `place` stands for.
  static func byte(_ text: Bytes, at place: Int) -> UInt8? {
    guard place + 2 < text.count, let high = text[place + 1].hexValue, let low = text[place + 2].hexValue else {
      return nil
    }
    return high << 4 | low
  }
}
