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

  /// Kinds that can be corrected. Waves are fixed by their opening; a matter is amended by a new line.
  private static func isAmendable(_ entry: Entry) -> Bool {
    switch entry {
    case .dispatch, .answer, .outcome, .hold, .release: true
    case .genesis, .matter, .waveOpen, .amend, .key, .anchor, .shred, .waveClose: false
    }
  }

  func replay() -> AmendedBooks {
    var (final, asClosed, findings) = (WaveBook(after: book), WaveBook(after: book), [LedgerFinding]())
    let lines = LineCheck(size: size)
    forEachLine { index, line in
      let original = try? Entry.parse(line)
      var (latest, closed, newest) = (original, original, index)
      for (at, amendment) in book.amendments[index] ?? [] {
        do throws(EntryError) {
          latest = try apply(amendment, to: latest)
          newest = at
          if at < book.closes[wave(of: original) ?? ""] ?? .max { closed = latest }
        } catch {
          findings.append(LedgerFinding(file: lines.path(of: at), index: at, what: "\(error)"))
        }
      }
      final.add(latest, at: index, newest: newest)
      asClosed.add(closed, at: index, newest: newest)
    }
    final.finish()
    asClosed.finish()
    return AmendedBooks(final: final, asClosed: asClosed, findings: findings)
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

  /// Lines that cannot be cut out were reported before; the body gets an empty line for each, to keep indices right.
  private func forEachLine(_ body: (UInt64, [UInt8]) -> Void) {
    for number in 0..<(size + 255) / 256 {
      let tile = Tile.entries(number, count: Tile.count(level: 0, number: number, size: size))
      let bundle = ((try? files.readIfPresent(tile.path)) ?? nil) ?? []
      let places = bundle.withUnsafeBytes { EntryBundle.entries(in: $0, count: tile.count) }
      for at in 0..<tile.count {
        body((number << 8) + UInt64(at), places.map { Array(bundle[$0[at]]) } ?? [])
      }
    }
  }
}
