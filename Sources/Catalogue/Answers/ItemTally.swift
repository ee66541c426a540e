import Workflow

/// Reads an answer that speaks of single subjects. Every subject sent gets exactly one standing.
struct ItemTally {
  let rule: ItemRule
  let items: [SentItem]

  /// `accepted` only where all were accepted; of a mixed answer, the accepted ones are in doubt,
  /// because a dispatch waits as a whole or is settled subject by subject.
  func verdict(of answer: JSONValue?, askAfter: Span?) -> Verdict {
    switch marks(of: answer) {
    case .failure(let verdict): return verdict.verdict
    case .success(let marks):
      if !marks.isEmpty, marks.allSatisfy({ $0 == .state(.accepted) }) {
        return .accepted(Acceptance(grade: .acceptedUnsigned, askAfter: askAfter))
      }
      return .items(accounts(marks))
    }
  }

  /// The same for a job that is over.
  func pollVerdict(of answer: JSONValue) -> PollVerdict {
    switch marks(of: answer) {
    case .failure(.lost(let reason)): .unanswered(reason, retryAfter: nil)
    case .failure(.halted(let reason)): .halted(reason)
    case .success(let marks): .items(accounts(marks))
    }
  }

  enum Failure: Error {
    case lost(Reason)
    case halted(Reason)

    var verdict: Verdict {
      switch self {
      case .lost(let reason): .lost(reason)
      case .halted(let reason): .halted(reason)
      }
    }
  }

  enum Mark: Hashable {
    case state(ItemState)
    case unknownState, contradiction, missing
  }

  private static let unreadable = Failure.lost(Reason("unreadable-answer"))
  private static let unknown = Failure.halted(Reason("unknown-item"))

  /// One mark for each position of `items`.
  private func marks(of answer: JSONValue?) -> Result<[Mark], Failure> {
    guard let list = answer.flatMap({ rule.path.find(in: $0, job: nil) }) else { return .failure(ItemTally.unreadable) }
    var marks = [Mark](repeating: .missing, count: items.count)
    switch entries(of: list) {
    case .failure(let failure): return .failure(failure)
    case .success(let entries):
      for (positions, value) in entries {
        guard let mark = mark(of: value) else { return .failure(ItemTally.unreadable) }
        for position in positions {
          marks[position] = marks[position] == .missing || marks[position] == mark ? mark : .contradiction
        }
      }
    }
    return .success(marks.map { $0 == .missing ? silence : $0 })
  }

  private typealias Entry = (positions: [Int], value: JSONValue)

  private func entries(of list: JSONValue) -> Result<[Entry], Failure> {
    switch (rule.match, list) {
    case (.members(let kind), .object(let members)):
      let places = places(of: kind)
      return collect(members) { member in
        places[member.name].map { .success(($0, member.value)) } ?? .failure(ItemTally.unknown)
      }
    case (.index, .array(let values)):
      guard values.count <= items.count else { return .failure(ItemTally.unknown) }
      return .success(values.enumerated().map { ([$0.offset], $0.element) })
    case (.indexField(let path), .array(let values)):
      return collect(values) { value in
        guard let index = path.find(in: value, job: nil)?.integer else { return .failure(ItemTally.unreadable) }
        return items.indices.contains(index) ? .success(([index], value)) : .failure(ItemTally.unknown)
      }
    case (.key(let path, let kind), .array(let values)):
      let places = places(of: kind)
      return collect(values) { value in
        guard let key = path.find(in: value, job: nil)?.reference else { return .failure(ItemTally.unreadable) }
        return places[key].map { .success(($0, value)) } ?? .failure(ItemTally.unknown)
      }
    case (.members, _), (.index, _), (.indexField, _), (.key, _): return .failure(ItemTally.unreadable)
    }
  }

  private func collect<Value>(
    _ values: [Value], _ entry: (Value) -> Result<Entry, Failure>
  ) -> Result<[Entry], Failure> {
    Result { () throws(Failure) in
      var entries: [Entry] = []
      for value in values { entries.append(try entry(value).get()) }
      return entries
    }
  }

  /// Two subjects may share an identifier; what is said of it is said of both.
  private func places(of kind: IdentifierKind) -> [[UInt8]: [Int]] {
    var places: [[UInt8]: [Int]] = [:]
    for (position, item) in items.enumerated() {
      if let value = item.values[kind] { places[value, default: []].append(position) }
    }
    return places
  }

  private func mark(of value: JSONValue) -> Mark? {
    switch rule.states {
    case .listed(let state): return .state(state)
    case .words(let path, let words):
      guard let text = path.find(in: value, job: nil)?.text else { return nil }
      return words.first { $0.text == text }.map { .state($0.state) } ?? .unknownState
    }
  }

  private var silence: Mark {
    switch rule.missing {
    case .inDoubt: .missing
    case .accepted: .state(.accepted)
    case .deleted: .state(.deleted)
    }
  }

  /// A subject that was sent twice, under two values, keeps the standing that needs the most care.
  private func accounts(_ marks: [Mark]) -> [Item] {
    var worst: [Int: Mark] = [:]
    for (item, mark) in zip(items, marks) {
      if let other = worst[item.subject], other.care >= mark.care { continue }
      worst[item.subject] = mark
    }
    var subjects: [Mark: [Int]] = [:]
    for (subject, mark) in worst { subjects[mark, default: []].append(subject) }
    return subjects.sorted { $0.key.care < $1.key.care }
      .map { Item(subjects: SubjectRanges(indices: $0.value), standing: $0.key.standing) }
  }
}

extension ItemTally.Mark {
  /// The order in which one subject's marks outweigh each other.
  fileprivate var care: Int {
    switch self {
    case .state(.notFound): 0
    case .state(.deleted): 1
    case .state(.refused): 2
    case .state(.retry): 3
    case .state(.accepted): 4
    case .missing: 5
    case .unknownState: 6
    case .contradiction: 7
    }
  }

  fileprivate var standing: Item.Standing {
    switch self {
    case .state(.deleted): .settled(.deleted, .claimedUnsigned, nil)
    case .state(.notFound): .settled(.notFound, .claimedUnsigned, nil)
    case .state(.refused): .settled(.refused, .acceptedUnsigned, Reason("refused-by-partner"))
    case .state(.retry): .tryAgain(Reason("partner-asks-again"))
    case .state(.accepted): .inDoubt(Reason("accepted-in-part"))
    case .missing: .inDoubt(Reason("missing-item"))
    case .unknownState: .needsPerson(Reason("unknown-state"))
    case .contradiction: .needsPerson(Reason("contradicting-items"))
    }
  }
}
