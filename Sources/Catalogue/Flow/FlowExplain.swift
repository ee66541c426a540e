import Workflow

extension Flow {
  /// The calls in their order, with what each sends, finds and needs.
  func explanation(host: String, lanes: [Lane]) -> [String] {
    var lines: [String] = []
    if let slices {
      let end = slices.isInclusive ? "; {to} is the last second of the piece" : ""
      lines.append("All of it once for each \(slices.every.words) of the matter's window\(end).")
    }
    for (place, call) in calls.enumerated() {
      let name = call.role == .deletion ? "The deletion" : "Step '\(call.name)'"
      let kind = call.reads ? "changes nothing" : call.role == .after ? "after all deletions were accepted" : nil
      lines.append("\(place + 1). \(name)\(kind.map { " (\($0))" } ?? ""):")
      let target = "\(call.call.method.rawValue) \(call.endpoint?.host.explained ?? host)\(call.call.path.written)"
      let more = [target] + call.call.contents(lanes).map { $0.hasPrefix("  ") ? String($0.dropFirst(2)) : $0 }
      lines += (more + call.details(calls)).map { "  \($0)" }
    }
    return lines
  }

  /// All calls as they would be written, before anything is found: `write` gives one of them.
  func preview(_ write: (FlowCall) throws -> String) rethrows -> String {
    try calls.map { "# \($0.role == .deletion ? "delete" : "step \($0.name)")\n\(try write($0))" }
      .joined(separator: "\n\n")
  }
}

extension FlowCall {
  fileprivate func details(_ calls: [FlowCall]) -> [String] {
    var lines: [String] = []
    if let endpoint { lines += endpoint.credentialLines.map { "With: \($0)" } }
    if let loop { lines.append("Once for each row of '\(calls[loop].name)'.") }
    if let lists { lines.append("Names the rows of '\(calls[lists].name)'.") }
    if let once { lines.append("The same for everybody: kept for \(once.words).") }
    if let pages { lines.append("Read page by page: \(pages.words).") }
    lines += found
    if let count {
      lines.append("A person looks when '\(count.path.written)' is more than \(count.atMost).")
    }
    if let again { lines.append("Again after the deletion, until nothing is found; at most \(again) times.") }
    if role != .deletion, !decides {
      if answer.success != Match(statuses: [200...299]) { lines += told("Succeeds when", [answer.success]) }
      lines += told("A fault when", answer.fault) + told("As good as no row when", answer.notFound)
      lines += told("Busy, come again, when", answer.busy) + told("Refused, for a person, when", answer.rejected)
    }
    return lines
  }

  private var found: [String] {
    guard let finds else { return [] }
    let names = finds.values.map { "\($0.name) ('\($0.path.written)')" }.joined(separator: ", ")
    let place = finds.path.steps.isEmpty ? "the answer" : "'\(finds.path.written)'"
    var line = "Finds in \(place): \(names.isEmpty ? "rows" : names)"
    if let match = finds.match { line += "; whose, says \(match.identifier.written) at '\(match.key.written)'" }
    var lines = ["\(line)."] + told("Only rows where", finds.conditions)
    if let most = finds.atMost { lines.append("A person looks when one answer holds more than \(most) rows.") }
    switch nothing {
    case .notFound: lines.append("No row: the person is not there.")
    case .proceed: lines.append("No row: it goes on.")
    case .person: lines.append("No row: a person looks.")
    }
    return lines
  }
}
