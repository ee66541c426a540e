import Ledger

/// What a ledger says of its waves, counted from its entries alone, corrections laid over them.
struct LedgerTotals {
  struct Ending: Hashable {
    var outcome: LedgerOutcome
    var grade: LedgerGrade?
    var reason: LedgerCode?
  }

  struct Partner {
    var details: WavePartner
    /// Attempts that the partner's side took, and answers that a person filed.
    var reached = 0
    var endings: [Ending: Int] = [:]
  }

  struct Wave {
    var opening: WaveOpenEntry
    var order: [String] = []
    var partners: [String: Partner] = [:]
    var closedAt: LedgerTime?
  }

  private(set) var operatorName: String?
  private(set) var waves: [String: Wave] = [:]
  private(set) var order: [String] = []
  /// Lines as their newest correction has them.
  private var corrected: [Int: [UInt8]] = [:]
  /// By the corrected entry: the indices of its corrections.
  private(set) var corrections: [UInt64: [UInt64]] = [:]

  /// - Parameter original: The line at an index; asked for corrections only.
  mutating func add(_ entry: Entry, at index: UInt64, original: (Int) throws -> [UInt8]) rethrows {
    switch entry {
    case .genesis(let entry): operatorName = entry.operatorName
    case .waveOpen(let entry): open(entry)
    case .waveClose(let entry): waves[entry.wave]?.closedAt = entry.at
    case .amend(let entry):
      corrections[UInt64(max(0, entry.index)), default: []].append(index)
      try amend(entry, original)
    case .dispatch, .answer, .outcome: count(entry, 1)
    case .matter, .hold, .release, .key, .anchor, .shred: break
    }
  }

  private mutating func open(_ entry: WaveOpenEntry) {
    if waves[entry.wave] == nil {
      waves[entry.wave] = Wave(opening: entry)
      order.append(entry.wave)
    }
    for partner in entry.partners {
      guard waves[entry.wave]?.partners[partner.id] == nil else {
        waves[entry.wave]?.partners[partner.id]?.details.subjects.formUnion(partner.subjects)
        continue
      }
      waves[entry.wave]?.order.append(partner.id)
      waves[entry.wave]?.partners[partner.id] = Partner(details: partner)
    }
  }

  private mutating func count(_ entry: Entry, _ sign: Int) {
    switch entry {
    case .dispatch(let entry) where entry.result == .accepted:
      waves[entry.wave]?.partners[entry.partner]?.reached += sign
    case .answer(let entry) where entry.via == .person && entry.outcome != nil:
      waves[entry.wave]?.partners[entry.partner]?.reached += sign
    case .outcome(let entry):
      guard let population = waves[entry.wave]?.opening.subjects else { return }
      let ending = Ending(outcome: entry.outcome, grade: entry.grade, reason: entry.reason)
      let subjects = entry.subjects?.count ?? population
      waves[entry.wave]?.partners[entry.partner]?.endings[ending, default: 0] += sign * subjects
    case .genesis, .matter, .waveOpen, .dispatch, .answer, .hold, .release, .amend, .key, .anchor, .shred, .waveClose:
      break
    }
  }

  /// A correction that does not fit is the verifier's business: here it changes nothing.
  private mutating func amend(_ entry: AmendEntry, _ original: (Int) throws -> [UInt8]) rethrows {
    let before = try corrected[entry.index] ?? original(entry.index)
    guard let old = try? Entry.parse(before), let after = try? entry.applied(to: before),
      let new = try? Entry.parse(after)
    else { return }
    count(old, -1)
    count(new, 1)
    corrected[entry.index] = after
  }
}

extension LedgerTotals.Wave {
  var coverage: CoverageLine {
    var line = CoverageLine()
    for id in order {
      guard let partner = partners[id] else { continue }
      line.add(Plain.name(partner.details.name), standing(partner))
    }
    return line
  }

  func standing(_ partner: LedgerTotals.Partner) -> CoverageLine.Standing {
    if partner.reached > 0 { return .asked }
    let settled = partner.endings.values.reduce(0, +)
    if partner.details.route == nil {
      let reasons = partner.endings.filter { $0.value > 0 }.compactMap(\.key.reason).sorted()
      return .notPossible(because: reasons.first.map(ReasonWords.sentence) ?? "no reason given")
    }
    if partner.details.subjects.isEmpty, partner.details.scope == .subjects {
      return .notPossible(because: "no subject has an identifier that it takes")
    }
    return settled >= opening.subjects ? .notReached : .notYet
  }
}
