import Workflow

/// What is the same wherever it stands: conditions, slots, directives, and every list of words.
extension PartnerReference {
  static let wordSections =
    [
      Section(
        key: "conditions", title: "Conditions on an answer",
        text: [
          "{status: [200, 2xx], path: PATH, is: [WORD]}: all parts that are given have to hold. 'status' is required but in 'where', 'fault', 'done-when' and their like. In the place of 'path' may stand 'header: NAME'. Without a test the place only has to say something; null, false, 0 and what is empty say nothing. Where a list is allowed, one of its conditions has to hold.",
          "",
        ], words: tests, shown: ("acme-signed", "api.answer.success")),
      Section(
        key: "slots", title: "Slots in texts", text: slotRules, words: slots, shown: ("acme-audiences", "api.delete")),
      Section(
        key: "directives", title: "Directives in bodies, queries and forms",
        text: [
          "A mapping with one of these keys is no object but a directive. In a query or a form stand each (with join), repeat, optional, json and by-lane; in a JSON body all but repeat and json.",
          "",
        ], words: directives, shown: ("acme-profiles", "api.delete.body")),
      Section(
        key: "preparations", title: "Steps of 'prepare'",
        text: ["Each step takes what the one before gave. A value that a step cannot work on stops the request.", ""],
        words: Preparation.Word.allCases.map { Word($0.rawValue, $0.meaning) } + [
          Word("{e164: \"49\"}", "as e164; a national number gets this country"),
          Word("{remove: \"-\"}", "without any of these characters"),
        ] + Preparation.Keyed.allCases.map { Word("{\($0.rawValue): SECRET}", $0.meaning) },
        shown: ("acme-signed", "takes")),
      Section(
        key: "quotings", title: "Quoting for query languages",
        text: ["{value|WORD} or {identifier|WORD}. A value that cannot be quoted safely stops the request.", ""],
        words: Quoting.allCases.map { Word($0.rawValue, $0.meaning) },
        shown: ("acme-analytics", "api.delete-selector")),
    ] + listSections

  private static let tests = [
    Word("is: [A, B]", "the text there is one of these"),
    Word("is-not: [A, B]", "there is something, and it is none of these"),
    Word("contains: [A]", "one of these is a part of the text, or of an element of the list"),
    Word("present: true", "it is there, and neither null, false nor empty"),
    Word("absent: true", "it is not there, or null; no other test beside it"),
    Word("empty: true", "a list, an object or a text with nothing in it; false: with something"),
    Word("at-least: 1", "a number, or the length of a list"),
    Word("at-most: 9", "likewise"),
    Word("all: [...]", "conditions that all have to hold as well"),
  ]

  private static let slotRules = [
    "A slot is escaped for the place it stands in; {{ and }} are braces. A slot that resolves to nothing stops the request before anything is sent. Not every slot has a meaning everywhere; 'partners check' tells which do.",
    "",
  ]

  private static let slots = [
    Word("{identifier}", "the first identifier of the lane, where a call names one person"),
    Word("{identifier.KIND}", "that identifier; every lane of the call must need it"),
    Word("{value}", "the element at hand, in 'write'"),
    Word("{account.NAME}", "from 'account'"),
    Word("{lane.WORD}", "from 'words' of the person's lane"),
    Word("{STEP.VALUE}", "what a step found, of the row at hand"),
    Word("{page}", "the page at hand of a list that comes in pages"),
    Word("{index}", "in the name of a repeated parameter: 0, 1, 2, ..."),
    Word("{key}", "the same for every attempt; also {key|uuid}, {key|hex}"),
    Word("{item-key}", "one for each person of the call; also |uuid, |hex"),
    Word("{job}", "the job's reference, in 'poll' and 'result'"),
    Word("{matter} {wave}", "the names of the matter and the wave"),
    Word("{dispatch}", "the dispatch's name within the wave"),
    Word("{tracker.NAME}", "a tracker of the matter, such as a property's id"),
    Word("{from} {to} {now}", "the matter's window and the moment, in UTC, as RFC 3339"),
    Word("{from.FORM}", "FORM is \(Slot.TimeForm.allCases.map(\.rawValue).joined(separator: ", "))"),
    Word("{to-1s} {from+1d.date}", "moved by a length of time"),
    Word("{secret.NAME}", "only in the call that gets a token"),
  ]

  private static let directives = [
    Word(
      "{each: KIND}",
      "a list of the people's values; with join one text; also write, before, after, which may hold {from} and {to}"),
    Word("{each: STEP.VALUE}", "a list of what a step found"),
    Word("{each: selector.urls}", "also selector.ips, selector.trackers: the matter's selector"),
    Word("{repeat: KIND}", "the parameter once for each person"),
    Word("{each-item: {...}}", "a list with one element a person; with 'of: STEP' one a row"),
    Word("{optional: KIND}", "left out, with its key, where it is not known; also write"),
    Word("{rows: [KIND, KIND]}", "a matrix, one row a person"),
    Word("{by-lane: {LANE: ...}}", "one form for each lane; also for a path and a parameter"),
    Word("{number: 3}", "a number; a slot may be in it"),
    Word("{literal: true}", "true, false or null"),
    Word("{json-text: {...}}", "the JSON of a tree as a text"),
    Word("{json: {...}}", "the same as the value of a parameter"),
    Word("{object: {...}}", "an object, where it has to have a key like the above"),
  ]
}

extension Preparation.Word {
  /// In plain words.
  var meaning: String {
    switch self {
    case .trim: "without blanks at the ends"
    case .lower: "in lower case"
    case .upper: "in upper case"
    case .digits: "only the digits 0 to 9"
    case .e164: "a number as + and 7 to 15 digits; a national number is refused"
    case .stripPlus: "without a + at the beginning"
    case .stripTag: "a mail address without +tag before the @"
    case .stripDots: "a mail address without dots before the @"
    case .stripGmailDots: "the same, for gmail.com and googlemail.com only"
    case .stripGAPrefix: "GA1.1.123.456 becomes 123.456"
    case .localPart: "what stands before the @"
    case .domain: "what stands after the @"
    case .uuidLower: "32 hex digits as a UUID in lower case, with hyphens"
    case .dropQuery: "an address without its query and fragment"
    case .stripScheme: "an address without https://"
    case .host: "the host of an address, in lower case"
    case .path: "the path of an address"
    case .percentDecode: "%41 becomes A"
    case .collapseSpace: "one blank in the place of several, none at the ends"
    case .nfc: "composed as Unicode's form NFC"
    case .sha256: "the SHA-256 digest; an encoding has to follow"
    case .sha1: "the SHA-1 digest; an encoding has to follow"
    case .md5: "the MD5 digest; an encoding has to follow"
    case .hex: "bytes as lower-case hex digits"
    case .hexUpper: "bytes as upper-case hex digits"
    case .base64: "bytes as base64"
    case .base64URL: "bytes as base64 for addresses, without padding"
    }
  }
}

extension Preparation.Keyed {
  /// In plain words.
  var meaning: String {
    switch self {
    case .hmacSHA256: "HMAC with SHA-256 under this secret; an encoding has to follow"
    case .saltPrefix: "the secret before the value"
    case .saltSuffix: "the secret after the value"
    }
  }
}

extension Quoting {
  /// In plain words.
  var meaning: String {
    switch self {
    case .quote: "in double quotes, with \\ before \" and \\; a * is refused"
    case .quoteSQL: "in single quotes, ' doubled; a \\ is refused"
    case .percent: "percent-encoded, inside a value that is encoded once more"
    case .lucene: "a phrase of Lucene: Elasticsearch, OpenSearch, Datadog; no *"
    case .logql: "a string of Grafana Loki's LogQL"
    case .dql: "a string of Dynatrace's query language; no *"
    case .kql: "a string of Kibana's or Azure's KQL; no *"
    case .hogql: "a string of PostHog's SQL"
    case .gaql: "a string of the Google Ads query language"
    case .soql: "a string of Salesforce's query language"
    case .odata: "a string of an OData filter"
    case .sentry: "a value of Sentry's search; no * and no \\"
    case .matomo: "a value of a Matomo segment, which is decoded once more"
    case .rsql: "an argument of RSQL or FIQL; no *"
    case .regex: "nothing but itself in a regular expression"
    case .regexLogQL: "the same as a string of LogQL, with its quotes: |~ {value|regex-logql}"
    case .regexHogQL: "the same as a string of PostHog's SQL"
    case .regexKQL: "the same as a string of Azure's KQL: matches regex {value|regex-kql}"
    case .csv: "a cell of a CSV file"
    }
  }
}
