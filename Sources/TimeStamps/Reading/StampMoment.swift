/// A GeneralizedTime as RFC 3161 writes it, `YYYYMMDDhhmmss[.f...]Z`.
struct StampMoment: Hashable {
  /// Unix seconds, rounded down.
  let seconds: Int64
  /// 0 to 999,999; what is finer is rounded down.
  let microseconds: Int

  init?(_ text: some Collection<UInt8>) {
    let text = Array(text)
    guard text.count >= 15, text.last == UInt8(ascii: "Z") else { return nil }
    let digits = text.prefix(14).map { Int($0) - 48 }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
    let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
    // 60 is a leap second, which Unix time counts as the one after.
    guard let days = Self.days(year, month, day), hour < 24, minute < 60, second <= 60,
      let fraction = Self.fraction(text[14..<(text.count - 1)])
    else { return nil }
    seconds = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    microseconds = fraction
  }

  private static func fraction(_ text: ArraySlice<UInt8>) -> Int? {
    if text.isEmpty { return 0 }
    let digits = text.dropFirst().map { Int($0) - 48 }
    guard text.first == UInt8(ascii: "."), (1...18).contains(digits.count),
      digits.allSatisfy({ (0...9).contains($0) })
    else { return nil }
    return (0..<6).reduce(0) { $0 * 10 + ($1 < digits.count ? digits[$1] : 0) }
  }

  /// Days since 1970-01-01 in the Gregorian calendar; nil where there is no such day.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1970, (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
    let past = year - 1
    let leapDays = past / 4 - past / 100 + past / 400 - 477
    return (year - 1970) * 365 + leapDays + lengths.prefix(month - 1).reduce(0, +) + day - 1
  }
}
