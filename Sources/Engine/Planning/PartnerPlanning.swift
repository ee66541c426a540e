import Catalogue
import Channels
import Workflow

/// What one partner would be told, before anyone knows which subjects go where.
struct PartnerPlanning {
  let entry: PartnerEntry
  let recipient: Matter.Recipient?
  let matter: Matter
  /// The company's own values at this partner.
  var account: [String: String] = [:]
  /// The moment of planning.
  let now: Instant

  /// Nothing can be asked: nothing is left, the vendor forbids it, there is no route, or none of the data that leaked is
  /// deleted by it.
  var obstacle: Reason? {
    if let whole { return whole.reason }
    guard entry.route != nil else { return entry.cannot.first?.reason ?? Reason("no-route") }
    guard cells.contains(where: \.isAsked) else { return entry.cannot.first?.reason ?? Reason("not-covered") }
    return nil
  }

  var data: [DataType] { recipient?.data ?? matter.data }

  /// The time in which this partner's data could leak.
  private var exposure: Matter.Exposure { recipient?.exposure ?? matter.exposure }

  var retention: PlannedRetention? {
    entry.facts.retention.map {
      PlannedRetention(
        of: $0.of, days: $0.days, source: $0.source, until: exposure.until, now: now)
    }
  }

  /// What stands in the way of asking at all, whatever the data.
  private var whole: (reason: Reason, finding: CoverageCell.Finding)? {
    if let retention, retention.isOver {
      let day = String(retention.ends.written.prefix(10))
      let reason = Reason("retention-ended-\(day)")
      let because = "\(retention.of): kept \(retention.days) days, so nothing of the period is left since \(day)"
      return (reason, .notPossible(reason, because: because, source: retention.source))
    }
    if let prohibition = entry.facts.prohibition, prohibition.holds(account) {
      let reason = Reason("vendor-forbids")
      return (reason, .notPossible(reason, because: prohibition.because, source: prohibition.source))
    }
    return nil
  }

  var cells: [CoverageCell] {
    let whole = whole
    return data.map { type in
      switch entry.coverage(of: type) {
      case .deletes:
        if let whole { return CoverageCell(data: type, finding: whole.finding) }
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
    return entry.tellingLanes.firstIndex { $0.identifiers.allSatisfy(kinds.contains) }
  }

  var remarks: [String] {
    var remarks: [String] = []
    switch entry.confidence {
    case .confirmed: break
    case .likely: remarks.append("facts rest on one source: check with the partner before a live wave")
    case .unconfirmed: remarks.append("facts are unconfirmed: check with the partner before a live wave")
    }
    remarks += entry.hazards.map { "hazard: \($0)" }
    remarks += entry.facts.sideEffects.map { "side effect: \($0.told)" }
    if let prohibition = entry.facts.prohibition, !prohibition.holds(account) {
      remarks.append("the vendor forbids this use (\(prohibition.because)); the account says that it is permitted here")
    }
    if let retention = entry.retention { remarks.append("retention: \(retention)") }
    if let email = entry.email { remarks += letterRemarks(email) }
    return remarks
  }

  /// Who is written to, and how identifiers travel.
  private func letterRemarks(_ route: EmailRoute) -> [String] {
    var remarks: [String] = []
    if route.contacts.count > 1 {
      let others = route.contacts.count - 1
      remarks.append("letters go to the first address; \(others) more \(others == 1 ? "is" : "are") asked next")
    }
    guard route.attachment == .csv, entry.scope != .selector else { return remarks }
    switch route.seal {
    case .openPGP(_, let pin): remarks.append("identifiers travel in a list encrypted to the OpenPGP key \(pin)")
    case .smime(_, let pin): remarks.append("identifiers travel in a list encrypted to the certificate \(pin)")
    case nil:
      guard let waiver = route.clearText else { break }
      let day = String(waiver.until.written.prefix(10))
      remarks.append(
        "identifiers travel in clear text until \(day), by leave of \(waiver.by.joined(separator: " and ")), who must both approve"
      )
    }
    return remarks
  }

  /// People in one dispatch of a lane at most, so that their list can go with a letter; `nil` where there is none.
  func largestList(of lane: Lane) -> Int? {
    guard entry.email?.attachment == .csv else { return nil }
    return max(1, EmailChannel.listLimit / (kinds(of: lane).count * PartnerPlanning.usualCell))
  }

  /// Bytes of one value with its comma, generously; where values are longer still, the dispatch is cut in two.
  private static let usualCell = 80

  private var contacts: PlannedContacts? {
    guard let email = entry.email, email.contacts.count > 1 else { return nil }
    return PlannedContacts(
      count: email.contacts.count, escalation: min(email.to.count, email.contacts.count - 1))
  }

  /// Of all dispatches; `nil` where each is one call.
  private func certainCalls(by lanes: [PlannedLane]) -> Int? {
    let each = entry.certainCalls(from: exposure.from, to: exposure.until)
    guard obstacle == nil, each != nil || lanes.contains(where: { $0.count > 0 && $0.parts > 1 }) else { return nil }
    let told = lanes.reduce(0) { $0 + $1.dispatches * $1.parts }
    return (told + (entry.scope == .subjects ? 0 : 1)) * (each ?? 1)
  }

  func planned(lanes: [PlannedLane]) -> PlannedPartner {
    let obstacle = obstacle
    let calls = entry.callsEach(from: exposure.from, to: exposure.until)
    let facts = PlannedFacts(
      retention: retention, alternatives: entry.facts.alternatives, callsEach: calls > 1 ? calls : nil,
      certainCalls: certainCalls(by: lanes), contacts: obstacle == nil ? contacts : nil)
    return PlannedPartner(
      id: entry.id, name: entry.name, route: obstacle == nil ? entry.route : nil, scope: entry.scope,
      bestGrade: obstacle == nil ? entry.bestGrade : nil, obstacle: obstacle, lanes: lanes, cells: cells,
      terms: obstacle == nil ? entry.terms : nil, remarks: remarks, facts: facts.isEmpty ? nil : facts)
  }
}
