extension InstructionState {
  /// The one place where an instruction changes. Pure and total.
  public func on(_ event: InstructionEvent) -> InstructionStep {
    switch event {
    case .approved: approve()
    case .sent(let personsTask): send(personsTask)
    case .transmitted(let until): transmitted(until)
    case .resumed: resume()
    case .halted(let reason): halt(reason)
    case .completed(let outcome): complete(outcome)
    case .hold(let basis, let until): hold(basis, until)
    case .release: release()
    case .personContinues: personContinues()
    case .late(let reason): late(reason)
    }
  }

  private func approve() -> InstructionStep {
    switch self {
    case .planned: InstructionStep(.approved)
    case .held(let basis, let until, .planned): InstructionStep(.held(basis: basis, until: until, before: .approved))
    case .approved, .sending, .awaiting, .needsPerson, .held, .settled, .reopened: InstructionStep(self)
    }
  }

  private func send(_ personsTask: Bool) -> InstructionStep {
    let sent: Running = personsTask ? .needsPerson(Reason("portal-task")) : .sending
    switch self {
    case .approved: return InstructionStep(InstructionState(sent))
    case .held(let basis, let until, .approved):
      return InstructionStep(.held(basis: basis, until: until, before: sent))
    case .planned, .sending, .awaiting, .needsPerson, .held, .settled, .reopened: return InstructionStep(self)
    }
  }

  private func transmitted(_ until: Instant) -> InstructionStep {
    switch self {
    case .sending, .awaiting: InstructionStep(.awaiting(until: until))
    case .held(let basis, let end, .sending), .held(let basis, let end, .awaiting):
      InstructionStep(.held(basis: basis, until: end, before: .awaiting(until: until)))
    case .planned, .approved, .needsPerson, .held, .settled, .reopened: InstructionStep(self)
    }
  }

  private func resume() -> InstructionStep {
    switch self {
    case .awaiting: InstructionStep(.sending)
    case .held(let basis, let end, .awaiting): InstructionStep(.held(basis: basis, until: end, before: .sending))
    case .planned, .approved, .sending, .needsPerson, .held, .settled, .reopened: InstructionStep(self)
    }
  }

  private func halt(_ reason: Reason) -> InstructionStep {
    switch self {
    case .sending, .awaiting: InstructionStep(.needsPerson(reason))
    case .held(let basis, let end, .sending), .held(let basis, let end, .awaiting):
      InstructionStep(.held(basis: basis, until: end, before: .needsPerson(reason)))
    case .planned, .approved, .needsPerson, .held, .settled, .reopened: InstructionStep(self)
    }
  }

  private func complete(_ outcome: Outcome) -> InstructionStep {
    switch self {
    case .sending, .awaiting, .needsPerson, .held, .reopened, .approved: InstructionStep(.settled(outcome))
    // What nobody approved cannot have been answered, and an end is left only by `late`.
    case .planned, .settled: InstructionStep(self)
    }
  }

  private func hold(_ basis: Reason, _ until: Instant?) -> InstructionStep {
    guard let before = Running(self) else { return InstructionStep(self) }
    return InstructionStep(.held(basis: basis, until: until, before: before), [.recordHold(basis, until: until)])
  }

  private func release() -> InstructionStep {
    switch self {
    case .held(let basis, _, let before): InstructionStep(InstructionState(before), [.recordRelease(basis)])
    case .planned, .approved, .sending, .awaiting, .needsPerson, .settled, .reopened: InstructionStep(self)
    }
  }

  private func personContinues() -> InstructionStep {
    switch self {
    case .needsPerson: InstructionStep(.sending)
    case .planned, .approved, .sending, .awaiting, .held, .settled, .reopened: InstructionStep(self)
    }
  }

  private func late(_ reason: Reason) -> InstructionStep {
    switch self {
    case .settled: InstructionStep(.reopened(reason))
    case .planned, .approved, .sending, .awaiting, .needsPerson, .held, .reopened: InstructionStep(self)
    }
  }

  private init(_ running: Running) {
    switch running {
    case .planned: self = .planned
    case .approved: self = .approved
    case .sending: self = .sending
    case .awaiting(let until): self = .awaiting(until: until)
    case .needsPerson(let reason): self = .needsPerson(reason)
    }
  }
}

extension InstructionState.Running {
  fileprivate init?(_ state: InstructionState) {
    switch state {
    case .planned: self = .planned
    case .approved: self = .approved
    case .sending: self = .sending
    case .awaiting(let until): self = .awaiting(until: until)
    case .needsPerson(let reason): self = .needsPerson(reason)
    case .held, .settled, .reopened: return nil
    }
  }
}
