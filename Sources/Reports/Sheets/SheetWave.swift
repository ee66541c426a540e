import Ledger
import Workflow

/// A wave: what was fixed before its first byte left, how far each partner is, and how the subjects ended.
struct SheetWave {
  let wave: SheetBook.Wave

  func partner(_ id: String) -> SheetPartner? {
    wave.partners[id].map { SheetPartner(facts: $0, standing: wave.standing[id]) }
  }

  private var partners: [SheetPartner] { wave.order.compactMap(partner) }

  var row: SheetRow {
    let opening = wave.opening
    return [
      "wave": .text(.name(opening.wave)), "subjects": .text("\(Figures.grouped(opening.subjects))"),
      "count": .text("\(Figures.grouped(wave.order.count))"),
      "opened": .text("\(SheetWords.second(opening.at)), entry \(wave.openedAt)"), "closed": .text(closed),
      "approvals": .rows(opening.approvals.map { ["by": .text("\($0.role.text) <code>\($0.key)</code>")] }),
      "plan": .text("\(opening.plan.base64)"), "set-root": .text("\(opening.setRoot.base64)"),
      "coverage": .text(coverage), "reasons": .rows(reasons),
      "headings": .rows(Rung.allCases.map { ["fact": .text("\($0.words)")] }),
      "partners": .rows(partners.map(\.summary)), "totals": .rows(totals),
      "groups": .rows(partners.map(\.endings)),
    ]
  }

  private var closed: Markup {
    wave.closed.map { "\(SheetWords.second($0.entry.at)), entry \($0.index)" } ?? "not closed"
  }

  /// The sentence that the notice to the public rests on.
  private var coverage: Markup {
    let line = wave.coverage
    var text: Markup = "Asked \(Figures.grouped(line.asked)) of \(Figures.count(line.partners, "partner"))"
    text = text + "; \(Figures.grouped(line.obstacles.count)) not possible"
    if !line.notYet.isEmpty { text = text + "; \(Figures.grouped(line.notYet.count)) not asked yet" }
    if !line.notReached.isEmpty { text = text + "; \(Figures.grouped(line.notReached.count)) not reached" }
    return text + (line.obstacles.isEmpty ? "." : ", because:")
  }

  private var reasons: [SheetRow] {
    wave.coverage.reasons.map { because, partners in
      ["partners": .text(Markup.joined(partners.map { Markup.name($0) }, ", ")), "because": .text("\(because)")]
    }
  }

  private struct Total: Hashable {
    var outcome: LedgerOutcome
    var grade: LedgerGrade?
  }

  /// Over all partners. A subject counts once for every partner it was told to.
  private var totals: [SheetRow] {
    var sums: [Total: (subjects: Int, partners: Int, first: LedgerTime, last: LedgerTime)] = [:]
    for partner in partners {
      var met: Set<Total> = []
      for (ending, seen) in partner.facts.endings {
        let key = Total(outcome: ending.outcome, grade: ending.grade)
        var sum = sums[key] ?? (0, 0, seen.first, seen.last)
        sum.subjects += seen.subjects
        sum.partners += met.insert(key).inserted ? 1 : 0
        (sum.first, sum.last) = (min(sum.first, seen.first), max(sum.last, seen.last))
        sums[key] = sum
      }
    }
    func rank(_ total: Total) -> (Int, String) { (total.outcome.outcome.place, total.grade?.rawValue ?? "") }
    let rows = sums.sorted { rank($0.key) < rank($1.key) }.map { key, sum in
      totalRow(
        SheetWords.outcome(key.outcome, key.grade), sum.partners, sum.subjects,
        Markup.joined(Set([sum.first, sum.last].map(SheetWords.day)).sorted().map(SheetWords.dated), " – "))
    }
    let open = partners.filter { $0.facts.open > 0 }
    guard !open.isEmpty else { return rows }
    let subjects = open.reduce(0) { $0 + $1.facts.open }
    return rows + [totalRow("no outcome yet", open.count, subjects, SheetWords.none)]
  }

  private func totalRow(_ outcome: Markup, _ partners: Int, _ subjects: Int, _ days: Markup) -> SheetRow {
    [
      "outcome": .text(outcome), "partners": .text("\(Figures.grouped(partners))"),
      "subjects": .text("\(Figures.grouped(subjects))"), "days": .text(days),
    ]
  }
}
