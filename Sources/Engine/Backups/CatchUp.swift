import Ledger
import Store
import Workflow

/// Brings an older database up to a newer ledger, so that nothing is forked: every signed line stays, and what the lines
/// cannot tell (a partner's job, what was under way) is in doubt.
struct CatchUp {
  let matter: String
  let session: any StoreWriting
  let now: Instant
  private let news: LedgerNews

  init(_ lines: CorrectedLines, matter: String, from first: Int, in session: any StoreWriting, now: Instant) throws {
    self.matter = matter
    self.session = session
    self.now = now
    news = try LedgerNews(lines, from: first)
    let head = lines.reader.checkpoint.head
    try session.adoptLedger(of: matter, size: Int(head.size), root: head.root.bytes)
    if let newest = news.newest { try LedgerDates.note(newest, of: matter, in: session) }
  }

  /// - Returns: waves that were shredded since; a vault out of the backup can open them again.
  func run() throws -> [String] {
    for wave in Set(news.opened.keys).union(news.partners.keys.map(\.wave)).union(news.closed).sorted() {
      guard let record = try session.wave(wave) else {
        throw BackupError.cannotDecide(
          """
          wave \(wave) was planned after this database was saved: its people and its plan are only in the newer \
          database. Bring that, or restore ledger and database of the same backup
          """)
      }
      if let at = news.opened[wave] { try open(record, at: Instant(seconds: at.seconds)) }
      guard let current = try session.wave(wave) else { continue }
      for instruction in try session.instructions(of: wave) { try bring(instruction, of: current) }
      if news.closed.contains(wave) { try session.set(.closed, of: wave) }
    }
    return news.shredded.sorted()
  }

  private func open(_ wave: WaveRecord, at: Instant) throws {
    for var record in try session.instructions(of: wave.id) {
      record.state =
        record.state.on(.approved).next
        .on(.sent(personsTask: wave.plan.partner(record.id.partner)?.route == .portal)).next
      try session.update(record)
    }
    try session.set(.sending, of: wave.id)
    try session.setSent(wave.id, at: at)
  }

  private func bring(_ instruction: InstructionRecord, of wave: WaveRecord) throws {
    guard let plan = wave.plan.partner(instruction.id.partner), let told = news.partners[instruction.id] else { return }
    var record = instruction
    try session.set(told.endings.tallies, of: record.id)
    for event in told.events { record.state = record.state.on(event).next }
    climb(&record, told)
    var dispatches = Dispatches(catchUp: self, plan: plan, told: told, wave: wave, record: record)
    try dispatches.settle()
    record = dispatches.record
    if told.endings.settled.count >= wave.subjects {
      record.state = record.state.on(.completed(told.endings.tallies.summary)).next
      record.timer = nil
    }
    try session.update(record)
  }

  private func climb(_ record: inout InstructionRecord, _ told: LedgerNews.Partner) {
    for (index, entry) in told.accepted {
      let (at, count) = (Instant(seconds: entry.at.seconds), entry.subjects?.count ?? 1)
      record.ladder.reach(.issued, subjects: count, at: at, receipt: index)
      let rungs = entry.grade.flatMap { Grade(rawValue: $0.rawValue) }?.rungs ?? []
      for rung in rungs where rung <= .receiptConfirmed {
        record.ladder.reach(rung, subjects: count, at: at, receipt: index)
      }
    }
    for (_, entry) in told.outcomes {
      let rungs = entry.grade.flatMap { Grade(rawValue: $0.rawValue) }?.rungs ?? []
      for rung in rungs where rung > .receiptConfirmed {
        record.ladder.reach(
          rung, subjects: entry.subjects?.count ?? 1, at: Instant(seconds: entry.at.seconds),
          receipt: entry.answers.last ?? 0)
      }
    }
  }
}

/// One instruction's dispatches, held against what the ledger says was settled.
private struct Dispatches {
  let catchUp: CatchUp
  let plan: PlannedPartner
  let told: LedgerNews.Partner
  let wave: WaveRecord
  var record: InstructionRecord

  mutating func settle() throws {
    let session = catchUp.session
    record.nextNumber = max(record.nextNumber, (told.sent.keys.max() ?? -1) + 1)
    let rows = try session.openDispatches(of: record.id, limit: .max)
    if plan.route == .email {
      // What goes beyond the plan is a reminder, or counts as one: rather one letter too few than one too many.
      let known = Set(rows.map(\.number))
      record.remindersSent += told.sent.keys.count { $0 >= record.planned && !known.contains($0) }
    }
    for row in rows { try settle(row, isNew: false) }
    // Planned dispatches are begun in order: one that the ledger tells of had all before it begun.
    let last = told.sent.keys.filter { $0 < record.planned }.max() ?? -1
    let deployment = try session.deployment()
    while record.begun <= last || isSettledAsPlanned(record.begun), let (lane, subjects) = plan.dispatch(record.begun) {
      let row = DispatchRecord(
        instruction: record.id, number: record.begun, lane: lane, subjects: subjects,
        state: .ready(due: catchUp.now, tries: .init()),
        key: IdempotencyKey.make(
          deployment: deployment, matter: wave.matter, wave: wave.id, partner: plan.id, dispatch: record.begun))
      record.begun += 1
      try settle(row, isNew: true)
    }
  }

  /// A person may have settled what was never begun.
  private func isSettledAsPlanned(_ number: Int) -> Bool {
    plan.dispatch(number).map { rest(of: $0.subjects).isEmpty } ?? false
  }

  /// Subjects without an outcome. A selector speaks for everyone whom no dispatch of subjects covers.
  private func rest(of subjects: SubjectRanges?) -> SubjectRanges {
    let meant =
      subjects
      ?? (plan.scope == .both
        ? SubjectRanges.all(wave.subjects).subtracting(plan.routed) : SubjectRanges.all(wave.subjects))
    return meant.subtracting(told.endings.settled)
  }

  private mutating func settle(_ row: DispatchRecord, isNew: Bool) throws {
    var row = row
    let before = row.state
    let rest = rest(of: row.subjects)
    if rest.isEmpty || row.purpose == .recheck || (row.isLetterAgain && told.sent[row.number] != nil) {
      row.state = .settled
    } else if let subjects = row.subjects, rest != subjects {
      row.state = .settled
      try split(rest, from: row, attempt: 0)
    } else {
      let attempt = max(before.tries.attempt, told.sent[row.number]?.attempt ?? 0)
      row.state = doubt(attempt: attempt, otherwise: before, isTold: told.sent[row.number] != nil)
    }
    if isNew { return try catchUp.session.insert(row) }
    if row.state != before { try catchUp.session.update(row, expecting: before) }
  }

  private mutating func split(_ rest: SubjectRanges, from row: DispatchRecord, attempt: Int) throws {
    let number = record.nextNumber
    record.nextNumber += 1
    let session = catchUp.session
    try session.insert(
      DispatchRecord(
        instruction: record.id, number: number, parent: row.number, purpose: row.purpose, lane: row.lane,
        subjects: rest, state: doubt(attempt: attempt, otherwise: row.state, isTold: true),
        key: IdempotencyKey.make(
          deployment: try session.deployment(), matter: wave.matter, wave: wave.id, partner: plan.id, dispatch: number)
      ))
  }

  private func doubt(attempt: Int, otherwise: DispatchState, isTold: Bool) -> DispatchState {
    guard isTold else { return otherwise }
    let tries = DispatchState.Tries(attempt: attempt, strikes: 0, doubt: attempt > 0 ? .open : nil)
    // A child of a dispatch has a key that the partner has never seen, so there is nothing to ask about.
    switch plan.terms?.inDoubt {
    case .safeToRepeat: return .ready(due: catchUp.now, tries: tries)
    case .queryFirst where attempt > 0: return .inDoubt(due: catchUp.now, tries: tries)
    case .queryFirst, .neverRepeat, nil: return .needsPerson(LostTime.reason, tries: tries)
    }
  }
}

extension DispatchRecord {
  /// Over once it is sent.
  fileprivate var isLetterAgain: Bool {
    switch purpose {
    case .reminder, .redirect: true
    case .deletion, .probe, .recheck: false
    }
  }
}
