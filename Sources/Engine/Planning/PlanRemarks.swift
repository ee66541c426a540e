import Catalogue
import Workflow

extension Plan {
  /// Adds what can be said only when every partner of the wave is known.
  mutating func remark(on plannings: [PartnerPlanning], at now: Instant) {
    let plan = self
    for (place, planning) in plannings.enumerated() where partners.indices.contains(place) {
      let partner = plan.partners[place]
      guard partner.route != nil else { continue }
      partners[place].remarks += plan.retentionRemarks(on: partner, at: now)
      partners[place].remarks += planning.entry.facts.passesOn.map { plan.passingOn(to: $0) }
    }
  }

  private func retentionRemarks(on partner: PlannedPartner, at now: Instant) -> [String] {
    guard let retention = partner.facts?.retention else { return [] }
    let source = retention.source.map { " (\($0))" } ?? ""
    let ends = "retention: \(retention.of) kept \(retention.days) days, "
    let left = "nothing of the period is left after \(day(retention.ends))"
    guard let needs = timeNeeded(of: partner), now + needs > retention.ends else { return [ends + left + source] }
    return [ends + left + "; asking would need until \(day(now + needs))" + source]
  }

  /// A request that comes twice may be refused, or spend a quota for nothing.
  private func passingOn(to id: String) -> String {
    partner(id)?.route == nil
      ? "passes the deletion on to \(id)"
      : "passes the deletion on to \(id), which this wave also asks itself: it hears of each person twice"
  }

  private func day(_ instant: Instant) -> String { String(instant.written.prefix(10)) }
}
