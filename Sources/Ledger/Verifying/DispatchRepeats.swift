/// A dispatch's line over several lines, being read: what it covers so far, and what it has to cover.
struct DispatchRun {
  let first: UInt64
  private let dispatch: String
  private let attempt: Int
  private(set) var next: UInt64
  private var end: Int?
  private var covered: Int
  /// Subjects of the attempt before; nil for a first one.
  let earlier: Earlier?

  /// What the attempt before covered; nil subjects for a selector.
  struct Earlier { let subjects: IndexRanges? }

  init(_ entry: DispatchEntry, at index: UInt64, earlier: Earlier? = nil) {
    (first, dispatch, attempt, next) = (index, entry.dispatch, entry.attempt, index + 1)
    (end, covered) = (entry.subjects?.last, entry.subjects?.count ?? 0)
    self.earlier = earlier
  }

  /// Whether `entry` at `index` may be a further piece; the lines themselves have the last word.
  func mayGoOn(with entry: DispatchEntry, at index: UInt64) -> Bool {
    next == index && attempt == entry.attempt && dispatch == entry.dispatch
  }

  /// - Returns: what is wrong with the piece.
  mutating func extend(_ entry: DispatchEntry) -> String? {
    let before = end
    next += 1
    (end, covered) = (entry.subjects?.last, covered + (entry.subjects?.count ?? 0))
    // Pieces stand in ascending order, so that none holds what another does.
    guard let before, let start = entry.subjects?.spans.first?.first, start > before else {
      return "repeats an attempt of dispatch \(dispatch)"
    }
    return stray(entry)
  }

  /// What is wrong with the subjects of one line, against the attempt before.
  func stray(_ entry: DispatchEntry) -> String? {
    guard let earlier else { return nil }
    let isSame: Bool
    switch (entry.subjects, earlier.subjects) {
    case (nil, nil): isSame = true
    case (let now?, let before?): isSame = now.subtracting(before).isEmpty
    case (nil, _?), (_?, nil): isSame = false
    }
    return isSame ? nil : "repeats dispatch \(entry.dispatch) for other subjects than before"
  }

  /// What is wrong once no further line follows.
  var ending: String? {
    guard let before = earlier?.subjects, covered < before.count else { return nil }
    return "repeats dispatch \(dispatch) for fewer subjects than before"
  }
}

extension DispatchBook.Trace {
  /// What is wrong with `entry` as the next attempt.
  func objection(to entry: DispatchEntry) -> String? {
    if entry.attempt < attempt { return "is attempt \(entry.attempt) of dispatch \(entry.dispatch), after \(attempt)" }
    if entry.attempt == attempt, result != .inDoubt {
      return "repeats attempt \(attempt) of dispatch \(entry.dispatch), which ended as \(result.rawValue)"
    }
    return nil
  }
}

/// Reads the ledger once more for dispatches that came again after they had been accepted. They are rare.
struct DispatchRepeats {
  struct Name: Hashable { let wave: String, partner: String, dispatch: String }

  private struct Known {
    var trace: DispatchBook.Trace
    var subjects: IndexRanges?
  }

  let names: Set<Name>

  func problems(in archive: LineArchive) -> [WaveBook.Problem] {
    guard !names.isEmpty else { return [] }
    var newest: DispatchEntry?
    var known: [Name: Known] = [:]
    var run: DispatchRun?
    var problems: [WaveBook.Problem] = []
    func end() {
      if let run, let what = run.ending { problems.append(WaveBook.Problem(index: run.first, what: what)) }
      run = nil
    }
    archive.forEach { index, entry in
      guard case .dispatch(let entry) = entry else { return end() }
      let name = Name(wave: entry.wave, partner: entry.partner, dispatch: entry.dispatch)
      guard names.contains(name) else { return end() }
      var objection: String?
      if run?.mayGoOn(with: entry, at: index) == true, newest.map(entry.isPiece) == true {
        objection = run?.extend(entry)
        if run?.earlier == nil { known[name]?.subjects?.formUnion(entry.subjects ?? IndexRanges()) }
      } else {
        end()
        let before = known[name]
        run = DispatchRun(entry, at: index, earlier: before.map { .init(subjects: $0.subjects) })
        objection = before?.trace.objection(to: entry) ?? run?.stray(entry)
        known[name] = Known(
          trace: .init(first: before?.trace.first ?? index, attempt: entry.attempt, result: entry.result),
          subjects: before.map(\.subjects) ?? entry.subjects)
      }
      newest = entry
      if let objection { problems.append(WaveBook.Problem(index: index, what: objection)) }
    }
    end()
    return problems
  }
}
