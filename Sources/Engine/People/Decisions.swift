import Ledger
import Store
import Workflow

/// What a person decides about an instruction without anything having come in: hold, release, go on.
public struct Decisions {
  let store: any Store
  let surroundings: Surroundings

  public init(store: any Store, surroundings: Surroundings) {
    self.store = store
    self.surroundings = surroundings
  }

  public enum Decision: Hashable, Sendable {
    /// A legal ground keeps it still.
    case hold(basis: Reason, until: Instant?)
    case release
    /// After a halt, or after doubt at a `never-repeat` partner: send what is open again.
    case resume
  }

  /// - Returns: the instruction's new state.
  public func decide(_ id: InstructionID, _ decision: Decision) throws -> InstructionState {
    guard let wave = try store.read({ try $0.wave(id.wave) }) else { throw StoreError.missing("wave \(id.wave)") }
    return try store.write { session in
      guard var record = try session.instruction(id) else { throw StoreError.missing("instruction \(id)") }
      let step = record.state.on(event(for: decision))
      guard step.next != record.state else { throw DecisionError(id: id.description, state: record.state) }
      var book = LineBook()
      for effect in step.effects {
        try book.add(entry(for: effect, id), to: wave.matter, in: session)
      }
      record.state = step.next
      if case .hold(_, let until) = decision { record.timer = until }
      if decision == .resume { try wake(record, in: session) }
      if record.state.mayAsk { try session.resumeWaits(of: id, at: surroundings.now()) }
      try session.update(record)
      try book.commit(in: session)
      return record.state
    }
  }

  private func event(for decision: Decision) -> InstructionEvent {
    switch decision {
    case .hold(let basis, let until): .hold(basis: basis, until: until)
    case .release: .release
    case .resume: .personContinues
    }
  }

  private func entry(for effect: InstructionEffect, _ id: InstructionID) throws -> Entry {
    let at = surroundings.now().ledger
    switch effect {
    case .recordHold(let basis, let until):
      return .hold(
        HoldEntry(
          at: at, wave: id.wave, partner: id.partner, subjects: nil, basis: try known(basis.ledger, basis.code),
          until: until.map { LedgerTime(seconds: $0.seconds).description }))
    case .recordRelease(let basis):
      return .release(
        ReleaseEntry(
          at: at, wave: id.wave, partner: id.partner, subjects: nil, basis: try known(basis.ledger, basis.code),
          until: nil))
    }
  }

  private func wake(_ record: InstructionRecord, in session: any StoreWriting) throws {
    let now = surroundings.now()
    let terms = Terms(inDoubt: .neverRepeat)
    for var dispatch in try session.openDispatches(of: record.id, limit: .max) {
      let before = dispatch.state
      let context = DispatchContext(terms: terms, subjects: dispatch.subjects, dice: 0)
      dispatch.state = before.on(.personRepeats, at: now, in: context).next
      if dispatch.state != before { try session.update(dispatch, expecting: before) }
    }
    var budget = try session.budget(of: record.id.partner)
    budget.note(healthy: true, terms: terms, at: now, dice: 0)
    try session.set(budget, of: record.id.partner)
  }
}

public struct DecisionError: Error, Sendable, CustomStringConvertible {
  let id: String
  let state: InstructionState

  public var description: String {
    "instruction \(id) is \(state.word), so that changes nothing; `expunge instruction show \(id)` tells where it stands"
  }
}

extension InstructionState {
  /// One word, as status and messages use it.
  public var word: String {
    switch self {
    case .planned: "planned"
    case .approved: "approved"
    case .sending: "sending"
    case .awaiting: "awaiting"
    case .needsPerson: "needs-person"
    case .held: "held"
    case .settled: "settled"
    case .reopened: "reopened"
    }
  }
}
