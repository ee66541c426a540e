import Ledger
import Workflow

/// Exceptions that come from what was sent and what came in, and from the ledger's own lines.
extension SheetExceptions {
  var attempts: [Item] {
    places { facts, place in
      facts.eventRows.compactMap { event, seen in
        switch event {
        case .sent(_, .accepted, _, _), .cameIn: return nil
        case .sent(let route, .failed, _, let reason):
          return item(place, "failed by \(route.text)", seen, "attempt", reason)
        case .sent(let route, .inDoubt, _, let reason):
          return item(place, "in doubt by \(route.text)", seen, "attempt", reason)
        }
      }
    }
  }

  var disagreements: [Item] {
    places { facts, place in
      let disputes = facts.disputes
      return disputes.disagreements.sorted { $0.value.firstIndex < $1.value.firstIndex }.map { pair, seen in
        let earlier = SheetWords.outcome(pair.earlier.outcome, pair.earlier.grade)
        let first = disputes.claims[pair.earlier].map { said in ", said first " + SheetWords.from(said) } ?? ""
        let later = SheetWords.outcome(pair.later.outcome, pair.later.grade)
        let subjects = Figures.count(seen.subjects, "subject")
        return Item(
          place: place,
          what: earlier + first + ";<br>then " + later + ", of \(subjects), said first " + SheetWords.from(seen),
          entries: SheetWords.entries(seen))
      }
    }
  }

  var late: [Item] {
    places { facts, place in
      facts.disputes.late.sorted { $0.value.firstIndex < $1.value.firstIndex }.map { late, seen in
        let says = late.outcome.map { SheetWords.outcome($0, late.grade) } ?? "decides nothing"
        return item(place, "by \(late.via.rawValue): " + says, seen, "answer", late.reason)
      }
    }
  }

  private func item(_ place: Markup, _ what: Markup, _ seen: Seen, _ unit: String, _ reason: LedgerCode?) -> Item {
    let count = Figures.count(seen.lines, unit)
    let parts = [
      what + ", \(count), \(SheetWords.subjects(seen)), " + SheetWords.days(seen), SheetWords.reason(reason),
    ]
    return Item(place: place, what: .joined(parts.filter { !$0.isEmpty }, "; "), entries: SheetWords.entries(seen))
  }

  var corrections: [Item] {
    book.corrections.map { correction in
      let reason = correction.entry.reason.text
      guard let change = correction.change else {
        return Item(
          place: "entry \(correction.entry.index)", what: "a correction that does not fit its entry; \(reason)",
          entries: SheetWords.entry(correction.index))
      }
      return Item(
        place: "entry \(correction.entry.index)",
        what: "said on \(SheetWords.day(change.before.at)): " + SheetWords.words(change.before)
          + "<br>corrected on \(SheetWords.day(correction.entry.at)) to: " + SheetWords.words(change.after)
          + "<br>because: \(reason)",
        entries: SheetWords.entry(correction.index))
    }
  }

  enum Sort { case holds, shreds, keys }

  func noted(_ sort: Sort) -> [Item] {
    book.noted.compactMap { noted in
      let what = "\(SheetWords.day(noted.entry.at)): " + SheetWords.words(noted.entry)
      let place: Markup
      switch (noted.entry, sort) {
      case (.hold(let hold), .holds): place = whom(hold.wave, hold.partner)
      case (.release(let release), .holds): place = whom(release.wave, release.partner)
      case (.shred(let shred), .shreds): place = .name(shred.wave)
      case (.key, .keys): place = "the ledger"
      case (_, .holds), (_, .shreds), (_, .keys): return nil
      }
      return Item(place: place, what: what, entries: SheetWords.entry(noted.index))
    }
  }

  private func whom(_ wave: String, _ partner: String?) -> Markup {
    guard let partner else { return "all partners of " + .name(wave) }
    return book.waves[wave]?.partners[partner].map { SheetWords.partner($0.details) } ?? .name(partner)
  }

  private func places(_ body: (PartnerFacts, Markup) -> [Item]) -> [Item] {
    each { facts, _, place in body(facts, place) }
  }
}
