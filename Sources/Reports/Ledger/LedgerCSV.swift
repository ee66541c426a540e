import Ledger

/// One row per entry with the same columns for every kind, by RFC 4180: CRLF, quotes doubled.
enum LedgerCSV {
  static let columns = [
    "index", "at", "kind", "matter", "wave", "partner", "dispatch", "attempt", "route", "via", "subjects", "ranges",
    "identifiers", "result", "outcome", "grade", "reason", "moment", "refers", "evidence", "what",
  ]

  static var heading: String { columns.joined(separator: ",") + "\r\n" }

  static func row(_ index: UInt64, _ entry: Result<Entry, EntryError>) -> String {
    let cells =
      switch entry {
      case .success(let entry): cells(index, entry)
      case .failure(let error): unreadable(index, error)
      }
    return cells.map(cell).joined(separator: ",") + "\r\n"
  }

  private static func cells(_ index: UInt64, _ entry: Entry) -> [String] {
    let facts = EntryFacts(entry)
    let (count, ranges) = subjects(facts.subjects)
    return [
      String(index), facts.at, facts.kind, facts.matter, facts.wave, facts.partner, facts.dispatch, facts.attempt,
      facts.route, facts.via, count, ranges, facts.identifiers, facts.result, facts.outcome, facts.grade, facts.reason,
      facts.moment, facts.refers, facts.evidence, Columns.paper(EntryWords.of(entry)),
    ]
  }

  private static func unreadable(_ index: UInt64, _ error: EntryError) -> [String] {
    [String(index), "", "unreadable"] + columns.dropFirst(4).map { _ in "" } + [Plain.text(error.description)]
  }

  /// The count is empty where the entry names no ranges: all subjects, or a selector.
  private static func subjects(_ ranges: IndexRanges??) -> (count: String, ranges: String) {
    guard case .some(.some(let ranges)) = ranges else { return ("", "") }
    return (String(ranges.count), ranges.spans.map { "\($0.first)-\($0.last)" }.joined(separator: " "))
  }

  /// A cell that a spreadsheet could take for a formula gets an apostrophe in front.
  static func cell(_ text: String) -> String {
    guard let first = text.utf8.first else { return "" }
    let isFormula = "=+-@\t\r".utf8.contains(first)
    let safe = isFormula ? "'" + text : text
    guard safe.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
