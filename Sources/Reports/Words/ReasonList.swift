/// The published reason codes in plain words. Codes of a partner's own making have no words here and stand as they are.
enum ReasonList {
  static let known: [String: ReasonWords] =
    ours
    .merging(answers) { first, _ in first }
    .merging(transport) { first, _ in first }
    .merging(limits) { first, _ in first }
    .merging(steps) { first, _ in first }
    .merging(protocols) { first, _ in first }
    .merging(letters) { first, _ in first }

  private static let ours: [String: ReasonWords] = [
    "credentials": .init(
      words: "the partner does not accept our credentials",
      remedy: .repair("renew the partner's secret where `partners.yaml` points")),
    "secret-missing": .init(
      words: "a secret that the partner's entry refers to cannot be read",
      remedy: .repair("put the secret where `partners.yaml` points")),
    "redirect": .init(
      words: "the partner's address redirects, and identifiers do not follow redirects",
      remedy: .repair("find out the partner's new address and plan a new wave with it, or if it was passing")),
    "no-such-call": .init(
      words: "the partner's interface no longer knows this call",
      remedy: .repair("read the partner's change notes; if the call is back")),
    "partner-unreachable": .init(
      words: "the partner could not be reached within all retries",
      remedy: .repair("ask the partner whether its service is up")),
    "retries-spent": .init(
      words: "all retries failed", remedy: .repair("find out what the partner's service needs")),
    "in-doubt": .init(
      words: "bytes may have arrived and no answer came; this partner must not be sent the same twice",
      remedy: .askPartner),
    "interrupted": .init(words: "sending was cut off, and whether it arrived is unknown", remedy: .askPartner),
    "portal-task": .init(words: "this partner can only be told by a person", remedy: .byHand),
    "letter-cannot-be-written": .init(
      words: "the letter could not be written from its template", remedy: .repair("repair the template")),
    "cannot-be-written": .init(
      words: "the request could not be written from the partner's entry",
      remedy: .repair("run `expunge partners check`")),
    "came-in-late": .init(words: "something came in after the end", remedy: .weigh),
    "late-answer": .init(words: "an answer came in after the end", remedy: .weigh),
    "no-answer": .init(words: "no answer came in time", remedy: .askPartner),
    "no-identifier": .init(words: "no identifier that the partner takes is known", remedy: .askPartner),
    "note": .init(words: "a note was filed", remedy: .weigh),
    "answers-differ": .init(words: "two answers about the same people contradict each other", remedy: .weigh),
    "shredded": .init(words: "the keys were destroyed, so nothing more can be sent", remedy: .weigh),
    "restored-backup": .init(
      words: "the home was restored from a backup, and whether this was sent since then is unknown", remedy: .askPartner
    ),
    "retention-only": .init(
      words: "the partner deletes nothing on request and keeps data for a stated time only", remedy: .askPartner),
  ]

  private static let answers: [String: ReasonWords] = [
    "refused-by-partner": .init(words: "the partner refused", remedy: .askPartner),
    "accepted-in-part": .init(words: "the partner took only a part", remedy: .askPartner),
    "cancelled-by-partner": .init(words: "the partner cancelled its job", remedy: .askPartner),
    "completion-time-elapsed": .init(words: "the partner's stated time has passed without a word", remedy: .askPartner),
    "job-failed": .init(words: "the partner's job failed", remedy: .askPartner),
    "job-never-finished": .init(words: "the partner's job never ended", remedy: .askPartner),
    "job-partial": .init(words: "the partner's job ended in part", remedy: .askPartner),
    "job-unknown": .init(words: "the partner does not know its own job any more", remedy: .askPartner),
    "job-unreadable": .init(words: "the job's state cannot be read", remedy: .askPartner),
    "no-job-in-answer": .init(words: "the answer names no job to ask for", remedy: .askPartner),
    "bad-signature": .init(words: "the answer's signature is wrong", remedy: .askPartner),
    "processor-certificate": .init(
      words: "the partner's signing certificate cannot be trusted", remedy: .repair("check it with the partner")),
    "unreadable-answer": .init(words: "the answer cannot be read", remedy: .askPartner),
    "unexpected-content": .init(words: "the answer is not of the kind that the partner documents", remedy: .askPartner),
    "unexpected-status": .init(
      words: "the answer has a status that the partner does not document", remedy: .askPartner),
    "success-not-stated": .init(words: "the answer does not say that it succeeded", remedy: .askPartner),
    "unknown-state": .init(words: "the answer names a state that the partner does not document", remedy: .askPartner),
    "fault-in-answer": .init(words: "the answer reports a fault", remedy: .askPartner),
    "count-differs": .init(words: "the answer counts other subjects than were sent", remedy: .askPartner),
    "contradicting-items": .init(words: "the answer says two things of one subject", remedy: .askPartner),
    "missing-item": .init(words: "the answer leaves out some subjects", remedy: .askPartner),
    "unknown-item": .init(words: "the answer speaks of subjects that were not sent", remedy: .askPartner),
    "not-found-in-batch": .init(words: "the partner did not find it", remedy: .askPartner),
    "key-reused": .init(words: "the partner says that the request's key was used before", remedy: .askPartner),
    "repeat-of-nothing": .init(
      words: "the partner calls a first request a repeat, so what it has may not be ours", remedy: .askPartner),
    "value-too-short": .init(words: "the identifier is too short to mean this person only", remedy: .weigh),
    "too-many-rows-of-one": .init(words: "a look-up found more than one person can have", remedy: .askPartner),
    "other-request": .init(words: "the answer belongs to another request", remedy: .askPartner),
    "earlier-attempt-running": .init(words: "an earlier attempt is still at work", remedy: .askPartner),
    "partner-asks-again": .init(words: "the partner asks something before it acts", remedy: .askPartner),
    "partner-asks-to-wait": .init(words: "the partner asks to wait", remedy: .askPartner),
    "rest-too-long": .init(words: "the partner asks to wait longer than the wave may", remedy: .askPartner),
  ]

  private static let transport: [String: ReasonWords] = [
    "dns": .init(
      words: "the partner's host name is not known", remedy: .repair("check the address in `partners.yaml`")),
    "connect-refused": .init(words: "the partner's server refused the connection", remedy: .repair(service)),
    "connect-timeout": .init(words: "the partner's server did not answer the connection", remedy: .repair(service)),
    "connect-failed": .init(words: "no connection to the partner's server", remedy: .repair(service)),
    "address-refused": .init(
      words: "the host name leads to an address that must not be called", remedy: .repair("check who changed the name")),
    "origin-not-allowed": .init(
      words: "the address is outside what the partner's entry allows", remedy: .repair("run `expunge partners check`")),
    "tls-handshake": .init(words: "no secure connection could be made", remedy: .repair(service)),
    "tls-verify": .init(
      words: "the partner's certificate cannot be trusted", remedy: .repair("check the certificate with the partner")),
    "tls-pin": .init(
      words: "the partner's certificate is not the pinned one",
      remedy: .repair("check the certificate with the partner")),
    "starttls-missing": .init(
      words: "the mail server offers no encryption", remedy: .repair("use a mail server that does")),
    "timeout-after-send": .init(words: "it was sent, and no answer came in time", remedy: .askPartner),
    "timeout-before-send": .init(words: "nothing could be sent in time", remedy: .repair(service)),
    "reset": .init(words: "the connection broke after bytes had left", remedy: .askPartner),
    "empty-reply": .init(words: "the partner's server closed without an answer", remedy: .askPartner),
    "partial-body": .init(words: "the answer broke off", remedy: .askPartner),
    "body-cap": .init(words: "the answer was larger than any that is read", remedy: .askPartner),
    "too-large": .init(words: "the request was too large for the partner", remedy: .askPartner),
  ]

  private static let limits: [String: ReasonWords] = [
    "no-route": .init(words: "there is no way to ask this partner", remedy: .askPartner),
    "vendor-forbids": .init(words: "the vendor forbids this use of its interface", remedy: .askPartner),
    "no-interface": .init(words: "the partner offers no way to ask", remedy: .askPartner),
    "not-covered": .init(words: "the partner's interface does not cover the data that leaked", remedy: .askPartner),
    "not-stated": .init(words: "the partner does not state that it covers this", remedy: .askPartner),
    "not-held": .init(words: "the partner does not hold this", remedy: .askPartner),
  ]

  private static let service = "ask the partner whether its service is up"
}
