/// When a call may be made again, how long things take, and how much the partner bears.
extension PartnerReference {
  static let termFields = [
    Field(
      "terms.in-doubt",
      "What to do when a request may have arrived and no answer came. safe-to-repeat: send it again, as a second request does no harm. query-first: ask the partner by 'api.query' whether it arrived. never-repeat: a person decides. Required for every route but portal; there is no default."
    ),
    Field("terms.attempts", "Attempts in all for one request, 1 to 1000, default 12. Then a person is asked."),
    Field("terms.backoff.base", "The first wait between attempts doubles from here, cut at random; default 2s."),
    Field("terms.backoff.cap", "The longest wait between attempts, default 1h; not shorter than 'base'."),
    Field(
      "terms.completes-within",
      "The time within which the partner says it is done. Where it is never heard of again, this gives the grade presumed-by-elapsed-time. Left out, such a case stays merely accepted."
    ),
    Field(
      "terms.answer-within",
      "How long a letter or a person's task may stay without answer, default 30d. Then the outcome is unanswered."),
    Field("terms.reminders", "When to remind, counted from the day of issue; a list that rises. Default none."),
    Field("terms.concurrency", "Calls under way at once, 1 to 1024, default 4."),
    Field(
      "terms.limits.calls",
      "At most so many calls in a window. Each row of 'limits' counts exactly one of calls, subjects, bytes and jobs."),
    Field(
      "terms.limits.subjects",
      "At most so many people in a window, counted again with every attempt. A larger 'batch.items' is refused."),
    Field(
      "terms.limits.bytes",
      "At most so many bytes in a window. Needs 'batch.bytes': each call counts with that many."),
    Field(
      "terms.limits.jobs",
      "At most so many requests accepted and not finished; the calls of one dispatch begin their jobs one after the other. With 'answer.jobs', which begins one for each subject, a larger 'batch.items' is refused. The row has no other key."
    ),
    Field(
      "terms.limits.per",
      "The window's length. Any time of that length is a window, unless 'resets' is given. Required but for jobs."),
    Field(
      "terms.limits.resets",
      "The time of day at which a new window begins, with its distance to UTC (left out: UTC). Only with 'per: 1d'."),
    Field(
      "terms.share",
      "A word of your own: all entries that say the same one have one budget. Limits and concurrency are then written in one of them, or alike in all."
    ),
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
