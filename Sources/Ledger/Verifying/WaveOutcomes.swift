/// Outcomes in a row that differ in nothing but subjects and answers: a long one is split over several lines, and its
/// answers are dealt out over them without regard to whom they speak of. What one line lacks, a neighbour may hold.
struct ClaimRun {
  /// Lines that are looked at together, at most.
  static let limit: UInt64 = 4096

  let first: UInt64
  /// By line, as they stand there.
  let answers: [[Int]]

  func holds(_ index: UInt64) -> Bool { first <= index && index - first < UInt64(answers.count) }

  /// What may carry the outcome at `index`: its own answers, corrected where they were, and its neighbours'.
  func answers(for entry: OutcomeEntry, at index: UInt64, newest: UInt64) -> [UInt64] {
    var all = Set(entry.answers)
    for (position, line) in answers.enumerated() where first + UInt64(position) != index { all.formUnion(line) }
    return all.filter { $0 < newest }.sorted().map { UInt64($0) }
  }
}

extension WaveBook {
  mutating func settle(_ entry: OutcomeEntry, at index: UInt64, newest: UInt64) {
    guard let place = place(entry.wave, entry.partner, at: index) else { return }
    begin(place.wave)
    checkOpen(place.wave, at: index)
    within(entry.subjects, place.wave, at: index)
    cite(entry, place, at: index, newest: newest)
    if objection(to: entry, place, cited) != nil {
      objection(to: entry, place, wider(entry, place, at: index, newest: newest)).map { report(index, $0) }
    }
    waves[place.wave].settle(entry, partner: place.partner).map { report(index, $0) }
  }

  private func objection(to entry: OutcomeEntry, _ place: Place, _ lines: [CitedLine]) -> String? {
    let partner = waves[place.wave].partners[place.partner]
    return Justification.objection(
      to: entry, lines, scope: partner.details.scope, population: waves[place.wave].subjects, routed: partner.routed,
      rest: partner.details.rest)
  }

  /// What neighbours cite too, and the further lines of what was split.
  private mutating func wider(
    _ entry: OutcomeEntry, _ place: Place, at index: UInt64, newest: UInt64
  ) -> [CitedLine] {
    let answers = claims(around: index).answers(for: entry, at: index, newest: newest)
    var lines: [CitedLine] = []
    for (answer, next) in zip(answers, answers.dropFirst() + [.max]) {
      lines += pieces(from: answer, before: next, place)
    }
    return lines
  }

  private mutating func claims(around index: UInt64) -> ClaimRun {
    if let claims, claims.holds(index) { return claims }
    var run = ClaimRun(first: index, answers: [])
    if case .outcome(let like) = archive.written(at: index) {
      var (before, after) = ([[Int]](), [like.answers])
      while UInt64(before.count) < min(index, ClaimRun.limit),
        let more = alike(like, at: index - UInt64(before.count) - 1)
      {
        before.append(more)
      }
      while UInt64(before.count + after.count) < ClaimRun.limit,
        let more = alike(like, at: index + UInt64(after.count))
      {
        after.append(more)
      }
      run = ClaimRun(first: index - UInt64(before.count), answers: before.reversed() + after)
    }
    claims = run
    return run
  }

  /// The answers of the outcome at `index`, if it is `like` in all but subjects and answers.
  private mutating func alike(_ like: OutcomeEntry, at index: UInt64) -> [Int]? {
    guard case .outcome(var other) = archive.written(at: index) else { return nil }
    let answers = other.answers
    (other.subjects, other.answers) = (like.subjects, like.answers)
    return other == like ? answers : nil
  }

  /// Reads the lines that `entry` points at into ``cited``; notes those that it cannot point at.
  private mutating func cite(_ entry: OutcomeEntry, _ place: Place, at index: UInt64, newest: UInt64) {
    let answers = entry.answers
    if zip(answers, answers.dropFirst()).contains(where: { $0 >= $1 }), Set(answers).count < answers.count {
      report(index, "field 'answers' names an entry twice")
    }
    cited.removeAll(keepingCapacity: true)
    for answer in answers {
      if answer < newest, let line = citedLine(at: UInt64(answer)), line.place == place {
        cited.append(line)
      } else {
        report(
          index, "field 'answers' holds \(answer), which is no earlier dispatch or answer of this wave and partner")
      }
    }
  }

  /// A correction may point at lines after the corrected one, which this pass has not met yet: those are read ahead.
  private mutating func citedLine(at index: UInt64) -> CitedLine? {
    recent[index] ?? archive.entry(at: index).flatMap { citedLine(of: $0) }
  }

  private func citedLine(of entry: Entry) -> CitedLine? {
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
    guard let start = archive.entry(at: first), let line = citedLine(of: start), line.place == place else { return [] }
    var (lines, next) = ([line], first + 1)
    while next < end, let more = archive.entry(at: next), more.isPiece(of: start), let line = citedLine(of: more) {
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
    partners[partner].tally.add(added, entry.outcome, entry.grade)
    return repeated.map { "settles subject \($0) of partner \(entry.partner) in wave \(id) a second time" }
  }
}
