/// What a partner's entry says about time, doubt and limits: all that the machines need to know of a partner.
public struct Terms: Hashable, Sendable, Codable {
  public var inDoubt: InDoubtPolicy
  public var retry: RetrySchedule
  public var poll: PollSchedule?
  /// After acceptance without a way to ask: the partner's own stated completion time.
  public var completesWithin: Span?
  /// How long an instruction waits for an answer by mail or by a person before it is `unanswered`.
  public var answerWithin: Span
  /// Reminders, counted from the day the instruction was issued.
  public var reminders: [Span]
  public var limits: Limits
  public var probe: ProbeTerms?

  public init(
    inDoubt: InDoubtPolicy, retry: RetrySchedule = RetrySchedule(), poll: PollSchedule? = nil,
    completesWithin: Span? = nil, answerWithin: Span = .days(30), reminders: [Span] = [], limits: Limits = Limits(),
    probe: ProbeTerms? = nil
  ) {
    self.inDoubt = inDoubt
    self.retry = retry
    self.poll = poll
    self.completesWithin = completesWithin
    self.answerWithin = answerWithin
    self.reminders = reminders
    self.limits = limits
    self.probe = probe
  }
}

/// What to do when bytes may have left and no answer came. Every partner declares one; there is no default.
public enum InDoubtPolicy: String, CaseIterable, Codable, Hashable, Sendable {
  case safeToRepeat = "safe-to-repeat"
  case queryFirst = "query-first"
  case neverRepeat = "never-repeat"
}

/// Full jitter: attempt n waits a random part of min(cap, base x 2^n). Source: AWS architecture note on backoff.
public struct RetrySchedule: Hashable, Sendable, Codable {
  public var base: Span
  public var cap: Span
  /// Attempts in all, the first included; at least 1.
  public var attempts: Int

  public init(base: Span = .seconds(2), cap: Span = .hours(1), attempts: Int = 12) {
    self.base = base
    self.cap = cap
    self.attempts = attempts
  }
}

public struct PollSchedule: Hashable, Sendable, Codable {
  public var first: Span
  public var every: Span
  /// Counted from acceptance. After it nobody is asked any more: `unanswered`.
  public var giveUp: Span

  public init(first: Span, every: Span, giveUp: Span) {
    self.first = first
    self.every = every
    self.giveUp = giveUp
  }
}
