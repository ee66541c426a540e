import Workflow

extension Fields {
  /// A length of time as people write it: `500ms`, `30s`, `10m`, `12h`, `45d`.
  public func span(_ key: String) -> Span? {
    guard let node = child(key), let text = text(of: node, key) else { return nil }
    if let span = Span(written: text) { return span }
    sheet.report(
      at: node, "\(name): '\(key)' is not a length of time: '\(text)'",
      "Write a number and a unit: 500ms, 30s, 10m, 12h or 45d.")
    return nil
  }

  /// A day (`2022-12-06`, meaning its first moment in UTC) or a moment (`2022-12-06T14:00:00Z`).
  public func moment(_ key: String) -> Instant? {
    guard let node = child(key), let text = text(of: node, key) else { return nil }
    if let instant = Instant(written: text) { return instant }
    sheet.report(
      at: node, "\(name): '\(key)' is not a date: '\(text)'", "Write 2022-12-06 or 2022-12-06T14:00:00Z (UTC).")
    return nil
  }
}

extension Span {
  /// - Returns: `nil` unless `text` is a whole number followed by `ms`, `s`, `m`, `h` or `d`.
  public init?(written text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int64(digits) else { return nil }
    switch text.dropFirst(digits.count) {
    case "ms": self = .milliseconds(count)
    case "s": self = .seconds(count)
    case "m": self = .minutes(count)
    case "h": self = .hours(count)
    case "d": self = .days(count)
    default: return nil
    }
  }
}

extension Instant {
  /// - Returns: `nil` unless `text` is an RFC 3339 date or UTC date-time with whole seconds that exists in the calendar.
  public init?(written text: String) {
    let full = text.utf8.count == 10 ? text + "T00:00:00Z" : text
    guard full.utf8.count == 20, full.hasSuffix("Z") else { return nil }
    let parts = full.dropLast().split(whereSeparator: { "-T:".contains($0) })
    let numbers = parts.compactMap { Int($0) }
    guard parts.count == 6, numbers.count == 6 else { return nil }
    let instant = Instant(seconds: Calendars.seconds(numbers))
    guard instant.written == full else { return nil }
    self = instant
  }

  /// RFC 3339, UTC, whole seconds: `2022-12-06T14:00:00Z`.
  public var written: String { Calendars.write(seconds) }
}
