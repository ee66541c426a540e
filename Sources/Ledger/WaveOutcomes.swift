/// Outcomes in a row that differ in nothing but subjects and answers: a long one is split over several lines, and its
/// answers are dealt out over them without regard to whom they speak of. What one line lacks, a neighbour may hold.
struct ClaimRun {
  /// Lines that are looked at together, at most.
  private static let limit = 4096

  struct Claim {
    let index: UInt64
    /// How far the outcome knows the ledger.
    let newest: UInt64
    let entry: OutcomeEntry
    let place: WaveBook.Place
    /// Among the lines of the run.
    let position: Int
  }

  private let like: OutcomeEntry
  /// By line, as they stand there.
  private(set) var answers: [[Int]] = []
  /// Outcomes whose own answers do not justify them.
  private(set) var unjustified: [Claim] = []

  init(_ entry: OutcomeEntry) { like = entry }

  func goesOn(with entry: Entry?) -> Bool {
    guard case .outcome(var entry) = entry, answers.count < Self.limit else { return false }
    (entry.subjects, entry.answers) = (like.subjects, like.answers)
    return entry == like
  }

  mutating func add(_ line: [Int]) { answers.append(line) }

  mutating func doubt(_ entry: OutcomeEntry, _ place: WaveBook.Place, at index: UInt64, newest: UInt64) {
    unjustified.append(
      Claim(index: index, newest: newest, entry: entry, place: place, position: answers.count - 1))
  }

  /// What may carry `claim`: its own answers, corrected where they were, and its neighbours'.
  func answers(for claim: Claim) -> [UInt64] {
    var all = Set(claim.entry.answers)
    for (position, line) in answers.enumerated() where position != claim.position { all.formUnion(line) }
    return all.filter { $0 < claim.newest }.sorted().map { UInt64($0) }
  }
}

extension WaveBook {
  mutating func settle(_ entry: OutcomeEntry, original: Entry?, at index: UInt64, newest: UInt64) {
    guard let place = place(entry.wave, entry.partner, at: index) else { return }
    begin(place.wave)
    checkOpen(place.wave, at: index)
    within(entry.subjects, place.wave, at: index)
    let cited = citations(of: entry, place, at: index, newest: newest)
    waves[place.wave].settle(entry, partner: place.partner).map { report(index, $0) }
    var written = entry
    if case .outcome(let original) = original { written = original }
    if claims == nil { claims = ClaimRun(written) }
    claims?.add(written.answers)
    if Justification(entry, wave: waves[place.wave], partner: place.partner).objection(cited) != nil {
      claims?.doubt(entry, place, at: index, newest: newest)
    }
  }

  mutating func finishClaims() {
    guard let run = claims else { return }
    claims = nil
    for claim in run.unjustified {
      let answers = run.answers(for: claim)
      var cited: [CitedLine] = []
      for (answer, next) in zip(answers, answers.dropFirst() + [.max]) {
        cited += pieces(from: answer, before: next, claim.place)
      }
      let justification = Justification(claim.entry, wave: waves[claim.place.wave], partner: claim.place.partner)
      justification.objection(cited).map { report(claim.index, $0) }
    }
  }

  /// The lines that `entry` points at; notes those that it cannot point at.
  private mutating func citations(
    of entry: OutcomeEntry, _ place: Place, at index: UInt64, newest: UInt64
  ) -> [CitedLine] {
    let answers = entry.answers
    if zip(answers, answers.dropFirst()).contains(where: { $0 >= $1 }), Set(answers).count < answers.count {
      report(index, "field 'answers' names an entry twice")
    }
    var found: [CitedLine] = []
    found.reserveCapacity(answers.count)
    for answer in answers {
      if answer < newest, let line = cited(UInt64(answer)), line.place == place {
        found.append(line)
      } else {
        report(
          index, "field 'answers' holds \(answer), which is no earlier dispatch or answer of this wave and partner")
      }
    }
    return found
  }

  /// A correction may point at lines after the corrected one, which this pass has not met yet: those are read ahead.
  private mutating func cited(_ index: UInt64) -> CitedLine? {
    recent[index] ?? archive.entry(at: index).flatMap(cited)
  }

  private func cited(_ entry: Entry) -> CitedLine? {
    switch entry {
    case .dispatch(let entry):
      find(entry.wave, entry.partner).map {
        CitedLine(place: $0, kind: .dispatch(entry.result), grade: entry.grade, subjects: entry.subjects)
      }
    case .answer(let entry):
      find(entry.wave, entry.partner).map {
        CitedLine(
          place: $0, kind: .answer(entry.via, entry.outcome), grade: entry.grade, subjects: entry.subjects)
      }
    case .genesis, .matter, .waveOpen, .outcome, .hold, .release, .amend, .key, .anchor, .shred, .waveClose: nil
    }
  }

  /// A dispatch or answer with its further lines, where it was split: outcomes point at the first.
  private mutating func pieces(from first: UInt64, before end: UInt64, _ place: Place) -> [CitedLine] {
    guard let start = archive.entry(at: first), let line = cited(start), line.place == place else { return [] }
    var (lines, next) = ([line], first + 1)
    while next < end, let more = archive.entry(at: next), more.isPiece(of: start), let line = cited(more) {
      lines.append(line)
      next += 1
    }
    return lines
  }
}

extension Entry {
  fileprivate func isPiece(of other: Entry) -> Bool {
    switch (self, other) {
    case (.dispatch(let a), .dispatch(let b)): a.isPiece(of: b)
    case (.answer(let a), .answer(let b)): a.isPiece(of: b)
    case (.genesis, _), (.matter, _), (.waveOpen, _), (.dispatch, _), (.answer, _), (.outcome, _), (.hold, _),
      (.release, _),
      (.amend, _), (.key, _), (.anchor, _), (.shred, _), (.waveClose, _):
      false
    }
  }
}

extension WaveStanding {
  /// Counts an outcome; returns what is wrong with it.
  fileprivate mutating func settle(_ entry: OutcomeEntry, partner: Int) -> String? {
    let before = partners[partner].settled.count
    let repeated: Int?
    if let subjects = entry.subjects {
      repeated = partners[partner].settled.insert(subjects)
    } else {
      repeated = subjects > 0 ? partners[partner].settled.insert(0, subjects - 1) : nil
    }
    let added = partners[partner].settled.count - before
    partners[partner].byOutcome[entry.outcome, default: 0] += added
    partners[partner].byGrade[entry.grade, default: 0] += added
    return repeated.map { "settles subject \($0) of partner \(entry.partner) in wave \(id) a second time" }
  }
}
