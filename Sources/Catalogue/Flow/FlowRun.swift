import Workflow

/// One dispatch on its way through a flow. Pure: what is to be called next, and what its answer changes.
struct FlowRun: Sendable {
  let route: ApiRoute
  let flow: Flow
  /// One after the other.
  let passes: [FlowPass]
  let laneName: String
  let items: [BatchItem]
  var facts: RequestFacts
  let slices: Int
  var position: FlowPosition
  /// How many rows the answered call listed or was made for, to go on behind them.
  var turn = Turn(positions: [])
  /// No job is begun while another one of the dispatch is open.
  var isSerial = false
  /// For preparations that are keyed.
  var secret: SecretSource = noSecrets

  /// What the call at hand is about.
  struct Turn: Sendable {
    /// Of the loop's call.
    var row: Int?
    var listed: [FlowRow] = []
    /// Where the list goes on.
    var nextSub = 0
    /// The dispatch's subjects that the call names or is about.
    var positions: [Int]
  }

  /// - Throws: `RenderFailure`, or `FlowPosition.MemoryError.unreadable`.
  init(_ route: ApiRoute, _ flow: Flow, lane: String?, items: [BatchItem], facts: RequestFacts, memory: [UInt8]?) throws
  {
    self.route = route
    self.flow = flow
    self.items = items
    self.facts = facts
    laneName = lane ?? ""
    passes = FlowPass.all(of: route, lanes: try lane.map { try route.parts(of: $0) } ?? [-1], items: items)
    slices = try FlowRun.slices(of: flow, facts)
    guard let first = passes.first else { throw RenderFailure(.noItems, part: laneName) }
    let fresh = FlowPosition(calls: flow.calls.count, items: items.count, active: first.positions)
    let owner = FlowPosition.owner(lane: laneName, subjects: items.map(\.subject), calls: flow.calls.map(\.name))
    let kept =
      try memory.map { [passes] in
        try FlowPosition(memory: $0, for: owner, calls: flow.calls.count, lanes: passes.count, items: items.count)
      } ?? nil
    position = kept ?? fresh
  }

  private static func slices(of flow: Flow, _ facts: RequestFacts) throws -> Int {
    guard let slices = flow.slices else { return 1 }
    guard let from = facts.selector.from, let to = facts.selector.to else {
      throw RenderFailure(.missing, part: "slices")
    }
    let count = slices.count(from: from, to: to)
    guard (1...Flow.Slices.limit).contains(count) else { throw RenderFailure(.missing, part: "slices") }
    return count
  }

  /// - Throws: `FlowPosition.MemoryError.tooLarge`.
  func memory() throws -> [UInt8] {
    try position.encoded(
      for: FlowPosition.owner(lane: laneName, subjects: items.map(\.subject), calls: flow.calls.map(\.name)))
  }

  var call: FlowCall { flow.calls[position.call] }

  // MARK: the next call

  /// Moves to the next call that has something to say; what is already known of `known` is not asked again.
  /// - Returns: `nil` while there is one, or how the flow ended.
  mutating func settle(known: inout FlowFinds, now: Instant) -> Verdict? {
    while true {
      if position.call >= flow.calls.count {
        guard leaveRound() else { return over() }
        continue
      }
      if position.active.isEmpty || (call.role == .after && position.deletions == 0) {
        position.enter(flow.calls.count)
        continue
      }
      if position.call == flow.again, position.row == 0, position.page == nil { position.base = position.active }
      if call.once != nil, position.row == 0, position.page == nil,
        let rows = known.rows(of: position.call, slice: position.slice, at: now)
      {
        position.found[position.call] = rows
        position.enter(position.call + 1)
        continue
      }
      if let turn = nextTurn() {
        if isSerial, call.beginsJob, !position.jobs.isEmpty { return pause() }
        self.turn = turn
        return nil
      }
      if let once = call.once, !position.found[position.call].isEmpty {
        known.keep(position.found[position.call], of: position.call, slice: position.slice, until: now + once)
      }
      if let verdict = leaveCall() { return verdict }
    }
  }

  /// The next row, or rows, that still concern anybody.
  private func nextTurn() -> Turn? {
    let call = self.call
    guard let loop = call.loop else {
      if let lists = call.lists { return nextList(of: position.found[lists].indices, lists) }
      return position.row == 0 ? Turn(positions: position.active) : nil
    }
    let rows = position.found[loop]
    let active = Set(position.active)
    var row = position.row
    while row < rows.count {
      let positions = rows[row].owners?.filter(active.contains) ?? position.active
      if !positions.isEmpty {
        guard let lists = call.lists else { return Turn(row: row, positions: positions) }
        let inner = position.found[lists].indices.filter { isOf(lists, $0, loop, row) }
        let from = row == position.row ? position.sub : 0
        if var turn = nextList(of: inner, lists, from: from) {
          turn.row = row
          return turn
        }
      }
      row += 1
    }
    return nil
  }

  /// Rows of `lists` from where the last call ended, as many as one call may hold.
  private func nextList(of indices: some Sequence<Int>, _ lists: Int, from: Int? = nil) -> Turn? {
    let active = Set(position.active)
    var turn = Turn(positions: [])
    var positions: Set<Int> = []
    for index in indices where index >= from ?? position.sub {
      let row = position.found[lists][index]
      let owners = row.owners?.filter(active.contains) ?? position.active
      if owners.isEmpty { continue }
      turn.listed.append(row)
      positions.formUnion(owners)
      turn.nextSub = index + 1
      if turn.listed.count == route.batch.rows ?? route.batch.items { break }
    }
    turn.positions = positions.sorted()
    return turn.listed.isEmpty ? nil : turn
  }

  /// Whether the row at `index` was found for `row` of `loop`.
  private func isOf(_ step: Int, _ index: Int, _ loop: Int, _ row: Int) -> Bool {
    var (step, index) = (step, index)
    while step != loop {
      guard let next = flow.calls[step].loop, let parent = position.found[step][index].parent else { return false }
      (step, index) = (next, parent)
    }
    return index == row
  }

  /// The rows that slots speak of: the loop's and its parents', and each call's only row.
  func rows(of turn: Turn) -> [Int: FlowRow] {
    var rows: [Int: FlowRow] = [:]
    for step in 0..<min(position.call, flow.calls.count) where position.found[step].count == 1 {
      let row = position.found[step][0]
      // One person's only row must not stand in a call that is about others too.
      guard row.owners.map({ owners in turn.positions.allSatisfy(owners.contains) }) ?? true else { continue }
      rows[step] = row
    }
    var at: (step: Int, row: Int)?
    if let loop = call.loop, let row = turn.row { at = (loop, row) }
    while let (step, index) = at, position.found[step].indices.contains(index) {
      let row = position.found[step][index]
      rows[step] = row
      if let loop = flow.calls[step].loop, let parent = row.parent { at = (loop, parent) } else { at = nil }
    }
    return rows
  }

  // MARK: ends

  /// After all rows of a call: whoever has none is accounted for.
  private mutating func leaveCall() -> Verdict? {
    let call = self.call
    if call.role == .deletion, position.round == 0 { position.mark(untold(by: call), .notFound) }
    if call.finds != nil || call.count != nil {
      let rows = position.found[position.call]
      let isOpen = rows.contains { $0.owners == nil }
      let known = Set(rows.flatMap { $0.owners ?? [] })
      let without = isOpen ? [] : position.active.filter { !known.contains($0) }
      switch call.nothing {
      case .proceed: break
      case .notFound:
        if position.round == 0 { position.mark(without, position.hasStranger ? .unknownItem : .notFound) }
        position.leaveOut(without)
      case .person:
        // Of parents without rows nobody knows what became of the subjects: the whole dispatch waits.
        if !call.isPersonal, rows.isEmpty, position.round == 0 { return .rejected(Reason("nothing-found")) }
        if position.round == 0 { position.mark(without, .nothingFound) }
        position.leaveOut(without)
      }
    }
    position.enter(position.call + 1)
    return nil
  }

  /// Those for whom a step found nothing that could have been deleted.
  private func untold(by call: FlowCall) -> [Int] {
    if position.deletions == 0 { return position.active }
    guard let source = call.loop ?? call.lists else { return [] }
    let rows = position.found[source]
    if rows.contains(where: { $0.owners == nil }) { return [] }
    let told = Set(rows.flatMap { $0.owners ?? [] })
    return position.active.filter { !told.contains($0) }
  }

  /// - Returns: `false` where nothing is left.
  private mutating func leaveRound() -> Bool {
    if let again = flow.again, position.deletions > 0, !position.found[again].isEmpty {
      position.round += 1
      for call in again..<flow.calls.count { position.found[call] = [] }
      position.active = position.base
      position.deletions = 0
      position.enter(again)
      return true
    }
    if position.slice + 1 < slices {
      position.slice += 1
      position.beginAnew(passes[position.lane].positions)
      return true
    }
    if position.lane + 1 < passes.count {
      position.lane += 1
      position.slice = 0
      position.beginAnew(passes[position.lane].positions)
      return true
    }
    return false
  }

  private mutating func over() -> Verdict {
    if !position.jobs.isEmpty {
      position.isAsking = true
      return .accepted(Acceptance(grade: .acceptedUnsigned))
    }
    if told.allSatisfy({ position.marks[$0] == .accepted }) { return .accepted(Acceptance(grade: .acceptedUnsigned)) }
    return .items(accounts)
  }

  /// Every subject with exactly one standing.
  var accounts: [Item] {
    guard !items.isEmpty else { return position.marks.map { $0 ?? .missing }.items(of: []) }
    let told = told
    return told.map { position.marks[$0] ?? .missing }.items(of: told.map { items[$0].subject })
  }

  /// Positions that some pass tells; what a lane has told already is in none.
  private var told: [Int] { Set(passes.flatMap(\.positions)).sorted() }
}

/// Rows that are the same for everybody, kept for their time. Not printable.
public struct FlowFinds: Sendable, CustomStringConvertible, CustomReflectable {
  private struct Key: Hashable { var call: Int, slice: Int }
  private var kept: [Key: (rows: [FlowRow], until: Instant)] = [:]

  public init() {}

  func rows(of call: Int, slice: Int, at now: Instant) -> [FlowRow]? {
    kept[Key(call: call, slice: slice)].flatMap { now < $0.until ? $0.rows : nil }
  }

  mutating func keep(_ rows: [FlowRow], of call: Int, slice: Int, until: Instant) {
    kept[Key(call: call, slice: slice)] = (rows, until)
  }

  /// Takes over what `other` learned.
  public mutating func join(_ other: FlowFinds) {
    for (key, value) in other.kept where value.until > kept[key]?.until ?? Instant(milliseconds: .min) {
      kept[key] = value
    }
  }

  public var description: String { "\(kept.count) kept lists, values withheld" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
