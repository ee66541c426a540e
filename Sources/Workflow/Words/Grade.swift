/// What a piece of evidence proves. The order is the strength of the proof, weakest first.
public enum Grade: String, CaseIterable, Codable, Hashable, Sendable, Comparable {
  /// The bytes left us; nothing is known of their arrival.
  case transmitted
  /// The partner's system took the request and said so, unsigned.
  case acceptedUnsigned = "accepted-unsigned"
  /// The partner's system took the request and signed that it did.
  case acceptedSigned = "accepted-signed"
  /// The partner's stated completion time has passed; it never said that it finished.
  case presumedByElapsedTime = "presumed-by-elapsed-time"
  /// The partner says that it deleted, unsigned.
  case claimedUnsigned = "claimed-complete-unsigned"
  /// A person of ours saw something that says so, and filed it.
  case attestedByPerson = "attested-by-person"
  /// The partner says that it deleted, and signed it.
  case claimedSigned = "claimed-complete-signed"
  /// A look-up after the deletion no longer found the subject.
  case verifiedByProbe = "verified-by-probe"

  public static func < (left: Grade, right: Grade) -> Bool { left.strength < right.strength }

  private var strength: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How a subject's case ended at one partner.
public enum Outcome: String, CaseIterable, Codable, Hashable, Sendable {
  case deleted
  case partlyDeleted = "partly-deleted"
  case notFound = "not-found"
  case notHeld = "not-held"
  case expiredByRetention = "expired-by-retention"
  case noIdentifier = "no-identifier"
  case retainedWithReason = "retained-with-reason"
  case refused
  case notPossible = "not-possible"
  case unanswered
  case withdrawn
}

/// One way to reach a partner.
public enum Route: String, CaseIterable, Codable, Hashable, Sendable {
  case api, opendsr, ddrf, drp, email, file, portal
}

/// What an instruction covers: people by identifier, everything that a selector describes, or both.
public enum Scope: String, CaseIterable, Codable, Hashable, Sendable {
  case subjects, selector, both
}
