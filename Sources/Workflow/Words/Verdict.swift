/// What one exchange with a partner means, after the partner's own rules were applied to the exact bytes.
public enum Verdict: Hashable, Sendable {
  /// Nothing left the machine: no connection, name unknown, TLS refused.
  case notSent(Reason)
  /// Bytes may have left, the outcome is unknown; also a 2xx that cannot be read.
  case lost(Reason)
  /// The partner asked us to come again. `retryAfter` is its own wish, where it gave one.
  case busy(Reason, retryAfter: Span?)
  /// This request will never pass as it is.
  case rejected(Reason)
  /// The fault is not this request's: credentials, a redirect, a changed interface. The whole partner stops.
  case halted(Reason)
  /// Taken, not done. `job` is the partner's own reference, where there is one.
  case accepted(Acceptance)
  /// Answers for each subject of the dispatch. What is missing from it is in doubt.
  case items([Item])
  /// One call of several is answered; the next one is due at once.
  case proceeding(Reason)
  /// The batch was refused because of one of its subjects: it is cut in two until that one stands alone.
  case cut(Reason)
}

public struct Acceptance: Hashable, Sendable {
  public var grade: Grade
  /// The partner's reference for asking again; kept sealed, as some partners build it from an identifier.
  public var job: [UInt8]?
  /// When to ask first, where the partner said so.
  public var askAfter: Span?
  /// One call of several: the next one may begin only when this job is over.
  public var isMidway: Bool
  /// What a reader of the transmission's line must know of it, such as that a waiver was used.
  public var remark: Reason?

  public init(
    grade: Grade, job: [UInt8]? = nil, askAfter: Span? = nil, isMidway: Bool = false, remark: Reason? = nil
  ) {
    self.remark = remark
    self.isMidway = isMidway
    self.grade = grade
    self.job = job
    self.askAfter = askAfter
  }
}

/// What an answer says of some subjects of a dispatch.
public struct Item: Hashable, Sendable {
  public var subjects: SubjectRanges
  public var standing: Standing

  public init(subjects: SubjectRanges, standing: Standing) {
    self.subjects = subjects
    self.standing = standing
  }

  public enum Standing: Hashable, Sendable {
    case settled(Outcome, Grade?, Reason?)
    /// Taken, not done, and nothing to ask by: the partner's completion time is waited for.
    case accepted(Grade)
    case tryAgain(Reason)
    case inDoubt(Reason)
    case needsPerson(Reason)
  }

  /// What it settles; `nil` while it settles nothing.
  public var outcome: Outcome? {
    switch standing {
    case .settled(let outcome, _, _): outcome
    case .accepted, .tryAgain, .inDoubt, .needsPerson: nil
    }
  }

  public var grade: Grade? {
    switch standing {
    case .settled(_, let grade, _): grade
    case .accepted(let grade): grade
    case .tryAgain, .inDoubt, .needsPerson: nil
    }
  }

  public var reason: Reason? {
    switch standing {
    case .settled(_, _, let reason): reason
    case .accepted: nil
    case .tryAgain(let reason), .inDoubt(let reason), .needsPerson(let reason): reason
    }
  }
}

/// What a look at a job's state means.
public enum PollVerdict: Hashable, Sendable {
  /// Not done yet; `askAfter` where the partner named a time.
  case pending(askAfter: Span?)
  /// Not done yet, but the partner has shown since that it took the dispatch. Told once.
  case taken(Grade, Reason)
  /// Over, for all subjects of the dispatch or item by item.
  case items([Item])
  /// The partner does not know the job (any more).
  case unknown(Reason)
  /// The question itself failed; it is asked again.
  case unanswered(Reason, retryAfter: Span?)
  case halted(Reason)
  /// One question of several is answered; the next one is due at once.
  case proceeding(Reason)
  /// The job is over, and the dispatch is not: its next call is due at once.
  case continuing(Reason)
}
