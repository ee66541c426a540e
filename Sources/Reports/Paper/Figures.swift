import Workflow

/// Numbers, times and bytes as people read them.
enum Figures {
  /// `29,000`
  static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    guard digits.utf8.count > 3 else { return String(number) }
    var text = number < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.utf8.count - place) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// `1 subject`, `29,000 subjects`
  static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    grouped(number) + " " + (number == 1 ? one : many ?? one + "s")
  }

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// `2025-12-08`
  static func day(_ instant: Instant) -> String { String(Calendars.write(instant.seconds).prefix(10)) }

  /// `2025-12-08 10:00 UTC`
  static func minute(_ instant: Instant) -> String {
    let text = Calendars.write(instant.seconds)
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }

  /// Rounded up: what something takes is never told too short.
  static func needed(_ span: Span) -> String { words(span, roundingUp: true) }

  /// Rounded down: what is left is never told too long.
  static func left(_ span: Span) -> String { words(span, roundingUp: false) }

  private static func words(_ span: Span, roundingUp: Bool) -> String {
    let size = max(0, span.milliseconds)
    let units: [(size: Int64, name: String, from: Int64)] = [
      (86_400_000, "day", 2), (3_600_000, "hour", 1), (60_000, "minute", 1), (1000, "second", 0),
    ]
    for unit in units {
      let whole = size / unit.size + (roundingUp && size % unit.size > 0 ? 1 : 0)
      if whole >= unit.from { return count(Int(whole), unit.name) }
    }
    return "no time"
  }

  /// `500 a day`
  static func rate(_ window: Limits.Window) -> String {
    let per =
      switch window.per {
      case .seconds(1): "a second"
      case .minutes(1): "a minute"
      case .hours(1): "an hour"
      case .days(1): "a day"
      case _: "in \(needed(window.per))"
      }
    return window.unit == .calls ? "\(grouped(window.count)) \(per)" : "\(amount(window.count, window.unit)) \(per)"
  }

  /// `1 call`, `110,000 subjects`
  static func amount(_ number: Int, _ unit: Limits.Window.Unit) -> String {
    switch unit {
    case .calls: count(number, "call")
    case .subjects: count(number, "subject")
    case .bytes: count(number, "byte")
    }
  }
}
