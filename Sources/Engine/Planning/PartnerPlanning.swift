import Catalogue
import Workflow

/// What one partner would be told, before anyone knows which subjects go where.
struct PartnerPlanning {
  let entry: PartnerEntry
  let recipient: Matter.Recipient?
  let matter: Matter

  /// Nothing can be asked: no route, or none of the data that leaked is deleted by it.
  var obstacle: Reason? {
    guard entry.route != nil else { return entry.cannot.first?.reason ?? Reason("no-route") }
    guard cells.contains(where: \.isAsked) else { return entry.cannot.first?.reason ?? Reason("not-covered") }
    return nil
  }

  var data: [DataType] { recipient?.data ?? matter.data }

  var cells: [CoverageCell] {
    data.map { type in
      switch entry.coverage(of: type) {
      case .deletes:
        guard let route = entry.route, let grade = entry.bestGrade else {
          return CoverageCell(
            data: type, finding: .notPossible(Reason("no-route"), because: "there is no route", source: nil))
        }
        return CoverageCell(data: type, finding: .asked(route, grade))
      case .cannot(let fact):
        return CoverageCell(
          data: type, finding: .notPossible(fact.reason, because: fact.because, source: fact.source))
      case .unstated:
        return CoverageCell(
          data: type,
          finding: .notPossible(
            Reason("not-stated"), because: "the partner's published facts do not say that its deletion covers this",
            source: nil))
      }
    }
  }

  /// Kinds that are sent for a subject of a lane, the needed ones and those that may be missing.
  func kinds(of lane: Lane) -> [IdentifierKind] { lane.identifiers + lane.optional }

  /// The lane of a subject that has these kinds; `nil` where the partner cannot be told of it.
  func lane(for kinds: KindSet) -> Int? {
    guard obstacle == nil, entry.scope != .selector else { return nil }
    return entry.lanes.firstIndex { $0.identifiers.allSatisfy(kinds.contains) }
  }

  var remarks: [String] {
    var remarks: [String] = []
    switch entry.confidence {
    case .confirmed: break
    case .likely: remarks.append("facts rest on one source: check with the partner before a live wave")
    case .unconfirmed: remarks.append("facts are unconfirmed: check with the partner before a live wave")
    }
    remarks += entry.hazards.map { "hazard: \($0)" }
    if let retention = entry.retention { remarks.append("retention: \(retention)") }
    if let email = entry.email, email.to.count + email.cc.count > 1 {
      remarks.append("the letter goes to the first address only; the others stay for later")
    }
    if entry.email?.attachment == .csv, entry.scope != .selector {
      remarks.append("no identifiers go by mail yet: the letter describes the data by tag, page and period")
    }
    return remarks
  }

  func planned(lanes: [PlannedLane]) -> PlannedPartner {
    let obstacle = obstacle
    return PlannedPartner(
      id: entry.id, name: entry.name, route: obstacle == nil ? entry.route : nil, scope: entry.scope,
      bestGrade: obstacle == nil ? entry.bestGrade : nil, obstacle: obstacle, lanes: lanes, cells: cells,
      terms: obstacle == nil ? entry.terms : nil, remarks: remarks)
  }
}
