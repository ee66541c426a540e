/// A look-up after a partner's claim that shows whether a subject is still there.
public struct ProbeTerms: Hashable, Sendable, Codable {
  /// Counted from the claim, or from the end of the partner's completion time where nothing is claimed.
  public var after: Span
  /// Further look-ups, counted from the day on which all subjects of the instruction had settled.
  public var again: [Span]
  /// Subjects that are looked up at most; `nil` for all.
  public var sample: Int?
  /// Between two attempts to get an answer.
  public var every: Span

  /// How long an answer is waited for before the claim stands as it was made.
  public static let patience = Span.days(7)

  public init(after: Span, again: [Span] = [], sample: Int? = nil, every: Span = .days(1)) {
    self.after = after
    self.again = again
    self.sample = sample
    self.every = every
  }

  var schedule: PollSchedule {
    let (end, overflow) = after.milliseconds.addingReportingOverflow(ProbeTerms.patience.milliseconds)
    return PollSchedule(first: after, every: every, giveUp: Span(milliseconds: overflow ? .max : end))
  }
}

extension Terms {
  /// The same partner, when a dispatch of it is a look-up.
  public var forProbes: Terms {
    var terms = self
    terms.poll = probe?.schedule
    return terms
  }
}
