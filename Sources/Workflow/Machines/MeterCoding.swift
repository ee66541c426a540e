import Foundation

/// Stored small, because it is written with every turn: buckets as differences in variable-length bytes, which comes to
/// less than 700 characters for a window.
extension Meter: Codable {
  private enum Key: String, CodingKey { case unit, per, resets, spent, pace }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard let spent = PackedNumbers.unpack([UInt8](try container.decode(Data.self, forKey: .spent))),
      spent.count.isMultiple(of: 2)
    else {
      throw DecodingError.dataCorruptedError(forKey: .spent, in: container, debugDescription: "not packed numbers")
    }
    var at: Int64 = 0
    let buckets = stride(from: 0, to: spent.count, by: 2).map { place in
      at = Meter.sum(at, Int64(clamping: spent[place]))
      return Bucket(at: at, count: Int(clamping: spent[place + 1]))
    }
    self.init(
      unit: try container.decode(Limits.Window.Unit.self, forKey: .unit),
      per: try container.decode(Span.self, forKey: .per),
      resets: try container.decodeIfPresent(Span.self, forKey: .resets), spent: buckets,
      pace: try container.decodeIfPresent(Int64.self, forKey: .pace) ?? 0)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(unit, forKey: .unit)
    try container.encode(per, forKey: .per)
    try container.encodeIfPresent(resets, forKey: .resets)
    var before: Int64 = 0
    var numbers: [UInt64] = []
    for bucket in spent {
      numbers += [UInt64(clamping: bucket.at - before), UInt64(clamping: bucket.count)]
      before = bucket.at
    }
    try container.encode(Data(PackedNumbers.pack(numbers)), forKey: .spent)
    if pace != 0 { try container.encode(pace, forKey: .pace) }
  }
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
enum PackedNumbers {
  static func pack(_ numbers: [UInt64]) -> [UInt8] {
    var bytes: [UInt8] = []
    for number in numbers {
      var rest = number
      while rest > 0x7F {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    return bytes
  }

  /// - Returns: `nil` where a number is cut off or too large.
  static func unpack(_ bytes: [UInt8]) -> [UInt64]? {
    var (numbers, number, shift) = ([UInt64](), UInt64(0), UInt64(0))
    for byte in bytes {
      guard shift < 63 || (shift == 63 && byte <= 1) else { return nil }
      number |= UInt64(byte & 0x7F) << shift
      shift += 7
      if byte & 0x80 == 0 {
        numbers.append(number)
        (number, shift) = (0, 0)
      }
    }
    return shift == 0 ? numbers : nil
  }
}
