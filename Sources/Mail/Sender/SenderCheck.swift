/// Whether a letter was written by the partner, as far as our own mail system can vouch for it.
public enum SenderStanding: Hashable, Sendable {
  /// From lies under `domain`, one of the partner's, and a check that is aligned with it passed.
  case authenticated(domain: String, by: Proof)
  /// From names the partner, or nobody, and nothing proves it: a person decides.
  case unauthenticated(Doubt)
  /// From names somebody else.
  case foreign
  /// No authserv-id is configured, so nothing can be known.
  case unknown

  public enum Proof: String, Hashable, Sendable {
    case dkim, dmarc
  }

  /// Codes for review; none of them holds anything that the sender wrote.
  public enum Doubt: String, Hashable, Sendable {
    case headerBroken = "header-broken"
    case fromUnclear = "from-unclear"
    case noResults = "no-results"
    case resultsUnreadable = "results-unreadable"
    case notPassed = "not-passed"
    case notAligned = "not-aligned"
    case policyFailed = "policy-failed"
  }
}

public enum SenderCheck {
  /// Looks for a pass of DKIM whose signer lies under the same partner domain as From (relaxed alignment), or a pass of
  /// DMARC for exactly From's domain. SPF proves the envelope, and ARC what a stranger saw: neither is enough.
  /// - Parameters:
  ///   - domains: The partner's own, such as `partner.example`; subdomains belong to them. Never those of a free-mail
  ///     house, where anybody is authenticated.
  ///   - authserv: The authserv-id that our border server writes, and takes out of what comes in (RFC 8601, section 5).
  ///   - own: Further host domains of our mail system that add a Received of their own, such as a filter service.
  public static func standing(
    of mail: RawMail, domains: Set<String>, authserv: String?, own: Set<String> = []
  ) -> SenderStanding {
    if mail.isBroken { return .unauthenticated(.headerBroken) }
    guard let from = FromAddress.domain(of: mail) else { return .unauthenticated(.fromUnclear) }
    let homes = domains.map { $0.lowercased() }.filter { !$0.isEmpty && from.isWithin($0) }
    guard let home = homes.max(by: { $0.utf8.count < $1.utf8.count }) else { return .foreign }
    guard let authserv, !authserv.isEmpty else { return .unknown }
    let results = TrustedResults(mail, authserv: authserv, own: Set(own.map { $0.lowercased() }))
    return standing(results, from: from, home: home, homes)
  }

  private static func standing(
    _ results: TrustedResults, from: String, home: String, _ homes: [String]
  ) -> SenderStanding {
    if !results.isReadable { return .unauthenticated(.resultsUnreadable) }
    if results.count == 0 { return .unauthenticated(.noResults) }
    if results.failsPolicy(of: from) { return .unauthenticated(.policyFailed) }
    if results.policyPassed.contains(from) { return .authenticated(domain: home, by: .dmarc) }
    let aligned = results.signers.contains { signer in homes.contains { signer.isWithin($0) } }
    if aligned { return .authenticated(domain: home, by: .dkim) }
    return .unauthenticated(results.signers.isEmpty ? .notPassed : .notAligned)
  }
}
