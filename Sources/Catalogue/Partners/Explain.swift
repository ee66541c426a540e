import Workflow

extension PartnerEntry {
  /// The entry in plain words, no line wider than 80 columns: what is sent where, what it can prove, what it cannot
  /// do, what to beware of. Secrets are told by their names, never by their values.
  public func explain() -> [String] {
    var lines = Paragraph.lines("\(name) (\(id))\(kind.map { ", \($0)" } ?? "")")
    for part in parts where !part.lines.isEmpty {
      lines += ["", part.title] + part.lines.flatMap { Paragraph.lines("  \($0)") }
    }
    return lines
  }

  private typealias Part = (title: String, lines: [String])

  private var parts: [Part] {
    var parts: [Part] = [("Facts", factLines), ("Asked by", routeLines), ("A person is named by", laneLines)]
    parts.append(("You provide", accountLines))
    switch section {
    case .api(let route): parts += route.parts(terms)
    case .opendsr(let route): parts.append(("Requests", route.explanation))
    case .ddrf(let route): parts.append(("Requests", route.explanation))
    case .drp(let route): parts.append(("Requests", route.explanation))
    case .email(let route): parts.append(("Letters", route.explanation))
    case .file(let route): parts.append(("Files", route.explanation))
    case .portal(let route): parts.append(("A person does this within \(route.due.words)", route.explanation))
    case nil: break
    }
    if api == nil { parts.append(("Asked afterwards", terms.scheduleLines)) }
    parts.append(("When no answer comes", doubtLines))
    parts.append(("Limits", route?.sends == true ? terms.limits.explanation : []))
    parts.append(("Proof", proofLines))
    parts.append(("What is deleted", coverageLines))
    parts.append(("Beware", facts.warnings + lookUpWarnings + hazards))
    parts.append(("Also", facts.hints + notes.map { "Note: \($0)" }))
    return parts
  }

  private var factLines: [String] {
    let day = checked.map { "checked \($0.written.prefix(10))" } ?? "never checked"
    return ["\(confidence.rawValue), \(day)"] + sources.map { "Source: \($0)" }
      + (retention.map { ["Keeps data: \($0)"] } ?? []) + facts.retentionLines
  }

  private var routeLines: [String] {
    guard let route else { return ["Nothing can be asked of this partner."] }
    return ["\(route.words), for \(scope.words)."]
  }

  private var accountLines: [String] {
    account.sorted { $0.key < $1.key }.map { name, value in
      switch value {
      case .text(let text): "Account value \(name): \(text)"
      case .environment(let variable): "Account value \(name): from the environment, \(variable)"
      }
    } + secrets.sorted { $0.key < $1.key }.map { "Secret \($0.key): \($0.value)" }
  }

  private var laneLines: [String] {
    guard !lanes.isEmpty else { return [] }
    let order = lanes.count < 2 ? [] : [tells.words]
    return order
      + lanes.map { lane in
        let needed = lane.identifiers.map { told($0, lane) }.joined(separator: " and ")
        let more =
          lane.optional.isEmpty
          ? "" : "; where known also \(lane.optional.map { told($0, lane) }.joined(separator: ", "))"
        let words =
          lane.words.isEmpty
          ? ""
          : "; "
            + lane.words.sorted { $0.key < $1.key }
            .map { "\($0.key) is '\($0.value)'" }.joined(separator: ", ")
        return "Lane \(lane.name): \(needed)\(more)\(words)."
      }
  }

  private func told(_ kind: IdentifierKind, _ lane: Lane) -> String {
    let least = lane.atLeast[kind].map { ["at least \($0) characters"] } ?? []
    let details = (lane.prepare[kind] ?? []).map(\.name) + least
    return details.isEmpty ? kind.rawValue : "\(kind.rawValue) (\(details.joined(separator: ", ")))"
  }

  private var doubtLines: [String] {
    guard let route, route.sends else { return [] }
    return [
      "\(terms.inDoubt.rawValue): \(terms.inDoubt.words)",
      "Otherwise at most \(terms.retry.attempts) attempts, waiting \(terms.retry.base.words) to \(terms.retry.cap.words); then a person is asked.",
    ]
  }

  private var coverageLines: [String] {
    let told = deletes == [.all] && cannot.isEmpty ? "all data" : deletes.map(\.words).joined(separator: "; ")
    return (deletes.isEmpty ? [] : ["Deletes: \(told)."])
      + cannot.map { fact in
        "Cannot delete \(fact.data.words): \(fact.because) [\(fact.reason.code)\(fact.source.map { ", \($0)" } ?? "")]"
      }
  }
}

extension Scope {
  fileprivate var words: String {
    switch self {
    case .subjects: "people by identifier"
    case .selector: "everything that the matter's selector describes"
    case .both: "people by identifier and the matter's selector"
    }
  }
}

extension Route {
  fileprivate var words: String {
    switch self {
    case .api: "Its own HTTP interface (api)"
    case .opendsr: "The protocol OpenDSR (opendsr)"
    case .ddrf: "IAB's Data Deletion Request Framework (ddrf)"
    case .drp: "The Data Rights Protocol (drp)"
    case .email: "Letters by e-mail (email)"
    case .file: "Files on its SFTP server (file)"
    case .portal: "Hand (portal)"
    }
  }
}

extension PartnerEntry.Tells {
  fileprivate var words: String {
    switch self {
    case .first: "The first lane that fits counts."
    case .every: "By every lane that fits, one after the other; the most careful outcome counts."
    }
  }
}

extension InDoubtPolicy {
  fileprivate var words: String {
    switch self {
    case .safeToRepeat: "it is sent again, as a second request does no harm."
    case .queryFirst: "the partner is asked whether it arrived, and only then it is sent again."
    case .neverRepeat: "nothing is sent again; a person decides."
    }
  }
}

extension Span {
  /// The largest unit that divides it: `30d`, `90m`.
  var words: String {
    let units: [(Int64, String)] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s")]
    guard milliseconds != 0 else { return "0s" }
    for (length, unit) in units where milliseconds % length == 0 { return "\(milliseconds / length)\(unit)" }
    return "\(milliseconds)ms"
  }
}
