extension RetrySchedule {
  /// Full jitter: uniform in 0 ..< min(cap, base x 2^(strikes - 1)), never negative, never overflowing at attempt 10,000.
  /// - Parameters:
  ///   - strikes: Failures so far, from 1.
  ///   - dice: Uniform in 0..<1.
  public func wait(after strikes: Int, dice: Double) -> Span {
    let doublings = min(max(strikes - 1, 0), 40)
    let (grown, overflow) = base.milliseconds.multipliedReportingOverflow(by: 1 << doublings)
    let ceiling = overflow ? cap.milliseconds : min(cap.milliseconds, grown)
    return Span(milliseconds: Int64(Double(max(ceiling, 0)) * min(max(dice, 0), 1.0.nextDown)))
  }

  /// The longest wait that is believed of a partner before a person is asked. Source: reliability rule for `Retry-After`.
  public static let longestRest = Span.days(7)
}
