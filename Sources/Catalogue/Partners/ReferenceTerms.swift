/// Facts about a partner and its limits.
extension PartnerReference {
  static let factFields = [
    Field("retention", "how long the partner keeps data: a text, or the following"),
    Field("retention.days", "from the end of the leak; over at planning = expired-by-retention"),
    Field("retention.of", "what is kept that long, in words"),
    Field("retention.source", "where it says so"),
    Field("forbids.because", "the vendor forbids this use: nothing is sent, reason vendor-forbids"),
    Field("forbids.source", "where it says so"),
    Field("forbids.unless", "name of an account value that lifts it by saying 'permitted'"),
    Field("side-effects.effect", "suppresses, notifies, forwards, archives, cancels, other; shown in the plan"),
    Field("side-effects.words", "what it means for the person; required for other"),
    Field("passes-on", "entries to which the partner passes the deletion on; the plan warns of asking twice"),
    Field("alternatives.partner", "another entry, or none; shown where the limits cannot meet a clock"),
    Field("alternatives.words", "what could be done instead; required without another entry"),
  ]

  static let limitFields = [
    Field("terms.concurrency", "calls at once, default 4"),
    Field("terms.limits.calls", "at most so many calls"),
    Field("terms.limits.subjects", "at most so many people, counted with every transmission"),
    Field("terms.limits.bytes", "at most so many bytes; each call counts with batch.bytes"),
    Field("terms.limits.jobs", "at most so many accepted and not finished; without 'per'"),
    Field("terms.limits.per", "in any window of this length"),
    Field("terms.limits.resets", "in fixed windows from this time of day, \"00:00 -08:00\"; only with per: 1d"),
    Field("terms.share", "a word: entries that say the same have one budget, and one set of limits"),
  ]

  /// Two entries of one vendor that share a quota.
  static let termsExample = """

      - id: acme-quota
        name: ACME under one quota
        route: api
        deletes: [all]
        retention: {days: 425, of: events, source: "docs.acme.example/retention"}
        forbids: {because: "not for data that was collected by mistake", source: "docs.acme.example/terms", unless: may-clean-up}
        side-effects: [{effect: suppresses, words: "the person cannot be counted again"}]
        passes-on: [acme-ads]
        alternatives:
          - {partner: acme-bulk, words: "takes files of any size"}
          - {partner: none, words: "ask ACME for a higher quota"}
        account: {may-clean-up: {env: ACME_MAY_CLEAN_UP}}
        takes: [{lane: user, identifiers: [user-id]}]
        terms:
          in-doubt: safe-to-repeat
          share: acme
          limits: [{calls: 500, per: 1d, resets: "00:00 -08:00"}, {subjects: 110000, per: 30d}, {bytes: 5000000, per: 1m}, {jobs: 10}]
        api:
          host: https://quota.acme.example
          batch: {items: 100, bytes: 1000000}
          delete: {method: POST, path: /remove, body: {json: {each: user-id}}}
          answer: {success: {status: [202]}, content: any, accepted: true}

      - id: acme-bulk
        name: ACME by hand, in bulk
        route: portal
        deletes: [all]
        takes: [{lane: user, identifiers: [user-id]}]
        portal: {url: "https://console.acme.example/bulk", steps: ["Upload the list."], due: 14d, evidence: ["the receipt"]}

    """
}
