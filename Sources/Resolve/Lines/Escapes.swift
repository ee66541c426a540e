extension LogRecord.Escapes {
  /// What the log's writer did to quotes and control characters, undone.
  static func undo(_ escapes: LogRecord.Escapes, _ raw: Bytes, into out: inout [UInt8]) {
    switch escapes {
    case .none: out.append(contentsOf: raw)
    case .backslashHex: undoBackslashes(raw, into: &out)
    case .json: undoJSON(raw, into: &out)
    case .doubledQuotes:
      var skip = false
      for byte in raw {
        skip = byte == UInt8(ascii: "\"") && !skip
        if !skip { out.append(byte) }
      }
    }
  }

  /// nginx writes `\x22`, Apache `\"`.
  private static func undoBackslashes(_ raw: Bytes, into out: inout [UInt8]) {
    var place = 0
    while place < raw.count {
      let byte = raw[place]
      guard byte == UInt8(ascii: "\\"), place + 1 < raw.count else {
        out.append(byte)
        place += 1
        continue
      }
      if raw[place + 1] == UInt8(ascii: "x"), place + 3 < raw.count, let high = raw[place + 2].hexValue,
        let low = raw[place + 3].hexValue
      {
        out.append(high << 4 | low)
        place += 4
      } else {
        out.append(plain(raw[place + 1]))
        place += 2
      }
    }
  }

  private static func undoJSON(_ raw: Bytes, into out: inout [UInt8]) {
    var place = 0
    while place < raw.count {
      guard raw[place] == UInt8(ascii: "\\"), place + 1 < raw.count else {
        out.append(raw[place])
        place += 1
        continue
      }
      guard raw[place + 1] == UInt8(ascii: "u") else {
        out.append(plain(raw[place + 1]))
        place += 2
        continue
      }
      var scalar = unit(raw, at: place)
      place += 6
      if scalar & 0xfc00 == 0xd800, place + 1 < raw.count, raw[place] == UInt8(ascii: "\\") {
        let low = unit(raw, at: place)
        if low & 0xfc00 == 0xdc00 {
          scalar = 0x10000 + (scalar & 0x3ff) << 10 + (low & 0x3ff)
          place += 6
        }
      }
      out.append(contentsOf: String(UnicodeScalar(scalar) ?? "\u{fffd}").utf8)
    }
  }

  /// The 16 bits of `\uXXXX` at `place`; U+FFFD where they are no such thing.
  private static func unit(_ raw: Bytes, at place: Int) -> UInt32 {
    guard place + 5 < raw.count, raw[place + 1] == UInt8(ascii: "u") else { return 0xfffd }
    var value: UInt32 = 0
    for digit in raw.part(place + 2..<place + 6) {
      guard let number = digit.hexValue else { return 0xfffd }
      value = value << 4 | UInt32(number)
    }
    return value
  }

  private static func plain(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "f"): 12
    case let other: other
    }
  }
}
