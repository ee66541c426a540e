import Workflow

/// What came back from one call.
struct FlowReply: Sendable {
  var status: Int
  var headers: AnswerHeaders
  var body: [UInt8]
  var now: Instant
  /// Whether an earlier attempt of the call may have reached the partner.
  var isRepeat = false
}

extension FlowRun {
  /// Takes the answer of the call at hand.
  /// - Returns: What is told of this call alone; `nil` where the flow goes on behind it.
  mutating func take(_ reply: FlowReply) -> Verdict? {
    let call = self.call
    let sent: [SentItem]
    do { sent = try self.sent(turn.positions, lane: position.lane, secret: secret) } catch {
      return .halted(Reason("cannot-be-written"))
    }
    var judge = Judge(
      rule: call.answer, usesKey: route.usesKey && !call.reads, status: reply.status, headers: reply.headers,
      body: reply.body, items: sent, now: reply.now)
    (judge.key, judge.isRepeat) = (key, reply.isRepeat)
    switch judge.finding() {
    case .failed(let verdict): return failed(verdict, call)
    case .notFound:
      notFound(call)
      return nil
    case .dropped(let places):
      // The same call again without them is another request, with another key.
      position.drop(places.map { turn.positions[$0] }, .rejected)
      if !call.reads { position.written += 1 }
      return nil
    case .marks(let marks): return taken(call, judge, marks, [])
    case .accepted(let jobs): return taken(call, judge, nil, jobs)
    }
  }

  /// A question that changes nothing may be asked again, whatever became of it.
  private mutating func failed(_ verdict: Verdict, _ call: FlowCall) -> Verdict? {
    switch verdict {
    case .lost(let reason) where call.reads: return .notSent(reason)
    case .rejected
    where call.role != .step && turn.positions.count == 1 && items.count > 1
      && !call.answer.bisect.isEmpty:
      // The culprit of a call that was cut down to one subject; the others of the dispatch go on.
      position.drop(turn.positions, .rejected)
      return nil
    case .rejected where call.role != .step && hasOthers:
      // One call of several was refused: the others of the dispatch, and its other lanes, are told all the same.
      if !call.reads { position.written += 1 }
      position.drop(turn.positions, .rejected)
      return nil
    case .cut where call.role != .step && position.marks.contains { $0 != nil }:
      // What earlier calls were answered stands; those of this call go on in a dispatch of their own, and are cut there.
      if !call.reads { position.written += 1 }
      position.drop(turn.positions, .retry)
      return nil
    case .notSent, .lost, .busy, .rejected, .halted, .accepted, .items, .proceeding, .cut: return verdict
    }
  }

  /// Whether the dispatch is about more than the call at hand.
  private var hasOthers: Bool {
    passes.count > 1 || position.active.count > turn.positions.count
      || position.marks.indices.contains { position.marks[$0] != nil && !turn.positions.contains($0) }
  }

  private mutating func notFound(_ call: FlowCall) {
    switch call.role {
    case .step: endRow()
    case .deletion, .after:
      if call.role == .after, !call.decides { return endRow() }
      position.mark(turn.positions, .notFound)
      if call.role == .deletion, !call.decides, call.loop == nil { position.leaveOut(turn.positions) }
      answered(call)
      advance()
    }
  }

  /// A call that succeeded.
  private mutating func taken(
    _ call: FlowCall, _ judge: Judge, _ marks: [Mark]?, _ jobs: [Judge.OpenJob]
  ) -> Verdict? {
    if call.role != .step, call.decides || call.role == .deletion {
      if let verdict = settle(call, marks, jobs) { return verdict }
      if call.finds == nil {
        answered(call)
        advance()
        return nil
      }
    }
    answered(call)
    return find(call, judge)
  }

  /// Joins what a deciding answer says of its subjects; a deletion that does not decide only tells who is out of it.
  private mutating func settle(_ call: FlowCall, _ marks: [Mark]?, _ jobs: [Judge.OpenJob]) -> Verdict? {
    let positions = turn.positions
    if let marks {
      // A selector has one mark and no subjects.
      for (place, mark) in zip(positions, marks.isEmpty ? [.missing] : marks) {
        let isGood = mark == .deleted || mark == .accepted || mark == .partly
        if call.decides || !isGood { position.mark([place], mark) }
        if !call.decides, !isGood { position.leaveOut([place]) }
      }
      return nil
    }
    guard call.decides else { return nil }
    guard !jobs.isEmpty else {
      position.mark(positions, .accepted)
      return nil
    }
    var named: Set<Int> = []
    let rows = flow.pollsFound ? self.rows(of: turn) : [:]
    for job in jobs {
      // A selector's job is about its only position.
      let mine = items.isEmpty ? positions : job.positions.map { positions[$0] }
      named.formUnion(mine)
      position.jobs.append(
        FlowPosition.Job(
          reference: job.reference, positions: mine, lane: position.lane, rows: rows,
          written: position.written))
    }
    position.mark(positions.filter { !named.contains($0) }, .missing)
    return nil
  }

  /// Of a call whose answer was lost and found again by asking.
  mutating func takeMarks(_ marks: [Mark]) {
    for (place, mark) in zip(turn.positions, marks.isEmpty ? [.missing] : marks) { position.mark([place], mark) }
    answered(call)
    advance()
  }

  /// The same, where the job was found under way.
  mutating func takeJob(_ reference: [UInt8]) {
    _ = settle(call, nil, [Judge.OpenJob(reference: reference, positions: Array(turn.positions.indices))])
    answered(call)
    advance()
  }

  private mutating func answered(_ call: FlowCall) {
    if call.role == .deletion { position.deletions += 1 }
    if !call.reads { position.written += 1 }
  }

  /// Behind the present page, row or list.
  private mutating func advance() {
    position.page = nil
    position.seen = []
    if call.lists != nil {
      position.row = turn.row ?? 0
      position.sub = turn.nextSub
    } else {
      position.row = (turn.row ?? 0) + 1
    }
  }

  private mutating func endRow() {
    if !call.reads { position.written += 1 }
    advance()
  }
}

extension FlowRun {
  /// Reads the rows of an answer and turns the page.
  private mutating func find(_ call: FlowCall, _ judge: Judge) -> Verdict? {
    let answer = judge.answer
    var isNothing = false
    if let count = call.count {
      guard let number = answer.flatMap({ count.path.find(in: $0, job: nil) })?.integer, number >= 0 else {
        return unreadable(call)
      }
      if number > count.atMost { return .rejected(Reason("count-too-high")) }
      isNothing = number == 0
    }
    var rowsOnPage = 0
    if let finds = call.finds, !isNothing {
      guard let rows = finds.rows(in: answer) else { return unreadable(call) }
      rowsOnPage = rows.count
      if let most = finds.atMost, rows.count > most { return .rejected(Reason("too-many-rows-of-one")) }
      if let verdict = keep(rows, finds, judge.items) { return verdict }
    } else if call.count != nil, !isNothing {
      position.found[position.call].append(
        FlowRow(values: [], owners: call.isPersonal ? turn.positions : nil, parent: turn.row))
    }
    if let again = call.again, position.round >= again, !position.found[position.call].isEmpty {
      return .rejected(Reason("rounds-spent"))
    }
    guard let pages = call.pages else {
      advance()
      return nil
    }
    return turnPage(pages, rows: rowsOnPage, answer, judge.headers)
  }

  private func unreadable(_ call: FlowCall) -> Verdict {
    call.reads ? .notSent(Reason("unreadable-answer")) : .lost(Reason("unreadable-answer"))
  }

  private mutating func keep(_ rows: [JSONValue], _ finds: Finds, _ sent: [SentItem]) -> Verdict? {
    let parentOwners = call.loop.flatMap { loop in turn.row.map { position.found[loop][$0].owners } } ?? nil
    let places = finds.match.map { sent.ownerPlaces(of: $0.identifier) } ?? [:]
    for row in rows {
      guard finds.conditions.isEmpty || finds.conditions.contains(where: { $0.holds(status: 200, answer: row) })
      else { continue }
      var owners = call.isPersonal ? turn.positions : parentOwners
      if let match = finds.match {
        let key = match.key.find(in: row, job: nil)?.reference
        guard let mine = key.flatMap({ sent.owners(of: match.identifier, $0, places) }) else {
          position.hasStranger = true
          continue
        }
        owners = mine.map { turn.positions[$0] }
      }
      if finds.values.contains(where: { $0.path.find(in: row, job: nil)?.isZero == true }) {
        return .rejected(Reason("unusable-value-found"))
      }
      let values = finds.values.map { $0.found(in: row) }
      for value in values {
        guard let value else { continue }
        if value.count > Flow.valueLimit || Hygiene.fault(of: value) != nil {
          return .rejected(Reason("unusable-value-found"))
        }
      }
      guard position.found[position.call].count < Flow.rowLimit else { return .rejected(Reason("too-many-rows")) }
      position.found[position.call].append(FlowRow(values: values, owners: owners, parent: turn.row))
    }
    return nil
  }

  private mutating func turnPage(_ pages: Pages, rows: Int, _ answer: JSONValue?, _ headers: AnswerHeaders) -> Verdict?
  {
    switch pages.next(after: position.page, rows: rows, answer: answer, headers: headers) {
    case .end: advance()
    case .unusable: return .rejected(Reason("unusable-page"))
    case .page(let next):
      let digest = next.digest
      if position.seen.contains(digest) { return .rejected(Reason("page-repeats")) }
      if position.seen.count + 1 >= min(pages.limit, Flow.pageLimit) { return .rejected(Reason("too-many-pages")) }
      position.seen.append(digest)
      position.page = next
    }
    return nil
  }
}

extension Finds {
  /// `nil` where the list is not where it should be. A null is none either: a partner in trouble writes it too, and
  /// would end the list of everybody's rows.
  func rows(in answer: JSONValue?) -> [JSONValue]? {
    guard let answer else { return nil }
    let list = path.find(in: answer, job: nil) ?? .null
    switch list {
    case .array(let values): return values
    case .object: return [list]
    case .null: return mayBeAbsent ? [] : nil
    case .bool, .number, .string: return nil
    }
  }
}

extension [SentItem] {
  fileprivate func ownerPlaces(of naming: Naming) -> [[UInt8]: [Int]] {
    var places: [[UInt8]: [Int]] = [:]
    for (place, item) in enumerated() {
      guard let kind = item.kind(of: naming), let value = item.values[kind] else { continue }
      places[kind.folded(value), default: []].append(place)
    }
    return places
  }

  /// All items of one call are of one lane.
  fileprivate func owners(of naming: Naming, _ value: [UInt8], _ places: [[UInt8]: [Int]]) -> [Int]? {
    first?.kind(of: naming).flatMap { places[$0.folded(value)] }
  }
}

extension IdentifierKind {
  /// Partners write an address in other letters than they were told; nothing else is compared so.
  fileprivate func folded(_ value: [UInt8]) -> [UInt8] { self == .email ? value.map(\.asciiLowered) : value }
}

extension [UInt8] {
  /// FNV-1a: tells pages apart, no more.
  var digest: UInt64 {
    reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
