/// What became of a subject at a partner. The published list.
public enum LedgerOutcome: String, CaseIterable, Hashable, Sendable {
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

/// What the evidence proves, weakest claim first. Null in an entry where nothing is proved.
public enum LedgerGrade: String, CaseIterable, Hashable, Sendable {
  case transmitted
  case acceptedUnsigned = "accepted-unsigned"
  case acceptedSigned = "accepted-signed"
  case claimedCompleteUnsigned = "claimed-complete-unsigned"
  case claimedCompleteSigned = "claimed-complete-signed"
  case presumedByElapsedTime = "presumed-by-elapsed-time"
  case attestedByPerson = "attested-by-person"
  case verifiedByProbe = "verified-by-probe"
}

/// How a transmission's attempt ended.
public enum LedgerResult: String, CaseIterable, Hashable, Sendable {
  case accepted
  case failed
  case inDoubt = "in-doubt"
}

/// How an answer came in.
public enum LedgerVia: String, CaseIterable, Hashable, Sendable {
  case response, poll, callback, mail, file, person
}

/// What a partner is told about: subjects, a selector, or both.
public enum LedgerScope: String, CaseIterable, Hashable, Sendable {
  case subjects, selector, both
}

/// What happened to a signing key.
public enum LedgerKeyAction: String, CaseIterable, Hashable, Sendable {
  case add, retire, compromised
}

/// A short lower-case code: reasons, data types, identifier kinds, routes, roles, duties. Never free text.
public struct LedgerCode: Hashable, Sendable, CustomStringConvertible, Comparable {
  public let text: String

  /// 1 to 48 characters of `a-z 0-9 . -`, else nil.
  public init?(_ text: String) {
    guard (1...48).contains(text.utf8.count), text.utf8.allSatisfy(Self.allows) else { return nil }
    self.text = text
  }

  /// - Parameter checked: Of bytes that ``allows(_:)`` passed.
  init(checked text: String) { self.text = text }

  static func allows(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    (1...48).contains(bytes.count) && bytes.allSatisfy(allows)
  }

  public var description: String { text }

  public static func < (a: LedgerCode, b: LedgerCode) -> Bool { a.text < b.text }

  @inline(__always)
  private static func allows(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-")
  }
}

/// Who did something, as a role and a key. Never a name.
public struct KeyHolder: Hashable, Sendable {
  public let role: LedgerCode
  /// `SHA256:` and 43 characters of base64, as ssh-keygen prints it.
  public let key: String

  public init(role: LedgerCode, key: String) {
    (self.role, self.key) = (role, key)
  }

  static func isFingerprint(_ text: String) -> Bool {
    text.hasPrefix("SHA256:") && LedgerHash(base64: Array(text.utf8.dropFirst(7)) + [UInt8(ascii: "=")]) != nil
  }
}
