/// The routes beside a partner's own interface.
extension PartnerReference {
  static let routeSections = [
    Section(
      key: "opendsr", title: "Requests by OpenDSR",
      text: ["A protocol in which the partner signs its answers: deletions can be proved by claimed-complete-signed."],
      fields: opendsrFields, shown: ("acme-dsr", "")),
    Section(
      key: "ddrf", title: "Requests by IAB's Data Deletion Request Framework",
      text: [
        "A signed request to the address that the partner publishes. It acknowledges with a signature and never says that it finished: give 'terms.completes-within'. 'in-doubt: query-first' is refused. Every value of a person is a request of its own; one that is refused keeps no other from being sent, and is then a person's matter."
      ], fields: ddrfFields, shown: ("acme-ddrf", "")),
    Section(
      key: "drp", title: "Requests by the Data Rights Protocol",
      text: [
        "Signed requests as an authorised agent; answers are not signed. 'auth' and 'in-doubt: query-first' are refused. A person with several values of a kind is told by several requests, one after the other; of their answers the one that needs most care counts."
      ], fields: drpFields, shown: ("acme-drp", "")),
    Section(
      key: "email", title: "Letters by e-mail", text: emailRules, fields: emailFields, shown: ("acme-post", "")),
    Section(
      key: "file", title: "Files on the partner's SFTP server",
      text: ["One file a dispatch, one row a person; the partner may answer by a file. Only 'scope: subjects'."],
      fields: fileFields, shown: ("acme-registry", "")),
    Section(
      key: "portal", title: "Tasks for a person of yours",
      text: ["Nothing is sent: a person does it by hand and files what proves it (attested-by-person)."],
      fields: portalFields, shown: ("acme-console", "")),
  ]

  private static let opendsrFields = [
    Field(
      "opendsr",
      "'host' (required), 'headers', 'tls' and 'auth' as under api; 'poll' (required) with first, every and give-up; and the following. Credentials in the body are refused."
    ),
    Field(
      "opendsr.profile",
      "Presets for one vendor: standard (default), mparticle, appsflyer, singular. Every key that is written goes before them."
    ),
    Field("opendsr.version", "1.0, 2.0 or 3.0 (identities as a dictionary). Required unless the profile says it."),
    Field("opendsr.requests-path", "Default /requests; with version 1.0 /opengdpr_requests; or the profile's."),
    Field("opendsr.status-path", "A path with {id}. Default requests-path and /{id}."),
    Field("opendsr.discovery-path", "Where the discovery document is. Default /discovery beside requests-path."),
    Field("opendsr.acknowledged-by", "Status codes from 200 to 299 that acknowledge a request, default [201]."),
    Field(
      "opendsr.processor-domain",
      "Who must sign: the domain that the answer and the certificate name. Required unless 'algorithm: none' or the profile says it."
    ),
    Field(
      "opendsr.certificate",
      "Either 'discovery', which stands for {url: discovery, trust: system}, or a mapping with the following."),
    Field(
      "opendsr.certificate.url",
      "Where the signer's certificate is; an answer never says so. discovery: the processor's discovery document says it. Required likewise."
    ),
    Field(
      "opendsr.certificate.hosts",
      "Hosts outside of 'processor-domain' where discovery may place it. Default none; only with 'url: discovery'."),
    Field(
      "opendsr.certificate.trust",
      "What makes it believed: system (the system's roots), file:/path (roots of your own), pin:HEX (this key alone, no chain). Required likewise."
    ),
    Field(
      "opendsr.certificate.pin",
      "The SHA-256 of its key in 64 lower-case hex digits, asked for besides the chain. Left out, the chain is enough."),
    Field(
      "opendsr.certificate.host",
      "How it must name the domain: san (default; * may stand for the first label), exact, or common-name."),
    Field(
      "opendsr.algorithm",
      "rsa-pkcs1-sha256, rsa-pss-sha256, ecdsa-sha256; none: answers are not signed, and prove less. Required unless the profile says it."
    ),
    Field(
      "opendsr.signature.covers",
      "body (default), digest (the SHA-256 of the body), digest-hex (the same in lower-case hex)."),
    Field(
      "opendsr.signature.header",
      "The header with the signature, base64. Default X-OpenDSR-Signature or X-OpenGDPR-Signature."),
    Field(
      "opendsr.signature.domain-header",
      "The header with the signer's domain. Default X-OpenDSR-Processor-Domain or X-OpenGDPR-Processor-Domain."),
    Field(
      "opendsr.signature.states",
      "required (default): a state without signature counts for nothing. where-present: it is an unsigned claim; a bad signature never counts."
    ),
    Field("opendsr.regulation", "gdpr, ccpa, or none. Required but with version 1.0."),
    Field("opendsr.request-type", "Default erasure."),
    Field(
      "opendsr.submitted-time", "How the time is written: rfc3339 (default), rfc3339-ms, without-zone, date, epoch."),
    Field(
      "opendsr.api-version", "The value of the member api_version. Default the version; none: no such member."),
    Field(
      "opendsr.identities",
      "For each KIND of 'takes' what the partner calls it: 'type' and 'format', one of raw, sha1, md5, sha256. Required."
    ),
    Field(
      "opendsr.identity-shape",
      "list (default), or dictionary: {TYPE: {value, encoding}}, which is the default of version 3.0."),
    Field("opendsr.identity-names", "Other names of the members: 'list', 'type', 'value', 'format'."),
    Field("opendsr.extensions", "A JSON tree with slots, sent as 'extensions'. Left out, there is none."),
    Field("opendsr.members", "Further members of the request, with slots."),
    Field(
      "opendsr.states",
      "The partner's own words, in a list for each of pending, in_progress, completed, cancelled, failed, not_found; the standard's words hold besides."
    ),
    Field(
      "opendsr.archive",
      "What is kept of an answer that repeats the request: digest (default), which the signature proves as well, or whole."
    ),
  ]

  private static let ddrfFields = [
    Field(
      "ddrf.domain", "The partner's registrable domain: where its dsrdelete.json is, and who acknowledges. Required."),
    Field("ddrf.issuer", "Your own domain, where your dsrdelete.json is. Required."),
    Field(
      "ddrf.signing-key",
      "SECRET: PEM, RSA or P-256. 'expunge partners ddrf publish --create-key' makes one. Required."),
    Field("ddrf.key-id", "The key's id as you publish it. Default its thumbprint (RFC 7638)."),
    Field("ddrf.version", "2.0 (default) or 1.0; they do not understand each other."),
    Field("ddrf.document", "The address of the partner's document, where it is not at its usual place."),
    Field("ddrf.hosts", "Hosts outside of the domain where its endpoint and keys may be. Default none."),
    Field("ddrf.subject", "How version 1.0 names the person: object (default) or text. Refused with 2.0."),
    Field("ddrf.media-type", "Default application/jwt; with 'member' application/json."),
    Field("ddrf.member", "The JSON member that holds the token. Left out, the token is the body."),
    Field(
      "ddrf.vendor-script-embedded",
      "true: the script that the partner's document demands is in your pages. Default false."),
    Field(
      "ddrf.identifiers", "For each KIND of 'takes' its 'type' and 'format' in the partner's document. Required."),
  ]

  private static let drpFields = [
    Field(
      "drp",
      "'host' (required), 'headers' and 'tls' as under api; 'poll' (required) with first, every and give-up; and the following."
    ),
    Field("drp.base-path", "What stands before /v1. Default nothing."),
    Field("drp.agent-id", "Your id in the directory. Required."),
    Field("drp.business-id", "The partner's id in the directory. Required."),
    Field("drp.signing-key", "SECRET: an Ed25519 seed of 32 bytes or libsodium's key of 64, base64. Required."),
    Field("drp.token", "SECRET: a bearer token that was agreed on. Left out, the pair-wise key setup gets one."),
    Field("drp.regime", "ccpa (default), or none: a voluntary request."),
    Field("drp.exercise", "deletion (default) or sale:opt-out."),
    Field("drp.trailing-slash", "true for partners older than 0.9.3. Default false."),
    Field("drp.window", "How long a signed request is good, default 10m."),
    Field("drp.relationships", "What the person is to the business, a list of texts. Default none."),
    Field(
      "drp.identifiers",
      "For each KIND of 'takes' the request's 'member'; 'verified' true or false says whether it was checked, left out says nothing. Required."
    ),
  ]

  private static let portalFields = [
    Field("portal.url", "The https address to open. Required."),
    Field("portal.steps", "What to do, a list of sentences. Required."),
    Field("portal.due", "The time the person has. Required."),
    Field("portal.evidence", "What the person has to file as proof, a list. Default nothing."),
  ]
}
