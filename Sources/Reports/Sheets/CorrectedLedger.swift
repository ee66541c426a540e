import Ledger

/// A ledger's lines as their newest corrections have them. It is read twice: once for the corrections, which are few.
struct CorrectedLedger {
  struct Correction {
    var index: UInt64
    var entry: AmendEntry
    /// Nil where the correction does not fit its entry, which is the verifier's business.
    var change: (before: Entry, after: Entry)?
  }

  let reader: LedgerReader
  private(set) var corrections: [Correction] = []
  private var newest: [UInt64: [UInt8]] = [:]

  init(reader: LedgerReader) throws {
    self.reader = reader
    try reader.forEachEntry { index, line in
      guard Self.mayBeCorrection(line), case .amend(let amend)? = try? Entry.parse(Array(line)) else { return }
      try note(amend, at: index)
    }
  }

  /// Hands out every line in order, a corrected one as it stands now.
  func forEach(_ body: (UInt64, Result<Entry, EntryError>) throws -> Void) throws {
    try reader.forEachEntry { index, line in
      let bytes = newest[index] ?? Array(line)
      try body(index, Result { () throws(EntryError) in try Entry.parse(bytes) })
    }
  }

  private mutating func note(_ amend: AmendEntry, at index: UInt64) throws {
    let target = UInt64(max(0, amend.index))
    guard target < index else { return corrections.append(Correction(index: index, entry: amend)) }
    let before = try newest[target] ?? reader.entry(at: target)
    guard let after = try? amend.applied(to: before), let old = try? Entry.parse(before),
      let new = try? Entry.parse(after)
    else { return corrections.append(Correction(index: index, entry: amend)) }
    newest[target] = after
    corrections.append(Correction(index: index, entry: amend, change: (old, new)))
  }

  /// Names come sorted in an entry, and only a correction has `fields` right after `at`: no other line is parsed twice.
  private static func mayBeCorrection(_ line: ArraySlice<UInt8>) -> Bool {
    line.dropFirst(29).starts(with: "\"fields\":".utf8)
  }
}
