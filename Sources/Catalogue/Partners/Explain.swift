import Workflow

extension PartnerEntry {
  /// The entry in plain words, one line each: what is sent where, what it can prove, what it cannot do, what to beware of.
  public func explain() -> [String] {
    var lines = ["\(name) (\(id))\(kind.map { ", \($0)" } ?? "")", "Facts: \(checkedWords)"]
    lines += routeLines + laneLines + callLines + termLines
    if !deletes.isEmpty { lines.append("Deletes: \(deletes.map(\.words).joined(separator: "; ")).") }
    lines += cannot.map { fact in
      "Cannot delete \(fact.data.words): \(fact.because) [\(fact.reason.code)\(fact.source.map { ", \($0)" } ?? "")]"
    }
    if let retention { lines.append("Keeps data: \(retention)") }
    lines += facts.explanation + hazards.map { "Beware: \($0)" }
    lines += notes.map { "Note: \($0)" }
    return lines
  }

  private var checkedWords: String {
    let day = checked.map { ", checked \($0.written.prefix(10))" } ?? ", never checked"
    let origin = sources.isEmpty ? "" : " (\(sources.joined(separator: "; ")))"
    return "\(confidence.rawValue)\(day)\(origin)"
  }

  private var routeLines: [String] {
    guard let route, let bestGrade else { return ["Route: none. Nothing can be asked of this partner."] }
    return ["Route: \(route.rawValue), for \(scope.words).", "Best proof: \(bestGrade.rawValue)."]
  }

  private var laneLines: [String] {
    let every = tells == .every && lanes.count > 1 ? ["Each subject is told by every lane that it fits."] : []
    return every
      + lanes.map { lane in
        let needed = lane.identifiers.map { told($0, lane) }.joined(separator: " and ")
        let more =
          lane.optional.isEmpty
          ? "" : ", and where known \(lane.optional.map { told($0, lane) }.joined(separator: ", "))"
        return "Lane \(lane.name): told \(needed)\(more)."
      }
  }

  private func told(_ kind: IdentifierKind, _ lane: Lane) -> String {
    guard let steps = lane.prepare[kind] else { return kind.rawValue }
    return "\(kind.rawValue) (\(steps.map(\.name).joined(separator: ", ")))"
  }

  private var callLines: [String] {
    switch section {
    case .api(let route): return route.explain()
    case .opendsr(let route):
      return [route.explanation]
    case .ddrf(let route):
      return [
        "Sends deletion requests (DDRF \(route.version.rawValue)) signed by \(route.issuer) to the address that \(route.domain) publishes; it acknowledges with a signature, and never says that it finished."
      ]
    case .drp(let route):
      return [
        "Sends \(route.exercise.rawValue) requests of the Data Rights Protocol to \(route.businessID), signed as the agent \(route.agentID); answers are not signed."
      ]
    case .email(let route):
      let copy = route.cc.isEmpty ? "" : ", copy to \(route.cc.joined(separator: ", "))"
      return [
        "Sends the letter '\(route.template)' (\(route.language)) to \(route.to.joined(separator: ", "))\(copy), attachment: \(route.attachment.rawValue)."
      ]
    case .file(let route): return route.explain()
    case .portal(let route):
      return ["A person does this within \(route.due.words), at \(route.url):"]
        + route.steps.enumerated().map { "  \($0.offset + 1). \($0.element)" }
    case nil: return []
    }
  }

  private var termLines: [String] {
    guard let route, route.sends else { return [] }
    var lines = ["In doubt: \(terms.inDoubt.rawValue). At most \(terms.retry.attempts) attempts."]
    lines += terms.limits.explanation
    if let poll = terms.poll {
      lines.append(
        "Asks after \(poll.first.words), then every \(poll.every.words), gives up after \(poll.giveUp.words).")
    }
    if let span = terms.completesWithin { lines.append("The partner says it is done within \(span.words).") }
    return lines
  }
}

extension ApiRoute {
  fileprivate func explain() -> [String] {
    let host = endpoint.host.written
    var lines = ["Sends \(delete.method.rawValue) \(host)\(delete.path.written), \(batch.words)."]
    if let flow { lines += flow.explain(host: host) }
    if let selector = deleteSelector, !lanes.isEmpty {
      lines.append("For the selector: \(selector.method.rawValue) \(host)\(selector.path.written).")
    }
    let secrets = endpoint.auth.flatMap(\.secrets)
    if !secrets.isEmpty { lines.append("Credentials: \(secrets.map { "<secret \($0)>" }.joined(separator: ", ")).") }
    if let poll { lines.append("Asks \(poll.call.method.rawValue) \(host)\(poll.call.path.written).") }
    let deciding = flow.map { $0.calls[$0.deciding].answer } ?? answer
    lines.append("A success means: \(deciding.means.words).")
    if let probe { lines.append("Looks afterwards: \(probe.call.method.rawValue) \(host)\(probe.call.path.written).") }
    return lines
  }
}

extension OpendsrRoute {
  fileprivate var explanation: String {
    let law = regulation.map { " (\($0.rawValue))" } ?? ""
    let signer = signature.map { "answers signed by \($0.domain), \($0.algorithm.rawValue)" }
    return "Sends OpenDSR \(version) erasure requests\(law); \(signer ?? "answers are not signed")."
  }
}

extension ApiRoute.Batch {
  fileprivate var words: String {
    let size = bytes.map { ", \($0) bytes" } ?? ""
    return items == 1 ? "one subject a call\(size)" : "up to \(items) subjects\(size) a call"
  }
}

extension AnswerRule.Means {
  fileprivate var words: String {
    switch self {
    case .job: "a job was begun; its state is asked for"
    case .jobs: "a job was begun for each subject; their states are asked for"
    case .accepted: "the request was taken; nothing more will be heard"
    case .done(let outcome): "the partner says \(outcome.rawValue) at once"
    case .items: "the partner answers subject by subject"
    }
  }
}

extension LaneText {
  var written: String {
    switch self {
    case .same(let text): text.written
    case .byLane(let texts): texts.compactMap { $0?.written }.joined(separator: " or ")
    }
  }
}

extension SlotText {
  /// As in the file.
  var written: String {
    pieces.map { piece in
      switch piece {
      case .constant(let bytes): String(decoding: bytes, as: UTF8.self)
      case .slot(let slot, let quoting): "{\(slot.name)\(quoting.map { "|\($0.rawValue)" } ?? "")}"
      }
    }.joined()
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

extension Span {
  /// The largest unit that divides it: `30d`, `90m`.
  var words: String {
    let units: [(Int64, String)] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s")]
    guard milliseconds != 0 else { return "0s" }
    for (length, unit) in units where milliseconds % length == 0 { return "\(milliseconds / length)\(unit)" }
    return "\(milliseconds)ms"
  }
}
