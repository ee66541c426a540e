/// PKIStatus (RFC 3161, section 2.4.2): whether the authority stamped.
public enum TimeStampStatus: Int, Hashable, Sendable {
  case granted = 0
  case grantedWithMods = 1
  case rejection = 2
  case waiting = 3
  case revocationWarning = 4
  case revocationNotification = 5

  /// Whether a token must be there.
  public var isGranted: Bool {
    switch self {
    case .granted, .grantedWithMods: true
    case .rejection, .waiting, .revocationWarning, .revocationNotification: false
    }
  }

  var words: String {
    switch self {
    case .granted: "granted"
    case .grantedWithMods: "granted with changes"
    case .rejection: "rejection"
    case .waiting: "waiting"
    case .revocationWarning: "revocation is imminent"
    case .revocationNotification: "revoked"
    }
  }

  /// PKIFailureInfo: bit number to its name and what it means.
  static let failures: [Int: String] = [
    0: "badAlg (the digest's algorithm is unknown or not accepted)",
    2: "badRequest (such a transaction is not permitted)",
    5: "badDataFormat (the request is badly formed)",
    14: "timeNotAvailable (its clock is not available)",
    15: "unacceptedPolicy (it does not offer the policy)",
    16: "unacceptedExtension (it does not know an extension)",
    17: "addInfoNotAvailable (what was asked for besides is not available)",
    25: "systemFailure (its system failed)",
  ]
}
