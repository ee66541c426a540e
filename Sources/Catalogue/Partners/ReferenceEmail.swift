/// The route of letters.
extension PartnerReference {
  static let emailRules = [
    "One letter has one recipient: the first of 'to'. The rest of 'to', and then 'then', are asked in that order after a bounce and with the escalation.",
    "",
    "Identifiers never stand in a subject or a text. They travel in an attachment that is encrypted to the partner, or, with 'clear-text', by leave of two people. With 'scope: selector' nobody is named at all.",
    "",
  ]

  static let emailFields = [
    Field("email.to", "Who is written to first: an address or a list. Required."),
    Field("email.then", "Who is asked next: an address or a list. Default nobody."),
    Field(
      "email.domains",
      "Whose mail is the partner's own, with all below. Default the domains of 'to' and 'then' but for free-mail houses, which are refused here."
    ),
    Field("email.language", "The letter's language: \(LetterLanguage.codes.joined(separator: ", ")). Default en."),
    Field(
      "email.template",
      "The letter among the templates: deletion-request (default), or deletion-request-NAME for one of your own."),
    Field(
      "email.attachment",
      "csv: a list of what each lane takes, one column a kind (default, and needed unless 'scope: selector'); none: no list (default, and needed with 'scope: selector')."
    ),
    Field(
      "email.seal",
      "To whom the list is encrypted: 'openpgp' or 'smime'. Required with 'attachment: csv', unless 'clear-text' is there."
    ),
    Field(
      "email.seal.openpgp.key",
      "The file with the partner's public key, beside this file. It is pinned with the plan. Required."),
    Field(
      "email.seal.openpgp.fingerprint",
      "Of its primary key, 40 hex digits; a key with another one is not used. Ask for it by another way than the key. Required."
    ),
    Field(
      "email.seal.smime.certificate",
      "The file with the partner's certificate (PEM), beside this file, pinned likewise. Required."
    ),
    Field("email.seal.smime.sha256", "Of the certificate, 64 hex digits, asked for likewise. Required."),
    Field(
      "email.clear-text",
      "Leave to send the list unencrypted. Refused beside 'seal'."),
    Field("email.clear-text.until", "The day from which the leave is over. Required."),
    Field("email.clear-text.because", "Why it cannot be encrypted. Required."),
    Field(
      "email.clear-text.by",
      "Two principals of allowed_signers; both must be among those who approved the wave. Required."),
  ]

  static let emailExamples = """
      - id: acme-mail
        name: ACME by letter
        route: email
        scope: selector
        deletes: [all]
        terms: {in-doubt: safe-to-repeat, reminders: [7d, 14d]}
        email: {to: privacy@acme.example, then: [legal@acme.example], domains: [acme.example], language: en, template: deletion-request, attachment: none}

      - id: acme-post
        name: ACME Post, by letter with a list
        route: email
        deletes: [all]
        takes: [{lane: user, identifiers: [user-id]}]
        terms: {in-doubt: safe-to-repeat, reminders: [7d, 14d]}
        email:
          to: datenschutz@post.acme.example
          then: [recht@post.acme.example]
          language: de
          attachment: csv
          seal: {openpgp: {key: acme-post.asc, fingerprint: 0123456789ABCDEF0123456789ABCDEF01234567}}

      - id: acme-clinic
        name: ACME Clinic, by letter with a list
        route: email
        deletes: [all]
        takes: [{lane: mail, identifiers: [email]}]
        terms: {in-doubt: safe-to-repeat}
        email:
          to: privacy@clinic.acme.example
          seal: {smime: {certificate: acme-clinic.pem, sha256: 6f2b1a0e4d7c9b8a6f2b1a0e4d7c9b8a6f2b1a0e4d7c9b8a6f2b1a0e4d7c9b8a}}

      - id: acme-paper
        name: ACME Paper, by letter in clear text
        route: email
        deletes: [all]
        takes: [{lane: click, identifiers: [click-id]}]
        terms: {in-doubt: safe-to-repeat}
        email:
          to: office@paper.acme.example
          clear-text: {until: 2027-01-01, because: "has no key, and says so in writing", by: [anna@operator.example, ben@operator.example]}

    """
}
