import Workflow

/// Why no token was to be had. No letter left and no mailbox was opened. Holds no secret and nothing the service said.
public enum LogInFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The service takes the refresh token or the client secret no longer.
  case refused
  /// The key of the settings whose secret cannot be read.
  case secretMissing(String)
  /// It passes by itself, as far as anyone can tell.
  case unreachable(Reason)
  /// The endpoint cannot be used as it is set.
  case unusable(Reason)
  case unreadable
  /// The successor of the refresh token could not be written down, so what came with it is not used.
  case notKept

  public var description: String {
    switch self {
    case .refused:
      """
      The token endpoint refuses the refresh token or the client secret. Sign in anew, or make a new client secret, and \
      put it where 'oauth' points.
      """
    case .secretMissing(let name): "The secret that '\(name)' under 'oauth' points to cannot be read. Put it there."
    case .unreachable(let reason): "The token endpoint cannot be reached (\(reason.code)). It is tried again."
    case .unusable(let reason):
      "The token endpoint cannot be used (\(reason.code)). Check 'endpoint' under 'oauth' in settings.yaml."
    case .unreadable:
      "The token endpoint's answer holds no token that can be used. Check 'endpoint' under 'oauth' in settings.yaml."
    case .notKept:
      "The token endpoint replaced the refresh token, and the new one could not be kept. Look for a full disk."
    }
  }

  /// What it means for a letter. The codes are the account's own: no partner is at fault, and none loses an attempt.
  var verdict: Verdict {
    switch self {
    case .refused: .halted(Reason("mail-credentials"))
    case .secretMissing: .halted(Reason("mail-secret-missing"))
    case .unreachable(let reason): .busy(Reason("mail-token-" + reason.code), retryAfter: .minutes(15))
    case .unusable(let reason): .halted(Reason("mail-token-" + reason.code))
    case .unreadable: .halted(Reason("mail-token-unreadable"))
    case .notKept: .halted(Reason("mail-token-not-kept"))
    }
  }
}
