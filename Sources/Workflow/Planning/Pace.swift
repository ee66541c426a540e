extension Limits {
  /// The least time that `calls` calls take under the windows; concurrency is not counted, as no partner's speed is known.
  public func time(for calls: Int) -> Span {
    windows.map { window in
      let rounds = (max(calls, 0) + max(window.calls, 1) - 1) / max(window.calls, 1)
      let (total, overflow) = Int64(max(0, rounds - 1)).multipliedReportingOverflow(by: window.per.milliseconds)
      return Span(milliseconds: overflow ? .max : total)
    }.max() ?? .zero
  }
}

extension Plan {
  /// Each partner against each clock: sending, then the partner's own time for the work.
  public func clockWarnings(at now: Instant) -> [ClockWarning] {
    partners.flatMap { partner in
      clocks.compactMap { clock in
        guard let needs = partner.timeNeeded else { return nil }
        let left = clock.due - now
        return needs > left ? ClockWarning(partner: partner.id, needs: needs, clock: clock, left: left) : nil
      }
    }
  }
}

extension PlannedPartner {
  /// From the first byte to the partner's own completion time; `nil` where nothing is sent.
  public var timeNeeded: Span? {
    guard route != nil, let terms else { return nil }
    let sending = terms.limits.time(for: dispatches)
    let (total, overflow) = sending.milliseconds.addingReportingOverflow((terms.completesWithin ?? .zero).milliseconds)
    return Span(milliseconds: overflow ? .max : total)
  }
}
