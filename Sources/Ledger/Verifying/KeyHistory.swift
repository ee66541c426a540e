/// The keys that sign a ledger, from the genesis and the `key/1` lines: which of them counts at which size.
struct KeyHistory {
  struct Known {
    let key: VerifierKey
    /// The first size it may sign.
    let addedFrom: UInt64
    /// The line that added it; nil for the genesis' key.
    let addedBy: UInt64?
    var retiredFrom: UInt64?
    var compromisedFrom: UInt64?
    /// From here on a key is missing: a compromise may be dated back, but what was signed meanwhile was signed.
    fileprivate var goneFrom: UInt64?

    func isActive(at size: UInt64) -> Bool {
      addedFrom <= size && retiredFrom ?? .max > size && compromisedFrom ?? .max > size
    }

    /// It was in use then, and later declared to have been in other hands.
    func wasCompromised(at size: UInt64) -> Bool {
      addedFrom <= size && retiredFrom ?? .max > size && compromisedFrom ?? .max <= size
    }
  }

  private(set) var keys: [Known] = []
  private(set) var problems: [WaveBook.Problem] = []
  private var losses: [(index: UInt64, size: UInt64)] = []

  mutating func start(_ key: VerifierKey) {
    keys.append(Known(key: key, addedFrom: 0, addedBy: nil))
  }

  mutating func add(_ entry: KeyEntry, at index: UInt64) {
    let key: VerifierKey
    do throws(NoteError) { key = try VerifierKey(entry.vkey) } catch {
      return report(index, "field 'vkey' is \(error)")
    }
    guard let origin = keys.first?.key.name else { return }
    guard key.name == origin else {
      return report(index, "field 'vkey' names '\(key.name)'; the ledger's keys are named '\(origin)'")
    }
    let known = keys.firstIndex { $0.key == key }
    let from = UInt64(entry.fromSize)
    switch (entry.action, known) {
    case (.add, nil):
      early(from, index)
      keys.append(Known(key: key, addedFrom: max(from, index + 1), addedBy: index))
    case (.add, _?): report(index, "adds a key that the ledger has already")
    case (.retire, let at?):
      early(from, index)
      let from = max(from, index + 1)
      keys[at].retiredFrom = min(keys[at].retiredFrom ?? .max, from)
      lose(at, from, index)
    case (.compromised, let at?):
      keys[at].compromisedFrom = min(keys[at].compromisedFrom ?? .max, from)
      lose(at, max(from, index + 1), index)
    case (.retire, nil), (.compromised, nil):
      report(index, "says of a key that it is \(entry.action.rawValue); the ledger never had it")
    }
  }

  /// What is wrong with the keys of a ledger of `size`.
  mutating func settle(size: UInt64) -> [WaveBook.Problem] {
    for (index, from) in losses where from <= size {
      if keys.contains(where: { $0.addedFrom <= from && $0.goneFrom ?? .max > from }) { continue }
      report(index, "leaves the ledger without a key from size \(from) on")
    }
    return problems
  }

  /// What `ledger.vkey` has to be at `size`.
  func newest(at size: UInt64) -> VerifierKey? { keys.last { $0.isActive(at: size) }?.key }

  private mutating func lose(_ at: Int, _ from: UInt64, _ index: UInt64) {
    keys[at].goneFrom = min(keys[at].goneFrom ?? .max, from)
    losses.append((index, from))
  }

  private mutating func early(_ from: UInt64, _ index: UInt64) {
    guard from <= index else { return }
    report(index, "field 'from_size' is \(from); no tree below size \(index + 1) holds this line")
  }

  private mutating func report(_ index: UInt64, _ what: String) {
    problems.append(WaveBook.Problem(index: index, what: what))
  }
}
