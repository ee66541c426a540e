/// Why a transfer brought no answer. The raw values are written into receipts: never change one.
public enum FailureReason: String, Sendable, CaseIterable {
  // Refused here, before libcurl saw it.
  case badMethod = "bad-method"
  case badURL = "bad-url"
  case badHeader = "bad-header"
  case badAddress = "bad-address"
  case badMessage = "bad-message"
  case originNotAllowed = "origin-not-allowed"
  case config = "config"
  case tooLate = "too-late"
  // On the way to the peer.
  case dns = "dns"
  case dnsTimeout = "dns-timeout"
  case addressRefused = "address-refused"
  case connectRefused = "connect-refused"
  case connectTimeout = "connect-timeout"
  case connectFailed = "connect-failed"
  case tlsHandshake = "tls-handshake"
  case tlsVerify = "tls-verify"
  case tlsPin = "tls-pin"
  case tlsTimeout = "tls-timeout"
  case startTLSMissing = "starttls-missing"
  case timeoutBeforeSend = "timeout-before-send"
  // After the first byte of the request.
  case timeoutAfterSend = "timeout-after-send"
  case slow = "slow"
  case reset = "reset"
  case emptyReply = "empty-reply"
  case partialBody = "partial-body"
  case bodyCap = "body-cap"
  case headerCap = "header-cap"
  case badReply = "bad-reply"
  // From a file server.
  case hostKey = "host-key"
  case loginRefused = "login-refused"
  case remoteMissing = "remote-missing"
  case remoteRefused = "remote-refused"
  case remoteExists = "remote-exists"
  case remoteFull = "remote-full"
  case remoteFailed = "remote-failed"
  // At any time.
  case cancelled = "cancelled"
  case shutDown = "shut-down"
  case other = "other"
}

/// Whether the partner may have seen the request. The only question that decides what is done next.
public enum Certainty: String, Sendable {
  /// No byte of the request left this machine: sending again cannot double anything.
  case notSent = "not-sent"
  /// Bytes left and no usable answer came: settled by the partner's declared policy, never by a guess.
  case inDoubt = "in-doubt"
}

/// A transfer that brought no answer.
public struct TransferFailure: Error, Sendable, CustomStringConvertible {
  public let certainty: Certainty
  public let reason: FailureReason
  /// libcurl's CURLcode; 0 when the refusal was ours.
  public let curlCode: Int32
  /// What was wrong, without any value of the request.
  public let detail: String?
  /// What was sent and received up to the failure. Nil when nothing left.
  public let seen: Exchange?

  public var description: String {
    let code = curlCode == 0 ? "" : " (libcurl \(curlCode))"
    let state = certainty == .notSent ? "nothing was sent" : "sent, outcome unknown"
    return "\(reason.rawValue)\(code): \(state)" + (detail.map { "; \($0)" } ?? "")
  }
}
