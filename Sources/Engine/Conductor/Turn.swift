import Channels
import Ledger
import Store
import Workflow

/// One transaction of the conductor: moves machines and collects the lines that tell of it.
struct Turn {
  let conductor: Conductor
  let session: any StoreWriting
  let now: Instant
  var book = LineBook()

  init(conductor: Conductor, session: any StoreWriting, now: Instant) {
    self.conductor = conductor
    self.session = session
    self.now = now
  }

  /// What an exchange left behind, for the lines that tell of it.
  struct Proof {
    var evidence: [UInt8]?
    var signer: [UInt8]?
    /// What the channel needs to go on: a job's reference, or how far a dispatch of several calls is.
    var memory: [UInt8]?
    /// `nil` = all of the lane's.
    var identifiers: [IdentifierKind]?
    /// When the transmission began; unknown after a crash.
    var sentAt: Instant?
  }

  mutating func settle(_ ended: Ended, evidence: [UInt8]?) throws {
    guard let instruction = conductor.instruction(ended.ticket.instruction) else { return }
    guard let held = conductor.held.removeValue(forKey: ended.ticket) else {
      return try observe(ended, evidence: evidence, of: instruction)
    }
    instruction.inFlight -= 1
    wake(instruction)
    var dispatch = held.dispatch
    let event: DispatchEvent
    var proof = Proof(evidence: evidence, signer: ended.signer, sentAt: held.sentAt)
    switch ended.finding {
    case .sent(let verdict):
      event = .answered(epoch: ended.ticket.epoch, attempt: ended.ticket.attempt, verdict)
      if case .accepted(let acceptance) = verdict { proof.memory = acceptance.job }
    case .asked(let verdict):
      event = .polled(epoch: ended.ticket.epoch, verdict)
    }
    if let memory = ended.memory { proof.memory = memory }
    proof.identifiers = ended.identifiers
    try move(&dispatch, event, of: instruction, proof: proof)
    if ended.refusesContact { try redirect(held, of: instruction) }
  }

  mutating func recover(_ dispatch: DispatchRecord) throws {
    guard let instruction = conductor.instruction(dispatch.instruction) else { return }
    var dispatch = dispatch
    try move(&dispatch, .recovered(before: conductor.epoch), of: instruction, proof: Proof())
  }

  /// Runs the machine and stores what it says: the state guarded by the one before, the effects beside it.
  mutating func move(
    _ dispatch: inout DispatchRecord, _ event: DispatchEvent, of instruction: ActiveInstruction, proof: Proof
  ) throws {
    let step = dispatch.state.on(event, at: now, in: context(of: dispatch, instruction))
    try store(step, in: &dispatch, of: instruction, proof: proof)
  }

  mutating func store(
    _ step: DispatchStep, in dispatch: inout DispatchRecord, of instruction: ActiveInstruction, proof: Proof
  ) throws {
    let before = dispatch.state
    instruction.touched = true
    for effect in step.effects { try apply(effect, to: &dispatch, of: instruction, proof: proof) }
    dispatch.state = dispatch.purpose.end(of: step.next)
    if let memory = proof.memory {
      dispatch.sealedJob = try instruction.access.seal(
        job: memory, instruction: instruction.id, number: dispatch.number)
    }
    if forgets(dispatch.state, of: instruction) { dispatch.sealedJob = nil }
    try session.update(dispatch, expecting: before)
  }

  func context(of dispatch: DispatchRecord, _ instruction: ActiveInstruction) -> DispatchContext {
    let terms: Terms
    switch dispatch.purpose {
    case .deletion, .reminder, .redirect: terms = instruction.terms
    case .probe, .recheck: terms = instruction.terms.forProbes
    }
    return DispatchContext(
      terms: terms, subjects: dispatch.subjects, dice: conductor.surroundings.dice(),
      // What is kept of a letter is the letter.
      isMidway: dispatch.isMidway && instruction.plan.route != .email)
  }

  /// An answer to nothing that is under way: written down, and it changes nothing.
  private mutating func observe(_ ended: Ended, evidence: [UInt8]?, of instruction: ActiveInstruction) throws {
    guard let dispatch = try session.dispatch(ended.ticket.instruction, number: ended.ticket.number) else { return }
    let via: Via
    switch ended.finding {
    case .sent: via = .response
    case .asked: via = .poll
    }
    let proof = Proof(evidence: evidence, signer: ended.signer)
    let claims = ended.finding.claims(of: dispatch.subjects)
    guard !claims.isEmpty else {
      _ = try answerLine(
        dispatch, dispatch.subjects, via, nil, nil, Reason("late-answer"), of: instruction, proof: proof)
      return
    }
    for (item, outcome) in claims {
      let subjects = dispatch.subjects == nil ? nil : item.subjects
      let receipt = try answerLine(
        dispatch, subjects, via, outcome, item.grade, Reason("late-answer"), of: instruction, proof: proof)
      try session.add(
        LateAnswer(
          receipt: receipt, via: via, outcome: outcome, grade: item.grade, reason: item.reason, subjects: subjects,
          at: now), to: instruction.id)
    }
  }

  /// Writes outcome lines, instruction records and budgets that changed.
  mutating func finish() throws {
    for instruction in conductor.active where instruction.touched {
      try close(instruction)
      instruction.touched = false
    }
    for instruction in conductor.active {
      if instruction.recordChanged {
        try session.update(instruction.record)
        instruction.record.version += 1
        instruction.recordChanged = false
      }
      if instruction.probesChanged, instruction.terms.probe != nil {
        try session.set(instruction.probes, of: instruction.id)
      }
      instruction.probesChanged = false
    }
    for allowance in conductor.purses.all { try allowance.store(in: session) }
    try book.commit(in: session)
  }
}

extension Report.Finding {
  /// What it says has become of subjects that were sent.
  fileprivate func claims(of sent: SubjectRanges?) -> [(Item, Outcome)] {
    let items: [Item]
    switch self {
    case .sent(.items(let found)), .asked(.items(let found)): items = found
    case .sent, .asked: items = []
    }
    return items.compactMap { item in
      guard let outcome = item.outcome else { return nil }
      var item = item
      if let sent { item.subjects = item.subjects.intersection(sent) }
      return sent != nil && item.subjects.isEmpty ? nil : (item, outcome)
    }
  }
}

extension DispatchRecord {
  /// What a dispatch remembers before it was accepted is what some of its calls were answered.
  fileprivate var isMidway: Bool {
    switch state {
    case .ready, .intent, .inDoubt, .asking: purpose == .deletion && sealedJob != nil
    case .waiting, .polling, .settled, .needsPerson: false
    }
  }
}

extension DispatchPurpose {
  /// A reminder is over when it is sent: what it reminds of is another dispatch's story. So is a letter that went out
  /// again.
  fileprivate func end(of state: DispatchState) -> DispatchState {
    switch (self, state) {
    case (.reminder, .waiting), (.redirect, .waiting): .settled
    case (.reminder, _), (.redirect, _), (.deletion, _), (.probe, _), (.recheck, _): state
    }
  }
}
