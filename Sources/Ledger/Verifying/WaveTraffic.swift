/// What goes out and what comes in.
extension WaveBook {
  mutating func dispatch(_ entry: DispatchEntry, at index: UInt64) {
    guard let place = place(entry.wave, entry.partner, at: index) else { return }
    begin(place.wave)
    checkOpen(place.wave, at: index)
    within(entry.subjects, place.wave, at: index)
    checkSubjects(entry, place, at: index)
    checkTimes(entry, openedAt: waves[place.wave].opening.at, at: index)
    if entry.attempt < 1 { report(index, "field 'attempt' is 0; attempts count from 1") }
    follow(entry, place, at: index)
    if let subjects = entry.subjects {
      waves[place.wave].partners[place.partner].dispatched.insert(subjects)
    } else {
      waves[place.wave].partners[place.partner].hasSelector = true
    }
    recent.note(
      CitedLine(place: place, kind: .dispatch(entry.result), grade: entry.grade, subjects: entry.subjects), at: index)
  }

  mutating func answer(_ entry: AnswerEntry, at index: UInt64) {
    guard let place = place(entry.wave, entry.partner, at: index) else { return }
    begin(place.wave)
    within(entry.subjects, place.wave, at: index)
    if let subjects = entry.subjects, subjects.isEmpty { report(index, "field 'subjects' is an empty list") }
    if let id = entry.dispatch, !hasMet(id, place, entry.partner) {
      report(index, "answers dispatch \(id), which does not stand before it at this wave and partner")
    }
    checkReach(entry, place, at: index)
    if let said = entry.answeredAt, said > entry.at { notes.append("entry \(index) was answered after its own date") }
    recent.note(
      CitedLine(
        place: place, kind: .answer(entry.via, entry.outcome), grade: entry.grade, subjects: entry.subjects), at: index)
  }

  private func hasMet(_ id: String, _ place: Place, _ partner: String) -> Bool {
    waves[place.wave].partners[place.partner].dispatches.hasMet(id, partner: partner)
  }

  /// A machine can answer only for those it was told of; a person and a mail may speak of anybody.
  private mutating func checkReach(_ entry: AnswerEntry, _ place: Place, at index: UInt64) {
    switch entry.via {
    case .person, .mail: return
    case .response, .poll, .callback, .file: break
    }
    guard let subjects = entry.subjects else {
      if waves[place.wave].partners[place.partner].hasSelector { return }
      return report(index, "answers for a selector, which partner \(entry.partner) was never told")
    }
    if let stray = waves[place.wave].partners[place.partner].dispatched.first(of: subjects, thatIs: false) {
      report(index, "answers for subject \(stray), which partner \(entry.partner) was not told of before")
    }
  }

  private mutating func checkSubjects(_ entry: DispatchEntry, _ place: Place, at index: UInt64) {
    let scope = waves[place.wave].partners[place.partner].details.scope
    guard let subjects = entry.subjects else {
      // A reminder names nobody again: it needs somebody to have been named before.
      if scope == .subjects, waves[place.wave].partners[place.partner].dispatched.count == 0 {
        report(index, "sends a selector to partner \(entry.partner), whose scope is subjects")
      }
      return
    }
    if subjects.isEmpty { report(index, "field 'subjects' is an empty list") }
    if scope == .selector { report(index, "sends subjects to partner \(entry.partner), whose scope is a selector") }
    if let stray = waves[place.wave].partners[place.partner].routed.first(of: subjects, thatIs: false) {
      report(index, "sends subject \(stray), which wave \(entry.wave) does not route to partner \(entry.partner)")
    }
  }

  private mutating func checkTimes(_ entry: DispatchEntry, openedAt opened: LedgerTime, at index: UInt64) {
    guard let sent = entry.sentAt else {
      if entry.result == .accepted { report(index, "was accepted, and field 'sent_at' says that nothing left") }
      return
    }
    if sent < opened { report(index, "was sent at \(sent), before wave \(entry.wave) opened at \(opened)") }
    if sent > entry.at { report(index, "was sent at \(sent), after the line's own date") }
  }

  /// Keeps each dispatch's attempts and subjects in order. Pieces of a split entry are one attempt.
  private mutating func follow(_ entry: DispatchEntry, _ place: Place, at index: UInt64) {
    if run?.mayGoOn(with: entry, at: index) == true, isPiece(index, of: index - 1) {
      run?.extend(entry).map { report(index, $0) }
      return
    }
    finishRun()
    let step = waves[place.wave].partners[place.partner].dispatches.note(entry, at: index)
    switch step {
    case .new:
      run = DispatchRun(entry, at: index)
      if let other = owner(of: entry.dispatch, besides: place) {
        report(index, "names dispatch \(entry.dispatch), which is partner \(other)'s")
      }
    case .forgotten:
      run = DispatchRun(entry, at: index)
      forgotten.insert(.init(wave: entry.wave, partner: entry.partner, dispatch: entry.dispatch))
    case .again(let trace):
      let started = DispatchRun(entry, at: index, earlier: earlier(trace))
      run = started
      (trace.objection(to: entry) ?? started.stray(entry)).map { report(index, $0) }
    }
  }

  /// As they stand there: a correction may have touched one piece and not the other.
  private mutating func isPiece(_ index: UInt64, of before: UInt64) -> Bool {
    guard case .dispatch(let piece) = archive.written(at: index),
      case .dispatch(let other) = archive.written(at: before)
    else { return false }
    return piece.isPiece(of: other)
  }

  mutating func finishRun() {
    guard let run else { return }
    if let what = run.ending { report(run.first, what) }
    self.run = nil
  }

  /// What the attempt that `trace` leads to covered, all its pieces together.
  private mutating func earlier(_ trace: DispatchBook.Trace) -> DispatchRun.Earlier? {
    guard case .dispatch(let first) = archive.entry(at: trace.first) else { return nil }
    var (subjects, next) = (first.subjects, trace.first + 1)
    while case .dispatch(let piece) = archive.entry(at: next), piece.isPiece(of: first) {
      subjects?.formUnion(piece.subjects ?? IndexRanges())
      next += 1
    }
    return DispatchRun.Earlier(subjects: subjects)
  }

  /// Another partner of the wave whose dispatch the id is.
  private func owner(of id: String, besides place: Place) -> String? {
    let partners = waves[place.wave].partners
    let own = partners[place.partner].details.id
    if DispatchBook.number(of: id, partner: own) != nil { return nil }
    return partners.first { $0.details.id != own && $0.dispatches.hasMet(id, partner: $0.details.id) }?.details.id
  }
}
