import Workflow
import Yams

extension EntryReading {
  /// The promised grade, checked against what the described answers could ever prove.
  func readGrade(_ route: Route?, _ section: PartnerEntry.Section?, _ terms: Terms?) -> Grade? {
    let stated = fields.choice("best-grade", Grade.self)
    guard route != nil else {
      if fields.has("best-grade") { report("'best-grade' needs a 'route'", "Without a route nothing can be proved.") }
      return nil
    }
    guard let section else { return stated }
    let reach = reach(of: section, terms)
    guard let stated else { return reach }
    if stated > reach, let node = fields.child("best-grade") {
      sheet.report(
        at: node,
        "\(name): 'best-grade: \(stated.rawValue)' cannot be reached: the answers described prove at most \(reach.rawValue)",
        "Describe an answer that proves more (poll, done, items), or say \(reach.rawValue).")
    }
    return stated
  }

  private func reach(of section: PartnerEntry.Section, _ terms: Terms?) -> Grade {
    switch section {
    case .api(let route):
      if route.answer.claims || route.flow?.calls.contains(where: { $0.decides && $0.answer.claims }) == true
        || route.poll?.claims == true || route.query?.claims == true
      {
        return route.probe == nil ? .claimedUnsigned : .verifiedByProbe
      }
      // A look-up verifies what was claimed, or what the elapsed time lets presume.
      if route.probe != nil, terms?.completesWithin != nil { return .verifiedByProbe }
      return terms?.completesWithin == nil ? .acceptedUnsigned : .presumedByElapsedTime
    case .opendsr(let route): return route.signature == nil ? .claimedUnsigned : .claimedSigned
    case .ddrf: return terms?.completesWithin == nil ? .acceptedSigned : .presumedByElapsedTime
    case .drp, .email, .file: return .claimedUnsigned
    case .portal: return .attestedByPerson
    }
  }
}
