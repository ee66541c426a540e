/// What came of one DKIM-Signature. Evidence beside what our own mail server found when the letter came in: keys are
/// changed and taken down, so a signature that cannot be checked today may have been good.
public struct DKIMResult: Hashable, Sendable {
  public enum Verdict: Hashable, Sendable {
    /// The signature covers this header and this body, and the domain publishes its key.
    case pass
    /// It was made over something else, or is over.
    case fail(Cause)
    /// It cannot be checked: broken in form, or its key is absent or unfit.
    case unusable(Cause)
    /// The key could not be asked for; another time may tell.
    case unreachable
  }

  /// Codes; none of them holds anything that the sender wrote.
  public enum Cause: String, Hashable, Sendable {
    case form, version, algorithm, canonicalization, query
    case fromNotSigned = "from-not-signed"
    case identityOutside = "identity-outside-domain"
    case bodyLength = "body-length"
    case bodyHash = "body-hash"
    case signature
    case expired
    case noKey = "no-key"
    case severalKeys = "several-keys"
    case keyForm = "key-form"
    case keyRevoked = "key-revoked"
    case keyForOtherUse = "key-for-other-use"
    case keyTooShort = "key-too-short"
  }

  public var verdict: Verdict
  /// `d`, in lower case; empty when the field could not be read.
  public var domain: String
  /// `s`.
  public var selector: String
  /// `a`, such as `rsa-sha256`.
  public var algorithm: String
  /// Bits of an RSA modulus; 256 for Ed25519; nil when no key was seen.
  public var keyBits: Int?
  /// Bytes of the body, after canonicalization, that stand behind the signed ones: anybody may have added them.
  public var unsignedBodyBytes = 0
  /// The key's owner says that it only tries DKIM out (`t=y`): the letter may not be treated as if it were proven.
  public var isTesting = false
  /// `t` and `x`, seconds since 1970.
  public var signedAt: Int?
  public var expiresAt: Int?

  /// A pass that covers the whole body and that its owner means.
  public var isWhole: Bool { verdict == .pass && unsignedBodyBytes == 0 && !isTesting }

  init(_ verdict: Verdict, domain: String = "", selector: String = "", algorithm: String = "") {
    self.verdict = verdict
    self.domain = domain
    self.selector = selector
    self.algorithm = algorithm
  }
}
