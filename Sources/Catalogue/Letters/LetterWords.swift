/// The names that templates use, and what stands behind each.
enum LetterWords {
  /// Names with one value each.
  static let single = [
    "reference", "matter", "title", "date", "operator", "operator-domain", "operator-address", "signatory", "contact",
    "partner", "what-happened", "discovered", "contained", "from", "until", "definition", "answer-by", "reply-to",
    "first-letter", "last-letter", "list-file", "list-attached", "list-count", "list-kinds", "list-pin",
  ]
  /// Names of lists; in a template, `{{#urls}}- {{.}}{{/urls}}`.
  static let lists = ["data", "urls", "trackers", "documents", "earlier-letters", "notices"]
  /// True where the list of the same stem is not empty, for a heading before it.
  static let presence = ["has-urls", "has-trackers", "has-documents", "has-earlier-letters", "has-notices"]
  /// True where a list of people goes with the letter, and by how it is encrypted.
  static let travel = ["has-list", "list-openpgp", "list-smime", "list-clear"]
  /// Sections that mark a clause: always printed, and missed by the linter when gone.
  static let clauses = [
    "clause-instruction", "clause-definition", "clause-forms", "clause-derived", "clause-sub-processors",
    "clause-backups", "clause-exceptions", "clause-receipt", "clause-confirmation", "reply-block",
  ]

  static let all = single + lists + presence + travel + clauses

  static func values(_ facts: LetterFacts) -> [String: Any] {
    var values: [String: Any] = [
      "reference": facts.reference, "matter": facts.matter, "title": facts.title, "date": facts.date,
      "operator": facts.operatorName, "operator-domain": facts.operatorDomain, "contact": facts.contact,
      "partner": facts.partnerName, "what-happened": facts.whatHappened, "discovered": facts.discovered,
      "from": facts.exposureFrom, "until": facts.exposureUntil, "definition": facts.definition,
      "answer-by": facts.answerBy, "reply-to": facts.replyTo,
    ].mapValues(oneLine)
    values["operator-address"] = facts.operatorAddress.map(oneLine)
    values["signatory"] = facts.signatory.map(oneLine)
    values["contained"] = facts.contained.map(oneLine)
    values["first-letter"] = facts.earlierLetters.first.map(oneLine)
    values["last-letter"] = facts.earlierLetters.last.map(oneLine)
    let lists = [
      "data": facts.data, "urls": facts.urls, "trackers": facts.trackers, "documents": facts.documents.map(\.words),
      "earlier-letters": facts.earlierLetters, "notices": facts.notices,
    ]
    for (name, list) in lists {
      values[name] = list.map(oneLine)
      values["has-\(name)"] = !list.isEmpty
    }
    for clause in clauses { values[clause] = true }
    if let list = facts.list { add(list, to: &values) }
    return values
  }

  private static func add(_ list: LetterList, to values: inout [String: Any]) {
    values["has-list"] = true
    values["list-file"] = oneLine(list.file)
    values["list-attached"] = oneLine(list.attachedAs)
    values["list-count"] = oneLine(list.count)
    values["list-kinds"] = oneLine(list.kinds)
    values["list-pin"] = list.seal.map { grouped($0.pin.uppercased()) }
    switch list.seal {
    case .openPGP: values["list-openpgp"] = true
    case .smime: values["list-smime"] = true
    case nil: values["list-clear"] = true
    }
  }

  /// In fours, as people compare fingerprints.
  private static func grouped(_ digits: String) -> String {
    var (groups, rest) = ([Substring](), digits[...])
    while !rest.isEmpty {
      groups.append(rest.prefix(4))
      rest = rest.dropFirst(4)
    }
    return groups.joined(separator: " ")
  }

  /// No value can begin a line of its own, and so none can pass for a header or a line of the reply block. A no-break
  /// space stays: numbers and times of day have it.
  private static func oneLine(_ text: String) -> String {
    text.split {
      $0.isNewline || ($0.isWhitespace && $0 != "\u{A0}")
        || $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    .joined(separator: " ")
  }
}
