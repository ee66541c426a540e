import Workflow
import Yams

extension EntryReading {
  /// More lanes would give more combinations than a plan can show.
  private static let everyLimit = 6

  /// `tells: first | every`.
  func readTells(_ route: Route?) {
    guard let node = fields.child("tells") else { return }
    tells = fields.choice("tells", PartnerEntry.Tells.self) ?? .first
    guard tells == .every else { return }
    if route != .api {
      sheet.report(at: node, "\(name): 'tells: every' only works with 'route: api'", "Remove it.")
    } else if lanes.count > EntryReading.everyLimit {
      sheet.report(
        at: node, "\(name): 'tells: every' takes at most \(EntryReading.everyLimit) lanes, found \(lanes.count)",
        "Write two entries, or put identifiers that belong together into one lane.")
    }
  }
}

extension Lane {
  /// All sets of lanes that a subject can fit at once, those of most lanes first. A set whose identifiers fit one more
  /// lane cannot occur without that lane.
  static func combinations(of lanes: [Lane]) -> [Lane] {
    guard lanes.count <= 16 else { return lanes }
    var sets: [[Int]] = []
    for bits in 1..<max(1 << lanes.count, 2) where !lanes.isEmpty {
      let set = lanes.indices.filter { bits & (1 << $0) != 0 }
      let known = Set(set.flatMap { lanes[$0].identifiers })
      let fits = lanes.indices.filter { lanes[$0].identifiers.allSatisfy(known.contains) }
      if fits == set { sets.append(set) }
    }
    sets.sort { $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1) }
    return sets.map { joined($0.map { lanes[$0] }) }
  }

  /// The route takes a joined name apart again: words and preparation are those of each part.
  private static func joined(_ parts: [Lane]) -> Lane {
    if parts.count == 1 { return parts[0] }
    var identifiers: [IdentifierKind] = []
    for kind in parts.flatMap(\.identifiers) where !identifiers.contains(kind) { identifiers.append(kind) }
    var optional: [IdentifierKind] = []
    for kind in parts.flatMap(\.optional) where !identifiers.contains(kind) && !optional.contains(kind) {
      optional.append(kind)
    }
    return Lane(
      name: parts.map(\.name).joined(separator: "+"), identifiers: identifiers, optional: optional, words: [:],
      prepare: parts.reduce(into: [:]) { all, part in all.merge(part.prepare) { first, _ in first } })
  }
}
