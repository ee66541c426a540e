/// Times as logs write them, in seconds since 1970. A time without a zone is UTC.
enum LogTime {
  /// `06/Dec/2022:13:55:36 -0700`, `2022-12-06T13:55:36.123Z`, or a number of seconds, milli-, micro- or nanoseconds.
  static func seconds(_ text: Bytes) -> Int64? {
    guard text.count >= 9 else { return nil }
    if text.count > 11, text[2] == UInt8(ascii: "/"), text[6] == UInt8(ascii: "/") { return common(text) }
    if text[4] == UInt8(ascii: "-") { return internet(text) }
    return count(text)
  }

  /// The two columns of extended logs: `2022-12-06` and `13:55:36`.
  static func seconds(date: Bytes, time: Bytes) -> Int64? {
    guard let day = day(date), let clock = clock(time, at: 0) else { return nil }
    return day * 86400 + clock
  }

  private static func common(_ text: Bytes) -> Int64? {
    guard text.count >= 20, let day = number(text, 0..<2), let month = month(text), let year = number(text, 7..<11),
      let clock = clock(text, at: 12), let offset = zone(text.part(20...)), (1...31).contains(day)
    else { return nil }
    return days(year, month, day) * 86400 + clock - offset
  }

  private static func internet(_ text: Bytes) -> Int64? {
    guard text.count >= 19, let day = day(text.part(0..<10)), let clock = clock(text, at: 11) else { return nil }
    var place = 19
    if place < text.count, text[place] == UInt8(ascii: ".") || text[place] == UInt8(ascii: ",") {
      place += 1
      while place < text.count, text[place] &- 0x30 < 10 { place += 1 }
    }
    guard let offset = zone(text.part(place...)) else { return nil }
    return day * 86400 + clock - offset
  }

  private static func count(_ text: Bytes) -> Int64? {
    var (value, digits): (Int64, Int) = (0, 0)
    for byte in text {
      if byte == UInt8(ascii: "."), digits > 0 { break }
      guard byte &- 0x30 < 10, digits < 19, value < Int64.max / 10 else { return nil }
      value = value * 10 + Int64(byte &- 0x30)
      digits += 1
    }
    return switch digits {
    case 9...11: value
    case 12...14: value / 1000
    case 15...17: value / 1_000_000
    case 18...19: value / 1_000_000_000
    case _: nil
    }
  }

  private static func day(_ text: Bytes) -> Int64? {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = number(text, 0..<4), let month = number(text, 5..<7), let day = number(text, 8..<10),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    return days(year, month, day)
  }

  private static func clock(_ text: Bytes, at place: Int) -> Int64? {
    guard text.count >= place + 8, text[place + 2] == UInt8(ascii: ":"), text[place + 5] == UInt8(ascii: ":"),
      let hour = number(text, place..<place + 2), let minute = number(text, place + 3..<place + 5),
      let second = number(text, place + 6..<place + 8), hour < 24, minute < 60, second < 61
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// Seconds east of UTC.
  private static func zone(_ text: Bytes) -> Int64? {
    var rest = text
    if rest.first == 0x20 { rest = rest.part(1...) }
    guard let sign = rest.first else { return 0 }
    if sign == UInt8(ascii: "Z"), rest.count == 1 { return 0 }
    let colon = rest.count == 6 && rest[3] == UInt8(ascii: ":")
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), rest.count == 5 || colon,
      let hours = number(rest, 1..<3), let minutes = number(rest, colon ? 4..<6 : 3..<5)
    else { return nil }
    return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -60 : 60)
  }

  private static func month(_ text: Bytes) -> Int64? {
    let name = UInt32(text[3].lowered) << 16 | UInt32(text[4].lowered) << 8 | UInt32(text[5].lowered)
    return months.firstIndex(of: name).map { Int64($0) + 1 }
  }

  private static let months: [UInt32] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  .map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }

  private static func number(_ text: Bytes, _ range: Range<Int>) -> Int64? {
    var value: Int64 = 0
    for place in range {
      guard text[place] &- 0x30 < 10 else { return nil }
      value = value * 10 + Int64(text[place] &- 0x30)
    }
    return value
  }

  /// Days since 1970 in the Gregorian calendar; years begin in March, so that the leap day comes last.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let ofEra = year - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719468
  }
}
