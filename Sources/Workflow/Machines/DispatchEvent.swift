/// What can happen to a dispatch. Events of a transmission carry the epoch and attempt they belong to,
/// because old and new ones mix after crashes, pauses and repeats.
public enum DispatchEvent: Hashable, Sendable {
  /// The engine takes it because it is due.
  case claimed(epoch: Int)
  /// The exchange of `attempt` ended.
  case answered(epoch: Int, attempt: Int, Verdict)
  /// The question about a job, or the look-up of a `query-first` partner, ended.
  case polled(epoch: Int, PollVerdict)
  /// Found at start-up, held by an epoch that is no longer alive.
  case recovered(before: Int)
  /// The partner was given up as a whole, or withdrawn.
  case abandoned(Outcome, Reason)
  /// A person decided that it may be sent again.
  case personRepeats
}

/// What the engine must do after a transition. All lines of one transition are stored with the new state.
public enum DispatchEffect: Hashable, Sendable {
  case send(attempt: Int)
  case ask
  case poll
  /// A transmission ended: a `dispatch/1` line.
  case record(Transmission)
  /// Something came in: an `answer/1` line. `nil` outcome where nothing was decided by it.
  case answer(Via, Outcome?, Grade?, Reason?)
  /// What an answer says of some of the subjects: an `answer/1` line of its own, so that no line claims for all what
  /// holds for some.
  case itemAnswer(Via, Item)
  /// Subjects reached their end: an `outcome/1` line for each group.
  case settle([Item])
  /// Some subjects of the dispatch go on as a dispatch of their own.
  case split(SubjectRanges, DispatchState)
  /// Nothing of the dispatch was taken: these subjects go on in one that stands in its place.
  case part(SubjectRanges)
  /// The partner as a whole stops until a person looked.
  case halt(Reason)
  /// The partner as a whole rests.
  case rest(until: Instant)
  /// A fact about the partner's health, for the breaker.
  case health(Bool)
}

/// How a transmission's attempt ended.
public struct Transmission: Hashable, Sendable {
  public enum Result: String, Sendable, Codable { case accepted, failed, inDoubt = "in-doubt" }
  public var attempt: Int
  public var result: Result
  public var grade: Grade?
  public var reason: Reason?
  /// One call of several: what the partner is told is not yet complete.
  public var isStep: Bool

  public init(attempt: Int, result: Result, grade: Grade?, reason: Reason?, isStep: Bool = false) {
    self.isStep = isStep
    self.attempt = attempt
    self.result = result
    self.grade = grade
    self.reason = reason
  }
}

/// By which way an answer came in.
public enum Via: String, Codable, CaseIterable, Hashable, Sendable {
  case response, poll, callback, mail, file, person
}

/// What surrounds a transition: terms of the partner, the dispatch's subjects, and one throw of the dice.
public struct DispatchContext: Hashable, Sendable {
  public var terms: Terms
  /// `nil` for a dispatch that carries a selector.
  public var subjects: SubjectRanges?
  /// Some of the dispatch's calls are answered.
  public var isMidway: Bool
  /// Uniform in 0..<1, drawn outside so that the machine stays pure.
  public var dice: Double

  public init(terms: Terms, subjects: SubjectRanges?, dice: Double, isMidway: Bool = false) {
    self.isMidway = isMidway
    self.terms = terms
    self.subjects = subjects
    self.dice = dice
  }
}

public struct DispatchStep: Hashable, Sendable {
  public var next: DispatchState
  public var effects: [DispatchEffect]

  public init(_ next: DispatchState, _ effects: [DispatchEffect] = []) {
    self.next = next
    self.effects = effects
  }
}
