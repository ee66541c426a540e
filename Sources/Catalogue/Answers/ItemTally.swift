import Workflow

/// Reads an answer that speaks of single subjects. Every subject sent gets exactly one mark.
struct ItemTally {
  let rule: ItemRule
  let items: [SentItem]

  enum Failure: Error {
    case lost(Reason)
    case halted(Reason)

    var verdict: Verdict {
      switch self {
      case .lost(let reason): .lost(reason)
      case .halted(let reason): .halted(reason)
      }
    }

    var pollVerdict: PollVerdict {
      switch self {
      case .lost(let reason): .unanswered(reason, retryAfter: nil)
      case .halted(let reason): .halted(reason)
      }
    }
  }

  private static let unreadable = Failure.lost(Reason("unreadable-answer"))
  private static let unknown = Failure.halted(Reason("unknown-item"))

  /// One mark for each position of `items`.
  func marks(of answer: JSONValue?) -> Result<[Mark], Failure> {
    let list = answer.flatMap { rule.path.find(in: $0, job: nil) }
    var silence = self.silence
    if case .sample = rule.match {
      // Where nothing failed, the list of examples may be absent.
      guard answer != nil else { return .failure(ItemTally.unreadable) }
      guard let list, list.isPresent else {
        // Where silence is the claim, the silence has to be there to be heard.
        if silence == .deleted, list ?? .null == .null { return .failure(ItemTally.unreadable) }
        return .success(items.map { _ in silence })
      }
      silence = .missing
    }
    if rule.mayBeAbsent, answer != nil, list?.isPresent != true { return .success(items.map { _ in silence }) }
    guard let list else { return .failure(ItemTally.unreadable) }
    var marks = [Mark?](repeating: nil, count: items.count)
    switch entries(of: list) {
    case .failure(let failure): return .failure(failure)
    case .success(let entries):
      for (positions, value) in entries {
        guard let mark = mark(of: value) else { return .failure(ItemTally.unreadable) }
        for position in positions {
          marks[position] = marks[position] == nil || marks[position] == mark ? mark : .contradiction
        }
      }
    }
    return .success(marks.map { $0 ?? silence })
  }

  private typealias Entry = (positions: [Int], value: JSONValue)

  private func entries(of list: JSONValue) -> Result<[Entry], Failure> {
    switch (rule.match, list) {
    case (.members(let kind), .object(let members)):
      let places = items.places(of: kind)
      return collect(members) { member in
        places[member.name].map { .success(($0, member.value)) } ?? .failure(ItemTally.unknown)
      }
    // The empty list of languages that do not tell it from an empty object.
    case (.members, .array([])): return .success([])
    case (.index, .array(let values)):
      guard values.count <= items.count else { return .failure(ItemTally.unknown) }
      // A list by position that is too short says nothing of the rest.
      if values.count < items.count, rule.missing == .deleted { return .failure(ItemTally.unreadable) }
      return .success(values.enumerated().map { ([$0.offset], $0.element) })
    case (.indexField(let path, let first), .array(let values)):
      return collect(values) { value in
        guard let index = path.find(in: value, job: nil)?.integer else { return .failure(ItemTally.unreadable) }
        let (place, overflow) = index.subtractingReportingOverflow(first)
        return !overflow && items.indices.contains(place) ? .success(([place], value)) : .failure(ItemTally.unknown)
      }
    case (.key(let path, let kind), .array(let values)):
      let places = items.places(of: kind)
      return collect(values) { value in
        guard let key = path.find(in: value, job: nil)?.reference else { return .failure(ItemTally.unreadable) }
        return places[key].map { .success(($0, value)) } ?? .failure(ItemTally.unknown)
      }
    case (.sample(let path?, let kind?), .array(let values)):
      let places = items.places(of: kind)
      // An example that is nobody of ours still says that something failed.
      return collect(values) { value in
        .success((path.find(in: value, job: nil)?.reference.flatMap { places[$0] } ?? [], value))
      }
    case (.sample, .array), (.sample, .object): return .success([])
    case (.members, _), (.index, _), (.indexField, _), (.key, _), (.sample, _): return .failure(ItemTally.unreadable)
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

  private func mark(of value: JSONValue) -> Mark? {
    switch rule.states {
    case .listed(let state): return Mark(state)
    case .words(let path, let words):
      guard let text = path.find(in: value, job: nil)?.text else { return nil }
      return words.first { $0.text == text }.map { Mark($0.state) } ?? .unknownState
    }
  }

  private var silence: Mark {
    switch rule.missing {
    case .inDoubt: .missing
    case .accepted: .accepted
    case .deleted: .deleted
    }
  }
}
