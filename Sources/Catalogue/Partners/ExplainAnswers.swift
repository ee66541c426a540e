import Workflow

extension AnswerRule {
  /// What a success is, and what else an answer can mean.
  var explanation: [String] {
    var lines = ["Success when \(success.sentence)."] + told("Yet a fault when", fault)
    lines.append("Success means: \(means.words).")
    if case .items(let rule) = means { lines += rule.explanation }
    if let count { lines += count.explanation }
    lines += told("Not found when", notFound) + told("Busy, come again, when", busy)
    lines +=
      told("Refused, for a person, when", rejected) + told("An earlier attempt arrived, when", duplicate)
    lines += told("The batch is cut in two when", bisect)
    for badItems in badItems {
      lines += told("Some must be left out when", badItems.when)
      lines.append(
        "  They are named at '\(badItems.path.written)' by \(badItems.identifier.written) at '\(badItems.key.written)'; the rest goes again."
      )
    }
    let waits =
      retry.headers.map { "the header \($0.name) (\($0.form.rawValue))" }
      + retry.fields.map { "'\($0.path.written)' (\($0.form.rawValue))" }
    if !waits.isEmpty { lines.append("When to come again: \(waits.joined(separator: ", ")).") }
    return lines
  }
}

extension AnswerRule.Means {
  fileprivate var words: String {
    switch self {
    case .job(.path(let path, _)): "a job was begun, named at '\(path.written)'; its state is asked for"
    case .job(.header(let name, _)): "a job was begun, named in the header \(name); its state is asked for"
    case .job(.key): "a job was begun under our own key; its state is asked for"
    case .jobs(let rule): "a job was begun for each person, named in '\(rule.path.written)'; their states are asked for"
    case .accepted: "the request was taken; nothing more will be heard"
    case .done(let outcome): "the partner says '\(outcome.rawValue)' at once"
    case .items: "the partner answers person by person"
    }
  }
}

extension AnswerRule.CountRule {
  fileprivate var explanation: [String] {
    let meant =
      switch differs {
      case .inDoubt: "else it is in doubt"
      case .bisect: "else the batch is cut in two"
      case .person: "else a person looks"
      }
    return (path.map { ["The number at '\($0.written)' must be that of the people sent; \(meant)."] } ?? [])
      + (invalid.map { ["The number at '\($0.written)' must be 0; \(meant)."] } ?? [])
  }
}

extension ItemRule {
  /// Whose row is whose, what its words mean, and what silence means.
  var explanation: [String] {
    let place = path.steps.isEmpty ? "the whole answer" : "'\(path.written)'"
    let matched =
      switch match {
      case .index: "in the order of the request"
      case .indexField(let field, let from): "by position at '\(field.written)', from \(from)"
      case .key(let key, let kind): "by \(kind.written) at '\(key.written)'"
      case .members(let kind): "by \(kind.written) as the member's name"
      case .sample: "as examples only"
      }
    let said =
      switch states {
      case .listed(let state): "whoever is listed is \(state.rawValue)"
      case .words(let path, let words):
        ItemState.allCases.compactMap { state in
          let texts = words.filter { $0.state == state }.map { String(decoding: $0.text, as: UTF8.self) }
          return texts.isEmpty ? nil : "\(texts.joined(separator: ", ")) = \(state.rawValue)"
        }.joined(separator: "; ") + ", at '\(path.written)'"
      }
    return ["Rows in \(place), \(matched): \(said).", "Who is not named: \(missing.rawValue)."]
      + (mayBeAbsent ? ["No list at all is an empty one."] : [])
  }
}

extension Match {
  /// `the status is 200 and 'path' is a or b`
  var sentence: String {
    var parts: [String] = []
    if !statuses.isEmpty {
      parts.append("the status is \(statuses.map(\.statusWords).joined(separator: " or "))")
    }
    if let place = header.map({ "the header \($0)" })
      ?? path.map({ $0.steps.isEmpty ? "the answer" : "'\($0.written)'" })
    {
      parts.append("\(place) \(tests.joined(separator: " and "))")
    }
    parts += all.map(\.sentence)
    return parts.joined(separator: " and ")
  }

  private var tests: [String] {
    func list(_ texts: [[UInt8]]) -> String {
      texts.map { "'\(String(decoding: $0, as: UTF8.self))'" }.joined(separator: " or ")
    }
    var tests: [String] = []
    if !words.isEmpty { tests.append("is \(list(words))") }
    if !notWords.isEmpty { tests.append("is not \(list(notWords))") }
    if !contains.isEmpty { tests.append("contains \(list(contains))") }
    if let isThere { tests.append(isThere ? "is there" : "is not there") }
    if let isEmpty { tests.append(isEmpty ? "is empty" : "is not empty") }
    if let atLeast { tests.append("is at least \(atLeast)") }
    if let atMost { tests.append("is at most \(atMost)") }
    return tests.isEmpty ? ["says something"] : tests
  }
}

extension ClosedRange<Int> {
  fileprivate var statusWords: String {
    lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound / 100)xx"
  }
}

extension JSONPath {
  /// As in the file.
  var written: String {
    guard !steps.isEmpty else { return "." }
    return steps.map { step in
      switch step {
      case .name(let name): String(decoding: name, as: UTF8.self)
      case .job: "{job}"
      }
    }.joined(separator: ".")
  }
}
