/// Follows the lines in order and says what does not add up: waves, their traffic, their outcomes, their close.
///
/// Memory: bits per subject and partner and per dispatch, and a fixed number of recent lines.
struct WaveBook {
  struct Problem: Hashable { let index: UInt64, what: String }

  /// A partner of a wave, by their numbers.
  struct Place: Hashable { let wave: Int, partner: Int }

  var problems: [Problem] = []
  var notes: [String] = []
  /// Found when a wave closed: uncovered subjects, and totals that disagree.
  private(set) var coverage: [Problem] = []
  private(set) var totals: [Problem] = []
  private(set) var amendments: [UInt64: [(index: UInt64, entry: AmendEntry)]] = [:]
  /// Where each wave's close starts.
  private(set) var closes: [String: UInt64] = [:]
  var waves: [WaveStanding] = []
  var recent = RecentLines()
  var archive: LineArchive
  /// The newest dispatch's line, while further lines may belong to it.
  var run: DispatchRun?
  /// Outcomes that were looked at together, in case the next is one of them.
  var claims: ClaimRun?
  /// What the outcome at hand points at; kept between lines for its memory.
  var cited: [CitedLine] = []
  /// Dispatches that came again after their acceptance.
  var forgotten: Set<DispatchRepeats.Name> = []
  private var numbers: [String: Int] = [:]
  private var matter: String?
  private var hasMatter = false
  private var last: (wave: String, partner: String, place: Place)?
  private var closingWave: Int?

  init(archive: LineArchive) { self.archive = archive }

  var reports: [LedgerReport.Wave] { waves.map(\.report) }
  var openings: [WaveOpenEntry] { waves.map(\.opening) }

  /// - Parameters:
  ///   - entry: Nil where the line could not be read.
  ///   - newest: The index up to which `entry` knows the ledger: its own, or its last correction's.
  mutating func add(_ entry: Entry?, at index: UInt64, newest: UInt64) {
    if let wave = closingWave, !isClose(entry, of: wave) { finishClose(wave) }
    if index == 0, let entry, entry.kind != "genesis/1" { report(0, "is not a genesis, which entry 0 must be") }
    switch entry {
    case .genesis(let entry):
      if index > 0 {
        report(index, "is a genesis, which only entry 0 can be")
      } else {
        matter = entry.origin.split(separator: "/").last.map(String.init)
      }
    case .matter(let entry):
      hasMatter = true
      check(matter: entry.matter, at: index)
    case .waveOpen(let entry): open(entry, at: index)
    case .dispatch(let entry): dispatch(entry, at: index)
    case .answer(let entry): answer(entry, at: index)
    case .outcome(let entry): settle(entry, at: index, newest: newest)
    case .hold(let entry): pause(entry.wave, entry.partner, entry.subjects, "holds", at: index)
    case .release(let entry): pause(entry.wave, entry.partner, entry.subjects, "releases", at: index)
    case .shred(let entry): shred(entry, at: index)
    case .amend(let entry): note(entry, at: index)
    case .waveClose(let entry): close(entry, at: index)
    case .key, .anchor, nil: break
    }
  }

  mutating func finish() {
    if let wave = closingWave { finishClose(wave) }
    finishRun()
    for wave in waves.indices { begin(wave) }
    problems += DispatchRepeats(names: forgotten).problems(in: archive)
  }

  mutating func report(_ index: UInt64, _ what: String) {
    problems.append(Problem(index: index, what: what))
  }

  /// The partner a line names, or nil with a problem noted.
  mutating func place(_ wave: String, _ partner: String, at index: UInt64) -> Place? {
    if let last, last.partner == partner, last.wave == wave { return last.place }
    guard let number = number(of: wave, at: index) else { return nil }
    guard let place = find(partner, in: number) else {
      report(index, "names partner \(partner), which is not one of wave \(wave)")
      return nil
    }
    last = (wave, partner, place)
    return place
  }

  /// Without a word where there is none.
  func find(_ wave: String, _ partner: String) -> Place? {
    numbers[wave].flatMap { find(partner, in: $0) }
  }

  /// The wave's number, or nil with a problem noted.
  mutating func number(of wave: String, at index: UInt64) -> Int? {
    let number = numbers[wave]
    if number == nil { report(index, "belongs to wave \(wave), which is not open before it") }
    return number
  }

  /// The wave's opening is over: its first other line is there.
  mutating func begin(_ wave: Int) {
    guard !waves[wave].hasTraffic else { return }
    waves[wave].hasTraffic = true
    for what in waves[wave].openingProblems() { report(waves[wave].openedAt, what) }
  }

  /// Notes a problem where the wave is closed.
  mutating func checkOpen(_ wave: Int, at index: UInt64) {
    if waves[wave].isClosed { report(index, "comes after the close of wave \(waves[wave].id)") }
  }

  mutating func within(_ ranges: IndexRanges?, _ wave: Int, at index: UInt64) {
    guard let last = ranges?.last, last >= waves[wave].subjects else { return }
    report(
      index,
      "field 'subjects' holds index \(last); wave \(waves[wave].id) has \(waves[wave].subjects) subjects")
  }

  private func find(_ partner: String, in wave: Int) -> Place? {
    waves[wave].numbers[partner].map { Place(wave: wave, partner: $0) }
  }

  private mutating func check(matter name: String, at index: UInt64) {
    guard let matter, name != matter else { return }
    report(index, "field 'matter' is not '\(matter)', which the ledger's origin ends in")
  }

  private mutating func open(_ entry: WaveOpenEntry, at index: UInt64) {
    check(matter: entry.matter, at: index)
    if !hasMatter {
      hasMatter = true
      report(index, "opens a wave before any matter/1 says what it is about")
    }
    if let number = numbers[entry.wave] {
      var bare = entry
      bare.partners = []
      guard bare == waves[number].opening, !waves[number].hasTraffic else {
        return report(index, "opens wave \(entry.wave) again, differently or after its first line")
      }
    } else {
      guard entry.subjects <= WaveStanding.subjectLimit else {
        return report(index, "field 'subjects' is beyond \(WaveStanding.subjectLimit), which is not checked")
      }
      if Set(entry.approvals.map(\.key)).count < 2 {
        report(index, "opens wave \(entry.wave) without the approval of two different keys")
      }
      numbers[entry.wave] = waves.count
      waves.append(WaveStanding(opening: entry, openedAt: index))
    }
    for partner in entry.partners { add(partner, to: numbers[entry.wave] ?? 0, at: index) }
  }

  private mutating func add(_ partner: WavePartner, to wave: Int, at index: UInt64) {
    if partner.route == nil, partner.rest == nil || !partner.subjects.isEmpty {
      report(
        index,
        "names partner \(partner.id) without a route, but with subjects routed to it or without an outcome for the rest"
      )
    }
    guard let number = waves[wave].numbers[partner.id] else { return waves[wave].add(partner) }
    var same = partner
    same.subjects = IndexRanges()
    let known = waves[wave].partners[number].details
    let repeated = waves[wave].partners[number].routed.insert(partner.subjects)
    if same != known || repeated != nil || partner.subjects.isEmpty {
      report(index, "names partner \(partner.id) again with other fields or the same subjects")
    }
  }

  /// A person may hold a wave that is only planned, so it need not be open yet.
  private mutating func pause(
    _ wave: String, _ partner: String?, _ subjects: IndexRanges?, _ does: String, at index: UInt64
  ) {
    guard let number = numbers[wave] else {
      notes.append("entry \(index) \(does) wave \(wave), which is not open before it")
      return
    }
    if let partner { _ = place(wave, partner, at: index) }
    begin(number)
    checkOpen(number, at: index)
    within(subjects, number, at: index)
  }

  private mutating func shred(_ entry: ShredEntry, at index: UInt64) {
    guard let number = number(of: entry.wave, at: index) else { return }
    within(entry.subjects, number, at: index)
    let wave = waves[number]
    let all = wave.subjects > 0 ? IndexRanges(0...wave.subjects - 1) : IndexRanges()
    let open = wave.partners.filter { $0.settled.first(of: entry.subjects ?? all, thatIs: false) != nil }
    guard !open.isEmpty else { return }
    notes.append(
      "entry \(index) destroys keys of wave \(entry.wave) while subjects are open at \(open.count) of its partners")
  }

  private mutating func note(_ entry: AmendEntry, at index: UInt64) {
    guard entry.index < index else { return report(index, "field 'index' is not that of an earlier entry") }
    amendments[UInt64(entry.index), default: []].append((index, entry))
  }

  private func isClose(_ entry: Entry?, of wave: Int) -> Bool {
    guard case .waveClose(let entry) = entry else { return false }
    return entry.wave == waves[wave].id
  }

  private mutating func close(_ entry: WaveCloseEntry, at index: UInt64) {
    guard let number = numbers[entry.wave] else {
      return report(index, "closes wave \(entry.wave), which is not open before it")
    }
    begin(number)
    guard !waves[number].isClosed else { return report(index, "closes wave \(entry.wave), which is closed already") }
    guard let closing = waves[number].closing else {
      waves[number].closing = WaveStanding.Closing(firstIndex: index, entry: entry, totals: entry.totals)
      closes[entry.wave] = index
      closingWave = number
      return
    }
    guard (closing.entry.at, closing.entry.by) == (entry.at, entry.by) else {
      return report(index, "goes on closing wave \(entry.wave) with another time or key")
    }
    waves[number].closing?.totals += entry.totals
  }

  private mutating func finishClose(_ wave: Int) {
    closingWave = nil
    waves[wave].isClosed = true
    guard let closing = waves[wave].closing else { return }
    coverage += waves[wave].coverageProblems().map { Problem(index: closing.firstIndex, what: $0) }
    totals += waves[wave].totalsProblems(closing.totals).map { Problem(index: closing.firstIndex, what: $0) }
  }
}
