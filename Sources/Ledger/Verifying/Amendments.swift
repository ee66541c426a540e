/// Completeness after corrections.
struct AmendedBooks {
  /// With every correction.
  let final: WaveBook
  /// With the corrections that came before each wave's close, which is what its totals counted.
  let asClosed: WaveBook
  var findings: [LedgerFinding] = []
}

/// Reads the ledger again with corrections laid over the lines. Corrections are rare; without them nothing is read twice.
struct Amendments {
  let files: LedgerFiles
  let size: UInt64
  let book: WaveBook

  /// A line and what became of it.
  private struct Corrected {
    var latest: Entry?
    var atClose: Entry?
    /// The newest correction's index, or the line's own.
    var newest: UInt64
    var failures: [(index: UInt64, error: EntryError)] = []
  }

  /// Kinds that can be corrected. Waves are fixed by their opening; a matter is amended by a new line.
  private static func isAmendable(_ entry: Entry) -> Bool {
    switch entry {
    case .dispatch, .answer, .outcome, .hold, .release: true
    case .genesis, .matter, .waveOpen, .amend, .key, .anchor, .shred, .waveClose: false
    }
  }

  func replay() -> AmendedBooks {
    var final = WaveBook(archive: LineArchive(files: files, size: size) { corrected($1, at: $0).latest })
    var asClosed = WaveBook(archive: LineArchive(files: files, size: size) { corrected($1, at: $0).atClose })
    let lines = LineCheck(size: size)
    var findings: [LedgerFinding] = []
    LineArchive(files: files, size: size).forEach { index, original in
      let line = corrected(original, at: index)
      findings += line.failures.map {
        LedgerFinding(file: lines.path(of: $0.index), index: $0.index, what: "\($0.error)")
      }
      final.add(line.latest, at: index, newest: line.newest)
      asClosed.add(line.atClose, at: index, newest: line.newest)
    }
    final.finish()
    asClosed.finish()
    return AmendedBooks(final: final, asClosed: asClosed, findings: findings)
  }

  private func corrected(_ original: Entry?, at index: UInt64) -> Corrected {
    var line = Corrected(latest: original, atClose: original, newest: index)
    for (at, amendment) in book.amendments[index] ?? [] {
      do throws(EntryError) {
        line.latest = try apply(amendment, to: line.latest)
        line.newest = at
        if at < book.closes[wave(of: original) ?? ""] ?? .max { line.atClose = line.latest }
      } catch {
        line.failures.append((at, error))
      }
    }
    return line
  }

  private func apply(_ amendment: AmendEntry, to entry: Entry?) throws(EntryError) -> Entry {
    guard let entry, Self.isAmendable(entry) else {
      throw EntryError(field: "index", what: "is that of an entry that cannot be corrected")
    }
    return try Entry.parse(try amendment.applied(to: entry.encoded))
  }

  private func wave(of entry: Entry?) -> String? {
    switch entry {
    case .dispatch(let entry): entry.wave
    case .answer(let entry): entry.wave
    case .outcome(let entry): entry.wave
    case .hold(let entry): entry.wave
    case .release(let entry): entry.wave
    case .genesis, .matter, .waveOpen, .amend, .key, .anchor, .shred, .waveClose, nil: nil
    }
  }
}
