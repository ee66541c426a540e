import Workflow

extension StandingReport {
  /// The report for a terminal.
  public var text: String { lines.joined(separator: "\n") }

  /// Lines of at most 80 columns, but for the digest's.
  public var lines: [String] {
    head + ["", "Coverage", ""] + Columns.paragraph(coverage.line, first: "  ")
      + clockLines + ["", "Partners", ""] + table + toDoLines + noteLines
  }

  private var head: [String] {
    let sent = sentAt.map { "sent on \($0.prefix(10))" } ?? "not sent"
    return Columns.paragraph("Standing of wave \(wave), matter \(matter)") + [
      "", "  \(stage), \(sent); read on \(at.prefix(10)) at \(at.dropFirst(11).prefix(5)) UTC",
      "  \(Figures.count(subjects, "subject")), \(Figures.count(partners.count, "partner"))", "  digest \(digest)",
    ]
  }

  private var clockLines: [String] {
    guard !clocks.isEmpty else { return [] }
    let columns: [Table.Column] = [
      .init(title: "duty", limit: 32), .init(title: "due", limit: 10), .init(title: "", limit: 20),
      .init(title: "", limit: 10),
    ]
    let rows = clocks.map { clock in
      [
        clock.duty, String(clock.due.prefix(10)), clock.words,
        clock.openPartners == 0 ? "all settled" : clock.isOver ? "OVERDUE" : "\(clock.openPartners) open",
      ]
    }
    let warnings = (clockWarnings ?? []).flatMap { Columns.paragraph($0, first: "  ! ") }
    return ["", "Clocks", ""] + Table(columns: columns, indent: 2).lines(rows)
      + (warnings.isEmpty ? [] : [""] + warnings)
  }

  /// What only a person can do: part of the report, and said on its own after sending.
  public var toDoLines: [String] {
    guard !toDo.isEmpty else { return ["What a person has to do: nothing now."] }
    return ["What a person has to do", ""]
      + toDo.flatMap { item in
        Columns.paragraph([item.partner, item.what].compactMap { $0 }.joined(separator: ": "), first: "  ")
          + Columns.paragraph(item.todo, first: "    ") + shell(item.command)
      }
  }

  private var noteLines: [String] {
    notes.isEmpty ? [] : ["", "Notes", ""] + notes.flatMap { Columns.paragraph($0, first: "  ") }
  }

  /// A command that is too long for a line goes on after a backslash, so that it can be copied as it stands.
  private func shell(_ command: String) -> [String] {
    guard Columns.width(command) > Columns.page - 6 else { return ["      " + command] }
    let options = command.split(separator: " --").map(String.init)
    let parts = options.prefix(1) + options.dropFirst().map { "--" + $0 }
    return parts.enumerated().map { place, part in
      (place == 0 ? "      " : "        ") + part + (place == parts.count - 1 ? "" : " \\")
    }
  }
}

/// The partners' table: a row of five facts, and below it how subjects ended.
extension StandingReport {
  private static let nameWidth = 23
  private static let factWidth = 10

  private var table: [String] {
    let titles = ["issued", "delivered", "receipt\nconfirmed", "claimed", "verified"]
    let columns =
      [Table.Column(title: "partner", limit: Self.nameWidth)]
      + titles.map { Table.Column(title: $0, limit: Self.factWidth, side: .right) }
    // The heading's own cells force the full widths, so that every partner's row stands under it.
    let wide = String(repeating: "-", count: Self.nameWidth)
    let heading = Table(columns: columns, gap: 1).lines([[wide] + titles.map { _ in "----------" }])
    return heading.dropLast() + partners.flatMap(rows)
      + [
        "Each fact: first day, last day if another, and how many subjects (sel.: how",
        "many requests with a selector). No fact stands for another. How subjects ended",
        "is what the partner claims; the grade says what that claim is worth.", "",
      ]
  }

  private func rows(_ partner: PartnerStanding) -> [String] {
    let left =
      Columns.wrap(Plain.name(partner.name, limit: 44), Self.nameWidth)
      + Columns.wrap(words(partner), Self.nameWidth)
    let facts = [
      partner.ladder.issued, partner.ladder.delivered, partner.ladder.receiptConfirmed, partner.ladder.claimed,
      partner.ladder.verified,
    ].map { cell($0, partner) }
    let height = max(left.count, facts.map(\.count).max() ?? 0)
    let row = (0..<height).map { line in
      let cells = facts.map { Columns.right($0.indices.contains(line) ? $0[line] : "", Self.factWidth) }
      let text = Columns.left(left.indices.contains(line) ? left[line] : "", Self.nameWidth) + " "
      return trimmed(text + cells.joined(separator: " "))
    }
    return row + below(partner) + [""]
  }

  private func cell(_ fact: PartnerStanding.Fact?, _ partner: PartnerStanding) -> [String] {
    guard let fact else { return ["-"] }
    let (first, last) = (String(fact.first.prefix(10)), String(fact.last.prefix(10)))
    let count = partner.countsTransmissions ? "\(Figures.grouped(fact.subjects)) sel." : Figures.grouped(fact.subjects)
    return [first] + (last == first ? [] : [last]) + [count]
  }

  private func words(_ partner: PartnerStanding) -> String {
    let until = partner.until.map { " until\(Columns.glue)\($0.prefix(10))" } ?? ""
    return partner.standing + until
  }

  private func below(_ partner: PartnerStanding) -> [String] {
    var endings = partner.outcomes.map { ending in
      let outcome = Outcome(rawValue: ending.outcome)
      let grade = ending.grade ?? outcome.map { OutcomeWords.grade(nil, of: $0) } ?? "-"
      return [ending.outcome, grade, Figures.grouped(ending.subjects), ending.reason ?? ""]
    }
    if partner.open > 0 { endings.append(["open", "-", Figures.grouped(partner.open), ""]) }
    var lines = EndingTable.lines(endings)
    if let reason = partner.reason {
      lines += Columns.paragraph(ReasonWords.sentence(Reason(reason)), first: "    ! ")
    }
    for late in partner.lateAnswers ?? [] { lines += Columns.paragraph(late.sentence, first: "    ! ") }
    if !partner.overdue.isEmpty {
      lines += Columns.paragraph("OVERDUE: " + partner.overdue.joined(separator: ", "), first: "    ! ")
    }
    return lines + due(partner).flatMap { Columns.paragraph($0, first: "    ") }
  }

  /// The clock that ends next, while the partner is open.
  private func due(_ partner: PartnerStanding) -> [String] {
    guard let next = clocks.filter({ partner.due.contains($0.duty) }).min(by: { $0.due < $1.due }) else { return [] }
    return ["due \(next.due.prefix(10)): \(next.duty), \(next.words)"]
  }

  private func trimmed(_ line: String) -> String { String(line.reversed().drop { $0 == " " }.reversed()) }
}

/// How subjects ended: outcome, grade, subjects, reason. Columns stand still from partner to partner.
enum EndingTable {
  private static let widths = (outcome: 20, grade: 25, subjects: 9, reason: 16)

  static func lines(_ rows: [[String]]) -> [String] {
    rows.flatMap { row in
      let reason = Columns.wrap(row[3], widths.reason)
      let first =
        "    " + Columns.left(row[0], widths.outcome) + "  " + Columns.left(row[1], widths.grade) + " "
        + Columns.right(row[2], widths.subjects)
      let rest = Columns.space(Columns.width(first) + 2)
      return reason.enumerated().map { place, text in
        place > 0 ? rest + text : text.isEmpty ? first : first + "  " + text
      }
    }
  }
}
