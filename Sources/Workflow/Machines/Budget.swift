/// What one partner may still be sent: pacing, rest and health. Kept in the store, so that a restart is no burst.
///
/// Each window is paced by the generic cell rate algorithm with a burst b and an interval of per / (calls - b + 1),
/// so that no window of length `per`, wherever it begins, ever holds more than `calls` calls.
public struct Budget: Hashable, Sendable, Codable {
  /// One theoretical arrival time for each window of the limits, in microseconds since 1970.
  public private(set) var arrivals: [Int64]
  /// The partner's own wish (`Retry-After`), or the breaker's rest.
  public private(set) var restUntil: Instant
  /// Failures in a row, over all dispatches.
  public private(set) var failures: Int
  /// Rests in a row that ended in another failure.
  public private(set) var rests: Int
  /// Until its answer, or until this moment, a probe of a broken partner goes alone.
  public private(set) var probeUntil: Instant

  /// Failures in a row after which only single probes go out. Source: reliability rules, circuit breaker.
  public static let breaksAfter = 5

  /// How long a probe's answer is waited for before another probe may go: longer than any one call takes.
  public static let probePatience = Span.minutes(2)

  public init() {
    arrivals = []
    restUntil = Instant(milliseconds: 0)
    failures = 0
    rests = 0
    probeUntil = Instant(milliseconds: 0)
  }

  public var isBroken: Bool { failures >= Budget.breaksAfter }

  /// How many of `wanted` calls may begin at `now`; they are counted as begun.
  public mutating func take(_ wanted: Int, of limits: Limits, at now: Instant) -> Int {
    guard now >= restUntil, !isBroken || now >= probeUntil else { return 0 }
    var allowed = isBroken ? min(wanted, 1) : wanted
    fit(to: limits)
    let moment = now.microseconds
    for (place, window) in limits.windows.enumerated() {
      allowed = min(allowed, Budget.room(arrivals[place], window, at: moment))
    }
    guard allowed > 0 else { return 0 }
    if isBroken { probeUntil = now + Budget.probePatience }
    for (place, window) in limits.windows.enumerated() {
      arrivals[place] = max(arrivals[place], moment) + Int64(allowed) * Budget.interval(window)
    }
    return allowed
  }

  /// When `take` may answer with more than 0 again.
  public func next(of limits: Limits, after now: Instant) -> Instant {
    var next = max(restUntil, isBroken ? max(probeUntil, now) : now)
    for (place, window) in limits.windows.enumerated() where place < arrivals.count {
      let free = arrivals[place] - Int64(Budget.burst(window) - 1) * Budget.interval(window)
      next = max(next, Instant(milliseconds: (free + 999) / 1000))
    }
    return next
  }

  public mutating func rest(until instant: Instant) { restUntil = max(restUntil, instant) }

  /// - Parameter dice: Uniform in 0..<1.
  public mutating func note(healthy: Bool, terms: Terms, at now: Instant, dice: Double) {
    guard !healthy else {
      (failures, rests) = (0, 0)
      return
    }
    failures += 1
    guard isBroken else { return }
    // Answers of calls that were already under way when the rest began say nothing new.
    if now < restUntil { return }
    rests += 1
    probeUntil = now
    rest(until: now + max(terms.retry.wait(after: rests, dice: dice), .milliseconds(1)))
  }

  /// The partner has failed every probe that its retry budget allows.
  public func isGivenUp(by terms: Terms) -> Bool { rests >= terms.retry.attempts }

  private mutating func fit(to limits: Limits) {
    while arrivals.count < limits.windows.count { arrivals.append(0) }
  }

  private static func burst(_ window: Limits.Window) -> Int { max(1, window.calls / 5) }

  private static func interval(_ window: Limits.Window) -> Int64 {
    let slots = Int64(max(1, window.calls - burst(window) + 1))
    let (micros, overflow) = window.per.milliseconds.multipliedReportingOverflow(by: 1000)
    return ((overflow ? .max / 4 : min(micros, .max / 4)) + slots - 1) / slots
  }

  private static func room(_ arrival: Int64, _ window: Limits.Window, at moment: Int64) -> Int {
    let interval = interval(window)
    guard interval > 0 else { return .max }
    let lead = max(arrival, moment) - moment
    let tolerance = Int64(burst(window) - 1) * interval
    return lead > tolerance ? 0 : Int((tolerance - lead) / interval) + 1
  }
}

extension Instant {
  var microseconds: Int64 {
    let (micros, overflow) = milliseconds.multipliedReportingOverflow(by: 1000)
    return overflow ? .max / 2 : micros
  }
}
