import Catalogue
import Channels
import Ledger
import Store
import Workflow

extension Turn {
  /// Fires timers, then begins what is due and what the plan still holds, as far as the partner's limits allow.
  mutating func attend(to instruction: ActiveInstruction, limit: Int) throws -> [Start] {
    try fireTimer(of: instruction)
    guard instruction.mayClaim || instruction.mayOnlyAsk else { return [] }
    if instruction.mayClaim, instruction.allowance.isGivenUp(by: instruction.terms) {
      try giveUp(instruction, .unanswered, Reason("partner-unreachable"), takenToo: false)
    }
    let limits = instruction.terms.limits
    let room = min(limit, instruction.allowance.room(under: limits))
    guard room > 0 else { return [] }
    var starts: [Start] = []
    // Where jobs are counted, questions must not wait behind transmissions that wait for a job to end.
    let due = try stillDue(of: instruction, limit: limits.jobs == nil ? room : max(room, Conductor.turnLimit))
    let wanted = try wanted(due, of: instruction, room: room)
    let allowed = instruction.allowance.begin(wanted.costs, of: limits, at: now)
    for dispatch in wanted.due.prefix(allowed) {
      if let start = try begin(dispatch, of: instruction, isNew: false) { starts.append(start) }
    }
    for _ in 0..<max(0, allowed - wanted.due.count) {
      guard let dispatch = nextPlanned(of: instruction) else { break }
      if let start = try begin(dispatch, of: instruction, isNew: true) { starts.append(start) }
    }
    instruction.quietUntil = try quiet(instruction, wanted, allowed: allowed)
    return starts
  }

  /// What is due and means a transmission; what was only waiting for its clock ends here.
  private mutating func stillDue(of instruction: ActiveInstruction, limit: Int) throws -> [DispatchRecord] {
    let due =
      instruction.mayOnlyAsk
      ? try session.dueWaits(of: instruction.id, at: now, limit: limit)
      : try session.dueDispatches(of: instruction.id, at: now, limit: limit)
    return try due.filter { found in
      var dispatch = found
      return try !endWait(&dispatch, of: instruction)
    }
  }

  /// A dispatch that waits without a job ends by its clock alone.
  private mutating func endWait(_ dispatch: inout DispatchRecord, of instruction: ActiveInstruction) throws -> Bool {
    let step =
      silence(dispatch.state, of: instruction)
      ?? dispatch.state.waitEnded(at: now, in: context(of: dispatch, instruction))
    guard step.next != dispatch.state else { return false }
    try store(step, in: &dispatch, of: instruction, proof: Proof())
    return true
  }

  private func nextPlanned(of instruction: ActiveInstruction) -> DispatchRecord? {
    let number = instruction.record.begun
    guard let (lane, subjects) = instruction.plan.dispatch(number) else { return nil }
    instruction.record.begun += 1
    instruction.recordChanged = true
    return DispatchRecord(
      instruction: instruction.id, number: number, lane: lane, subjects: subjects,
      state: .ready(due: now, tries: .init()), key: conductor.key(of: instruction, number: number))
  }

  /// Rule 2: attempt, key, body hash and epoch are durable before a byte leaves. What is returned here is sent only
  /// after the transaction has been committed.
  private mutating func begin(
    _ dispatch: DispatchRecord, of instruction: ActiveInstruction, isNew: Bool
  ) throws -> Start? {
    var dispatch = dispatch
    let before = dispatch.state
    let step = before.on(.claimed(epoch: conductor.epoch), at: now, in: context(of: dispatch, instruction))
    let channel = try instruction.access.channel(for: instruction.id.partner)
    let order = try order(for: dispatch, of: instruction)
    let action: Start.Action
    do throws(PrepareFailure) {
      guard let chosen = try self.action(step, dispatch, order, channel, instruction) else { return nil }
      action = chosen
      dispatch.state = step.next
    } catch {
      instruction.touched = true
      dispatch.state = try refused(error, dispatch, of: instruction)
      try isNew ? session.insert(dispatch) : session.update(dispatch, expecting: before)
      return nil
    }
    if case .transmit(let prepared) = action {
      dispatch.bodyHash = prepared.bodyHash
      if let keep = prepared.keep {
        dispatch.sealedJob = try instruction.access.seal(
          job: keep, instruction: instruction.id, number: dispatch.number)
      }
    }
    try isNew ? session.insert(dispatch) : session.update(dispatch, expecting: before)
    let ticket = Ticket(
      instruction: instruction.id, number: dispatch.number, epoch: conductor.epoch,
      attempt: dispatch.state.tries.attempt)
    conductor.held[ticket] = Held(dispatch: dispatch, sentAt: now, contact: order.contact)
    instruction.inFlight += 1
    return Start(ticket: ticket, order: order, action: action, channel: channel, access: instruction.access)
  }

  private func action(
    _ step: DispatchStep, _ dispatch: DispatchRecord, _ order: Order, _ channel: any Channel,
    _ instruction: ActiveInstruction
  ) throws(PrepareFailure) -> Start.Action? {
    for effect in step.effects {
      switch effect {
      case .send: return .transmit(try channel.prepare(order))
      case .ask: return .ask(job: nil)
      case .poll:
        guard let job = order.memory else { throw .unusable(Reason("job-unreadable")) }
        return .ask(job: job)
      case .record, .answer, .itemAnswer, .settle, .split, .part, .halt, .rest, .health: continue
      }
    }
    return nil
  }

  /// Rule 10: what cannot be said exactly is not sent.
  private mutating func refused(
    _ failure: PrepareFailure, _ dispatch: DispatchRecord, of instruction: ActiveInstruction
  ) throws -> DispatchState {
    switch failure {
    case .tooLarge where (dispatch.subjects?.count ?? 0) > 1:
      try halve(dispatch, of: instruction)
      return .settled
    case .oneIsUnusable where (dispatch.subjects?.count ?? 0) > 1 && dispatch.sealedJob == nil:
      try halve(dispatch, of: instruction)
      return .settled
    case .tooLarge: return .needsPerson(Reason("too-large"), tries: dispatch.state.tries)
    case .oneIsUnusable(let reason): return .needsPerson(reason, tries: dispatch.state.tries)
    case .unusable(let reason): return .needsPerson(reason, tries: dispatch.state.tries)
    }
  }

  func order(for dispatch: DispatchRecord, of instruction: ActiveInstruction) throws -> Order {
    var items: [BatchItem] = []
    var lane: String?
    if let place = dispatch.lane, let subjects = dispatch.subjects {
      let kinds = try instruction.access.kinds(of: instruction.id.partner, lane: place)
      items = try instruction.access.items(subjects, of: kinds, in: session)
      lane = instruction.plan.lanes[place].name
    }
    let earlier = instruction.plan.route == .email ? try letters(before: dispatch) : (keys: [], reminders: 0)
    var order = Order(
      matter: instruction.matter, wave: instruction.id.wave, partner: instruction.id.partner, dispatch: dispatch.name,
      key: dispatch.key, firstKey: conductor.firstKey(of: instruction),
      purpose: purpose(of: dispatch, reminders: earlier.reminders), lane: lane, items: items,
      issuedAt: issueDate(of: dispatch, instruction, reminders: earlier.reminders), now: now)
    order.earlierKeys = earlier.keys
    order.contact = instruction.record.contact
    order.memory = dispatch.sealedJob.flatMap {
      try? instruction.access.open(job: $0, instruction: instruction.id, number: dispatch.number)
    }
    order.isRepeat = dispatch.state.tries.doubt == .open
    return order
  }

  private func purpose(of dispatch: DispatchRecord, reminders: Int) -> Order.Purpose {
    switch dispatch.purpose {
    case .deletion: .deletion
    case .reminder: .reminder(reminders + 1)
    case .redirect: .redirect
    case .probe, .recheck: .probe
    }
  }

  /// Fixed by the plan, never by the attempt: a repeated mail has to be the same bytes.
  private func issueDate(of dispatch: DispatchRecord, _ instruction: ActiveInstruction, reminders: Int) -> Instant {
    switch dispatch.purpose {
    case .deletion, .probe, .recheck: return instruction.sentAt
    // Kept with the intent from the first attempt on.
    case .redirect: return now
    case .reminder:
      let offset = instruction.terms.reminders.dropFirst(reminders).first
      return instruction.sentAt + (offset ?? .zero)
    }
  }

  private func quiet(_ instruction: ActiveInstruction, _ wanted: Wanted, allowed: Int) throws -> Instant {
    if wanted.count > allowed {
      return instruction.allowance.next(
        wanted.costs[allowed], of: instruction.terms.limits, after: now + .milliseconds(1))
    }
    if wanted.waitsForJobs { return now + Turn.jobPatience }
    let mayBegin = !instruction.mayOnlyAsk
    if mayBegin, instruction.record.begun < instruction.record.planned { return now }
    let next = mayBegin ? try session.nextDue(of: instruction.id) : try session.nextWait(of: instruction.id)
    let due = next ?? Instant(milliseconds: .max)
    return max(min(due, instruction.record.timer ?? due), instruction.allowance.restUntil)
  }
}
