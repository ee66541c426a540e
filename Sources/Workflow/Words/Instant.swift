/// A moment in UTC, as whole milliseconds since 1970. Decisions never use floating-point time.
public struct Instant: Hashable, Comparable, Sendable, Codable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  public init(seconds: Int64) { self.milliseconds = seconds * 1000 }

  /// Whole seconds since 1970, rounded down.
  public var seconds: Int64 {
    let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return rest < 0 ? whole - 1 : whole
  }

  public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  /// Saturates instead of trapping: a hostile `Retry-After` must not stop the program.
  public static func + (instant: Instant, span: Span) -> Instant {
    let (sum, overflow) = instant.milliseconds.addingReportingOverflow(span.milliseconds)
    return Instant(milliseconds: overflow ? (span.milliseconds > 0 ? .max : .min) : sum)
  }

  public static func - (left: Instant, right: Instant) -> Span {
    let (difference, overflow) = left.milliseconds.subtractingReportingOverflow(right.milliseconds)
    return Span(milliseconds: overflow ? (left > right ? .max : .min) : difference)
  }

  public init(from decoder: any Decoder) throws {
    self.milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}

/// A length of time in whole milliseconds.
public struct Span: Hashable, Comparable, Sendable, Codable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static let zero = Span(milliseconds: 0)
  public static func milliseconds(_ count: Int64) -> Span { Span(milliseconds: count) }
  public static func seconds(_ count: Int64) -> Span { scaled(count, by: 1000) }
  public static func minutes(_ count: Int64) -> Span { scaled(count, by: 60_000) }
  public static func hours(_ count: Int64) -> Span { scaled(count, by: 3_600_000) }
  public static func days(_ count: Int64) -> Span { scaled(count, by: 86_400_000) }

  public static func < (left: Span, right: Span) -> Bool { left.milliseconds < right.milliseconds }

  /// Rounded up, so that "fits in 45 days" is never said of something that takes a little more.
  public var wholeDays: Int64 {
    let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    return rest > 0 ? whole + 1 : whole
  }

  private static func scaled(_ count: Int64, by unit: Int64) -> Span {
    let (product, overflow) = count.multipliedReportingOverflow(by: unit)
    return Span(milliseconds: overflow ? (count > 0 ? .max : .min) : product)
  }

  public init(from decoder: any Decoder) throws {
    self.milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}
