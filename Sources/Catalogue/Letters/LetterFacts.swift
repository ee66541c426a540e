/// Everything a letter may say. All values are plain words; there is no place for an identifier.
public struct LetterFacts: Hashable, Sendable {
  /// What the partner quotes in its answer.
  public var reference: String
  public var matter: String
  public var title: String
  /// As dates are read by people: `6 December 2022`. Likewise below.
  public var date: String
  public var operatorName: String
  public var operatorDomain: String
  public var operatorAddress: String?
  public var signatory: String?
  public var contact: String
  public var partnerName: String
  /// One or two sentences, complete with full stops.
  public var whatHappened: String
  public var discovered: String
  public var contained: String?
  /// Words for the data this partner got.
  public var data: [String]
  public var exposureFrom: String
  public var exposureUntil: String
  public var urls: [String]
  /// Tag, pixel or property ids at this partner.
  public var trackers: [String]
  /// Completes "Deleted means that the data ...".
  public var definition: String
  /// Titles of what is attached.
  public var documents: [String]
  public var answerBy: String
  /// The address, with its token, that answers go to.
  public var replyTo: String
  /// Dates of the letters sent before this one, oldest first.
  public var earlierLetters: [String]

  public init(
    reference: String, matter: String, title: String, date: String, operatorName: String, operatorDomain: String,
    operatorAddress: String? = nil, signatory: String? = nil, contact: String, partnerName: String,
    whatHappened: String,
    discovered: String, contained: String? = nil, data: [String], exposureFrom: String, exposureUntil: String,
    urls: [String] = [], trackers: [String] = [], definition: String, documents: [String] = [], answerBy: String,
    replyTo: String, earlierLetters: [String] = []
  ) {
    self.reference = reference
    self.matter = matter
    self.title = title
    self.date = date
    self.operatorName = operatorName
    self.operatorDomain = operatorDomain
    self.operatorAddress = operatorAddress
    self.signatory = signatory
    self.contact = contact
    self.partnerName = partnerName
    self.whatHappened = whatHappened
    self.discovered = discovered
    self.contained = contained
    self.data = data
    self.exposureFrom = exposureFrom
    self.exposureUntil = exposureUntil
    self.urls = urls
    self.trackers = trackers
    self.definition = definition
    self.documents = documents
    self.answerBy = answerBy
    self.replyTo = replyTo
    self.earlierLetters = earlierLetters
  }
}

/// The names that templates use, and what stands behind each.
enum LetterWords {
  /// Names with one value each.
  static let single = [
    "reference", "matter", "title", "date", "operator", "operator-domain", "operator-address", "signatory", "contact",
    "partner", "what-happened", "discovered", "contained", "from", "until", "definition", "answer-by", "reply-to",
    "first-letter", "last-letter",
  ]
  /// Names of lists; in a template, `{{#urls}}- {{.}}{{/urls}}`.
  static let lists = ["data", "urls", "trackers", "documents", "earlier-letters"]
  /// True where the list of the same stem is not empty, for a heading before it.
  static let presence = ["has-urls", "has-trackers", "has-documents", "has-earlier-letters"]
  /// Sections that mark a clause: always printed, and missed by the linter when gone.
  static let clauses = [
    "clause-instruction", "clause-definition", "clause-forms", "clause-derived", "clause-sub-processors",
    "clause-backups",
    "clause-exceptions", "clause-confirmation", "reply-block",
  ]

  static let all = single + lists + presence + clauses

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
      "data": facts.data, "urls": facts.urls, "trackers": facts.trackers, "documents": facts.documents,
      "earlier-letters": facts.earlierLetters,
    ]
    for (name, list) in lists {
      values[name] = list.map(oneLine)
      values["has-\(name)"] = !list.isEmpty
    }
    for clause in clauses { values[clause] = true }
    return values
  }

  /// No value can begin a line of its own, and so none can pass for a header or a line of the reply block.
  private static func oneLine(_ text: String) -> String {
    text.split {
      $0.isNewline || $0.isWhitespace || $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    .joined(separator: " ")
  }
}
