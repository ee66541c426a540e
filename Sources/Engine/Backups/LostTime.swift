import Ledger
import Store
import Workflow

/// What a restored home cannot know: what was sent between the backup and the loss. Puts all of it in doubt.
///
/// Sending again with the same key and the same bytes is what a `safe-to-repeat` partner is made for, so nothing changes
/// there. A `query-first` partner is asked about every dispatch before it is sent one. A `never-repeat` partner goes to a
/// person. Numbers of dispatches that the lost time may have made up are left out for ever, and their keys with them.
struct LostTime {
  static let reason = Reason("restored-backup")
  private static let fact = "restores"

  let session: any StoreWriting
  let now: Instant
  var book = LineBook()
  var doubts = Doubts()

  public struct Doubts: Sendable, Encodable {
    /// Instructions that wait for a person.
    public var withPerson: [String] = []
    /// Dispatches that the partner is asked about before they are sent.
    public var askedFirst = 0
    /// Instructions whose open dispatches are sent again with the same keys.
    public var repeated: [String] = []
  }

  init(session: any StoreWriting, now: Instant) {
    self.session = session
    self.now = now
  }

  /// How many times a person decided to go on from a backup.
  static func restores(in session: any StoreReading) throws -> Int {
    Int(try session.fact(fact) ?? "0") ?? 0
  }

  func countRestore() throws {
    try session.set(fact: LostTime.fact, to: String(try LostTime.restores(in: session) + 1))
  }

  /// Also a wave that was not sent when the backup was made: it may have been sent since.
  mutating func doubt(_ wave: WaveRecord) throws {
    if wave.stage == .sending { try tell(wave) }
    for record in try session.instructions(of: wave.id) {
      guard let plan = wave.plan.partner(record.id.partner), let terms = plan.terms, !record.state.isSettled,
        record.planned > 0
      else { continue }
      try doubt(record, terms, plan, wave)
    }
  }

  /// The ledger has no word for a lost time; that the wave stood still because of one, it can say.
  private mutating func tell(_ wave: WaveRecord) throws {
    let basis = try known(LostTime.reason.ledger, LostTime.reason.code)
    let hold = HoldEntry(at: now.ledger, wave: wave.id, partner: nil, subjects: nil, basis: basis, until: nil)
    let release = ReleaseEntry(at: now.ledger, wave: wave.id, partner: nil, subjects: nil, basis: basis, until: nil)
    try book.add(.hold(hold), to: wave.matter, in: session)
    try book.add(.release(release), to: wave.matter, in: session)
  }

  private mutating func doubt(
    _ record: InstructionRecord, _ terms: Terms, _ plan: PlannedPartner, _ wave: WaveRecord
  ) throws {
    var record = record
    // More than a lost time can have split off: each subject a few times.
    record.nextNumber = max(record.nextNumber, record.planned) + 100_000 + 8 * wave.subjects
    switch (terms.inDoubt, wave.stage) {
    case (.safeToRepeat, _): doubts.repeated.append(record.id.description)
    case (.queryFirst, .sending): try askFirst(&record, plan, wave)
    // Before `wave.open` the ledger takes no line of a doubt.
    case (.queryFirst, .planned), (.queryFirst, .approved), (.queryFirst, .closed), (.queryFirst, .void),
      (.neverRepeat, _):
      record.state = record.state.given(to: LostTime.reason)
      doubts.withPerson.append(record.id.description)
    }
    try session.update(record)
  }

  private mutating func askFirst(_ record: inout InstructionRecord, _ plan: PlannedPartner, _ wave: WaveRecord) throws {
    for var dispatch in try session.openDispatches(of: record.id, limit: .max) {
      guard case .ready(_, let tries) = dispatch.state else { continue }
      let before = dispatch.state
      dispatch.state = try inDoubt(dispatch, tries, plan, wave)
      try session.update(dispatch, expecting: before)
    }
    let deployment = try session.deployment()
    while let (lane, subjects) = plan.dispatch(record.begun) {
      var dispatch = DispatchRecord(
        instruction: record.id, number: record.begun, lane: lane, subjects: subjects,
        state: .ready(due: now, tries: .init()),
        key: IdempotencyKey.make(
          deployment: deployment, matter: wave.matter, wave: wave.id, partner: plan.id, dispatch: record.begun))
      dispatch.state = try inDoubt(dispatch, .init(), plan, wave)
      try session.insert(dispatch)
      record.begun += 1
    }
  }

  /// The attempt that may have been made counts as one, and stands in the ledger as what it is.
  private mutating func inDoubt(
    _ dispatch: DispatchRecord, _ tries: DispatchState.Tries, _ plan: PlannedPartner, _ wave: WaveRecord
  ) throws -> DispatchState {
    var tries = tries
    tries.attempt += 1
    let kinds = dispatch.lane.flatMap { plan.lanes.indices.contains($0) ? plan.lanes[$0].identifiers : nil } ?? []
    let entry = wave.plan.inputs.first { $0.name == "partner/" + plan.id }?.digest
    try book.add(
      .dispatch(
        DispatchEntry(
          at: now.ledger, wave: wave.id, partner: plan.id, dispatch: dispatch.name, attempt: tries.attempt,
          route: try known(LedgerCode(plan.route?.rawValue ?? ""), "no route"), subjects: dispatch.subjects?.ledger,
          identifiers: try kinds.sorted().map { try known(LedgerCode($0.rawValue), $0.rawValue) }, sentAt: nil,
          result: .inDoubt, grade: nil, reason: LostTime.reason.ledger, evidence: nil, adapter: try hash(entry ?? []))),
      to: wave.matter, in: session)
    doubts.askedFirst += 1
    return .inDoubt(due: now, tries: tries)
  }
}

extension InstructionState {
  /// With a person from here on, whatever it was about to do. A hold stays a hold.
  func given(to reason: Reason) -> InstructionState {
    switch self {
    case .planned, .approved, .sending, .awaiting, .needsPerson: .needsPerson(reason)
    case .held(let basis, let until, _): .held(basis: basis, until: until, before: .needsPerson(reason))
    case .settled, .reopened: self
    }
  }
}
