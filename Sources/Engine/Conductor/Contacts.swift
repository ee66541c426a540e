import Store
import Workflow

/// Moves an instruction to the partner's next contact where one cannot be reached: what was written to the one goes out
/// again to the other, as letters of their own. When nobody is left, a person finds out who is.
///
/// Works on stored records alone, inside a transaction of the caller, so that a bounce that came in by mail and a
/// refusal in the middle of sending do the same.
struct Contacts {
  static let failed = Reason("contact-failed")

  let plan: PlannedPartner
  let session: any StoreWriting
  let now: Instant
  /// The idempotency key of the dispatch of that number.
  let key: (Int) -> String

  /// A letter came back for good.
  /// - Parameters:
  ///   - letter: The number of the dispatch that it names; `nil` where it names the instruction alone.
  ///   - record: Changed, not stored.
  /// - Returns: whether anything changed; not for letters to a contact that is given up already.
  func bounced(_ letter: Int?, _ record: inout InstructionRecord) throws -> Bool {
    guard !record.state.isEnded else { return false }
    // Every move to another contact leaves redirects behind: a letter older than the newest of them is old news.
    let newest = try session.dispatches(of: record.id).last { $0.purpose == .redirect }?.number
    if let newest {
      guard let letter else {
        record.state = record.state.on(.halted(Contacts.failed)).next
        return true
      }
      if letter < newest, try session.dispatch(record.id, number: letter)?.purpose != .redirect { return false }
      if letter < newest, try sibling(of: letter, after: letter, record.id) { return false }
    }
    try move(&record, from: record.contact)
    return true
  }

  /// The mail server refused a recipient in the middle of sending.
  /// - Parameter contact: Whom the letter was addressed to.
  func refused(_ dispatch: DispatchRecord, by contact: Int, _ record: inout InstructionRecord) throws {
    if contact == record.contact { return try move(&record, from: contact) }
    // Others have moved on meanwhile; this one follows. What a reminder reminds of has gone out again already.
    guard dispatch.purpose != .reminder else { return }
    if dispatch.purpose == .redirect { try end(dispatch) }
    try insert(dispatch.purpose == .redirect ? dispatch.parent ?? 0 : dispatch.number, dispatch, &record)
  }

  private func move(_ record: inout InstructionRecord, from contact: Int) throws {
    let open = try session.openDispatches(of: record.id, limit: .max).filter(\.isLetter)
    guard contact + 1 < plan.contacts.count else { return try giveUp(open, &record) }
    record.contact = contact + 1
    let redirects = open.filter { $0.purpose == .redirect }
    for dispatch in redirects where dispatch.goesAgain { try end(dispatch) }
    let underWay = Set(redirects.filter { !$0.goesAgain }.map(\.parent))
    for dispatch in open where dispatch.purpose == .deletion && dispatch.goesAgain {
      if !underWay.contains(dispatch.number) { try insert(dispatch.number, dispatch, &record) }
    }
    record.state = record.state.on(.resumed).next
  }

  /// - Parameter root: The dispatch that the people on it are answered for by.
  private func insert(_ root: Int, _ dispatch: DispatchRecord, _ record: inout InstructionRecord) throws {
    let number = record.nextNumber
    record.nextNumber += 1
    try session.insert(
      DispatchRecord(
        instruction: record.id, number: number, parent: root, purpose: .redirect, lane: dispatch.lane,
        subjects: dispatch.subjects, state: .ready(due: now, tries: .init()), key: key(number)))
  }

  private func giveUp(_ open: [DispatchRecord], _ record: inout InstructionRecord) throws {
    for var dispatch in open {
      let before = dispatch.state
      switch before {
      case .ready, .inDoubt, .intent, .asking, .polling, .settled: continue
      case .waiting(let wait): dispatch.state = .needsPerson(Contacts.failed, tries: wait.tries)
      case .needsPerson(_, let tries):
        dispatch.state = dispatch.purpose == .redirect ? .settled : .needsPerson(Contacts.failed, tries: tries)
      }
      try session.update(dispatch, expecting: before)
    }
    record.state = record.state.on(.halted(Contacts.failed)).next
  }

  private func end(_ dispatch: DispatchRecord) throws {
    var ended = dispatch
    ended.state = .settled
    try session.update(ended, expecting: dispatch.state)
  }

  /// Whether a later redirect stands in the place of this one.
  private func sibling(of letter: Int, after number: Int, _ id: InstructionID) throws -> Bool {
    let parent = try session.dispatch(id, number: letter)?.parent
    return try session.dispatches(of: id).contains {
      $0.purpose == .redirect && $0.parent == parent && $0.number > number
    }
  }
}

extension DispatchRecord {
  /// It has left, or was refused. What has not left goes to the new contact by itself.
  fileprivate var goesAgain: Bool {
    switch state {
    case .waiting: true
    case .needsPerson(let reason, _): reason == Contacts.failed || reason.code.hasPrefix("smtp-5")
    case .ready, .inDoubt, .intent, .asking, .polling, .settled: false
    }
  }

  /// A whole letter, and no reminder of one.
  fileprivate var isLetter: Bool {
    switch purpose {
    case .deletion, .redirect: true
    case .reminder, .probe, .recheck: false
    }
  }
}

extension PlannedPartner {
  /// A partner without a list of contacts has one.
  var contacts: PlannedContacts { facts?.contacts ?? PlannedContacts(count: 1, escalation: 0) }
}
