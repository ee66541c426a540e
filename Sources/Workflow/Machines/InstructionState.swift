/// Where one partner stands in one wave.
public enum InstructionState: Hashable, Sendable, Codable {
  case planned
  case approved
  /// Dispatches are being sent, repeated or asked for.
  case sending
  /// All is sent; an answer is expected until then.
  case awaiting(until: Instant)
  case needsPerson(Reason)
  /// A legal ground keeps it still. What it was before comes back on release.
  case held(basis: Reason, until: Instant?, before: Running)
  case settled(Outcome)
  /// Settled once; something came in afterwards that a person must weigh.
  case reopened(Reason)

  /// The states a hold can interrupt.
  public enum Running: Hashable, Sendable, Codable {
    case planned, approved, sending
    case awaiting(until: Instant)
    case needsPerson(Reason)
  }

  /// Whether dispatches of it may be claimed.
  public var mayTransmit: Bool {
    switch self {
    case .sending, .awaiting: true
    case .planned, .approved, .needsPerson, .held, .settled, .reopened: false
    }
  }

  /// Whether jobs that the partner has accepted may be asked about.
  ///
  /// A halt stops what would change something at the partner. What it took before goes on there, so it is asked about
  /// all the same, and the wait for it runs on. Where the credential itself was refused nobody can ask: then the wait
  /// stands still until a person lets the partner go on (`DispatchState.resumed`). A legal hold keeps everything still.
  public var mayAsk: Bool {
    switch self {
    case .sending, .awaiting: true
    case .needsPerson(let reason): reason.allowsQuestions
    case .planned, .approved, .held, .settled, .reopened: false
    }
  }

  /// Settled, or settled once and opened again for a person.
  public var isEnded: Bool {
    switch self {
    case .settled, .reopened: true
    case .planned, .approved, .sending, .awaiting, .needsPerson, .held: false
    }
  }

  public var isSettled: Bool {
    switch self {
    case .settled: true
    case .planned, .approved, .sending, .awaiting, .needsPerson, .held, .reopened: false
    }
  }
}

public enum InstructionEvent: Hashable, Sendable {
  case approved
  /// Legal's button: the wave goes out. A person's task waits for a person from the first moment.
  case sent(personsTask: Bool)
  /// Nothing is left to transmit for now; an answer is expected until then.
  case transmitted(until: Instant)
  /// There is something to transmit again.
  case resumed
  /// The partner as a whole stopped.
  case halted(Reason)
  /// All subjects have an outcome.
  case completed(Outcome)
  case hold(basis: Reason, until: Instant?)
  case release
  /// A person looked at a halted partner and lets it go on.
  case personContinues
  /// Something came in after the end.
  case late(Reason)
}

public enum InstructionEffect: Hashable, Sendable {
  case recordHold(Reason, until: Instant?)
  case recordRelease(Reason)
}

public struct InstructionStep: Hashable, Sendable {
  public var next: InstructionState
  public var effects: [InstructionEffect]

  public init(_ next: InstructionState, _ effects: [InstructionEffect] = []) {
    self.next = next
    self.effects = effects
  }
}
