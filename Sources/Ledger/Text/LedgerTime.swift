import Foundation

/// A moment to the second, UTC, as it stands in entries: `2025-12-06T23:59:59Z`.
public struct LedgerTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64

  /// Years 1970 to 9999; anything outside gives the nearest end.
  public init(seconds: Int64) { self.seconds = min(max(seconds, 0), 253_402_300_799) }

  public init(_ date: Date) { self.init(seconds: Int64(date.timeIntervalSince1970.rounded(.down))) }

  /// RFC 3339 with `T`, `Z`, whole seconds and a date that exists; no leap second.
  public init?(_ text: String) {
    var text = text
    guard let time = text.withUTF8({ LedgerTime(utf8: $0) }) else { return nil }
    self = time
  }

  init?(utf8 text: UnsafeBufferPointer<UInt8>) {
    guard text.count == 20, text[4] == 0x2D, text[7] == 0x2D, text[10] == UInt8(ascii: "T"), text[13] == 0x3A,
      text[16] == 0x3A, text[19] == UInt8(ascii: "Z")
    else { return nil }
    var digits: UInt8 = 0
    func pair(_ at: Int) -> Int64 {
      let (tens, ones) = (text[at] &- 0x30, text[at + 1] &- 0x30)
      digits = max(digits, max(tens, ones))
      return Int64(tens) * 10 + Int64(ones)
    }
    let (year, month, day) = (pair(0) * 100 + pair(2), pair(5), pair(8))
    let (hour, minute, second) = (pair(11), pair(14), pair(17))
    guard digits < 10, year >= 1970, 1...12 ~= month, 1...Self.length(of: month, year) ~= day, hour < 24, minute < 60,
      second < 60
    else { return nil }
    seconds = Self.days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
  }

  /// Days of a month.
  private static func length(of month: Int64, _ year: Int64) -> Int64 {
    guard month == 2 else { return 30 + (month + month / 8) % 2 }
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  }

  public var date: Date { Date(timeIntervalSince1970: TimeInterval(seconds)) }
  public var description: String { String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self) }

  public static func < (a: LedgerTime, b: LedgerTime) -> Bool { a.seconds < b.seconds }

  /// The text between double quotes.
  var quoted: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(22)
    append(to: &text)
    return text
  }

  /// Appends the text between double quotes.
  func append(to text: inout [UInt8]) {
    let (year, month, day) = Self.civil(seconds / 86_400)
    let second = seconds % 86_400
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 22) { out in
      func put(_ value: Int64, at index: Int, then separator: Unicode.Scalar?) {
        out[index] = UInt8(0x30 + value / 10)
        out[index + 1] = UInt8(0x30 + value % 10)
        if let separator { out[index + 2] = UInt8(ascii: separator) }
      }
      out[0] = UInt8(ascii: "\"")
      put(year / 100, at: 1, then: nil)
      put(year % 100, at: 3, then: "-")
      put(month, at: 6, then: "-")
      put(day, at: 9, then: "T")
      put(second / 3600, at: 12, then: ":")
      put(second / 60 % 60, at: 15, then: ":")
      put(second % 60, at: 18, then: "Z")
      out[21] = UInt8(ascii: "\"")
      text.append(contentsOf: out)
    }
  }

  /// Days since 1970-01-01; years start in March so that the leap day comes last.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let (era, inEra) = (shifted / 400, shifted % 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + inEra * 365 + inEra / 4 - inEra / 100 + dayOfYear - 719_468
  }

  private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
    let shifted = days + 719_468
    let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
    let inEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * inEra + inEra / 4 - inEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (inEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
