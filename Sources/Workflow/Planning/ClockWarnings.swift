/// A clock that a partner cannot keep, said on day one and as long as it is true.
public struct ClockWarning: Hashable, Sendable {
  public var partner: String
  /// To send what is still to be sent, and then the partner's own time for the work.
  public var needs: Span
  public var clock: DutyClock
  /// From the moment of asking to the end of the duty; negative where it has already ended.
  public var left: Span
  /// What makes sending take long; `nil` where the partner's own time alone is too long.
  public var why: Bottleneck?
  /// The partner's own time, which is part of `needs`.
  public var own: Span?
  /// Partners that share the budget, and whose calls are counted in `why`; empty where it is the partner's alone.
  public var sharedWith: [String]
  public var alternatives: [Alternative]
}

extension Plan {
  /// Each partner against each clock.
  /// - Parameter begun: How many of a partner's dispatches have been begun already.
  public func clockWarnings(at now: Instant, begun: (String) -> Int = { _ in 0 }) -> [ClockWarning] {
    partners.flatMap { partner -> [ClockWarning] in
      guard let pace = pace(of: partner, begun: begun) else { return [] }
      return clocks.compactMap { clock in
        let left = clock.due - now
        guard pace.needs > left else { return nil }
        return ClockWarning(
          partner: partner.id, needs: pace.needs, clock: clock, left: left, why: pace.why, own: pace.own,
          sharedWith: pace.sharedWith, alternatives: partner.facts?.alternatives ?? [])
      }
    }
  }

  /// From the first byte to the partner's own completion time; `nil` where nothing is left to send.
  public func timeNeeded(of partner: PlannedPartner) -> Span? { pace(of: partner)?.needs }

  /// How long a partner takes, and why. Whoever shares its budget may go first, so their calls are counted too.
  public func pace(of partner: PlannedPartner, begun: (String) -> Int = { _ in 0 }) -> Pace? {
    guard partner.route != nil, let terms = partner.terms else { return nil }
    guard partner.dispatches == 0 || begun(partner.id) < partner.dispatches else { return nil }
    let sharers = sharers(of: partner)
    let load = sharers.reduce(Load(calls: 0)) { $0 + $1.load(begun: begun($1.id)) }
    let dispatches = sharers.reduce(0) { $0 + max(0, $1.dispatches - min($1.dispatches, begun($1.id))) }
    let slowest = terms.limits.slowest(
      for: load, dispatches: dispatches, jobTime: terms.completesWithin ?? terms.poll?.first)
    return Pace(
      needs: (slowest?.time ?? .zero) + (terms.completesWithin ?? .zero), why: slowest?.why, own: terms.completesWithin,
      sharedWith: sharers.map(\.id).filter { $0 != partner.id })
  }

  public struct Pace: Hashable, Sendable {
    public var needs: Span
    public var why: Bottleneck?
    public var own: Span?
    public var sharedWith: [String]
  }

  private func sharers(of partner: PlannedPartner) -> [PlannedPartner] {
    guard let word = partner.terms?.limits.share else { return [partner] }
    return partners.filter { $0.route != nil && $0.terms?.limits.share == word }
  }
}

extension PlannedPartner {
  /// What its dispatches cost from number `begun` on.
  public func load(begun: Int = 0) -> Load {
    let calls = max(0, dispatches - min(begun, dispatches))
    guard calls > 0 else { return Load(calls: 0) }
    let each = max(1, facts?.callsEach ?? 1)
    let (all, isMany) = calls.multipliedReportingOverflow(by: each)
    let (bytes, isMuch) = calls.multipliedReportingOverflow(by: terms?.limits.callBytes ?? 0)
    // Who is told by every lane takes the calls of each.
    let (certain, isMore) = (facts?.certainCalls ?? 0).multipliedReportingOverflow(by: calls)
    return Load(
      calls: isMany || isMore ? .max : max(all, certain / max(1, dispatches)),
      subjects: max(0, lanes.reduce(0) { $0 + $1.count } - subjects(in: begun)),
      bytes: isMuch ? .max : bytes)
  }

  /// Subjects of the first dispatches.
  private func subjects(in dispatches: Int) -> Int {
    var (rest, subjects) = (max(0, dispatches - (sendsSelector ? 1 : 0)), 0)
    for lane in lanes {
      subjects += min(lane.count, min(rest, lane.dispatches) * lane.batch)
      rest -= min(rest, lane.dispatches)
    }
    return subjects
  }
}
