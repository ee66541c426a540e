extension Resolution {
  /// For a person, at most 80 columns wide.
  public var lines: [String] { report.lines }

  /// What a plan says of it: how many gained something, and whom that reaches.
  public var summary: [String] {
    ["Resolved from logs: \(report.gained) of \(report.subjects) subjects have at least one identifier more."]
      + report.coverageLines
  }
}

extension ResolutionReport {
  /// For a person, at most 80 columns wide.
  public var lines: [String] {
    var lines = [
      "Resolution of \(subjects) subjects",
      "  \(Column.right(gained, 9))  with at least one identifier more",
      "  \(Column.right(unchanged, 9))  seen in URLs or logs, and nothing taken",
      "  \(Column.right(untouched, 9))  of whom nothing was seen",
    ]
    lines += ruleLines + doubtLines + logLines + coverageLines
    return lines
  }

  private var ruleLines: [String] {
    guard !rules.isEmpty else { return ["", "No rule found anything."] }
    var lines = ["", Column.left("rule", 44) + " " + Column.heads(["found", "doubtful", "shared", "known"])]
    for rule in Rule.allCases {
      let counts = rules.filter { $0.rule == rule.name }
      guard !counts.isEmpty else { continue }
      lines.append("\(rule.name): \(rule.words)")
      for count in counts {
        lines.append(
          Column.left("  \(count.kind), \(count.source)", 44) + " "
            + Column.row([count.found, count.ambiguous, count.conflicting, count.known + count.differing]))
      }
    }
    return lines
  }

  private var doubtLines: [String] {
    var lines: [String] = []
    if rules.contains(where: { $0.ambiguous + $0.conflicting > 0 }) {
      lines += [
        "doubtful: several values for one person. shared: a value that several people",
        "could have. Neither was taken; nothing is guessed.",
      ]
    }
    let differing = rules.reduce(0) { $0 + $1.differing }
    if differing > 0 { lines.append("\(differing) known values differ from those found; the file's own stay.") }
    if refusedValues > 0 { lines.append("Passed over as placeholders or malformed: \(refusedValues) values.") }
    return lines
  }

  private var logLines: [String] {
    guard !logs.isEmpty else { return [] }
    var lines = ["", Column.left("log", 34) + " " + Column.heads(["lines", "read", "outside", "broken"], 10)]
    for log in logs {
      lines.append(
        Column.left("\(Column.tail(log.log, 24)) (\(log.format))", 34) + " "
          + Column.row([log.lines, log.read, log.outside, log.broken], 10))
    }
    return lines
  }

  fileprivate var coverageLines: [String] {
    guard !coverage.isEmpty else { return [] }
    var lines = ["", Column.left("can be told of subjects", 44) + " " + Column.heads(["before", "after", "more"], 10)]
    for change in coverage {
      lines.append(
        Column.left("  \(change.partner)", 44) + " "
          + Column.row([change.before, change.after, change.after - change.before], 10))
    }
    return lines
  }
}

private enum Column {
  static func left(_ text: String, _ width: Int) -> String {
    let cut = text.count > width ? String(text.prefix(width - 1)) + "~" : text
    return cut + String(repeating: " ", count: width - cut.count)
  }

  static func right(_ value: some CustomStringConvertible, _ width: Int) -> String {
    let text = value.description
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }

  static func heads(_ names: [String], _ width: Int = 8) -> String {
    names.map { right($0, width) }.joined(separator: " ")
  }

  static func row(_ values: [Int], _ width: Int = 8) -> String {
    values.map { right($0, width) }.joined(separator: " ")
  }

  /// File names differ at their end. Control characters have no business on a terminal.
  static func tail(_ text: String, _ width: Int) -> String {
    let plain = String(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? "?" : Character($0) })
    return plain.count > width ? "~" + plain.suffix(width - 1) : plain
  }
}
