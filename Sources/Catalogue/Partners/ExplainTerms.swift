import Workflow

extension Limits {
  /// One line for each, in plain words.
  var explanation: [String] {
    var lines = windows.map { window in
      let reset = window.resets.map { ", new at \(clock($0)) UTC" } ?? ""
      return "Limit: \(window.count) \(window.unit.rawValue) in \(window.per.words)\(reset)."
    }
    if let jobs { lines.append("Limit: \(jobs) unfinished at once.") }
    if let share { lines.append("Shares its limits with every entry that says 'share: \(share)'.") }
    lines.append("At once: \(concurrency).")
    return lines
  }

  private func clock(_ span: Span) -> String {
    let minutes = span.milliseconds / 60_000
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minutes / 60)):\(two(minutes % 60))"
  }
}

extension EntryFacts {
  /// One line for each, in plain words.
  var explanation: [String] {
    var lines: [String] = []
    if let prohibition {
      let lifted = prohibition.unless.map { " Sent only where the account value '\($0)' says 'permitted'." } ?? ""
      let source = prohibition.source.map { " [\($0)]" } ?? ""
      lines.append("The vendor forbids this use: \(prohibition.because)\(source).\(lifted)")
    }
    if let retention {
      let source = retention.source.map { " [\($0)]" } ?? ""
      lines.append("Keeps \(retention.of) \(retention.days) days; later there is nothing to ask for.\(source)")
    }
    lines += sideEffects.map { "Beware: \($0.told)" }
    if !passesOn.isEmpty { lines.append("Passes a deletion on to \(passesOn.joined(separator: ", ")).") }
    return lines + alternatives.map { "Instead: \($0.told)" }
  }
}
