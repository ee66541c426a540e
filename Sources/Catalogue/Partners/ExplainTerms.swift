import Workflow

extension Limits {
  /// One line for each, in plain words.
  var explanation: [String] {
    var lines = windows.map { window in
      let again = window.unit == .subjects ? ", counted with every attempt" : ""
      let reset = window.resets.map { ", new at \(clock($0)) UTC" } ?? ""
      return "At most \(window.count) \(window.unit.words) in \(window.per.words)\(reset)\(again)."
    }
    if let jobs { lines.append("At most \(jobs) requests accepted and not finished.") }
    if let share { lines.append("One budget with every entry that says 'share: \(share)'.") }
    return lines + [concurrency == 1 ? "One call at a time." : "At most \(concurrency) calls at once."]
  }

  private func clock(_ span: Span) -> String {
    let minutes = span.milliseconds / 60_000
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minutes / 60)):\(two(minutes % 60))"
  }
}

extension Limits.Window.Unit {
  fileprivate var words: String {
    switch self {
    case .calls: "calls"
    case .subjects: "people"
    case .bytes: "bytes"
    }
  }
}

extension EntryFacts {
  var retentionLines: [String] {
    guard let retention else { return [] }
    let source = retention.source.map { " [\($0)]" } ?? ""
    return ["Keeps \(retention.of) \(retention.days) days; later there is nothing to ask for.\(source)"]
  }

  /// What speaks against asking.
  var warnings: [String] {
    var lines: [String] = []
    if let prohibition {
      let source = prohibition.source.map { " [\($0)]" } ?? ""
      let lifted =
        prohibition.unless.map { "Sent only where the account value '\($0)' says 'permitted'." } ?? "Nothing is sent."
      lines.append("The vendor forbids this use: \(prohibition.because)\(source). \(lifted)")
    }
    return lines + sideEffects.map(\.told)
  }

  var hints: [String] {
    (passesOn.isEmpty ? [] : ["Passes a deletion on to \(passesOn.joined(separator: ", "))."])
      + alternatives.map { "Instead: \($0.told)" }
  }
}
