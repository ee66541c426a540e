/// Reasons of letters, and of the lists that go with them.
extension ReasonList {
  static let letters: [String: ReasonWords] = [
    "mail-credentials": .init(
      words: "our mail server refuses the log-in of settings.yaml, so the letter has not left",
      remedy: .repair("put the right password or token where 'mail' in settings.yaml points")),
    "mail-secret-missing": .init(
      words: "a secret that 'mail' in settings.yaml points to cannot be read",
      remedy: .repair("put the secret where 'mail' in settings.yaml points")),
    "contact-failed": .init(
      words: "none of the partner's addresses takes letters", remedy: .byHand),
    "clear-text-waiver": .init(
      words: "identifiers went in clear text, by leave of two people", remedy: .weigh),
    "clear-text-ended": .init(
      words: "the leave to send identifiers in clear text has ended",
      remedy: .planAgain("get the partner's key")),
    "clear-text-not-approved": .init(
      words: "the two people who gave leave to send identifiers in clear text have not both approved this wave",
      remedy: .planAgain("name two people who will approve, in the partner's entry,")),
    "seal-missing": .init(
      words: "the wave was planned without the key that the partner's lists are encrypted with",
      remedy: .planAgain("put the key beside `partners.yaml`")),
    "seal-expired": .init(
      words: "the partner's key or certificate has expired",
      remedy: .planAgain("get the current one")),
    "seal-not-yet-valid": .init(
      words: "the partner's key or certificate is not valid yet", remedy: .repair("look at this machine's clock")),
    "seal-revoked": .init(
      words: "the partner has revoked its key", remedy: .planAgain("get the current one")),
    "seal-changed": .init(
      words: "the partner's key file does not hold the pinned key",
      remedy: .planAgain("ask the partner, by another way than mail, which key is theirs,")),
    "seal-unusable": .init(
      words: "nothing can be encrypted with the partner's key or certificate",
      remedy: .planAgain("get another one")),
    "seal-tool-missing": .init(
      words: "the program that encrypts lists is not installed", remedy: .repair("install `gnupg` and `openssl`")),
    "seal-failed": .init(
      words: "the partner's list could not be encrypted", remedy: .repair("run `expunge doctor`")),
    "mail-bounced": .init(words: "a letter came back: the address does not take it", remedy: .byHand),
    "mail-delayed": .init(words: "a mail server says that a letter is delayed", remedy: .askPartner),
    "mail-relayed": .init(words: "a mail server says that it passed a letter on", remedy: .askPartner),
    "mail-auto-reply": .init(words: "a machine answered, not a person", remedy: .askPartner),
    "mail-to-read": .init(
      words: "a mail came in that a person must read", remedy: .repair("run `expunge inbox review`")),
    "mail-assigned": .init(words: "a person found the letter that a mail answers", remedy: .weigh),
    "mail-promised": .init(words: "the partner named a date by which it will have deleted", remedy: .askPartner),
    "read-by-person": .init(words: "a person read the partner's mail and said what it means", remedy: .weigh),
  ]
}
