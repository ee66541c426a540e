import Ledger

/// A ledger on paper: what it is, what it says of each wave, then every entry.
struct LedgerText {
  let print: LedgerPrint

  private var reader: LedgerReader { print.reader }

  func run(_ write: ([UInt8]) throws -> Void) throws {
    let totals = try count()
    let waves = totals.order.filter { print.wave == nil || $0 == print.wave }
    try print.check(print.wave == nil || !waves.isEmpty)
    var paper = Paper()
    try paper.add(head(totals), write)
    for wave in waves {
      guard let standing = totals.waves[wave] else { continue }
      try paper.add(WavePage(wave: standing).lines, write)
    }
    try paper.add(["Entries", ""], write)
    try print.forEach { index, entry in
      try paper.add(Self.lines(index, entry, corrections: totals.corrections[index] ?? []), write)
    }
    try paper.finish(write)
  }

  private func count() throws -> LedgerTotals {
    var totals = LedgerTotals()
    try reader.forEachEntry { index, line in
      guard let entry = try? Entry.parse(Array(line)) else { return }
      try totals.add(entry, at: index) { try reader.entry(at: UInt64(max(0, $0))) }
    }
    return totals
  }

  private func head(_ totals: LedgerTotals) -> [String] {
    Columns.paragraph("Ledger \(Plain.name(reader.checkpoint.origin))") + [""]
      + Columns.paragraph(totals.operatorName.map { Plain.name($0) } ?? "unknown", first: "  operator  ")
      + [
        "  size      \(Figures.count(Int(clamping: reader.size), "entry", "entries"))",
        "  root      \(reader.checkpoint.root.base64)", "  vkey      \(Plain.text(reader.key.description))", "",
      ]
  }

  /// `  12  2025-12-08T10:00:03Z  dispatch  ga4: ...`, going on below the time.
  static func lines(_ index: UInt64, _ entry: Result<Entry, EntryError>, corrections: [UInt64]) -> [String] {
    let number = Columns.right(String(index), 7) + "  "
    switch entry {
    case .failure(let error):
      return Columns.paragraph(
        "cannot be read: \(Plain.text(error.description)); run `expunge ledger verify`", first: number)
    case .success(let entry):
      let kind = Columns.left(String(entry.kind.dropLast(2)), 10)
      let later = corrections.isEmpty ? "" : "; corrected by " + corrections.map(String.init).joined(separator: ", ")
      return Columns.paragraph(
        partner(entry) + EntryWords.of(entry) + later, first: number + "\(entry.at)  \(kind)  ", indent: 9)
    }
  }

  /// Who it is about. A hold without a partner is about all of them.
  private static func partner(_ entry: Entry) -> String {
    switch entry {
    case .dispatch(let entry): Plain.name(entry.partner) + ": "
    case .answer(let entry): Plain.name(entry.partner) + ": "
    case .outcome(let entry): Plain.name(entry.partner) + ": "
    case .hold(let entry): (entry.partner.map { Plain.name($0) } ?? "all partners") + ": "
    case .release(let entry): (entry.partner.map { Plain.name($0) } ?? "all partners") + ": "
    case .genesis, .matter, .waveOpen, .amend, .key, .anchor, .shred, .waveClose: ""
    }
  }
}

/// One wave from the ledger alone.
struct WavePage {
  let wave: LedgerTotals.Wave

  var lines: [String] {
    let opening = wave.opening
    let closed = wave.closedAt.map { "closed \($0)" } ?? "not closed"
    return Columns.paragraph("Wave \(Plain.name(opening.wave)), matter \(Plain.name(opening.matter))")
      + ["", "  opened \(opening.at), \(closed)", "  \(Figures.count(opening.subjects, "subject"))"]
      + opening.approvals.map { "  approved by \($0.role.text) \($0.key)" }
      + [""] + Columns.paragraph(wave.coverage.text, first: "  ") + [""] + wave.order.flatMap(partner)
  }

  private func partner(_ id: String) -> [String] {
    guard let partner = wave.partners[id] else { return [] }
    let details = partner.details
    let what =
      switch details.scope {
      case .subjects: "\(Figures.grouped(details.subjects.count)) routed"
      case .selector: "a selector"
      case .both: "a selector and \(Figures.grouped(details.subjects.count)) routed"
      }
    let route = details.route.map { "by \($0.text), \(what)" } ?? "no route"
    var rows = partner.endings.filter { $0.value != 0 }.sorted(by: before).map { ending, subjects in
      [
        ending.outcome.rawValue, OutcomeWords.grade(ending.grade?.grade, of: ending.outcome.outcome),
        Figures.grouped(subjects), ending.reason?.text ?? "",
      ]
    }
    let open = wave.opening.subjects - partner.endings.values.reduce(0, +)
    if open > 0 { rows.append(["open", "-", Figures.grouped(open), ""]) }
    return Columns.paragraph("\(Plain.name(details.name)) (\(Plain.name(details.id))): \(route)", first: "  ")
      + EndingTable.lines(rows) + [""]
  }

  private func before(
    _ left: (key: LedgerTotals.Ending, value: Int), _ right: (key: LedgerTotals.Ending, value: Int)
  ) -> Bool {
    func rank(_ ending: LedgerTotals.Ending) -> (Int, String, String) {
      (ending.outcome.outcome.place, ending.grade?.rawValue ?? "", ending.reason?.text ?? "")
    }
    return rank(left.key) < rank(right.key)
  }
}
