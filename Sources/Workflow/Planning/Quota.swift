/// What makes sending take long.
public enum Bottleneck: Hashable, Sendable {
  /// So many of the window's unit, at the window's pace.
  case window(Limits.Window, amount: Int)
  /// So many dispatches, as only `atOnce` may be unfinished and each may take `each`.
  case jobs(Int, atOnce: Int, each: Span)
}

extension Limits {
  /// The least time that sending `load` takes, and what makes it so; `nil` where no limit is in the way.
  ///
  /// Every window that is begun counts whole, the last one too, because nobody knows at which hour of it the last call
  /// goes: 29,000 calls at 500 a day are 58 days, and 29,001 are 59. What fits one window goes at once and takes no
  /// time. Concurrency is not counted, as no partner's speed is known.
  ///
  /// - Parameters:
  ///   - dispatches: How many of them may become jobs.
  ///   - jobTime: How long one job may take.
  public func slowest(for load: Load, dispatches: Int = 0, jobTime: Span? = nil) -> (time: Span, why: Bottleneck)? {
    var found: [(time: Span, why: Bottleneck)] = windows.map { window in
      let amount = max(0, load[window.unit])
      let begun = Limits.rounds(amount, by: window.count)
      return (begun > 1 ? window.per.times(begun) : .zero, .window(window, amount: amount))
    }
    if let jobs, let jobTime {
      // The last job's time is the partner's own, which is counted apart.
      let turns = Limits.rounds(dispatches, by: jobs) - 1
      found.append((jobTime.times(max(0, turns)), .jobs(dispatches, atOnce: jobs, each: jobTime)))
    }
    return found.filter { $0.time > .zero }.max { $0.time < $1.time }
  }

  /// The least time that calls take which tell of nobody.
  public func time(for calls: Int) -> Span { slowest(for: Load(calls: calls))?.time ?? .zero }

  private static func rounds(_ amount: Int, by size: Int) -> Int {
    let (whole, rest) = max(0, amount).quotientAndRemainder(dividingBy: max(1, size))
    return whole + (rest > 0 ? 1 : 0)
  }
}

extension Span {
  /// Saturates instead of trapping.
  func times(_ count: Int) -> Span {
    let (total, overflow) = milliseconds.multipliedReportingOverflow(by: Int64(count))
    return Span(milliseconds: overflow ? .max : total)
  }

  /// Saturates instead of trapping.
  static func + (left: Span, right: Span) -> Span {
    let (sum, overflow) = left.milliseconds.addingReportingOverflow(right.milliseconds)
    return Span(milliseconds: overflow ? .max : sum)
  }
}
