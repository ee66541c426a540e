import Workflow

/// `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date in any of the three forms of section 5.6.7.
enum RetryAfter {
  /// No partner may park us for longer.
  static let cap = Span.days(7)

  /// - Returns: Zero to seven days; `nil` for nonsense. A date that has passed is zero.
  static func read(_ value: [UInt8], now: Instant) -> Span? {
    let isFraction = value.contains(UInt8(ascii: "."))
    return (isFraction ? nil : span(value, as: .seconds, now: now)) ?? span(value, as: .date, now: now)
  }

  static func span(_ value: [UInt8], as form: RetryRule.Form, now: Instant) -> Span? {
    let text = Array(value.trimmed)
    switch form {
    case .seconds: return number(wholeSeconds(text)).map { min(cap, .seconds($0)) }
    case .epoch: return number(text).map { capped(Instant(seconds: $0) - now) }
    case .epochMilliseconds: return number(text).map { capped(Instant(milliseconds: $0) - now) }
    case .date: return (date(text, now: now) ?? stamp(text)).map { capped($0 - now) }
    }
  }

  private static func capped(_ span: Span) -> Span { max(.zero, min(cap, span)) }

  private static func number(_ text: [UInt8]) -> Int64? {
    guard (1...15).contains(text.count), text.allSatisfy(\.isDigit) else { return nil }
    return Int64(String(decoding: text, as: UTF8.self))
  }

  /// `1.5` is waited out as 2: some partners count in fractions.
  private static func wholeSeconds(_ text: [UInt8]) -> [UInt8] {
    let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy(\.isDigit), let whole = number(Array(parts[0]))
    else { return text }
    return Array(String(whole + (parts[1].allSatisfy { $0 == UInt8(ascii: "0") } ? 0 : 1)).utf8)
  }

  /// RFC 3339: `2022-12-06T14:00:00Z`, `2022-12-06T14:00:00.25+01:00`. Fractions are dropped.
  private static func stamp(_ text: [UInt8]) -> Instant? {
    guard text.count <= 40, text.count >= 20 else { return nil }
    let head = String(decoding: text.prefix(19), as: UTF8.self).uppercased().replacing(" ", with: "T")
    guard let base = Instant(written: head + "Z") else { return nil }
    var rest = text.dropFirst(19)
    if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop(while: \.isDigit) }
    if rest.elementsEqual("Z".utf8) || rest.elementsEqual("z".utf8) { return base }
    guard rest.count == 6, let sign = rest.popFirst(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
    let parts = rest.split(separator: UInt8(ascii: ":")).compactMap { number(Array($0)) }
    guard parts.count == 2, parts[0] < 24, parts[1] < 60 else { return nil }
    let shift = Span.minutes(parts[0] * 60 + parts[1])
    return sign == UInt8(ascii: "+") ? base + Span(milliseconds: -shift.milliseconds) : base + shift
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
  private static func date(_ text: [UInt8], now: Instant) -> Instant? {
    let words = String(decoding: text, as: UTF8.self).lowercased().split { " ,-".contains($0) }.map(String.init)
    guard text.count <= 40, words.count >= 5 else { return nil }
    if words.count == 6, words[5] == "gmt" {
      return instant(day: words[1], month: words[2], year: words[3], time: words[4], now: now)
    }
    guard words.count == 5, words[4].count == 4 else { return nil }
    return instant(day: words[2], month: words[1], year: words[4], time: words[3], now: now)
  }

  private static func instant(day: String, month: String, year: String, time: String, now: Instant) -> Instant? {
    let clock = time.split(separator: ":", omittingEmptySubsequences: false).map(digits)
    guard let month = months.firstIndex(of: month), let day = digits(day[...]), (1...31).contains(day),
      let year = fullYear(year, now: now), clock.count == 3, let hour = clock[0], let minute = clock[1],
      let second = clock[2], hour < 24, minute < 60, second <= 60
    else { return nil }
    let seconds = Calendars.seconds([year, month + 1, day, hour, minute, second])
    let date = Calendars.date(Calendars.seconds([year, month + 1, day, 0, 0, 0]))
    return date.day == Int64(day) ? Instant(seconds: seconds) : nil
  }

  /// Two digits mean the year within 50 years from now, as RFC 9110 asks.
  private static func fullYear(_ text: String, now: Instant) -> Int? {
    guard let number = digits(text[...]) else { return nil }
    if text.count == 4 { return number }
    guard text.count == 2 else { return nil }
    let current = Int(Calendars.date(now.seconds).year)
    let year = current - current % 100 + number
    return year > current + 50 ? year - 100 : year
  }

  private static func digits(_ text: Substring) -> Int? {
    (1...4).contains(text.utf8.count) && text.utf8.allSatisfy(\.isDigit) ? Int(text) : nil
  }
}
