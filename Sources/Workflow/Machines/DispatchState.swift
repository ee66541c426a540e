/// Where one dispatch stands. Each case carries exactly the data that is valid in it.
public enum DispatchState: Hashable, Sendable, Codable {
  /// To be sent (again) at `due`.
  case ready(due: Instant, tries: Tries)
  /// Written down before any byte leaves. An intent without an outcome is in doubt by construction.
  case intent(epoch: Int, tries: Tries)
  /// Bytes may have left; the partner's declared policy decides at `due`.
  case inDoubt(due: Instant, tries: Tries)
  /// A `query-first` partner is being asked whether it knows the dispatch.
  case asking(epoch: Int, tries: Tries)
  /// Taken by the partner, not done. With a job the partner is asked at `due`; without one `due` ends the wait.
  case waiting(Wait)
  /// The partner is being asked for the state of its job.
  case polling(epoch: Int, Wait)
  case settled
  case needsPerson(Reason, tries: Tries)

  public struct Tries: Hashable, Sendable, Codable {
    /// Transmissions begun, also those that the partner asked us to repeat later.
    public var attempt: Int
    /// Attempts that count against the retry budget: a partner's own "come back in 120 s" does not.
    public var strikes: Int
    /// Whether an attempt may have reached the partner without our knowing; `nil` = none did.
    public var doubt: Doubt?

    public init(attempt: Int = 0, strikes: Int = 0, doubt: Doubt? = nil) {
      self.attempt = attempt
      self.strikes = strikes
      self.doubt = doubt
    }
  }

  /// What is not known of earlier attempts.
  public enum Doubt: Int, Hashable, Sendable, Codable {
    /// An earlier call of the dispatch was made again; what it is told since may be of its own making.
    case past = 1
    /// So was the call at hand, under the same key: a partner that calls it a repeat may mean ours.
    case open = 2
  }

  public struct Wait: Hashable, Sendable, Codable {
    public var due: Instant
    public var since: Instant
    public var hasJob: Bool
    public var polls: Int
    public var grade: Grade
    public var tries: Tries
    /// Further calls of the dispatch wait until the job is over.
    public var isMidway: Bool

    public init(
      due: Instant, since: Instant, hasJob: Bool, polls: Int, grade: Grade, tries: Tries, isMidway: Bool = false
    ) {
      self.isMidway = isMidway
      self.due = due
      self.since = since
      self.hasJob = hasJob
      self.polls = polls
      self.grade = grade
      self.tries = tries
    }
  }

  /// When the engine must look at it again; `nil` while it is under way or over.
  public var due: Instant? {
    switch self {
    case .ready(let due, _), .inDoubt(let due, _): due
    case .waiting(let wait): wait.due
    case .intent, .asking, .polling, .settled, .needsPerson: nil
    }
  }

  /// The epoch that holds it, while something is under way.
  public var epoch: Int? {
    switch self {
    case .intent(let epoch, _), .asking(let epoch, _), .polling(let epoch, _): epoch
    case .ready, .inDoubt, .waiting, .settled, .needsPerson: nil
    }
  }

  public var isOver: Bool { self == .settled }

  public var tries: Tries {
    switch self {
    case .ready(_, let tries), .intent(_, let tries), .inDoubt(_, let tries), .asking(_, let tries),
      .needsPerson(_, let tries):
      tries
    case .waiting(let wait), .polling(_, let wait): wait.tries
    case .settled: Tries()
    }
  }
}
