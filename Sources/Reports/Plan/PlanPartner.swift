import Workflow

/// What one partner would be told, in a few lines.
struct PlanPartner {
  let partner: PlannedPartner
  let subjects: Int
  let pace: Plan.Pace?

  var lines: [String] {
    Columns.paragraph("\(Plain.name(partner.name)) (\(partner.id))", first: "  ")
      + facts.flatMap { Columns.paragraph($0, first: "    ") }
      + partner.remarks.flatMap { Columns.paragraph(Plain.text($0), first: "    ! ") } + [""]
  }

  private var facts: [String] { [route] + reached + [work] }

  private var route: String {
    let best = partner.bestGrade.map { "; best proof \($0.rawValue)" } ?? ""
    return "by \(partner.route?.rawValue ?? "no route")\(best)"
  }

  private var reached: [String] {
    var lines: [String] = []
    if partner.sendsSelector { lines.append("one request for everything that the selector describes") }
    for lane in partner.lanes where lane.count > 0 {
      let kinds = lane.identifiers.map(\.rawValue).joined(separator: ", ")
      lines.append("\(Figures.count(lane.count, "subject")) by \(kinds)")
    }
    let rest = subjects - partner.routed.count
    if rest > 0, partner.scope != .selector {
      lines.append("\(Figures.count(rest, "subject")) without an identifier that the partner takes")
    }
    return lines
  }

  private var work: String {
    var parts: [String] = []
    let least = partner.mayNeedMore ? "at least " : ""
    if partner.requests > 0 { parts.append(least + Figures.count(partner.requests, "request")) }
    if partner.mails > 0 { parts.append(Figures.count(partner.mails, "mail")) }
    if partner.route == .portal { parts.append("a person's task in the partner's portal") }
    if parts.isEmpty { parts.append("nothing to send") }
    if let pace, pace.needs > .zero { parts.append("needs at least \(Figures.needed(pace.needs))\(reason(pace))") }
    return parts.joined(separator: "; ")
  }

  /// Why it takes as long as it does.
  private func reason(_ pace: Plan.Pace) -> String {
    let sharers = pace.sharedWith.isEmpty ? "" : ", together with \(pace.sharedWith.joined(separator: ", "))"
    let rate = pace.why.map { " at \($0.pace)\(sharers)" } ?? ""
    guard let own = pace.own else { return rate }
    return rate.isEmpty ? " of the partner's own time" : "\(rate), with \(Figures.needed(own)) of its own time"
  }
}
