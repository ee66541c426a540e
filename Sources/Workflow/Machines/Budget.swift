/// What one partner may still be sent: pacing, rest and health. Kept in the store, so that a restart is no burst.
public struct Budget: Hashable, Sendable {
  /// One for each window that was ever asked for.
  private(set) var meters: [Meter] = []
  /// What an earlier version of this program kept instead of meters, until the windows it belongs to are known.
  var arrivals: [Int64] = []
  /// The partner's own wish (`Retry-After`), or the breaker's rest.
  public private(set) var restUntil = Instant(milliseconds: 0)
  /// Failures in a row, over all dispatches.
  public private(set) var failures = 0
  /// Rests in a row that ended in another failure.
  public private(set) var rests = 0
  /// Until its answer, or until this moment, a probe of a broken partner goes alone.
  public private(set) var probeUntil = Instant(milliseconds: 0)

  /// Failures in a row after which only single probes go out. Source: reliability rules, circuit breaker.
  public static let breaksAfter = 5

  /// How long a probe's answer is waited for before another probe may go: longer than any one call takes.
  public static let probePatience = Span.minutes(2)

  public init() {}

  public var isBroken: Bool { failures >= Budget.breaksAfter }

  /// How many of `calls` may begin at `now`, in their order; they are counted as begun.
  public mutating func take(_ calls: [Load], of limits: Limits, at now: Instant) -> Int {
    guard now >= restUntil, !isBroken || now >= probeUntil else { return 0 }
    let wanted = isBroken ? calls.prefix(1) : calls[...]
    let places = fit(to: limits, at: now)
    for place in meters.indices { meters[place].prune(at: now) }
    var allowed = 0
    for call in wanted {
      let fits = zip(places, limits.windows).allSatisfy { meters[$0].admits(call, $1, at: now) }
      guard fits else { break }
      for place in meters.indices { meters[place].spend(call, at: now) }
      for (place, window) in zip(places, limits.windows) { meters[place].keepPace(call, window, at: now) }
      allowed += 1
    }
    if isBroken, allowed > 0 { probeUntil = now + Budget.probePatience }
    return allowed
  }

  public mutating func take(_ wanted: Int, of limits: Limits, at now: Instant) -> Int {
    take(Array(repeating: .call, count: max(0, wanted)), of: limits, at: now)
  }

  /// When `take` may answer with more than 0 again, if `call` is the first to go.
  public func next(_ call: Load = .call, of limits: Limits, after now: Instant) -> Instant {
    var next = max(restUntil, isBroken ? max(probeUntil, now) : now)
    var fitted = self
    for (place, window) in zip(fitted.fit(to: limits, at: now), limits.windows) {
      next = max(next, fitted.meters[place].next(call, window, after: now))
    }
    return next
  }

  /// Takes over what another budget knows to have been spent, before anything is spent here.
  public mutating func inherit(_ other: Budget) {
    guard meters.isEmpty, arrivals.isEmpty else { return }
    (meters, arrivals) = (other.meters, other.arrivals)
    rest(until: other.restUntil)
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

  /// The meter of each window, in the order of the windows.
  private mutating func fit(to limits: Limits, at now: Instant) -> [Int] {
    let old = arrivals
    meters.removeAll { meter in meter.isEmpty && !limits.windows.contains { meter.measures($0) } }
    let places = limits.windows.enumerated().map { place, window in
      if let known = meters.firstIndex(where: { $0.measures(window) }) { return known }
      let meter = old.indices.contains(place) ? Meter(window, arrival: old[place], at: now) : begun(window)
      meters.append(meter)
      return meters.count - 1
    }
    if !limits.windows.isEmpty { arrivals = [] }
    return places
  }

  /// A window that is new to this partner: what is known to have been spent under the longest other counts in it too.
  private func begun(_ window: Limits.Window) -> Meter {
    var meter = Meter(window)
    guard window.resets == nil else { return meter }
    let known = meters.filter { $0.unit == window.unit && $0.resets == nil }.max { $0.per < $1.per }
    for bucket in known?.spent ?? [] { meter.add(bucket.count, at: bucket.at) }
    return meter
  }
}

extension Budget: Codable {
  private enum Key: String, CodingKey { case meters, arrivals, restUntil, failures, rests, probeUntil }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    meters = try container.decodeIfPresent([Meter].self, forKey: .meters) ?? []
    arrivals = try container.decodeIfPresent([Int64].self, forKey: .arrivals) ?? []
    restUntil = try container.decode(Instant.self, forKey: .restUntil)
    failures = try container.decode(Int.self, forKey: .failures)
    rests = try container.decode(Int.self, forKey: .rests)
    probeUntil = try container.decode(Instant.self, forKey: .probeUntil)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    if !meters.isEmpty { try container.encode(meters, forKey: .meters) }
    if !arrivals.isEmpty { try container.encode(arrivals, forKey: .arrivals) }
    try container.encode(restUntil, forKey: .restUntil)
    try container.encode(failures, forKey: .failures)
    try container.encode(rests, forKey: .rests)
    try container.encode(probeUntil, forKey: .probeUntil)
  }
}

extension Meter {
  /// From the one number that earlier versions kept: the theoretical arrival of the next call under a rate with a burst.
  /// It bounds how late each of the last calls can have been, and each is taken to have been as late as that.
  init(_ window: Limits.Window, arrival: Int64, at now: Instant) {
    self.init(window)
    let burst = max(1, window.count / 5)
    let slots = Int64(max(1, window.count - burst + 1))
    let (micros, overflow) = window.per.milliseconds.multipliedReportingOverflow(by: 1000)
    let interval = ((overflow ? .max / 4 : min(micros, .max / 4)) + slots - 1) / slots
    let chunk = (window.count + Meter.buckets - 1) / Meter.buckets
    for first in stride(from: 0, to: window.count, by: chunk).reversed() {
      let (back, far) = interval.multipliedReportingOverflow(by: Int64(first + 1))
      guard !far else { continue }
      let latest = min((arrival - back + 999) / 1000, now.milliseconds)
      guard latest > 0 else { continue }
      add(min(chunk, window.count - first), at: latest)
    }
    prune(at: now)
  }
}
