import Catalogue
import Channels

/// A trial as a person reads it, in 80 columns.
struct TrialPage {
  let entry: PartnerEntry
  let against: String
  let invented: [String]
  let record: TrialRecord
  private static let width = 80

  var lines: [String] {
    var lines = ["\(entry.name) (\(entry.id)), every request to \(against)"]
    if !invented.isEmpty {
      let values = invented.map { "\($0) = test-\($0)" }.joined(separator: ", ")
      lines.append("Secrets and account values that are not set, so test values: \(values)")
    }
    var number = 0
    for step in record.steps {
      switch step {
      case .meaning(let words): lines.append("   means: \(words)")
      case .call(let call):
        number += 1
        lines += [""] + TrialPage.call(call, number)
      }
    }
    lines.append("")
    lines.append("\(record.ended ? "Ran to its end" : "Did NOT run to its end"): \(record.result).")
    return lines.flatMap { TrialPage.folded($0) }
  }

  private static func call(_ call: TrialRecord.Call, _ number: Int) -> [String] {
    var lines = ["\(number). \(call.method) \(call.url)"] + call.headers.map { "   \($0)" }
    if !call.body.isEmpty { lines += ["   "] + call.body.split(separator: "\n").map { "   \($0)" } }
    if let status = call.status {
      lines += ["   -> \(status)"] + call.answerHeaders.map { "   \($0)" }
      if !call.answer.isEmpty { lines += ["   "] + call.answer.split(separator: "\n").prefix(40).map { "   \($0)" } }
    }
    if let failure = call.failure { lines.append("   -> no answer: \(failure)") }
    return lines
  }

  /// Cut hard, since what is shown are bytes; what follows is set in.
  private static func folded(_ line: String) -> [String] {
    var rest = Substring(line.filter { $0 != "\r" })
    var lines: [String] = []
    while rest.count > width - (lines.isEmpty ? 0 : 5) {
      let piece = rest.prefix(width - (lines.isEmpty ? 0 : 5))
      lines.append((lines.isEmpty ? "" : "     ") + piece)
      rest = rest.dropFirst(piece.count)
    }
    return lines + [(lines.isEmpty ? "" : "     ") + rest]
  }
}
