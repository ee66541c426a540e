import Ledger
import Workflow

/// Dates, counts and places in the ledger as they stand on paper. A missing thing is a dash, never an empty cell.
enum SheetWords {
  static let none: Markup = "<span class=\"none\">–</span>"

  static func day(_ time: LedgerTime) -> String { String(time.description.prefix(10)) }

  /// `2025-12-08 10:00:03`; all times are UTC, which the paper says once.
  static func second(_ time: LedgerTime) -> String {
    let text = time.description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
  }

  /// One day, or the first and the last.
  static func days(_ seen: Seen) -> Markup {
    let (first, last) = (day(seen.first), day(seen.last))
    return first == last ? dated(first) : dated(first) + " – " + dated(last)
  }

  /// `2025-12-08 in entry 12`
  static func from(_ seen: Seen) -> Markup { dated(day(seen.first)) + " in entry \(seen.firstIndex)" }

  static func dated(_ text: String) -> Markup { "<span class=\"date\">\(text)</span>" }

  /// `entry 12`, `entries 12–407`
  static func entries(_ seen: Seen) -> Markup {
    seen.lines == 1 || seen.firstIndex == seen.lastIndex
      ? entry(seen.firstIndex) : "\(seen.firstIndex)–\(seen.lastIndex)"
  }

  static func entry(_ index: UInt64) -> Markup { "\(index)" }

  /// `27,400`, `1 request without subjects`; a selector's requests name nobody.
  static func count(_ seen: Seen) -> String {
    switch (seen.subjects, seen.selectors) {
    case (let subjects, 0): Figures.grouped(subjects)
    case (0, let selectors): requests(selectors)
    case (let subjects, let selectors): "\(Figures.grouped(subjects)), and \(requests(selectors))"
    }
  }

  private static func requests(_ count: Int) -> String {
    Figures.count(count, "request by pattern", "requests by pattern")
  }

  /// `deleted (claimed-complete-signed)`: no outcome without what it rests on.
  static func outcome(_ outcome: LedgerOutcome, _ grade: LedgerGrade?) -> Markup {
    let proof = OutcomeWords.grade(grade?.grade, of: outcome.outcome)
    guard proof != "-" else { return "\(outcome.rawValue)" }
    return "\(outcome.rawValue) <span class=\"grade\">(\(proof))</span>"
  }

  static func reason(_ code: LedgerCode?) -> Markup { code.map { "\(ReasonWords.sentence($0))" } ?? "" }

  /// The name with its id below, for the first column of a table.
  static func partner(_ details: WavePartner) -> Markup {
    .name(details.name) + " <span class=\"id\">\(Plain.name(details.id))</span>"
  }

  /// What the partner was to be told, and how.
  static func route(_ details: WavePartner) -> String {
    guard let route = details.route else { return "no route" }
    let subjects = Figures.count(details.subjects.count, "subject")
    switch details.scope {
    case .subjects: return "\(route.text), \(subjects)"
    case .selector: return "\(route.text), by pattern"
    case .both: return "\(route.text), by pattern and \(subjects)"
    }
  }

  /// A glue character belongs to the terminal.
  static func words(_ entry: Entry) -> Markup { Markup(Columns.paper(EntryWords.of(entry))) }
}

extension PartnerFacts {
  var endingRows: [(ending: Ending, seen: Seen)] {
    func rank(_ ending: Ending) -> (Int, String, String, String) {
      (
        ending.outcome.outcome.place, ending.grade?.rawValue ?? "", ending.reason?.text ?? "",
        ending.backupsUntil ?? ""
      )
    }
    return endings.sorted { rank($0.key) < rank($1.key) }.map { ($0.key, $0.value) }
  }

  /// As they first came.
  var eventRows: [(event: Event, seen: Seen)] {
    events.sorted { ($0.value.firstIndex, "\($0.key)") < ($1.value.firstIndex, "\($1.key)") }
      .map { ($0.key, $0.value) }
  }
}

extension SheetWords {
  /// `27,400 subjects`, `1 request by pattern`
  static func subjects(_ seen: Seen) -> String {
    guard seen.subjects > 0 || seen.selectors == 0 else { return count(seen) }
    let subjects = Figures.count(seen.subjects, "subject")
    return seen.selectors == 0 ? subjects : "\(subjects), and \(requests(seen.selectors))"
  }
}
