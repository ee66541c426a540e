import Workflow

/// The words that the rest of the program speaks too.
extension PartnerReference {
  static let listSections = [
    Section(
      key: "identifiers", title: "Kinds of identifier (KIND)",
      text: ["The company's own key of a person, 'subject', never leaves it.", ""],
      words: IdentifierKind.allCases.filter(\.mayLeave).map { Word($0.rawValue, $0.meaning) }, shown: nil),
    Section(
      key: "data-types", title: "Types of data, for 'deletes' and 'cannot'",
      text: ["A matter may bring types of its own; a slip of one of these is refused.", ""],
      words: DataType.known.map { Word($0.code, $0.words) } + [Word("all", "all that no other row names")]),
    Section(
      key: "grades", title: "Grades: what is proved, the weakest first",
      words: Grade.allCases.map { Word($0.rawValue, $0.meaning) }),
    Section(
      key: "outcomes", title: "Outcomes: how a case ends",
      text: ["An entry writes only deleted and partly-deleted, under 'api.answer.done'.", ""],
      words: Outcome.allCases.map { Word($0.rawValue, $0.meaning) }),
    Section(
      key: "reasons", title: "Reasons that an answer leads to",
      text: ["They stand in the ledger and in reports beside what is still open.", ""], words: reasons),
    Section(
      key: "missing-items", title: "What silence about a subject means",
      text: ["Words of 'missing-items', under api.answer, api.poll, its result and file.answers.", ""],
      words: ItemRule.Missing.allCases.map { Word($0.rawValue, $0.meaning) }, shown: ("acme-audiences", "api.answer")),
  ]

  private static let reasons = [
    Word("missing-item", "the answer does not name the subject; in doubt"),
    Word("unknown-item", "the answer names somebody who was not asked about; a person looks"),
    Word("contradicting-items", "the answer says two things of one subject; a person looks"),
    Word("unknown-state", "a word that is not listed under 'state'"),
    Word("accepted-in-part", "taken, while others of the batch were settled"),
    Word("partner-asks-again", "the partner wants this subject again"),
    Word("partner-asks-to-wait", "'busy' holds; it is sent again later"),
    Word("refused-by-partner", "'rejected' holds, or the state refused"),
    Word("not-found-in-batch", "'not-found' holds for a batch; a person looks"),
    Word("fault-in-answer", "'success.fault' holds; a person looks"),
    Word("success-not-stated", "a 2xx for which 'success' does not hold; in doubt"),
    Word("unexpected-status", "a 2xx that 'success' does not list; in doubt"),
    Word("unexpected-content", "HTML or another media type; the partner stops"),
    Word("unreadable-answer", "no JSON where JSON should be; in doubt"),
    Word("count-differs", "'count' or 'invalid' does not fit"),
    Word("no-job-in-answer", "a success without the job's reference; in doubt"),
    Word("repeat-of-nothing", "'duplicate' holds for a first attempt; a person looks"),
    Word(
      "earlier-attempt-may-have-deleted", "beside not-found: an attempt before it was in doubt"),
    Word("value-too-short", "shorter than 'at-least' in the lane; it is not sent"),
    Word("too-many-rows-of-one", "a step found more rows than 'finds.at-most'"),
    Word("job-partial", "the job is done in part; a person decides"),
    Word("job-failed", "the job failed"),
    Word("job-unknown", "the partner does not know the job; a person looks"),
    Word("nothing-found", "a step with 'nothing: person' found no row"),
    Word("count-too-high", "a step found more than 'count.at-most'"),
    Word("too-many-pages", "more pages than 'pages.limit'; a person looks"),
    Word("page-repeats", "the same page twice; a person looks"),
    Word("too-many-rows", "more than \(Flow.rowLimit) rows; a person looks"),
    Word("rounds-spent", "'again' is over and something is still found"),
    Word("credentials", "401, 403 or 407; the partner stops until a person looked"),
    Word("redirect", "a 3xx; the partner stops, as nothing follows it elsewhere"),
    Word("vendor-forbids", "'forbids' holds; nothing is sent"),
  ]
}

extension IdentifierKind {
  fileprivate var meaning: String {
    switch self {
    case .subject: "the company's own key of a person"
    case .ip: "an IP address"
    case .url: "the address of a page, with its query"
    case .clientID: "the id of a browser, as in an analytics cookie"
    case .clickID: "the id of a click on an advertisement"
    case .userID: "the id of a person in the company's own system"
    case .visitorID: "the id of a visitor at the partner"
    case .sessionID: "the id of a visit"
    case .email: "a mail address"
    case .phone: "a telephone number"
    case .deviceID: "the id of a device or an installation"
    case .advertisingID: "the advertising id of a device, of whatever system"
    case .idfa: "the advertising id of an iPhone or iPad; kept in upper case"
    case .gaid: "the advertising id of an Android device; kept in lower case"
    case .externalID: "a vendor's own id of any other kind"
    }
  }
}

extension Grade {
  /// In plain words.
  var meaning: String {
    switch self {
    case .transmitted: "the bytes left; nothing is known of their arrival"
    case .acceptedUnsigned: "the partner took the request and said so, unsigned"
    case .acceptedSigned: "the partner took the request and signed that it did"
    case .presumedByElapsedTime: "its stated time is over; it never said that it finished"
    case .claimedUnsigned: "the partner says that it deleted, unsigned"
    case .attestedByPerson: "a person of yours saw what says so, and filed it"
    case .claimedSigned: "the partner says that it deleted, and signed it"
    case .verifiedByProbe: "a look-up after the deletion no longer found the person"
    }
  }
}

extension Outcome {
  fileprivate var meaning: String {
    switch self {
    case .deleted: "it is deleted"
    case .partlyDeleted: "a part of it is deleted"
    case .notFound: "the partner looked and holds nothing of the person"
    case .notHeld: "the partner does not keep such data"
    case .expiredByRetention: "the partner's own retention was over before it was asked"
    case .noIdentifier: "nothing is known by which the partner could find the person"
    case .retainedWithReason: "the partner keeps it, for a reason that it gives"
    case .refused: "the partner refuses"
    case .notPossible: "nothing can be asked"
    case .unanswered: "nothing was heard within the time"
    case .withdrawn: "the instruction was taken back"
    }
  }
}

extension ItemRule.Missing {
  /// In plain words.
  var meaning: String {
    switch self {
    case .inDoubt: "nothing is known; 'terms.in-doubt' says what follows (default)"
    case .accepted: "taken; no more is known"
    case .deleted: "deleted: the list names only those that were not"
    }
  }
}
