/// Reasons that come of calls in several steps, of look-ups, and of signed protocols.
extension ReasonList {
  static let steps: [String: ReasonWords] = [
    "step-answered": .init(words: "one call of several was answered; the next one follows", remedy: .askPartner),
    "next-page": .init(words: "one page of a list was read; the next one follows", remedy: .askPartner),
    "job-open": .init(
      words: "one call of several was taken as a job; the next one waits until it is over", remedy: .askPartner),
    "next-call": .init(words: "the job of one call is over; the next call follows", remedy: .askPartner),
    "next-job": .init(words: "one job of several is done; the next one is asked about", remedy: .askPartner),
    "result-next": .init(words: "the job is done; its result is fetched", remedy: .askPartner),
    "memory-unreadable": .init(
      words: "what earlier calls found cannot be read any more, so how far it had come is unknown", remedy: .askPartner),
    "flow-too-large": .init(words: "more was found than one dispatch may hold", remedy: .weigh),
    "too-many-rows": .init(words: "a list holds more entries than one dispatch may work on", remedy: .weigh),
    "too-many-pages": .init(words: "a list has more pages than its entry allows", remedy: .weigh),
    "value-gone": .init(words: "one of several values is no longer found; the next one is looked up", remedy: .weigh),
    "value-told": .init(words: "one of several values was told; the next one follows", remedy: .askPartner),
    "value-answered": .init(words: "what was asked for one of several values is over", remedy: .askPartner),
    "file-taken": .init(words: "the partner put up a file that says it took ours", remedy: .askPartner),
    "page-repeats": .init(words: "the partner's list gives the same page again", remedy: .askPartner),
    "unusable-page": .init(words: "the partner's list names a next page that may not be called", remedy: .askPartner),
    "unusable-value-found": .init(words: "a value that the partner gave cannot be sent safely", remedy: .askPartner),
    "rounds-spent": .init(
      words: "the partner still finds something after all rounds of deleting and asking again", remedy: .askPartner),
    "count-too-high": .init(words: "the partner counts more than the entry allows to be deleted", remedy: .weigh),
    "nothing-found": .init(words: "a list that the deletion depends on is empty", remedy: .weigh),
    "refused-for-one": .init(words: "the batch was refused because of one of its subjects", remedy: .askPartner),
    "claim-not-covered": .init(words: "the partner says that the law it goes by does not cover this", remedy: .weigh),
    "contradictory-answer": .init(words: "the answer contradicts itself", remedy: .askPartner),
    "still-there": .init(
      words: "the partner said it deleted, and a look-up still finds the subject", remedy: .askPartner),
    "probe-unanswered": .init(words: "the look-up after the claim was never answered", remedy: .askPartner),
    "no-token-store": .init(
      words: "the partner replaces its credentials and there is no place to keep them",
      remedy: .repair("run it from a home made by `expunge init`")),
    "token-not-kept": .init(
      words: "a replaced credential could not be written down",
      remedy: .repair("free space in the home and sign in at the partner anew")),
    "host-not-allowed": .init(
      words:
        "the partner names a host that its entry does not allow: one that `host-within` names, by https, with no port but one that is written there",
      remedy: .repair("find out whose host it is, and only if it is the partner's write it under `host-within`")),
    "status-409": .init(words: "the partner says that the request conflicts with another", remedy: .askPartner),
    "corrected": .init(words: "the line was corrected", remedy: .weigh),
  ]

  static let protocols: [String: ReasonWords] = [
    "discovery-document": .init(words: "the partner's published document cannot be used", remedy: .askPartner),
    "no-discovery-document": .init(
      words: "the partner publishes no document that says where to ask", remedy: .askPartner),
    "endpoint-elsewhere": .init(words: "the partner's document names an address of somebody else", remedy: .askPartner),
    "keys-elsewhere": .init(words: "the partner's document names keys of somebody else", remedy: .askPartner),
    "no-published-key": .init(words: "the partner publishes no key for its signature", remedy: .askPartner),
    "our-domain-unreachable": .init(
      words: "the partner could not reach our published files", remedy: .repair("run `expunge partners ddrf check`")),
    "our-published-files": .init(
      words: "our published files do not fit our key", remedy: .repair("run `expunge partners ddrf publish`")),
    "signing-key": .init(
      words: "our signing key cannot be used", remedy: .repair("put the key where `partners.yaml` points")),
    "key-setup": .init(words: "the keys could not be exchanged with the partner", remedy: .askPartner),
    "vendor-script-required": .init(
      words: "the partner only deletes where its script runs in the person's browser", remedy: .askPartner),
    "acknowledgement-incomplete": .init(
      words: "the partner's acknowledgement lacks what it must hold", remedy: .askPartner),
    "acknowledgement-time": .init(words: "the partner's acknowledgement is dated wrongly", remedy: .askPartner),
    "no-acknowledgement": .init(words: "the partner acknowledged nothing", remedy: .askPartner),
    "no-request-id": .init(words: "the answer does not say which request it belongs to", remedy: .askPartner),
    "other-issuer": .init(words: "the acknowledgement was signed by somebody else", remedy: .askPartner),
    "other-version": .init(words: "the partner speaks another version of the protocol", remedy: .askPartner),
    "token-algorithm": .init(words: "the acknowledgement is signed in a way that was not agreed", remedy: .askPartner),
    "token-invalid": .init(words: "the partner finds our signed request invalid", remedy: .askPartner),
    "token-malformed": .init(words: "the acknowledgement cannot be read", remedy: .askPartner),
    "token-signature": .init(words: "a signature does not fit", remedy: .askPartner),
    "token-time": .init(
      words: "the partner finds our request's time wrong", remedy: .repair("check this machine's clock")),
    "unknown-result-code": .init(
      words: "the partner answers with a code that the protocol does not know", remedy: .askPartner),
    "unknown-error": .init(words: "the partner reports an error without a cause", remedy: .askPartner),
    "identifier-type-unsupported": .init(
      words: "the partner does not take this kind of identifier", remedy: .askPartner),
    "identifier-format-unsupported": .init(
      words: "the partner does not take identifiers in this form", remedy: .askPartner),
    "identifier-format-wrong": .init(words: "the partner wants the identifier in another form", remedy: .askPartner),
    "identifier-value-invalid": .init(words: "the partner finds the identifier invalid", remedy: .askPartner),
    "denied": .init(words: "the partner denies the request", remedy: .askPartner),
    "suspected-fraud": .init(words: "the partner suspects fraud", remedy: .askPartner),
    "insufficient-verification": .init(words: "the partner wants the person verified better", remedy: .askPartner),
    "user-verification-needed": .init(words: "the partner wants to verify the person itself", remedy: .askPartner),
    "outside-jurisdiction": .init(words: "the partner says that the law named does not apply", remedy: .askPartner),
    "no-match": .init(words: "the partner finds nobody who fits", remedy: .askPartner),
    "request-expired": .init(words: "the request expired at the partner", remedy: .askPartner),
    "revoked": .init(words: "the request was revoked", remedy: .weigh),
    "too-many-requests": .init(words: "the partner received too many requests", remedy: .askPartner),
    "failed-at-partner": .init(words: "the partner's work failed", remedy: .askPartner),
    "remote-exists": .init(words: "a file of this name lies at the partner already", remedy: .askPartner),
  ]
}
