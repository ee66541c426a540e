import Ledger
import Workflow

/// A partner's rows and page.
struct SheetPartner {
  let facts: PartnerFacts
  let standing: CoverageLine.Standing?

  /// A row of the wave's table: five facts, five cells.
  var summary: SheetRow {
    let row: SheetRow = [
      "partner": .text(SheetWords.partner(facts.details)), "route": .text("\(SheetWords.route(facts.details))"),
      "open": .text(open),
    ]
    guard case .notPossible(let because)? = standing else {
      return row.merging(["facts": .rows(Rung.allCases.map(cell))]) { _, new in new }
    }
    return row.merging(["obstacle": .rows([["because": .text("\(because)")]])]) { _, new in new }
  }

  private var open: Markup { facts.open == 0 ? SheetWords.none : "\(Figures.grouped(facts.open))" }

  private func cell(_ rung: Rung) -> SheetRow {
    guard let seen = facts.ladder[rung] else { return ["when": .text(SheetWords.none), "count": .text("")] }
    return ["when": .text(SheetWords.days(seen)), "count": .text("\(SheetWords.count(seen))")]
  }

  /// A row for each way in which subjects ended, under one name.
  var endings: SheetRow {
    var rows = facts.endingRows.map { ending, seen in
      outcomeRow(SheetWords.outcome(ending.outcome, ending.grade), seen, why(ending))
    }
    if facts.open > 0 {
      rows.append([
        "outcome": .text("no outcome yet"), "subjects": .text("\(Figures.grouped(facts.open))"),
        "days": .text(SheetWords.none), "entries": .text(SheetWords.none), "why": .text(""),
      ])
    }
    if rows.isEmpty { rows.append(["outcome": .text(SheetWords.none)]) }
    let lines = rows.count
    rows[0]["head"] = .rows([
      ["partner": .text(SheetWords.partner(facts.details)), "lines": .text("\(lines)")]
    ])
    return ["endings": .rows(rows)]
  }

  private func outcomeRow(_ outcome: Markup, _ seen: Seen, _ why: Markup) -> SheetRow {
    [
      "outcome": .text(outcome), "subjects": .text("\(Figures.grouped(seen.subjects))"),
      "days": .text(SheetWords.days(seen)), "entries": .text(SheetWords.entries(seen)), "why": .text(why),
    ]
  }

  private func why(_ ending: PartnerFacts.Ending) -> Markup {
    let backups = ending.backupsUntil.map { "copies in backups until \($0), as the partner says" as Markup }
    return Markup.joined([SheetWords.reason(ending.reason), backups ?? ""].filter { !$0.isEmpty }, "; ")
  }

  /// One wave on the partner's page.
  /// - Parameter isListed: Whether the lines stand there one by one.
  func section(wave: WaveOpenEntry, isListed: Bool) -> SheetRow {
    let details = facts.details
    return [
      "wave": .text(.name(wave.wave)), "route": .text("\(SheetWords.route(details))"),
      "best": .text(details.bestGrade.map { "\($0.rawValue)" } ?? SheetWords.none),
      "rest": .text(rest), "coverage": .text(coverage),
      "ladder": .rows(Rung.allCases.map(rung)), "outcomes": endings["endings"] ?? .rows([]),
      "events": .rows(facts.eventRows.map(event)), "has-events": .flag(!facts.events.isEmpty),
      "silent": .flag(facts.events.isEmpty), "listed": .flag(isListed, ["lines": .rows(isListed ? lines : [])]),
      "unlisted": .flag(!isListed, ["count": .text("\(Figures.grouped(facts.lineCount))")]),
    ]
  }

  private var rest: Markup {
    let others = facts.population - facts.details.subjects.count
    guard let rest = facts.details.rest, others > 0 else { return SheetWords.none }
    return "\(Figures.count(others, "subject")): \(rest.rawValue)"
  }

  private var coverage: Markup {
    switch standing {
    case .asked: "asked"
    case .notPossible(let because): "not possible: \(because)"
    case .notReached: "not reached"
    case .notYet, nil: "not asked yet"
    }
  }

  private func rung(_ rung: Rung) -> SheetRow {
    var row: SheetRow = ["fact": .text("\(rung.words)")]
    guard let seen = facts.ladder[rung] else {
      for key in ["first", "last", "count", "entries"] { row[key] = .text(SheetWords.none) }
      return row
    }
    row["first"] = .text(SheetWords.dated(SheetWords.second(seen.first)))
    row["last"] = .text(SheetWords.dated(SheetWords.second(seen.last)))
    row["count"] = .text("\(SheetWords.count(seen))")
    row["entries"] = .text(SheetWords.entries(seen))
    return row
  }

  private func event(_ event: PartnerFacts.Event, _ seen: Seen) -> SheetRow {
    [
      "what": .text(words(event)), "lines": .text("\(Figures.grouped(seen.lines))"),
      "count": .text("\(SheetWords.count(seen))"), "days": .text(SheetWords.days(seen)),
      "entries": .text(SheetWords.entries(seen)),
    ]
  }

  private func words(_ event: PartnerFacts.Event) -> Markup {
    let (what, reason): (Markup, LedgerCode?)
    switch event {
    case .sent(let route, let result, let grade, let why):
      let proof: Markup = grade.map { " <span class=\"grade\">(\($0.rawValue))</span>" } ?? ""
      (what, reason) = ("sent by \(route.text): \(result.rawValue)" + proof, why)
    case .cameIn(let via, let outcome?, let grade, let why):
      (what, reason) = ("came in by \(via.rawValue): " + SheetWords.outcome(outcome, grade), why)
    case .cameIn(let via, nil, let grade, let why):
      let proof = grade?.rawValue ?? "decides nothing"
      (what, reason) = ("came in by \(via.rawValue): <span class=\"grade\">\(proof)</span>", why)
    }
    return Markup.joined([what, SheetWords.reason(reason)].filter { !$0.isEmpty }, "; ")
  }

  private var lines: [SheetRow] {
    facts.lines.map { line in
      [
        "index": .text(SheetWords.entry(line.index)), "at": .text("\(SheetWords.second(line.entry.at))"),
        "kind": .text("\(line.entry.kind.dropLast(2).description)"), "what": .text(SheetWords.words(line.entry)),
      ]
    }
  }
}

extension Rung {
  /// As the heading of a column.
  var words: String {
    switch self {
    case .issued: "Asked"
    case .delivered: "Delivered"
    case .receiptConfirmed: "Receipt confirmed"
    case .claimed: "Deletion claimed"
    case .verified: "Verified"
    }
  }
}
