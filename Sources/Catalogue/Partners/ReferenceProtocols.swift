extension PartnerReference {
  static let protocolFields = opendsrFields + ddrfFields + drpFields

  private static let opendsrFields = [
    Field("opendsr", "host, headers, auth and poll as under api, and the following"),
    Field(
      "opendsr.profile",
      "standard (default), mparticle, appsflyer, singular: presets; every key written here goes first"),
    Field("opendsr.version", "1.0, 2.0, 3.0 (identities as a dictionary)"),
    Field("opendsr.requests-path", "default /requests; version 1.0 /opengdpr_requests"),
    Field("opendsr.status-path", "with {id}; default requests-path and /{id}"),
    Field("opendsr.acknowledged-by", "list of status codes, default [201]"),
    Field("opendsr.processor-domain", "who must sign: named by the answer and by the certificate"),
    Field("opendsr.certificate.url", "where its certificate is; an answer never says so"),
    Field("opendsr.certificate.trust", "system, file:/path, pin:HEX (the key alone, no chain)"),
    Field("opendsr.certificate.pin", "HEX: SHA-256 of the key, asked for besides the chain"),
    Field("opendsr.certificate.host", "san (default; * for the first label), exact, common-name"),
    Field("opendsr.algorithm", "rsa-pkcs1-sha256, rsa-pss-sha256, ecdsa-sha256; none = answers are not signed"),
    Field("opendsr.signature.covers", "body (default), digest, digest-hex"),
    Field("opendsr.signature.header", "default X-OpenDSR-Signature, X-OpenGDPR-Signature; base64"),
    Field("opendsr.signature.domain-header", "default X-OpenDSR-Processor-Domain, X-OpenGDPR-Processor-Domain"),
    Field(
      "opendsr.signature.states", "required (default), where-present: a state without signature is an unsigned claim"),
    Field("opendsr.regulation", "gdpr, ccpa, none"),
    Field("opendsr.request-type", "default erasure"),
    Field("opendsr.submitted-time", "rfc3339 (default), rfc3339-ms, without-zone, date, epoch"),
    Field("opendsr.api-version", "value of the member, default the version; none = no such member"),
    Field("opendsr.identities", "for each identifier {type, format: raw, sha1, md5, sha256}"),
    Field("opendsr.identity-shape", "list (default), dictionary: {TYPE: {value, encoding}}"),
    Field("opendsr.identity-names", "{list, type, value, format}: other names for the members"),
    Field("opendsr.extensions", "JSON, as the partner wants it"),
    Field("opendsr.members", "further members of the request"),
    Field("opendsr.states", "the partner's words for pending, in_progress, completed, cancelled, failed, not_found"),
    Field("opendsr.archive", "digest (default), whole: what is kept of an answer that echoes the request"),
  ]

  private static let ddrfFields = [
    Field("ddrf.domain", "the partner's registrable domain: where dsrdelete.json is, and who acknowledges"),
    Field("ddrf.issuer", "our own domain"),
    Field("ddrf.signing-key", "SECRET: PEM, RSA or P-256; `expunge partners ddrf publish --create-key` makes one"),
    Field("ddrf.key-id", "of the key as we publish it; default its thumbprint (RFC 7638)"),
    Field("ddrf.version", "2.0 (default), 1.0"),
    Field("ddrf.document", "address of the partner's document, where it is not at its usual place"),
    Field("ddrf.hosts", "hosts outside of the domain where its endpoint and keys may be"),
    Field("ddrf.subject", "object (default), text: how version 1.0 names the person"),
    Field("ddrf.media-type", "default application/jwt; with member application/json"),
    Field("ddrf.member", "name of the JSON member that holds the token; absent = the token is the body"),
    Field("ddrf.vendor-script-embedded", "true: the script that the partner demands is in our pages"),
    Field("ddrf.identifiers", "for each identifier {type, format}, as in the partner's document"),
  ]

  private static let drpFields = [
    Field("drp", "host, headers and poll as under api, and the following"),
    Field("drp.base-path", "what stands before /v1"),
    Field("drp.agent-id", "ours in the directory"),
    Field("drp.business-id", "the partner's in the directory"),
    Field("drp.signing-key", "SECRET: Ed25519 seed of 32 bytes or libsodium key of 64, base64"),
    Field("drp.token", "SECRET: bearer token; absent = got by pair-wise key setup"),
    Field("drp.regime", "ccpa (default), none = voluntary"),
    Field("drp.exercise", "deletion (default), sale:opt-out"),
    Field("drp.trailing-slash", "true for partners older than 0.9.3"),
    Field("drp.window", "how long a signed request is good, default 10m"),
    Field("drp.relationships", "list of texts"),
    Field("drp.identifiers", "for each identifier {member: email, verified: true, false or absent}"),
  ]
}
