/// Completeness: follows the lines in order and says what does not add up.
///
/// Memory: 4 bytes per entry, for checking what outcomes point at, and a bit per subject and partner.
struct WaveBook {
  struct Problem { let index: UInt64, what: String }

  private(set) var problems: [Problem] = []
  /// Found when a wave closed: uncovered subjects, and totals that disagree.
  private(set) var coverage: [Problem] = []
  private(set) var totals: [Problem] = []
  private(set) var amendments: [UInt64: [(index: UInt64, entry: AmendEntry)]] = [:]
  /// Where each wave's close starts.
  private(set) var closes: [String: UInt64] = [:]
  private var waves: [String: WaveStanding] = [:]
  private var order: [String] = []
  /// By entry: which wave and partner a dispatch or answer belongs to; 0 for all others.
  private(set) var owners: [Int32] = []
  private let earlierOwners: [Int32]
  private var pairs: Int32 = 0
  private var closingWave: String?

  /// - Parameter earlier: A pass over the same ledger without corrections.
  init(after earlier: WaveBook? = nil) { earlierOwners = earlier?.owners ?? [] }

  var reports: [LedgerReport.Wave] { order.compactMap { waves[$0]?.report } }
  var openings: [WaveOpenEntry] { order.compactMap { waves[$0]?.opening } }

  /// - Parameters:
  ///   - entry: Nil where the line could not be read.
  ///   - newest: The index up to which `entry` knows the ledger: its own, or its last correction's.
  mutating func add(_ entry: Entry?, at index: UInt64, newest: UInt64) {
    while UInt64(owners.count) < index { owners.append(0) }
    var owner: Int32 = 0
    if let wave = closingWave, !isClose(entry, of: wave) { finishClose(wave) }
    switch entry {
    case .genesis: if index > 0 { report(index, "is a genesis, which only entry 0 can be") }
    case .waveOpen(let entry): open(entry, at: index)
    case .dispatch(let entry):
      owner = traffic(wave: entry.wave, partner: entry.partner, subjects: entry.subjects, at: index)
    case .answer(let entry):
      owner = traffic(wave: entry.wave, partner: entry.partner, subjects: entry.subjects, at: index)
    case .outcome(let entry): settle(entry, at: index, newest: newest)
    case .hold(let entry): within(entry.subjects, wave: entry.wave, at: index)
    case .release(let entry): within(entry.subjects, wave: entry.wave, at: index)
    case .shred(let entry): within(entry.subjects, wave: entry.wave, at: index)
    case .amend(let entry): note(entry, at: index)
    case .waveClose(let entry): close(entry, at: index)
    case .matter, .key, .anchor, nil: break
    }
    if index == 0, let entry, entry.kind != "genesis/1" { report(0, "is not a genesis, which entry 0 must be") }
    owners.append(owner)
  }

  mutating func finish() {
    if let wave = closingWave { finishClose(wave) }
  }

  private mutating func open(_ entry: WaveOpenEntry, at index: UInt64) {
    if let known = waves[entry.wave] {
      var bare = entry
      bare.partners = []
      guard bare == known.opening, !known.hasTraffic else {
        return report(index, "opens wave \(entry.wave) again, differently or after its first line")
      }
    } else {
      guard entry.subjects <= WaveStanding.subjectLimit else {
        return report(index, "field 'subjects' is beyond \(WaveStanding.subjectLimit), which is not checked")
      }
      waves[entry.wave] = WaveStanding(opening: entry, openedAt: index)
      order.append(entry.wave)
    }
    for partner in entry.partners { add(partner, to: entry.wave, at: index) }
  }

  private mutating func add(_ partner: WavePartner, to wave: String, at index: UInt64) {
    guard let subjects = waves[wave]?.subjects else { return }
    guard let known = waves[wave]?.partners[partner.id] else {
      pairs += 1
      waves[wave]?.partners[partner.id] = WaveStanding.Partner(
        pair: pairs, details: partner, settled: SubjectBitmap(size: subjects))
      return
    }
    var same = partner
    same.subjects = known.details.subjects
    guard same == known.details, known.details.subjects.overlap(partner.subjects).isEmpty, !partner.subjects.isEmpty
    else { return report(index, "names partner \(partner.id) again with other fields or the same subjects") }
    waves[wave]?.partners[partner.id]?.details.subjects.formUnion(partner.subjects)
  }

  /// The owner's number, or 0 with a problem noted.
  private mutating func traffic(wave: String, partner: String, subjects: IndexRanges?, at index: UInt64) -> Int32 {
    guard let standing = waves[wave] else {
      report(index, "belongs to wave \(wave), which is not open before it")
      return 0
    }
    waves[wave]?.hasTraffic = true
    guard let known = standing.partners[partner] else {
      report(index, "names partner \(partner), which is not one of wave \(wave)")
      return 0
    }
    within(subjects, wave: wave, at: index)
    return known.pair
  }

  private mutating func within(_ ranges: IndexRanges?, wave: String, at index: UInt64) {
    guard let last = ranges?.last, let subjects = waves[wave]?.subjects, last >= subjects else { return }
    report(index, "field 'subjects' holds index \(last); wave \(wave) has \(subjects) subjects")
  }

  private mutating func settle(_ entry: OutcomeEntry, at index: UInt64, newest: UInt64) {
    let owner = traffic(wave: entry.wave, partner: entry.partner, subjects: entry.subjects, at: index)
    guard owner > 0 else { return }
    for answer in entry.answers where answer >= newest || !isOwned(answer, by: owner) {
      report(index, "field 'answers' holds \(answer), which is no earlier dispatch or answer of this wave and partner")
    }
    waves[entry.wave]?.settle(entry).map { report(index, $0) }
  }

  private func isOwned(_ answer: Int, by owner: Int32) -> Bool {
    // A correction may point at lines after the corrected one, which this pass has not met yet.
    let known = answer < owners.count ? owners : earlierOwners
    return answer < known.count && known[answer] == owner
  }

  private mutating func note(_ entry: AmendEntry, at index: UInt64) {
    guard entry.index < index else { return report(index, "field 'index' is not that of an earlier entry") }
    amendments[UInt64(entry.index), default: []].append((index, entry))
  }

  private func isClose(_ entry: Entry?, of wave: String) -> Bool {
    guard case .waveClose(let entry) = entry else { return false }
    return entry.wave == wave
  }

  private mutating func close(_ entry: WaveCloseEntry, at index: UInt64) {
    guard let standing = waves[entry.wave] else {
      return report(index, "closes wave \(entry.wave), which is not open before it")
    }
    guard !standing.isClosed else { return report(index, "closes wave \(entry.wave), which is closed already") }
    guard let closing = standing.closing else {
      waves[entry.wave]?.closing = WaveStanding.Closing(firstIndex: index, entry: entry, totals: entry.totals)
      closes[entry.wave] = index
      closingWave = entry.wave
      return
    }
    guard (closing.entry.at, closing.entry.by) == (entry.at, entry.by) else {
      return report(index, "goes on closing wave \(entry.wave) with another time or key")
    }
    waves[entry.wave]?.closing?.totals += entry.totals
  }

  private mutating func finishClose(_ wave: String) {
    closingWave = nil
    waves[wave]?.isClosed = true
    guard let standing = waves[wave], let closing = standing.closing else { return }
    coverage += standing.coverageProblems().map { Problem(index: closing.firstIndex, what: $0) }
    totals += standing.totalsProblems(closing.totals).map { Problem(index: closing.firstIndex, what: $0) }
  }

  private mutating func report(_ index: UInt64, _ what: String) {
    problems.append(Problem(index: index, what: what))
  }
}

extension WaveStanding {
  /// Counts an outcome; returns what is wrong with it.
  mutating func settle(_ entry: OutcomeEntry) -> String? {
    guard var partner = partners.removeValue(forKey: entry.partner) else { return nil }
    defer { partners[entry.partner] = partner }
    let spans = entry.subjects?.spans ?? (subjects > 0 ? [IndexRanges.Span(first: 0, last: subjects - 1)] : [])
    var repeated: Int?
    let before = partner.settled.count
    for span in spans where span.last < subjects {
      let first = partner.settled.insert(span.first, span.last)
      repeated = repeated ?? first
    }
    let added = partner.settled.count - before
    partner.byOutcome[entry.outcome, default: 0] += added
    partner.byGrade[entry.grade, default: 0] += added
    return repeated.map { "settles subject \($0) of partner \(entry.partner) in wave \(opening.wave) a second time" }
  }
}
