import Workflow

/// What cannot be asked, and why. A bare claim is not enough: each stands with its fact and its source.
struct PlanObstacles {
  let plan: Plan

  private struct Fact: Hashable {
    var reason: Reason
    var because: String
    var source: String?
  }

  var lines: [String] { plan.partners.flatMap(lines) }

  private func lines(_ partner: PlannedPartner) -> [String] {
    var order: [Fact] = []
    var data: [Fact: [String]] = [:]
    for cell in partner.cells {
      guard case .notPossible(let reason, let because, let source) = cell.finding else { continue }
      let fact = Fact(reason: reason, because: because, source: source)
      if data[fact] == nil { order.append(fact) }
      data[fact, default: []].append(cell.data.code)
    }
    let whole = partner.route == nil
    guard whole || !order.isEmpty else { return [] }
    let scope = whole ? "nothing can be asked" : "asked, but not for all data"
    let bare = whole && order.isEmpty ? [partner.obstacle.map(ReasonWords.sentence) ?? "no reason given"] : []
    return Columns.paragraph("\(Plain.name(partner.name)) (\(partner.id)): \(scope)", first: "  ")
      + bare.flatMap { Columns.paragraph($0, first: "    ") }
      + order.flatMap { lines($0, data[$0, default: []]) } + [""]
  }

  private func lines(_ fact: Fact, _ data: [String]) -> [String] {
    let source = fact.source.map { Plain.text($0) } ?? "none named: a bare claim, to be confirmed with the partner"
    return Columns.paragraph(data.joined(separator: ", ") + ": " + fact.reason.code, first: "    ")
      + Columns.paragraph(Plain.text(fact.because), first: "      because  ")
      + Columns.paragraph(source, first: "      source   ")
  }
}
