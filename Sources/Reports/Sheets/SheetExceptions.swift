import Ledger
import Workflow

/// Everything that a reader should not have to find: gaps, refusals, doubts, contradictions, corrections, keys.
struct SheetExceptions {
  let book: SheetBook
  let verification: LedgerReport?

  /// More rows of one sort would bury the others.
  static let limit = 400

  struct Item {
    var place: Markup
    var what: Markup
    var entries: Markup = SheetWords.none
  }

  /// Sorts of exceptions that there are, each with its rows.
  var rows: [SheetRow] { groups.filter { !$0.items.isEmpty }.map(row) }

  private var groups: [(title: Markup, lead: Markup, items: [Item])] {
    [
      (
        "The ledger does not hold",
        "A check of the ledger found these. Until they are explained, nothing else on this paper can be relied on.",
        findings
      ),
      ("Could not be asked", "These partners were not asked, for the reason given.", notAsked),
      ("Subjects who were not asked about", "The partner was asked, but not about these subjects.", notRouted),
      ("No outcome yet", "Subjects about whom the partner has been asked, or will be, without an end so far.", open),
      (
        "Not done, not wholly done, or not answered",
        "The partner said no, said in part, or said nothing.", declined
      ),
      (
        "Presumed or without evidence",
        "Nobody said so: the time that the partner states has passed, or nothing backs the outcome.",
        presumed
      ),
      ("Attempts that failed or are in doubt", "What was tried again successfully stands here too.", attempts),
      (
        "Answers that disagree",
        "The partner said different things of the same subjects. The entries are those of the later answers.",
        disagreements
      ),
      ("Answers after the end", "These came in when the subjects had an outcome already.", late),
      (
        "Corrections",
        "Nothing in a ledger is ever changed: a correction is a line of its own, and counts from then on.", corrections
      ),
      ("Holds", "On a legal ground nothing was sent, or is to be sent, for a while.", noted(.holds)),
      (
        "Keys destroyed",
        "Identifiers and evidence under these keys can never be read again; the ledger still verifies.", noted(.shreds)
      ),
      ("Signing keys", "The key that signs this ledger changed its standing.", noted(.keys)),
    ]
  }

  private func row(_ title: Markup, _ lead: Markup, _ items: [Item]) -> SheetRow {
    let more = items.count - Self.limit
    return [
      "title": .text(title), "lead": .text(lead),
      "items": .rows(
        items.prefix(Self.limit).map {
          ["place": .text($0.place), "what": .text($0.what), "entries": .text($0.entries)]
        }),
      "more": .flag(more > 0, ["count": .text("\(Figures.grouped(more))")]),
    ]
  }

  private var findings: [Item] {
    let found = (verification?.findings ?? []).map { finding in
      Item(
        place: "\(finding.file)", what: "\(finding.what)",
        entries: finding.index.map(SheetWords.entry) ?? SheetWords.none)
    }
    guard verification == nil else { return found }
    return book.unreadable.map { index, error in
      Item(place: "line", what: "cannot be read: \(error.description)", entries: SheetWords.entry(index))
    }
  }

  /// Every partner of every wave, in order.
  func each(_ body: (PartnerFacts, CoverageLine.Standing?, Markup) -> [Item]) -> [Item] {
    book.order.flatMap { id in
      guard let wave = book.waves[id] else { return [Item]() }
      return wave.order.flatMap { partner in
        guard let facts = wave.partners[partner] else { return [Item]() }
        let name = SheetWords.partner(facts.details)
        let place = book.order.count > 1 ? name + "<br><span class=\"in\">wave " + .name(id) + "</span>" : name
        return body(facts, wave.standing[partner], place)
      }
    }
  }

  private var notAsked: [Item] {
    each { facts, standing, place in
      switch standing {
      case .notPossible(let because): [Item(place: place, what: "not possible: \(because)", entries: ends(facts))]
      case .notReached: [Item(place: place, what: "ended before anything reached it", entries: ends(facts))]
      case .asked, .notYet, nil: []
      }
    }
  }

  private func ends(_ facts: PartnerFacts) -> Markup {
    facts.endingRows.first.map { SheetWords.entries($0.seen) } ?? SheetWords.none
  }

  /// Nearly every partner has some, so those with the same reason stand in one row.
  private var notRouted: [Item] {
    book.order.flatMap { id in
      guard let wave = book.waves[id] else { return [Item]() }
      var order: [PartnerFacts.Ending] = []
      var parts: [PartnerFacts.Ending: [Markup]] = [:]
      for facts in wave.order.compactMap({ wave.partners[$0] }) where wave.standing[facts.details.id] == .asked {
        for (ending, seen) in facts.endingRows where Self.isUnasked(ending) {
          if parts[ending] == nil { order.append(ending) }
          parts[ending, default: []].append(
            .name(facts.details.name) + ": \(Figures.grouped(seen.subjects))&#160;(" + SheetWords.entries(seen) + ")")
        }
      }
      return order.map { ending in
        let reason = ending.reason.map { _ in ": " + SheetWords.reason(ending.reason) } ?? ""
        return Item(
          place: "wave " + .name(id),
          what: SheetWords.outcome(ending.outcome, ending.grade) + reason
            + "<br>Subjects by partner, with the entries: " + .joined(parts[ending, default: []], "; "))
      }
    }
  }

  private static func isUnasked(_ ending: PartnerFacts.Ending) -> Bool {
    ending.outcome == .noIdentifier || ending.outcome == .notPossible
  }

  private var open: [Item] {
    each { facts, _, place in
      guard facts.open > 0 else { return [] }
      return [
        Item(place: place, what: "\(Figures.grouped(facts.open)) of \(Figures.count(facts.population, "subject"))")
      ]
    }
  }

  private var declined: [Item] {
    endings { ending in
      switch ending.outcome {
      case .partlyDeleted, .retainedWithReason, .refused, .unanswered, .withdrawn: true
      case .deleted, .notFound, .notHeld, .expiredByRetention, .noIdentifier, .notPossible: false
      }
    }
  }

  private var presumed: [Item] {
    endings { ending in
      switch (ending.outcome, ending.grade) {
      case (_, .presumedByElapsedTime?), (.expiredByRetention, _): true
      case (.deleted, nil), (.partlyDeleted, nil), (.notFound, nil), (.notHeld, nil): true
      case (_, _): false
      }
    }
  }

  private func endings(_ isMeant: (PartnerFacts.Ending) -> Bool) -> [Item] {
    each { facts, _, place in
      facts.endingRows.filter { isMeant($0.ending) }.map { ending, seen in
        let subjects = Figures.count(seen.subjects, "subject")
        let parts = [
          SheetWords.outcome(ending.outcome, ending.grade) + ", \(subjects), " + SheetWords.days(seen),
          SheetWords.reason(ending.reason),
        ]
        return Item(place: place, what: .joined(parts.filter { !$0.isEmpty }, "; "), entries: SheetWords.entries(seen))
      }
    }
  }
}
