/// What a verification is given from outside the ledger. All of it is optional; each part closes a door.
public struct VerifyOptions: Sendable {
  public enum Layout: Hashable, Sendable {
    /// A ledger where it is written: what came from outside stands beside its checkpoint.
    case home
    /// An audit pack: time-stamps stand in `anchors/`.
    case pack
  }

  /// Keys that the ledger must have been signed with; each has to be the genesis' or one added since.
  public var pinned: [VerifierKey] = []
  /// Older checkpoints from outside: from paper, a witness, a mail. The name is for messages.
  public var against: [(name: String, bytes: [UInt8])] = []
  /// Which witnesses are known.
  public var policy: WitnessPolicy?
  /// Without it the tokens' SHA-256 is all that is checked.
  public var timeStamps: (any TimeStampChecking)?
  public var layout = Layout.home
  /// Further files that have a reason to be there: paths, or folders with a slash at the end. They are not looked at.
  public var allowed: Set<String> = []

  public init() {}
}

/// Checks an RFC 3161 token. The Ledger room knows no certificates, so that check comes from outside.
public protocol TimeStampChecking: Sendable {
  /// - Parameters:
  ///   - token: DER of the whole TimeStampResp, the `.tsr` file.
  ///   - digest: SHA-256 that must be its imprint.
  /// - Throws: an error whose description says what is wrong.
  func check(token: [UInt8], digest: LedgerHash) throws -> StampedTime
}

/// What a time-stamp says.
public struct StampedTime: Hashable, Sendable {
  /// The token's genTime.
  public let time: LedgerTime
  /// SHA-256 of the signing certificate (DER).
  public let authority: LedgerHash
  /// Whether the certificate leads to a root that the checker trusts.
  public let chainWasChecked: Bool

  public init(time: LedgerTime, authority: LedgerHash, chainWasChecked: Bool) {
    (self.time, self.authority, self.chainWasChecked) = (time, authority, chainWasChecked)
  }
}
